"""What people write beneath a table without a colon: who made it, where it is from, who may see it, on which page."""

import re

from pmo_analytics.importing.traditional import simplified

MADE = (
    r"(?:prepared|compiled|produced|drafted|created|generated|reviewed|checked|approved|authori[sz]ed|issued"
    r"|(?:last )?updated|signed(?: off)?)"
)
BY = r"(?:人员?|者|单位|部门|日期|时间)"
ROLE = r"(?:制表|编制|填表|填报|填写|审核|复核|审批|批准|核准|审定|校对|签发|签字|经办|统计)"
MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
DAY = r"(?:\d{1,4}\s*[年月/.-]|本[月期年]|上[月期])"
LABEL = re.compile(rf"(?i)\s*(?:{MADE} (?:by|on)|{ROLE}{BY}?)\s*")  # alone in its cell, beside what it is of
OPENINGS = (
    rf"{MADE} (?:by|on)\b.*",
    r"(?:printed|exported|extracted) (?:by|on|from|at)\b.*",
    r"sources? of (?:the )?data\b.*",
    r"data (?:(?:was|were|is|are) )?(?:taken|extracted|drawn) from\b.*",
    rf"(?:(?:data|figures|status|report|information|position) )?as (?:of|at) (?:\d|the\b|{MONTH}).*",
    r"(?:all )?(?:figures|amounts|values|costs) (?:are )?(?:in|include|including|exclude|excluding)\b.*",
    r"(?:strictly |company |commercially |highly |private and )?confidential\W*(?:[-–—(,.].*)?",
    r"(?:commercial )?in confidence\W*",
    r"(?:for )?internal use(?: only)?\W*|internal only\W*|not for (?:external )?(?:distribution|circulation)\W*",
    r"page \d+(?: ?(?:of|/) ?\d+)?\W*|end of (?:report|table|list|document|data|sheet)\W*",
    r"(?:©|\(c\) |copyright\b).*",
    rf"{ROLE}{BY}\s+\S.*|{ROLE}\s+\S{{2,3}}(?:\s+{ROLE}.*)?",
    r"(?:[备附]?注|注释|说明|(?:资料|数据)?来源)\s+\S.*|(?:数据|资料)来源[于自为].*",
    rf"(?:以上|本表|上述)(?:数据|金额|信息|内容|数字).*|(?:(?:数据|金额|信息|统计)+)?截[至止](?:日期|到|于)?\s*{DAY}.*",
    r"(?:数据|金额)均?(?:为)?(?:含税|不含税)\W*",
    r"(?:商业|内部)?(?:机密|绝密|秘密|保密)\W*|内部(?:资料|文件|使用)(?:[，,、。 ].*)?|仅供内部(?:使用|参考)\W*",
    r"版权所有.*|notes? (?:that|on|to)\b.*",
    r"第\s*\d+\s*页.*",
)
FOOTER = re.compile(rf"(?i)\s*(?:{'|'.join(OPENINGS)})\s*", re.DOTALL)


def is_footer(texts: list[str]) -> bool:
    """Whether the cells of a row beneath a table say nothing but that: each by itself, or beside such a label."""
    is_label = False
    for place, text in enumerate(map(simplified, texts)):
        says = bool(FOOTER.fullmatch(text) or LABEL.fullmatch(text))
        if not says and (place == 0 or not is_label):
            return False
        is_label = bool(LABEL.fullmatch(text))
    return True
