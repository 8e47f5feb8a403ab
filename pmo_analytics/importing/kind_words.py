"""The words for kinds of rows in a log: what a type in a column says, and what a title above rows announces."""

import re
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from pmo_analytics.importing.headers import BRACKETS, CJK, normalise, read_header

KINDS: Mapping[str, tuple[str, ...]] = MappingProxyType({
    "risks": ("risk", "threat", "opportunity", "r", "风险", "风险项", "威胁", "机会"),
    "issues": ("issue", "problem", "i", "问题", "问题项"),
    "decisions": ("decision", "keydecision", "decisionneeded", "decisionrequired", "决策", "决策项", "决定", "决议"),
    "actions": ("action", "actionitem", "todo", "行动", "行动项", "待办", "待办事项", "督办", "督办事项", "措施"),
    "dependencies": ("dependency", "externaldependency", "依赖", "依赖项", "依赖关系", "外部依赖", "相依", "相依性",
                     "相依项目"),
    "changes": ("change", "changerequest", "cr", "变更", "变更项", "变更请求", "变更申请"),
    "lessons": ("lesson", "lessonlearned", "lessonlearnt", "lessonslearned", "经验教训", "经验"),
})  # fmt: skip
WITHOUT_PLACE = frozenset(
    ("assumption", "constraint", "opportunity", "question", "query", "假设", "假设条件", "假定", "前提", "前提条件",
     "约束", "约束条件", "制约", "制约因素")
)  # fmt: skip
TWO_KINDS = frozenset({"a", "d"})  # an assumption or an action, a dependency or a decision
ENTITY_OF = MappingProxyType({word: entity for entity, words in KINDS.items() for word in words})
# R - Risk, 风险R: the word is what counts.
CODED = re.compile(
    r"(?i)[a-z]\s*[-–—:：./)）]\s*(\S.*)|(.*[\u3400-\u9fff])\s*[-–—:：/]?\s*[a-z]|(\S.*?)\s*[-–—:]\s*[a-z]"
)
# In a column it is a risk that helps; above rows no column is left that says so.
OPPORTUNITIES = frozenset({"opportunity", "opportunities", "机会"})
LONGEST_TITLE = 40
BESIDE = frozenset(
    ("key", "top", "main", "major", "critical", "high", "open", "closed", "current", "active", "new", "outstanding",
     "identified", "potential", "emerging", "project", "programme", "program", "portfolio", "the", "of", "for", "this",
     "month", "period", "log", "logs", "register", "list", "table", "tracker", "section", "part", "item", "items",
     "review", "summary", "overview", "details", "management", "raid", "all", "our", "i", "ii", "iii", "iv", "v")
)  # fmt: skip
BEFORE = re.compile(
    "第?[一二三四五六七八九十]+(?:部分|节|章|类)?|(?:主要|重点|关键|重大|当前|项目|新增|已识别|识别的|未关闭|已关闭|未解决|已解决|本月|本期|潜在|现有|存在|高|的)+"
)
BEHIND = re.compile(
    "(?:清单|列表|登记册|登记表|登记|台账|跟踪表|跟踪|一览表|一览|汇总表|汇总|明细表|明细|管理表|管理|日志|情况|部分|事项|项|表|类)+$"
)
TOKENS = re.compile(rf"[{CJK}]+|[a-z]+")


def kind_of(text: str | None) -> str:
    """The entity that a kind of rows is; else its own word where it is known as a kind, '' where it is not."""
    coded = CODED.fullmatch(text.strip()) if text else None
    texts = [text, *filter(None, coded.groups() if coded else ())] if text else []
    return _first_kind({word for one in texts for reading in read_header(one).readings for word in singulars(reading)})


@lru_cache(maxsize=10_000)
def kind_titled(text: str) -> str:
    """The kind of rows that a title announces (Key risks, A. Issues, 1. 风险清单); '' where it says anything more.

    Opportunities are a kind without a table of their own: under a title no column tells them from threats.
    """
    if len(text) > LONGEST_TITLE:
        return ""
    words = TOKENS.findall(normalise(BRACKETS.sub(" ", read_header(text).words)))
    latin = [word for word in words if word.isascii() and len(word) > 1 and word not in BESIDE]
    named = ["".join(latin)] if latin else []
    named += [word for one in words if not one.isascii() and (word := _bare(one))]
    if set(named) & OPPORTUNITIES:
        return "opportunity"
    kinds = {_first_kind(set(singulars(word))) for word in named if len(word) > 1}
    return kinds.pop() if len(kinds) == 1 else ""


def _bare(text: str) -> str:
    """A Chinese title without what says which of the rows they are, and that it is a list."""
    while (found := BEFORE.match(text)) and found.end() < len(text):
        text = text[found.end() :]
    return text if _first_kind({text}) else BEHIND.sub("", text)


def _first_kind(words: set[str]) -> str:
    entity = next((ENTITY_OF[word] for word in words if word in ENTITY_OF), None)
    return entity or next(iter(words & (WITHOUT_PLACE | TWO_KINDS)), "")


def singulars(word: str) -> tuple[str, ...]:
    """A word as written, and as one of several: risks, risk."""
    return (word, word.removesuffix("s"), word.removesuffix("ies") + "y") if word.isascii() else (word,)
