"""A sheet for each project: which sheets that hold tables of the same columns are called after their projects."""

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from pathlib import Path

from pmo_analytics.fields import dictionary
from pmo_analytics.importing.area import is_period
from pmo_analytics.importing.blocks import UNNAMED_SHEET
from pmo_analytics.importing.headers import CJK, key, normalise
from pmo_analytics.importing.identity import KnownProjects, Named, from_words, same, tidy
from pmo_analytics.importing.memory import LIKENESS, likeness, said_by
from pmo_analytics.importing.periods import months, plain
from pmo_analytics.importing.quarters import quarter_in
from pmo_analytics.importing.recognise import vocabulary
from pmo_analytics.importing.sheet_names import entities_named
from pmo_analytics.importing.sheet_owners import are_of_others
from pmo_analytics.importing.spread import Spread
from pmo_analytics.importing.understood import Understood
from pmo_analytics.reading import Finding

FEWEST = 2
SHORTEST_LATIN, SHORTEST_CHINESE = 3, 2
BY_NAME = "name of the sheet"  # the source of a project that only its sheet names, and nothing else knows
# What a sheet holds, which part of it, or for whom: each of these alone, or with others and numbers, names no project.
CONTENT_WORDS = """
    sheet tab table page data list log register plan plans report reports summary overview dashboard status update
    tracker tracking detail details note notes info information instruction instructions readme guide template example
    sample lookup lookups reference cover contents index appendix annex archive archived history backup copy draft final
    master raw import export pivot chart charts open closed active inactive current previous old new next last top key
    major minor main all other others misc internal external high medium low critical phase phases stage stages step
    steps part section workstream workstreams stream streams work package wave release sprint iteration gate design
    build test testing deploy deployment delivery initiation planning execution closing closure closeout definition
    discovery analysis development implementation operation operations support maintenance procurement department
    departments dept team teams division region regions area group portfolio programme program projects project north
    south east west central emea apac amer americas latam europe asia africa international global local
    month monthly week weekly quarter quarterly year annual ytd version the of and for by date dates
"""
CONTENT = frozenset(CONTENT_WORDS.split())
CONTENT_ZH = re.compile(
    "工作表|表格|数据|列表|清单|台账|登记册?|计划|报告|报表|月报|周报|汇总|总表|总览|概览|概况|看板|跟踪|明细|说明|备注|信息|填报|模板|示例|样例"
    "|字典|参考|封面|目录|附件|附表|附录|归档|历史|备份|副本|草稿|终稿|最新|导入|导出|透视|图表|未关闭|已关闭|已完成|未完成|进行中"
    "|当前|上月|本月|下月|重点|主要|其他|全部|内部|外部|阶段|步骤|部分|一期|二期|三期|设计|开发|测试|上线|部署|实施|运维|验收|启动|规划|执行|收尾"
    "|华东|华南|华北|华中|西南|西北|东北|东南|海外|国内|境外|部门|团队|小组|项目集|项目组合|项目|年度|季度|月度|第?[一二三四五六七八九十\\d]+[期批个号]?|\\w{1,6}部$"
    "|[东南西北华]{1,2}(?:大区|区)"
)
ENDS = r"[\s\-–—_.,:：·]"
COPY = re.compile(r"\s*[(（](?:\d+|copy|副本)?\s*[)）]\s*$", re.IGNORECASE)
CODE = re.compile(r"([a-z]+)[-_ ]?\d{3,}", re.IGNORECASE)


def named_sheets(
    tables: Sequence[Understood], file_name: str, own: KnownProjects, known: KnownProjects
) -> dict[str, Named]:
    """Sheet -> the project it is called after, where nothing on it names one.

    Two sheets or more must hold tables of the same columns under names of their own that say no content. Where the
    workbook lists its projects, or the file is called after one that is known, one of those names must be known; so it
    must where most are like those of people, countries or companies.
    """
    names = {one.table.sheet: project_named(one.table.sheet) for one in tables}
    cells = frozenset(cell for one in tables for cell in _people_and_units(one))
    open_ones = [
        one for one in tables
        if (name := names[one.table.sheet]) and not {same(name), same(one.table.sheet)} & cells and _may_be_of_one(one)
    ]  # fmt: skip
    recognised = {
        one.table.sheet for one in open_ones if any(from_words(one.table.sheet, each, "sheet") for each in (own, known))
    }
    is_open = not own.by_text and from_words(Path(file_name).stem, known, "sheet") is None
    found: dict[str, Named] = {}
    for group in _alike(open_ones):
        sheets = list(dict.fromkeys(one.table.sheet for one in group))
        told = [(same(names[sheet] or ""), tuple(month.last_day for month in months(sheet))) for sheet in sheets]
        single = [sheet for sheet, one in zip(sheets, told, strict=True) if told.count(one) == 1]
        if len({same(names[sheet] or "") for sheet in single}) < FEWEST:
            continue
        if recognised & set(single) or is_open and not are_of_others([names[sheet] or "" for sheet in single]):
            found |= {sheet: Named(None, names[sheet], BY_NAME) for sheet in single}
    return found


