-- From the text of a cell to a value: what every type has in common.
--
-- easy_<type>(text, ...) is the value of a cell of the common shape, at about the price of a cast, else null.
-- read_<types>(cells) reads any cells: a list of {field, text and what is known of the column} becomes one of
-- {field, text, value, problem}. `problem` is what is doubtful about the value or, where there is none, what the cell
-- fails to be; problems_of tells blanks, placeholders and error cells from that and names each by a key of
-- pmo_analytics/words/findings.toml. Nothing is guessed: what is unclear has no value.
-- Readers are chains of small steps over a list, each adding to the cell, because nested lambdas are slow.

-- Without the blanks at both ends, of every kind: tabs, line ends, no-break and ideographic spaces, zero-width signs.
create or replace macro trimmed(text) as nullif(regexp_replace(nfc_normalize(text),
    '^[\s\x{a0}\x{2000}-\x{200f}\x{202f}\x{3000}\x{feff}]+|[\s\x{a0}\x{2000}-\x{200f}\x{202f}\x{3000}\x{feff}]+$',
    '', 'g'), '');

-- Traditional characters and, in the same places, the simplified ones that stand for them when words are compared.
create or replace macro traditional() as
    '並佈佔併來係俬個側偵備傳債傷僅價億優儲兌內兩冊凈凍別刪則創劃劇動務勝勞勢匯區協卻卽厤參員問啓啟單嗎噁噹嚮嚴國圍圓圖團執堅報場塊墊墳壞夢夾奪嬰學宮實審寫寬將專尋對'
    || '導屆屢層屬崗帥師帶幣幫幾庫廠廢廣強彆彈彔彙後徑從復徵徹惡愛態慮憂應懸戰戲戶掙掛採換損摺撐撥擇擊擔據擬擱擴擾敎敗數斂斷於昇時晝暫曆曉書會東査條棄棧業極榦構樂樓標樣'
    || '橋機檔檢檯權歐歲歷歸殘殼氣決沒沖況涼淚淨減渦測湯準溝滅滙滯滾滿漁漲潔潛澤濕濟瀏灣災為無煉煙燈營爐爭爲爾牆牽狀猶獎獨獲獻現瑣環產産異當療發盡監盤眾睏睜確碼礙礦禪禮'
    || '種稱穀積穩穫窮竊競筆箇節範築簡簽籌籤糾紀約紅納純紙級紛紡細紹終組結絕絡給統絲絶綁經綜綠綫維綱網綿緊緑線緣編緩緻縣縮總績織繫繳繼續纍纖羣義習聖聞聯聰聲職聽肅脅腦膠'
    || '臉臨臺與舉艙莊華萬葉薦藍蘇處虛號蟲衆術衕衛衝裏補裝裡製複覈見規視覺覽觀觸訂計訊討訓託記設許診註証評詞詢試詩話該詳誌認語誤說説誰課調請論諾講證識譯議護讀變讓讚豐負'
    || '財貢貨販貪貫責費貼貿賀資賓賞賠賣質賬賴購贈贊贏趕趨跡踐蹤軌軍軟較輔輕輛輪輯輸轉辦辭農迴連週進遊運過達適遲選遺還邊邏鄉鄭醫釋針釦銀銷鋪錄錢録錶鍋鍵鍾鎊鎖鎮鏈鐘鐵鑑'
    || '鑒鑽長門閃閉開間閱闆關闢陞陣陰陳陸陽隊階際隨險隻雙雜離難雲電靈靜韆韌韓響頁頂項順須預頒頓領頭頻顆題額類顧顯風颱飛飯飲飽餘館饋馬駁駐駕騎驅驗驚體魚鮮鳥麗麥麪麫麵黃'
    || '點齊齡齣龍龐畫';
create or replace macro simplified() as
    '并布占并来系私个侧侦备传债伤仅价亿优储兑内两册净冻别删则创划剧动务胜劳势汇区协却即历参员问启启单吗恶当向严国围圆图团执坚报场块垫坟坏梦夹夺婴学宫实审写宽将专寻对'
    || '导届屡层属岗帅师带币帮几库厂废广强别弹录汇后径从复征彻恶爱态虑忧应悬战戏户挣挂采换损折撑拨择击担据拟搁扩扰教败数敛断于升时昼暂历晓书会东查条弃栈业极干构乐楼标样'
    || '桥机档检台权欧岁历归残壳气决没冲况凉泪净减涡测汤准沟灭汇滞滚满渔涨洁潜泽湿济浏湾灾为无炼烟灯营炉争为尔墙牵状犹奖独获献现琐环产产异当疗发尽监盘众困睁确码碍矿禅礼'
    || '种称谷积稳获穷窃竞笔个节范筑简签筹签纠纪约红纳纯纸级纷纺细绍终组结绝络给统丝绝绑经综绿线维纲网绵紧绿线缘编缓致县缩总绩织系缴继续累纤群义习圣闻联聪声职听肃胁脑胶'
    || '脸临台与举舱庄华万叶荐蓝苏处虚号虫众术同卫冲里补装里制复核见规视觉览观触订计讯讨训托记设许诊注证评词询试诗话该详志认语误说说谁课调请论诺讲证识译议护读变让赞丰负'
    || '财贡货贩贪贯责费贴贸贺资宾赏赔卖质账赖购赠赞赢赶趋迹践踪轨军软较辅轻辆轮辑输转办辞农回连周进游运过达适迟选遗还边逻乡郑医释针扣银销铺录钱录表锅键钟镑锁镇链钟铁鉴'
    || '鉴钻长门闪闭开间阅板关辟升阵阴陈陆阳队阶际随险只双杂离难云电灵静千韧韩响页顶项顺须预颁顿领头频颗题额类顾显风台飞饭饮饱余馆馈马驳驻驾骑驱验惊体鱼鲜鸟丽麦面面面黄'
    || '点齐龄出龙庞划';

