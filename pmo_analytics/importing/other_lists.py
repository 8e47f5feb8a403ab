"""Which tables are a list of something else than kinds of rows, whatever their types or the titles between their rows:
projects, tasks, actions, decisions, lessons, a register of risks."""

import re
from collections.abc import Collection, Iterable, Mapping
from functools import cache

from pmo_analytics.fields import Field, dictionary
from pmo_analytics.importing.headers import key, normalise, read_header
from pmo_analytics.importing.kind_words import ENTITY_OF, WITHOUT_PLACE, singulars
from pmo_analytics.importing.matching import words_of
from pmo_analytics.importing.recognise import vocabulary
from pmo_analytics.importing.sheet_names import entities_named
from pmo_analytics.importing.sheets import column_letters
from pmo_analytics.importing.tables import Table

LOGGED = ("risks", "issues", "dependencies", "actions", "decisions", "changes", "lessons")
LISTED = ("tasks", "milestones", "actions", "decisions", "lessons", "changes", "benefits", "gates")
FEWEST, FEWEST_BESIDE_TEXT = 2, 3  # columns that only projects have, for a table to list them
TYPES_OF_PROJECTS = frozenset({"money", "light", "percent", "date"})
RAG = ("rag", "ragstatus", "红绿灯")  # a log may have it for a level, so beside others alone it tells
NAMES = frozenset({"name", "title", "名称", "标题"})
DESCRIPTIONS = ("item", "items", "raiditem", "event", "entry", "statement", "topic", "内容", "说明", "事项内容")
CHANGES = frozenset({"cr", "crid", "crno", "crnumber", "crref", "changerequest"})
CHANCE, IMPACT = frozenset({"probability", "probability_score"}), frozenset({"impact_score", "days_impact"})
KINDS_ZH = re.compile("风险|问题|决策|行动|依赖|变更|假设")


def is_log_by_name(texts: Iterable[str]) -> bool:
    """Whether a sheet's name, a title or the header of the types says RAID, or names several kinds of rows."""
    return any("raid" in key(text) or len(_kinds_named(text)) > 1 for text in texts)


def list_headed(table: Table, at: int | None = None) -> str:
    """What the headers say a table lists: projects by what only they have (manager, light, budget), else what names its
    rows (task, action, decision) where nothing else describes them; '' where they say neither. `at` is the column of
    the types."""
    readings = [set(read_header(header.text).readings) for place, header in enumerate(table.headers) if place != at]
    own, has_text = sum(bool(read & _only_of_projects()) for read in readings), _has_text(table, at)
    if own >= (FEWEST_BESIDE_TEXT if has_text else FEWEST):
        return "projects"
    said = set[str]().union(*readings)
    if said & CHANGES and not said & {"id", "ref", "编号"}:
        return "changes"
    return "" if has_text else next((one for one in LISTED if said & _names(one)), "")


def list_called(table: Table, names: Iterable[str], kinds: Collection[str], at: int | None = None) -> str:
    """What the name of its sheet or a title says a table lists, '' where nothing tells. One called after risks or
    issues alone is a log of several kinds all the same where it holds both, or assumptions; not where each row has a
    likelihood and an impact."""
    for name in names:
        called = next(iter(entities_named(name, dictionary())), "")
        if called in ("risks", "issues"):
            is_mixed = {"risks", "issues"} <= set(kinds) or bool(set(kinds) & WITHOUT_PLACE - {"opportunity", "机会"})
            return "" if is_mixed and not (called == "risks" and _is_rated(table)) else called
        if called in LISTED:
            return called
    readings = (set(read_header(header.text).readings) for place, header in enumerate(table.headers) if place != at)
    is_of_projects = any(entities_named(name, dictionary()) == ("projects",) for name in names)
    is_of_projects = is_of_projects and not _has_text(table, at)
    return "projects" if is_of_projects and any(read & _only_of_projects() for read in readings) else ""


def _kinds_named(text: str) -> set[str]:
    words = [one for word in normalise(text).split() if word.isascii() and len(word) > 1 for one in singulars(word)]
    words += KINDS_ZH.findall(normalise(text))
    return {ENTITY_OF.get(word, word) for word in words if word in ENTITY_OF or word in WITHOUT_PLACE}


def _has_text(table: Table, at: int | None) -> bool:
    """Whether a column describes its rows as those of a log are, or may: a header that is no known word."""
    headers = [header.text for place, header in enumerate(table.headers)
               if place != at and header.text != f"[{column_letters(header.place)}]"]  # fmt: skip
    readings = [set(read_header(text).readings) for text in headers]
    of_projects = {word for word, field in _words("projects").items() if field.name == "project_name"} - NAMES
    words = _descriptions() if any(read & of_projects for read in readings) else _descriptions() - NAMES
    return any(read & words for read in readings) or not all(map(vocabulary, headers))


def _is_rated(table: Table) -> bool:
    risks = _words("risks")
    readings = {word for header in table.headers for word in read_header(header.text).readings}
    fields = {risks[word].name for word in readings & set(risks)}
    return bool(fields & CHANCE) and bool(fields & IMPACT)


def _words(entity: str) -> Mapping[str, Field]:
    return words_of(dictionary()).by_entity[entity]


@cache
def _descriptions() -> frozenset[str]:
    """The words for what a row of a log says."""
    fields = {"risks": "risk_name", "issues": "issue_name", "dependencies": "dependency_name"}
    found = {
        word for entity, name in fields.items() for word, field in _words(entity).items()
        if field.name in ("description", name)
    } | {word for one in LOGGED for word, field in _words(one).items() if field.name == "description"}  # fmt: skip
    return frozenset(found | set(DESCRIPTIONS))


@cache
def _names(entity: str) -> frozenset[str]:
    """The words for what the rows of a list are called, without those for any row of a log."""
    named = {word for word, field in _words(entity).items() if field.name == f"{entity.removesuffix('s')}_name"}
    return frozenset(named) - _descriptions()


@cache
def _only_of_projects() -> frozenset[str]:
    """The words for dates, sums, lights and the manager that projects have and rows of logs have not."""
    own = {
        word for word, field in _words("projects").items()
        if field.name == "manager" or field.type in TYPES_OF_PROJECTS and field.name != "status_date"
    }  # fmt: skip
    return frozenset(own - {word for entity in LOGGED for word in _words(entity)}) | frozenset(RAG)
