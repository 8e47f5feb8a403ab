"""Dates as they were first agreed and as they stand now: 'Original go-live' beside 'Current go-live'."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from pmo_analytics.importing.columns import SURE, Column, Columns
from pmo_analytics.importing.recognition import Match
from pmo_analytics.importing.tables import cell_of_header
from pmo_analytics.reading import Finding

VERSIONS = {
    "baseline": r"original(?:ly)?|initial(?:ly)?|原定计划|原定|原计划|原|初始计划|初始|最初计划|最初",
    "forecast": (
        r"current(?:ly)?|revised|latest|updated|new|现计划|现|当前计划|当前|最新计划|最新预计|最新"
        r"|调整后|变更后|修订后|修改后|延期后"
    ),
    "actual": r"actual|实际",
}
STARTS = r"start|begin|commencement|开始|开工|启动"
FINISHES = r"end|finish|completion|complete|target|due|deadline|完成|结束|完工|竣工|截止"
# 'Current forecast' says of what no more than its dates do.
FORECASTS = r"forecast|estimate|预计|预测"
FORECAST_OF = r"(?:forecast(?:ed)?|estimated|expected|预计|预测)?"
NOW = re.compile(r"current|latest|当前|最新|现")  # surer of what stands now than 'revised', which may be past
# What projects end with: their finish, where both versions stand there and no column gives another finish.
EVENTS = r"go live|golive|launch|delivery|in service|上线|投产|交付|投运"
SAID = re.compile(r"(?:planned|plan|agreed|approved|计划)?(?P<what>.*?)(?:计划)?(?:date|日期|时间)?")
FIELDS = {
    "projects": {"start": "start", "finish": "finish"},
    "tasks": {"start": "start", "finish": "finish"},
    "milestones": {"finish": "date"},
}


@dataclass(frozen=True)
class _Read:
    """What a header says: which version of which date; `event` is the word where it names what happens then."""

    version: str
    what: str
    event: str


def original_dates(columns: Columns, entities: tuple[str, ...]) -> dict[int, str]:
    """Column -> address of the field, for the dates that are told apart as first agreed and as they stand now.

    A field that another column names outright stays that column's.
    """
    entity = entities[0] if entities else ""
    read = {column.index: one for column in columns.all if (one := _read(column))}
    paired = {one.event for one in read.values() if {"baseline", "forecast"} <= _versions(read, one.event)}
    taken = {
        one.field.name for column in columns.all
        if column.index not in read and (one := columns.best(entity, column)) and one.confidence >= SURE
    } if entity in FIELDS else set()  # fmt: skip
    found: dict[int, str] = {}
    for event in ("", *sorted(paired - {""})):
        mine = {
            index: f"{one.version}_{FIELDS[entity][one.what]}" for index, one in read.items()
            if entity in FIELDS and one.event == event and one.what in FIELDS[entity]
        }  # fmt: skip
        if event and taken & set(mine.values()):
            continue
        for index, name in sorted(mine.items(), key=lambda one: not NOW.search(columns.all[one[0]].said.words)):
            if name not in taken:
                taken.add(name)
                found[index] = f"{entity}.{name}"
    return dict(sorted(found.items()))


def _versions(read: Mapping[int, _Read], event: str) -> set[str]:
    return {one.version for one in read.values() if one.event == event}


def _read(column: Column) -> _Read | None:
    if not (column.look.is_date or not column.look.count) or column.header.repeat > 1:
        return None
    text = column.said.words
    for version, words in VERSIONS.items():
        said = re.fullmatch(rf"(?:{words})(?![a-z])(.+)|(.+?)(?:{words})", text)
        if said:
            what = SAID.fullmatch((said[1] or said[2]).replace(" ", ""))["what"]
            return _dated(version, what)
    return _dated("baseline", text.replace(" ", "")) if re.fullmatch(_squeezed(EVENTS), text.replace(" ", "")) else None


def _dated(version: str, what: str) -> _Read | None:
    is_forecast = version == "forecast"
    finishes, before = (f"{FINISHES}|{FORECASTS}", FORECAST_OF) if is_forecast else (FINISHES, "")
    for kind, words in (("start", STARTS), ("finish", finishes)):
        if version != "actual" and re.fullmatch(f"{before}(?:{_squeezed(words)})", what):
            return _Read(version, kind, "")
    return _Read(version, "finish", what) if re.fullmatch(_squeezed(EVENTS), what) else None


def _squeezed(words: str) -> str:
    return words.replace(" ", "")


def date_notes(columns: Columns, dates: Mapping[int, str], matches: tuple[Match, ...]) -> tuple[Finding, ...]:
    """A note where an event of its projects was taken for their finish."""
    filled = {(one.header, f"{one.entity}.{one.field}") for one in matches}
    for index, field in dates.items():
        column, table = columns.all[index], columns.table
        one = _read(column)
        if one and one.event and field.startswith("projects.") and (index, field) in filled:
            return (Finding(table.sheet, cell_of_header(table, column.header), field, column.header.text,
                            "layout.finish_of_project", "note", "layout.event_as_finish"),)  # fmt: skip
    return ()
