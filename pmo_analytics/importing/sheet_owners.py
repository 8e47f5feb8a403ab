"""Names of sheets that are likelier those of people, countries or companies than of projects."""

import re

from pmo_analytics.importing.headers import CJK, key
from pmo_analytics.importing.traditional import simplified

SURNAMES = frozenset(
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范"
    "姚谭廖邹熊陆郝孔崔邱秦侯顾邵龚孟万段钱汤尹黎易武贺赖"
)
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


def is_of_someone(name: str) -> bool:
    """Whether a name is a country's, a company's by its legal form, or a Chinese person's by its surname."""
    plain = simplified(name.strip())
    is_person = NAME.fullmatch(plain) is not None and plain[0] in SURNAMES
    return is_person or key(plain) in COUNTRIES or COMPANY.fullmatch(plain) is not None