-- Traditional characters, fullwidth signs, typographic minus and dashes, odd spaces and the apostrophe before a number,
-- made plain; lower case.
create or replace macro odd_signs() as
    '０１２３４５６７８９ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ'
    || '．，％－＋（）／：＃￥＄￡−–—‑‘’' || chr(160) || chr(8199) || chr(8201) || chr(8239) || chr(12288)
    || chr(9) || chr(10) || chr(13) || chr(8203) || chr(8206) || chr(8207) || chr(65279);
create or replace macro plain_signs() as '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
    || '.,%-+()/:#¥$£----''''' || '        ';
create or replace macro odd_sign() as
    '[\x{ff01}-\x{ffe6}\x{a0}\x{2000}-\x{2015}\x{2018}-\x{201b}\x{202f}\x{2212}\x{3000}\x{feff}\t-\r]';
create or replace macro plain(text) as lower(ltrim(trim(case
    when regexp_matches(text, '[' || traditional() || ']')
    then translate(text, traditional() || odd_signs(), simplified() || plain_signs())
    when regexp_matches(text, odd_sign()) then translate(text, odd_signs(), plain_signs())
    else text end), ''''));

-- A word as lists of words compare it: any run of blanks, _ and - counts as one blank.
create or replace macro folded(text) as regexp_replace(plain(text), '[\s_-]+', ' ', 'g');

-- The same map with its keys folded; of two keys that fold alike the later counts.
create or replace macro folded_keys(spellings) as case when len(map_keys(spellings)) > 0
    then list_reduce(list_transform(
    map_entries(spellings), lambda spelling: map {folded(spelling.key): spelling.value}), lambda earlier, later:
    map_concat(earlier, later)) end;

-- 'The same as above': what stands above is not looked up.
create or replace macro ditto() as '同上|同前|[〃″"]|ditto|same as above';

-- 'Nothing here' in any cell, then in any but one of free text, where 无 and 'none' are answers.
create or replace macro placeholder() as '[-/\\.?*—–]+|n\.?/?a\.?|null|tb[acd]|0000-00-00(?:[ t]00:00(?::00)?)?'
    || '|to be (?:advised|confirmed|determined|decided)|待定|待[确確]定|待[确確][认認]|待[补補]充|待填[写寫]?|' || ditto();
create or replace macro name_placeholder() as placeholder()
    || '|nil|none|unknown|not (?:applicable|available|known|provided|set)|pending|open[ -]ended|no end date'
    || '|[无無]|[没沒]有|[暂暫][无無]|空|未知|不[详詳]|未定|待[议議]|未填[写寫]?|未提供|不[适適]用|不涉及|[长長]期|[长長]期有效|永久';

create or replace macro is_placeholder(text) as strlen(text) < 60 and regexp_full_match(plain(text),
    name_placeholder());

create or replace macro is_error_cell(text) as text like '#%' and regexp_full_match(upper(text),
    '#(?:N/A|DIV/0!|REF!|VALUE!|NAME\?|NUM!|NULL!|SPILL!|CALC!|GETTING_DATA|FIELD!|BLOCKED!|CONNECT!|BUSY!|UNCALCULATED)');

create or replace macro severity_of(reason) as case
    when reason in ('placeholder', 'approximate_date', 'short_year') then 'note'
    when reason in ('date_order_assumed', 'decimal_mark_assumed', 'approximate_number', 'same_as_above', 'percent_unclear', 'year_from_period', 'serial_date', 'weekday_contradicts',
        'weekday_contradicts',
        'control_character', 'mixed_alphabets') then 'warning'
    else 'error'
end;

-- The text of a cell that was not easy to read, and the value it has among the cells read later (field -> cell).
create or replace macro unread(text, value) as case when value is null then text end;
create or replace macro with_text(cells) as list_filter(cells, lambda cell: cell.text is not null);
create or replace macro by_field(cells) as
    map_from_entries(list_transform(cells, lambda cell: {'key': cell.field, 'value': cell}));
create or replace macro read_later(cells, field) as case when cells is not null then cells[field].value end;

-- What the later cells say, without their values: those are of many types.
create or replace macro said(cells) as list_transform(map_values(cells), lambda cell: {'field': cell.field,
    'text': cell.text, 'is_empty': cell.value is null, 'problem': cell.problem});

-- {field, text, reason, severity} of each cell with a problem.
create or replace macro problems_of(cells) as list_transform(list_filter(list_transform(cells,
    lambda cell: {'field': cell.field,
    'text': cell.text, 'reason': case
        when not cell.is_empty then cell.problem
        when trimmed(cell.text) is null then null
        when cell.text = '#UNCALCULATED' then 'uncalculated'
        when is_error_cell(cell.text) then 'error_cell'
        when strlen(cell.text) < 30 and regexp_full_match(plain(cell.text), ditto()) then 'same_as_above'
        when is_placeholder(cell.text) then 'placeholder'
        else cell.problem end}), lambda found: found.reason is not null),
    lambda found: struct_insert(found, severity := severity_of(found.reason)));
