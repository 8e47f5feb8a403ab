"""Lines that sum up or compare the people of a plan: its capacity, its total demand and the gap are no projects."""

import re
from dataclasses import replace

import numpy as np

from pmo_analytics.importing.headers import normalise
from pmo_analytics.importing.recognition import Recognition
from pmo_analytics.importing.spread import Spread
from pmo_analytics.importing.staffing import PEOPLE
from pmo_analytics.importing.tables import SetAside, Table, cell_of, said_in
from pmo_analytics.reading import Finding

NAMES = frozenset({"project_id", "project_name", "person_id", "person_name", "role", "unit"})
SUMS = frozenset({"capacity", "demand", "availability"})
# Alone they may be a project's name; beside a line of the first kind, or a total, they compare the two.
COMPARED = frozenset({"gap", "shortfall", "surplus", "deficit", "variance", "difference", "supply", "headcount",
                      "utilisation", "utilization"})  # fmt: skip
BESIDE = frozenset(
    ("total", "net", "overall", "available", "remaining", "spare", "required", "needed", "team", "resource",
     "resources", "staff", "people", "fte", "ftes", "hours", "days", "vs", "versus", "over", "under", "percent")
)  # fmt: skip
KIND, MARK = r"(?:人力|人员|资源|工时|人天|人月|产能|团队)", r"(?:总|可用|现有|剩余|净|实际)"
CHINESE_SUMS = re.compile(
    rf"{MARK}{KIND}(?:总?[数量])?|{MARK}?{KIND}?(?:总?需求|供给|产能)(?:合计|总计|总?量|总数)?"
)
CHINESE_COMPARED = re.compile(rf"{MARK}?{KIND}?(?:缺口|差额|差异|余缺|盈缺|余量|利用率)")


def without_sums(table: Table, meaning: Recognition) -> Table:
    """The table without the lines that sum up its people by month, each set aside with a note."""
    if table.orientation != "rows" or not any(melt.entity in PEOPLE for melt in meaning.melts):
        return table
    naming = [match.header for match in meaning.matches if match.field in NAMES]
    said = {header: Spread.of_column(table.columns[header]).map(_kind_of) for header in naming}
    found: dict[int, tuple[int, str]] = {}
    for record in sorted({at for one in said.values() for at in np.flatnonzero(one.where(bool)).tolist()}):
        named = [header for header in naming if table.columns[header][record].is_valid]
        if len(named) == 1 and (kind := said[named[0]][record]):
            found[record] = named[0], kind
    is_summed = any(kind == "sum" for _, kind in found.values()) or any(
        one.reason == "total" for one in table.set_aside
    )
    return _cut(table, {record: header for record, (header, _) in found.items()}) if found and is_summed else table


def _kind_of(text: str | None) -> str:
    """Whether a name says no more than that it is a sum of people or compares such sums, '' where it says more."""
    told = normalise(text or "")
    words = set(told.split())
    if words & SUMS and words <= SUMS | COMPARED | BESIDE or CHINESE_SUMS.fullmatch(told):
        return "sum"
    return "compared" if words & COMPARED and words <= COMPARED | BESIDE or CHINESE_COMPARED.fullmatch(told) else ""


def _cut(table: Table, sums: dict[int, int]) -> Table:
    kept = np.delete(np.arange(len(table.records)), list(sums))
    aside = [SetAside(table.records[record], "people_sum", said_in(table, record)) for record in sums]
    notes = tuple(
        Finding(table.sheet, cell_of(table, header, record), None,
                table.columns[header][record].as_py(), "layout.project_or_role", "note", "layout.sum_of_people_aside")
        for record, header in sums.items()
    )  # fmt: skip
    return replace(
        table.of_records(kept),
        set_aside=tuple(sorted((*table.set_aside, *aside), key=lambda one: one.place)),
        notes=(*table.notes, *notes),
    )
