"""Milestones across the columns: one row per project, each column headed by a milestone and holding its dates."""

import re
from dataclasses import replace

from pmo_analytics.importing.assigning import Assigned
from pmo_analytics.importing.choosing import Choice, names_each_project_once
from pmo_analytics.importing.columns import IDENTITY, Column, Columns
from pmo_analytics.importing.headers import CJK, key
from pmo_analytics.importing.original_dates import VERSIONS
from pmo_analytics.importing.recognition import Melt
from pmo_analytics.importing.traditional import simplified

FEWEST, CLEARLY_DATES = 2, 0.8
NAMES = frozenset({"milestone_id", "milestone_name"})
DATE_WORD = re.compile(r"(?i)[\s_-]*(?:[时時][间間]|日期|\bdate)\s*$")
# Which date of a milestone a word before or behind its name tells; without one it is the approved date.
KINDS = (
    ("baseline_date", r"planned|plan|baseline|target|原?计划|基线|目标"),
    ("forecast_date", r"forecast|expected|revised|预计|预测"),
    ("actual_date", r"actual|achieved|实际"),
)
# What people date beside their projects that is no milestone: when the row was written, looked at or sent.
BOOKKEEPING = re.compile(
    r"(?i)updat|modif|creat|report|review|regist|enter|checked|contact|birth|last\b|next\b|as of"
    r"|更新|修改|创建|汇报|填报|录入|登记|统计|审核|检查|联系|备案|截至|上次|下次"
)


def milestone_melts(columns: Columns, choice: Choice, found: Assigned, told: frozenset[str]) -> list[Melt]:
    """A melt per kind of date of the columns that are milestones; [] where they are fewer than two.

    `told` are the keys of headers of which it was said what they mean. A column that fills a field stays what it is,
    but where its words ('Planned') stand under several milestones.
    """
    filled = {match.header for match in found.matches}
    is_list = any(match.entity == "milestones" and match.field in NAMES for match in found.matches)
    if is_list or choice.entities[:1] not in ((), ("projects",), ("milestones",)):
        return []
    spanned, paired = _spanned(columns), _paired(columns)
    groups: dict[str, list[tuple[int, str]]] = {}
    dated = 0
    for column in columns.all:
        if key(column.header.text) in told or not _is_named(column):
            continue
        kind, name = spanned.get(column.index) or paired.get(column.index) or _read(column.header.text)
        if column.index not in spanned and (column.index in filled or column.look.dates < CLEARLY_DATES):
            continue
        is_told = name != _bare(column.header.text)  # a word for a date stands beside it: 计划评审
        entities = ("projects",) if is_told else columns.dictionary.entities
        if BOOKKEEPING.search(simplified(name)) or any(columns.words.named(entity, key(name)) for entity in entities):
            continue
        groups.setdefault(kind, []).append((column.index, name))
        dated += column.look.dates >= CLEARLY_DATES
    if dated < FEWEST or not names_each_project_once(columns):
        return []
    return [
        Melt("milestones", tuple(i for i, _ in group), "milestone_name", tuple(n for _, n in group), kind)
        for kind, group in groups.items()
    ]


def with_subjects(columns: Columns, choice: Choice, melts: list[Melt]) -> Choice:
    """The choice with the milestones or gates; them alone where nothing but the project stands beside them."""
    melted = {index for melt in melts for index in melt.headers}
    best = [columns.best("projects", column) for column in columns.all if column.index not in melted]
    if choice.entities[:1] != ("projects",) or all(one and one.field.name in IDENTITY for one in best):
        return Choice((melts[0].entity,))
    return Choice(tuple(dict.fromkeys((*choice.entities, melts[0].entity))), choice.owner)


def of_their_projects(found: Assigned) -> Assigned:
    """The matches without those that would say of every milestone what one column says of the project."""
    kept = tuple(match for match in found.matches if match.entity == "projects" or match.field in IDENTITY)
    return replace(found, matches=kept)


def _is_named(column: Column) -> bool:
    is_period = column.said.month is not None or column.said.years is not None
    return column.header.repeat == 1 and not is_period and not column.header.text.startswith("[")


def _spanned(columns: Columns) -> dict[int, tuple[str, str]]:
    """column -> (field of the date, milestone) where two header rows tell them apart, each date for several of them."""
    found: dict[int, tuple[str, str]] = {}
    for column in columns.all:
        upper, _, lower = column.header.text.rpartition(" / ")
        for word, name in ((lower, upper), (upper, lower)) if upper else ():
            field = columns.words.named("milestones", key(word))
            whole = columns.words.named("projects", key(word + name))
            if field is not None and field.name in dict(KINDS) and whole is None:
                found.setdefault(column.index, (field.name, _bare(name)))
    names = {kind: {name for other, name in found.values() if other == kind} for kind, _ in KINDS}
    return {index: one for index, one in found.items() if len(names[one[0]]) >= FEWEST}


def _paired(columns: Columns) -> dict[int, tuple[str, str]]:
    """column -> (field of the date, milestone) where headers differ in nothing but words for one date and another:
    'Original FID' and 'Current FID', 计划评审 and 实际评审. Alone such words may be part of a milestone's name."""
    found: dict[int, tuple[str, str]] = {}
    for column in columns.all:
        bare = _bare(column.header.text)
        for kind, words in KINDS:
            every = f"{words}|{VERSIONS[kind.removesuffix('_date')]}"
            around = re.fullmatch(
                rf"(?i)\s*(?:(?:{every})(?![a-z])[\s_-]*(.+)|(.+?)[\s(（-]*(?:{every})[)）]?)\s*", bare
            )
            if around:
                found[column.index] = kind, _bare(around[1] or around[2])
                break
    kinds: dict[str, set[str]] = {}
    for kind, name in found.values():
        kinds.setdefault(key(name), set()).add(kind)
    return {index: (kind, name) for index, (kind, name) in found.items() if len(kinds[key(name)]) > 1}


def _read(header: str) -> tuple[str, str]:
    """(field of the date, milestone) of a single header: 'Go live (actual)', 计划上线."""
    bare = _bare(header)
    for kind, words in KINDS:
        before, behind = rf"(?:{words})(?:\b|(?<=[{CJK}]))\s*(.+)", rf"(.+?)[\s(（-]*(?:{words})[)）]?"
        around = re.match(rf"(?i)\s*(?:{before}|{behind})\s*$", simplified(bare))
        if around:
            return kind, _bare(bare[slice(*around.span(1 if around[1] else 2))])
    return KINDS[0][0], bare


def _bare(name: str) -> str:
    return DATE_WORD.sub("", name).strip() or name.strip()
