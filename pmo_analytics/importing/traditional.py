"""Traditional characters as simplified ones, and words of Taiwan and Hong Kong as those of the mainland: for comparing.

What is kept is kept as it was written. The signs are those of project headers and of the words in cells; sql/macros has
the same ones.
"""

import re
import unicodedata

TRADITIONAL = (
    "並佈佔併來係俬個側偵備傳債傷僅價億優儲兌內兩冊凈凍別刪則創劃劇動務勝勞勢匯區協卻卽厤參員問啓啟單嗎噁噹嚮嚴國圍圓圖團執堅報場塊墊墳壞夢夾奪嬰學宮實審寫寬將專尋對"
    "導屆屢層屬崗帥師帶幣幫幾庫廠廢廣強彆彈彔彙後徑從復徵徹惡愛態慮憂應懸戰戲戶掙掛採換損摺撐撥擇擊擔據擬擱擴擾敎敗數斂斷於昇時晝暫曆曉書會東査條棄棧業極榦構樂樓標樣"
    "橋機檔檢檯權歐歲歷歸殘殼氣決沒沖況涼淚淨減渦測湯準溝滅滙滯滾滿漁漲潔潛澤濕濟瀏灣災為無煉煙燈營爐爭爲爾牆牽狀猶獎獨獲獻現瑣環產産異當療發盡監盤眾睏睜確碼礙礦禪禮"
    "種稱穀積穩穫窮竊競筆箇節範築簡簽籌籤糾紀約紅納純紙級紛紡細紹終組結絕絡給統絲絶綁經綜綠綫維綱網綿緊緑線緣編緩緻縣縮總績織繫繳繼續纍纖羣義習聖聞聯聰聲職聽肅脅腦膠"
    "臉臨臺與舉艙莊華萬葉薦藍蘇處虛號蟲衆術衕衛衝裏補裝裡製複覈見規視覺覽觀觸訂計訊討訓託記設許診註証評詞詢試詩話該詳誌認語誤說説誰課調請論諾講證識譯議護讀變讓讚豐負"
    "財貢貨販貪貫責費貼貿賀資賓賞賠賣質賬賴購贈贊贏趕趨跡踐蹤軌軍軟較輔輕輛輪輯輸轉辦辭農迴連週進遊運過達適遲選遺還邊邏鄉鄭醫釋針釦銀銷鋪錄錢録錶鍋鍵鍾鎊鎖鎮鏈鐘鐵鑑"
    "鑒鑽長門閃閉開間閱闆關闢陞陣陰陳陸陽隊階際隨險隻雙雜離難雲電靈靜韆韌韓響頁頂項順須預頒頓領頭頻顆題額類顧顯風颱飛飯飲飽餘館饋馬駁駐駕騎驅驗驚體魚鮮鳥麗麥麪麫麵黃"
    "點齊齡齣龍龐畫"
)
SIMPLIFIED = (
    "并布占并来系私个侧侦备传债伤仅价亿优储兑内两册净冻别删则创划剧动务胜劳势汇区协却即历参员问启启单吗恶当向严国围圆图团执坚报场块垫坟坏梦夹夺婴学宫实审写宽将专寻对"
    "导届屡层属岗帅师带币帮几库厂废广强别弹录汇后径从复征彻恶爱态虑忧应悬战戏户挣挂采换损折撑拨择击担据拟搁扩扰教败数敛断于升时昼暂历晓书会东查条弃栈业极干构乐楼标样"
    "桥机档检台权欧岁历归残壳气决没冲况凉泪净减涡测汤准沟灭汇滞滚满渔涨洁潜泽湿济浏湾灾为无炼烟灯营炉争为尔墙牵状犹奖独获献现琐环产产异当疗发尽监盘众困睁确码碍矿禅礼"
    "种称谷积稳获穷窃竞笔个节范筑简签筹签纠纪约红纳纯纸级纷纺细绍终组结绝络给统丝绝绑经综绿线维纲网绵紧绿线缘编缓致县缩总绩织系缴继续累纤群义习圣闻联聪声职听肃胁脑胶"
    "脸临台与举舱庄华万叶荐蓝苏处虚号虫众术同卫冲里补装里制复核见规视觉览观触订计讯讨训托记设许诊注证评词询试诗话该详志认语误说说谁课调请论诺讲证识译议护读变让赞丰负"
    "财贡货贩贪贯责费贴贸贺资宾赏赔卖质账赖购赠赞赢赶趋迹践踪轨军软较辅轻辆轮辑输转办辞农回连周进游运过达适迟选遗还边逻乡郑医释针扣银销铺录钱录表锅键钟镑锁镇链钟铁鉴"
    "鉴钻长门闪闭开间阅板关辟升阵阴陈陆阳队阶际随险只双杂离难云电灵静千韧韩响页顶项顺须预颁顿领头频颗题额类顾显风台飞饭饮饱余馆馈马驳驻驾骑驱验惊体鱼鲜鸟丽麦面面面黄"
    "点齐龄出龙庞划"
)
FOLDED = str.maketrans(TRADITIONAL, SIMPLIFIED)
WORDS = {
    "专案": "项目", "合约": "合同", "机率": "概率", "因应": "应对", "优先顺序": "优先级", "品质": "质量",
    "仟元": "千元",
}  # fmt: skip
ISSUE = "議題", "问题"  # in simplified characters 议题 is what a meeting is to decide
WORD = re.compile("|".join(sorted(WORDS, key=len, reverse=True)))


def simplified(text: str) -> str:
    """The text in simplified characters, sign for sign."""
    return text if text.isascii() else text.translate(FOLDED)


def is_traditional(text: str) -> bool:
    """Whether a text holds a character of which a simplified form is known."""
    return simplified(text) != text


def narrow(text: str) -> str:
    """The text with full-width signs narrow and traditional characters simplified; a 議題 is an issue."""
    return text if text.isascii() else simplified(unicodedata.normalize("NFKC", text).replace(*ISSUE))


def worded(text: str) -> str:
    """A text that is `narrow` in the words of the mainland: 专案 is 项目."""
    return text if text.isascii() else WORD.sub(lambda found: WORDS[found.group()], text)