def project_named(sheet: str) -> str | None:
    """The project that a sheet's name may be, without the months and the words of content at its ends; None where
    nothing else is left."""
    name = _unended(COPY.sub("", _without_months(sheet)))
    if UNNAMED_SHEET.fullmatch(name) or is_period(name) or quarter_in(name) or _says_content(name):
        return None
    return tidy(_unended(_without_content(name)) or name)


def _unended(text: str) -> str:
    """The text without the signs that part words at its ends."""
    return re.sub(rf"^{ENDS}+|{ENDS}+$", "", text)


def sheet_notes(one: Understood, projects: Spread[Named | None]) -> Iterator[Finding]:
    """A note where the name of the sheet alone made the project."""
    if any(project and project.source == BY_NAME for project in projects.values):
        entity = one.meaning.entities[0]
        yield Finding(one.table.sheet, "", f"{entity}.project_name", one.table.sheet, "layout.project_in_a_column",
                      "note", "layout.project_from_sheet_name")  # fmt: skip


def _may_be_of_one(one: Understood) -> bool:
    """Whether the table names no project and may speak of a single one: several records of projects may not."""
    entity = dictionary().entities[one.meaning.entities[0]]
    is_single = entity.name == "projects" and len(one.table.records) == 1
    is_named = one.column("project_id") is not None or one.column("project_name") is not None
    return (entity.of_project or is_single) and not is_named and not one.meaning.is_by_lines


def _alike(tables: Sequence[Understood]) -> Iterator[list[Understood]]:
    """The tables that have most columns in common with one, for each of them."""
    said = [said_by([header.text for header in one.table.headers]) for one in tables]
    for one, own in zip(tables, said, strict=True):
        yield [
            other for other, others in zip(tables, said, strict=True)
            if other.meaning.entities[0] == one.meaning.entities[0] and likeness(own, others) >= LIKENESS
        ]  # fmt: skip


def _people_and_units(one: Understood) -> Iterator[str]:
    """What stands in the columns of people and of departments: a sheet called so is theirs."""
    for match in one.meaning.matches:
        if dictionary().entities[match.entity].fields[match.field].type in ("person", "department"):
            yield from map(same, one.table.columns[match.header].drop_null().unique().to_pylist())


def _without_months(sheet: str) -> str:
    searched = plain(sheet)
    for month in reversed(months(sheet) if len(searched) == len(sheet) else []):
        sheet = f"{sheet[: month.start]} {sheet[month.end :]}"
    return sheet


def _says_content(text: str) -> bool:
    """Whether nothing is left of a text but what a sheet holds: the words of it, a field, a state, a light."""
    code = CODE.fullmatch(text)
    if code and code[1].casefold() not in CONTENT and entities_named(code[1], dictionary()) in ((), ("projects",)):
        return False
    is_short = len(re.findall(f"[{CJK}]", rest := _rest(text))) < SHORTEST_CHINESE and len(rest) < SHORTEST_LATIN
    return is_short or vocabulary(text) > 0 or key(text) in _said_in_cells()


@lru_cache(maxsize=10_000)
def _rest(text: str) -> str:
    """The text without words of content and of entities."""
    rest = "".join(word for word in normalise(text).split() if not (word.isascii() and _is_content(word)))
    for label in _chinese_labels():
        rest = rest.replace(label, "")
    return CONTENT_ZH.sub("", rest)


def _is_content(word: str) -> bool:
    return (bare := word.rstrip("0123456789")) in CONTENT | {""} or bool(entities_named(bare, dictionary()))


@cache
def _chinese_labels() -> tuple[str, ...]:
    """What the entities are called in Chinese, longest first."""
    return tuple(sorted((one.label["zh"] for one in dictionary().entities.values()), key=len, reverse=True))


@cache
def _said_in_cells() -> frozenset[str]:
    """The words of states, levels and other choices: a sheet called 'In progress' holds what is in progress."""
    fields = (field for entity in dictionary().entities.values() for field in entity.fields.values())
    return frozenset(key(text) for field in fields for texts in field.values.values() for text in texts)


def _without_content(name: str) -> str:
    """The name without the words at its ends that say what the sheet lists: 'Atlas - Risks', 智慧园区平台里程碑."""
    pieces = re.split(rf"({ENDS}+)", name)
    while len(pieces) > 1 and _lists(pieces[-1]):
        pieces = pieces[:-2]
    while len(pieces) > 1 and pieces[1] != " " and _lists(pieces[0]):
        pieces = pieces[2:]
    bare = "".join(pieces)
    return bare.removesuffix(next((word for word in _chinese_labels() if bare.endswith(word)), ""))


def _lists(word: str) -> bool:
    return _says_content(word) and entities_named(word, dictionary()) not in ((), ("projects",))
