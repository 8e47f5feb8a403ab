"""Names of sheets that are likelier those of people, countries or companies than of projects."""

import re
from collections.abc import Sequence

from pmo_analytics.importing.headers import CJK, key
from pmo_analytics.importing.traditional import simplified

SURNAMES = frozenset(
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范"
    "姚谭廖邹熊陆郝孔崔邱秦侯顾邵龚孟万段钱汤尹黎易武贺赖"
)
# What begins with a surname and is none: 高铁 is a railway.
NO_NAMES_WORDS = """
    高铁 高速 高压 高架 高新 高校 高端 高炉 高考 高层 黄河 黄金 黄海 黄山 黄浦 马路 马达 万科 万达 武汉
    田园 林业 林场 林区 胡同 徐州 徐汇 郑州 许昌 唐山 董事 萧山 程序 沈阳 苏州 苏南 苏北 任务 范围 秦岭
    秦皇 顾客 顾问 周边 周转 周期 吴江 张江 杨浦 罗湖 余热 余杭 熊猫 陆上 陆运 陆家 钱塘 钟楼 贺兰 易购
    叶片 陈列 韩国 宋城 夏令 夏季
"""
NO_NAMES = frozenset(NO_NAMES_WORDS.split())
NAME = re.compile(rf"[{CJK}]{{2,3}}")
COUNTRY_NAMES = (
    "Argentina,Australia,Austria,Belgium,Brazil,Bulgaria,Canada,Chile,China,Colombia,Croatia,Czechia,Czech Republic,"
    "Denmark,Egypt,Estonia,Finland,France,Germany,Greece,Hong Kong,Hungary,India,Indonesia,Ireland,Israel,Italy,Japan,"
    "Kazakhstan,Kenya,Korea,South Korea,Kuwait,Latvia,Lithuania,Luxembourg,Malaysia,Mexico,Morocco,Netherlands,"
    "New Zealand,Nigeria,Norway,Oman,Pakistan,Peru,Philippines,Poland,Portugal,Qatar,Romania,Russia,Saudi Arabia,"
    "Serbia,Singapore,Slovakia,Slovenia,South Africa,Spain,Sweden,Switzerland,Taiwan,Thailand,Turkey,UAE,UK,Ukraine,"
    "United Kingdom,United States,USA,Vietnam,"
    "中国,美国,英国,德国,法国,日本,韩国,印度,新加坡,马来西亚,泰国,越南,印尼,印度尼西亚,菲律宾,澳大利亚,新西兰,加拿大,墨西哥,巴西,阿根廷,"
    "智利,秘鲁,西班牙,葡萄牙,意大利,荷兰,比利时,瑞士,瑞典,挪威,丹麦,芬兰,波兰,捷克,匈牙利,奥地利,希腊,土耳其,俄罗斯,乌克兰,哈萨克斯坦,"
    "沙特,沙特阿拉伯,阿联酋,卡塔尔,科威特,阿曼,以色列,埃及,南非,尼日利亚,肯尼亚,巴基斯坦,香港,台湾,澳门"
)
COUNTRIES = frozenset(key(name) for name in COUNTRY_NAMES.split(","))
COMPANY = re.compile(
    r"(?i).*\b(?:ltd|limited|inc|llc|plc|gmbh|ag|corp|corporation|co|company|bv|nv|sa|sas|spa|srl|oy|ab|pty)\.?\s*"
    r"|.*(?:公司|集团|事务所|供应商|厂商)"
)
GIVEN_NAME_WORDS = """
    adam adrian agnes alan albert alex alexander alexandra alice alison amanda amy andrea andreas andrew angela
    anita ann anna anne anthony antonio arthur barbara ben benjamin bernard beth bill bob brian bruno carl carla
    carlos carol caroline catherine charles charlotte chris christian christina christine christopher claire
    clara claudia colin craig cristina dan daniel daniela david deborah dennis diana diane dmitri donald donna
    dorothy douglas edward elena elizabeth ellen emily emma eric erik eva evelyn fatima fiona francesca
    francesco francis frank fred frederick gabriel gareth gary george gerald gina giovanni graham greg gregory
    hannah hans harry heather helen henry howard hugh ian ingrid irene isabel ivan jack jacob james jan jane
    janet jason jean jeff jeffrey jennifer jeremy jessica jim joan joanna joe johan johanna john jonas jonathan
    jose joseph joyce juan judith julia julian julie karen karin karl kate katherine kathleen keith kelly ken
    kenneth kevin klaus lars laura lauren lee leo leon linda lisa liz louis louise lucas lucy luis luke marco
    marcus margaret maria marie mario mark markus martha martin martina mary matthew maurice max megan melanie
    melissa michael michelle miguel mike mohamed mohammed monica nadia nancy natalia natalie natasha neil
    nicholas nicole nigel nina olga oliver olivia omar oscar pamela patricia patrick paul paula pedro peter
    philip pierre priya rachel rafael rahul raj ralph raymond rebecca richard rita robert roberto robin roger
    ronald rosa rosie ruth ryan sam samantha samuel sandra sara sarah scott sean sebastian sergei sharon sheila
    simon sofia sonia sophie stefan stella stephanie stephen steve steven stuart sue susan susanne sven sylvia
    tanya teresa theresa thomas tim timothy tina tobias tom tony tracy ursula valerie vanessa vera victor
    vincent vladimir walter wendy werner william wolfgang yvonne
"""
GIVEN_NAMES = frozenset(GIVEN_NAME_WORDS.split())
ENGLISH_NAME = re.compile(r"([A-Z][a-z'’-]+)(?: [A-Z]\.?)? (?:[A-Z][a-z'’]*-?)?[A-Z][a-zA-Z'’]+")
THING = re.compile(
    r"(?i)(?:farm|hub|park|station|bridge|tower|line|hospital|school|street|road|square|campus|centre|center|port|harbour"
    r"|harbor|airport|tunnel|dam|plant|mine|field|house|hall|court|island|lake|river|bay|valley|hill|city|bank|gate|quay"
    r"|system|platform|portal|upgrade|migration|rollout|programme|program|project|network|cloud|data|app|suite|site)s?"
)


def are_of_others(names: Sequence[str]) -> bool:
    """Whether at least half of the names are likelier those of others than of projects. Beside an English person's, two
    words with capitals that name no thing are another's: Anna Lee, Thabo Ndlovu."""
    are_people = any(_is_english(name, is_sure=True) for name in names)
    others = [is_of_someone(name) or are_people and _is_english(name, is_sure=False) for name in names]
    return 2 * sum(others) >= len(names)


def _is_english(name: str, is_sure: bool) -> bool:
    """Whether a name is a person's: two words with capitals, the last of them no thing, `is_sure` by the first."""
    found = ENGLISH_NAME.fullmatch(name.strip())
    is_thing = found is not None and any(map(THING.fullmatch, name.split()))
    return found is not None and not is_thing and (not is_sure or found[1].casefold() in GIVEN_NAMES)


def is_of_someone(name: str) -> bool:
    """Whether a name is a country's, a company's by its legal form, or a person's: by its Chinese surname, or
    by an English given name before another word."""
    plain = simplified(name.strip())
    is_person = NAME.fullmatch(plain) is not None and plain[0] in SURNAMES and plain[:2] not in NO_NAMES
    is_person = is_person or _is_english(plain, is_sure=True)
    return is_person or key(plain) in COUNTRIES or COMPANY.fullmatch(plain) is not None
