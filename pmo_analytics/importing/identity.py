"""Which project a row speaks of: by a column, else the title block, the sheet, the workbook, the file name."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from pmo_analytics.importing.area import is_error
from pmo_analytics.importing.traditional import narrow, worded

# Words that name a document, not a project.
_DOCUMENT_WORDS = re.compile(
    r"(?i)\b(project|projects|status|report|tracker|weekly|monthly|update|master|sheet|copy|final|draft|version|v\d+"
    r"|export|data|list|portfolio|programme|program|risks?|issues?|milestones?|tasks?|budgets?|baselines?|plan"
    r"|logs?|registers?|actions?|decisions?|changes?|benefits?|gates?|finance|resources?|people|assignments?|page|tab"
    r"|table|new)\b|(?<![a-z])raid(?![a-z])"
    r"|项目|状态|报告|月报|周报|台账|跟踪表?|汇总|总表|清单|数据|导出|风险|问题|里程碑|任务|预算|基线|计划|登记册|资源|人员|表格?|工作表|最新|终稿"
)
_SIGNS = r"\s\-–—.,()（）&"
_ENDS = re.compile(rf"(?i)^(?:[{_SIGNS}]|(?:and|for|of)\b)+|(?:[{_SIGNS}]|\b(?:and|for|of))+$")
# Words that a project's name may hold, but is not made of.
_BESIDE = re.compile(
    r"(?i)(?<![a-z])pmo(?![a-z])|\b(?:and|the|of|for|assumptions?|dependenc(?:y|ies)|constraints?|opportunit(?:y|ies)"
    r"|lessons|learned|learnt)\b|[&与和及、]|日志|登记|列表|一览|明细|假设|依赖|决策|行动|变更|经验教训|机会"
)
_DATES = re.compile(
    r"(?i)\d{4}[-_.年/]?\d{0,2}[-_.月/]?\d{0,2}日?"
    r"|\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b|[qQ][1-4]|\(\d+\)|\b\d{1,2}\b"
)
_LABELS = {"project", "projectname", "projecttitle", "nameofproject", "项目", "项目名称", "工程名称", "项目简称"}
_CODE_LABELS = {"projectid", "projectcode", "projectnumber", "projectno", "projectref"}
_CODE_LABELS |= {"项目编号", "项目编码", "项目代码", "立项编号"}
LEAST_CUT = 30  # Excel cuts the name of a sheet behind 31 characters, of which the last may be a space


@dataclass(frozen=True)
class Named:
    """A project as a file names it; at least one of the two is there."""

    code: str | None
    name: str | None
    source: str

    @property
    def project_id(self) -> str:
        return self.code or self.name or ""


@dataclass(frozen=True)
class KnownProjects:
    """The projects that the snapshot or this workbook knows: folded text -> project."""

    by_text: Mapping[str, Named] = field(default_factory=dict)

    @classmethod
    def of(cls, pairs: Iterable[tuple[str | None, str | None]]) -> "KnownProjects":
        """From (code, name) pairs; a name that several codes bear stands for none of them."""
        by_text: dict[str, Named] = {}
        ambiguous: set[str] = set()
        for code, name in pairs:
            project = Named(code, name, "known")
            for text in filter(None, (code, name)):
                other = by_text.setdefault(same(text), project)
                if other.project_id != project.project_id:
                    ambiguous.add(same(text))
        return cls({text: project for text, project in by_text.items() if text not in ambiguous})

    def find(self, text: str | None) -> Named | None:
        return self.by_text.get(same(text)) if text else None


@lru_cache(maxsize=50_000)
def tidy(text: str | None) -> str | None:
    """A code or name as it is kept: NFC, outer and doubled spaces gone; None for nothing or a failed formula."""
    if text is None or is_error(text):
        return None
    return " ".join(unicodedata.normalize("NFC", text).split()) or None


def same(text: str) -> str:
    """What two spellings of one name have in common."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _folded(label: str) -> str:
    return re.sub(r"[\W_]+", "", worded(narrow(label)).casefold())


def from_labels(labels: Mapping[str, tuple[str, str]]) -> Named | None:
    """The project that a title block names: `项目名称：X`, `Project: X`."""
    name = next((value for label, (value, _) in labels.items() if _folded(label) in _LABELS), None)
    code = next((value for label, (value, _) in labels.items() if _folded(label) in _CODE_LABELS), None)
    return Named(tidy(code), tidy(name), "title") if code or name else None


def from_words(text: str, known: KnownProjects, source: str) -> Named | None:
    """The project that a sheet or file name speaks of: a known one named in it, else what is left of it as a name.

    A name that says only what kind of document it is ('Risks', 'Tracker 2026-03') names none. A sheet's may be cut.
    """
    found = known.find(text)
    if found:
        return Named(found.code, found.name, source)
    inside = [project for folded, project in known.by_text.items() if len(folded) >= 4 and folded in same(text)]
    if len({project.project_id for project in inside}) == 1:
        return Named(inside[0].code, inside[0].name, source)
    if source == "sheet":
        is_cut = len(text) >= LEAST_CUT
        cut = [project for folded, project in known.by_text.items() if is_cut and folded.startswith(same(text))]
        return Named(cut[0].code, cut[0].name, source) if len({one.project_id for one in cut}) == 1 else None
    rest = _DOCUMENT_WORDS.sub(" ", _DATES.sub(" ", re.sub(r"[_]+", " ", text)))
    rest = _ENDS.sub("", " ".join(rest.split()))
    is_named = re.search(r"\w", _BESIDE.sub(" ", rest)) and (len(rest) >= 3 or re.search(r"[\u4e00-\u9fff]{2,}", rest))
    return Named(None, tidy(rest), source) if is_named else None
