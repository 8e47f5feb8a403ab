"""Gates across the columns: one row per project, each column headed by a gate, whether it was passed and when."""

import re
from collections.abc import Iterable, Mapping
from datetime import date

import pyarrow as pa

from pmo_analytics.importing.area import cell_kind
from pmo_analytics.importing.assigning import Assigned
from pmo_analytics.importing.choosing import Choice, names_each_project_once
from pmo_analytics.importing.columns import Column, Columns
from pmo_analytics.importing.headers import key
from pmo_analytics.importing.periods import month_in
from pmo_analytics.importing.recognition import Melt
from pmo_analytics.importing.spread import Spread
from pmo_analytics.importing.totals import PLACEHOLDERS
from pmo_analytics.importing.traditional import narrow, simplified

FEWEST, CLEARLY_GATES = 2, 0.8
OFTEN_GATES = 0.5  # beside columns that are clearly gates
GATE = re.compile(
    r"(?i)(?:.*\b)?gate(?:way)?s?\b.*|(?:g|qg|sg|dcp|tr|dr)-?\d{1,2}[a-z]?(?:\W.*)?|.*(?:阶段门|质量门|关口|过门|门径).*"
    r"|.*(?:评审|评审会|评审点|审查|审查会|决策点)"
)
NO_GATE = re.compile(r"(?i)\bgates?[\s-]+(?:valves?|houses?|keepers?|motors?|barriers?|posts?|arms?)\b")  # hardware
# Gate 1 status beside Gate 1 date are two columns of one gate.
ASPECT = re.compile(
    r"(?i)(?:[\s:_/-]+(?:(?:planned|actual|review)\s+)?(?:status|state|date|decision|outcome|result)"
    r"|[\s:：_/-]*(?:(?:计划|实际|评审|审查)(?=日期|时间))?(?:状态|日期|时间|结论|结果|决定))\s*$"
)
TICKS = frozenset("✓✔√☑✅●")
CROSSES = frozenset("×✗✘☒❌╳")
CROSS_LETTER = "x"  # not passed beside ticks; alone who knows
CIRCLES = frozenset("○◯〇")  # beside crosses passed, beside ticks who knows
YES, NO = frozenset({"y", "yes", "是", "已过"}), frozenset({"n", "no", "否", "未过"})
TICKED_DATE = re.compile(rf"[{''.join(TICKS)}]\s*(\S.*)|(\S.*?)\s*[{''.join(TICKS)}]")
PASSED, NOT_PASSED = "go", "not_started"
FIELDS = ("held_on", "planned_date", "decision", "status")
WHEN = {"held_on": "past", "planned_date": "future"}
Said = Mapping[str, str]  # field of a gate -> its value, '' where the cell's own text is it


def gate_melts(columns: Columns, choice: Choice, found: Assigned, told: frozenset[str]) -> list[Melt]:
    """The melts of the columns that are gates, one for each field that their cells fill; [] where they are fewer than
    two or hold nothing but dates, which are milestones.

    `told` are the keys of headers of which it was said what they mean.
    """
    filled = {match.header for match in found.matches}
    if choice.entities[:1] not in ((), ("projects",), ("gates",)) or not names_each_project_once(columns):
        return []
    gates = [
        column
        for column in columns.all
        if column.header.repeat == 1 and column.index not in filled and key(column.header.text) not in told
        and GATE.fullmatch(narrow(_gate(column.header.text)).strip()) and not NO_GATE.search(column.header.text)
    ]  # fmt: skip
    texts = {column.index: _texts(columns, column) for column in gates}
    has_ticks = any(text[:1] in TICKS or text[-1:] in TICKS for every in texts.values() for text in every)
    words = _Words(columns, has_ticks)
    said = {at: {text: words.said(text) for text in every} for at, every in texts.items()}
    told_of = {at: sum(map(bool, every.values())) / max(1, len(every)) for at, every in said.items()}
    enough = OFTEN_GATES if sum(share >= CLEARLY_GATES for share in told_of.values()) >= FEWEST else CLEARLY_GATES
    gates = [one for one in gates if told_of[one.index] >= enough]
    has_words = any(
        set(told) - set(WHEN) for one in gates for text, told in said[one.index].items() if not _is_placeholder(text)
    )
    if len(gates) < FEWEST or not has_words:
        return []
    values = _values(said.values())
    return [melt for one in gates for melt in _melts(one, said[one.index], values)]


def dated(values: pa.StringArray, periods: Spread[date], when: str) -> pa.BooleanArray:
    """Which cells tell a day up to the end of their record's period (past), or one after it (future)."""
    pairs = Spread.of_column(values).beside(periods)

    def is_later(pair: tuple[str | None, date]) -> bool:
        month = month_in(pair[0]) if pair[0] else None
        return month is not None and month > pair[1]

    return pa.array(pairs.where(is_later) == (when == "future"))


def _texts(columns: Columns, column: Column) -> list[str]:
    return columns.table.columns[column.index].drop_null().unique().to_pylist()


def _is_placeholder(text: str) -> bool:
    return text.strip().casefold() in PLACEHOLDERS


def _melts(column: Column, said: Mapping[str, Said], values: Mapping[str, Mapping[str, str]]) -> list[Melt]:
    """What the cells of one column fill; a text that says nothing known stands as the status, to be found there."""
    melts = []
    for field in FIELDS:
        texts = frozenset(text for text, told in said.items() if field in (told or {"status": ""}))
        if texts:
            melts.append(
                Melt("gates", (column.index,), "gate_name", (_gate(column.header.text),), field,
                     only=(column.index, texts), values=values[field], when=WHEN.get(field))
            )  # fmt: skip
    return melts


def _gate(header: str) -> str:
    """The gate that a column is of, without what the column says of it."""
    found = ASPECT.search(simplified(header))
    bare = header[: found.start()].strip() if found else ""
    return bare if GATE.fullmatch(narrow(bare)) else header


def _values(every: Iterable[Mapping[str, Said]]) -> dict[str, dict[str, str]]:
    """field -> what the texts of all columns mean, where that is not what they say."""
    told = [(text, of_text) for said in every for text, of_text in said.items()]
    return {field: {text: of_text[field] for text, of_text in told if of_text.get(field)} for field in FIELDS}


class _Words:
    """The words and signs that tell where a gate stands."""

    def __init__(self, columns: Columns, has_ticks: bool) -> None:
        fields = columns.dictionary.entities["gates"].fields
        self.decisions, self.states = (
            {key(word) for name, words in fields[field].values.items() for word in (name, *words)}
            for field in ("decision", "status")
        )
        self.has_ticks = has_ticks

    def said(self, text: str) -> Said:
        """What a cell says; {} where that is not known."""
        plain = narrow(text).strip().casefold()
        is_circle = plain in CIRCLES and not self.has_ticks
        if plain in TICKS or plain in YES or is_circle:
            return {"decision": PASSED}
        if plain in CIRCLES or plain in PLACEHOLDERS:
            return {"status": ""}
        if plain in CROSSES or plain in NO or plain == CROSS_LETTER and self.has_ticks:
            return {"status": NOT_PASSED}
        if plain == CROSS_LETTER:
            return {"status": ""}
        ticked = TICKED_DATE.fullmatch(plain)
        if ticked and _is_date(ticked[1] or ticked[2]):
            return {"held_on": "", "decision": PASSED}
        if _is_date(plain):
            return {"held_on": "", "planned_date": ""}
        if key(text) in self.decisions:
            return {"decision": ""}
        return {"status": ""} if key(text) in self.states else {}


def _is_date(text: str) -> bool:
    return cell_kind(text) == "date" or month_in(text) is not None
