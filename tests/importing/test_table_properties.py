"""What holds for any table: no row is lost, what is written comes back, and looks change nothing."""

import io
import unicodedata
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as some
from openpyxl import Workbook

from pmo_analytics.errors import LoadRefused
from pmo_analytics.importing import reader
from pmo_analytics.importing.identity import KnownProjects
from pmo_analytics.importing.said import Said
from pmo_analytics.importing.sheets import Grid
from pmo_analytics.reading import FileReading
from tests.importing.mutations import NASTY
from tests.importing.trial import SETTINGS

MARCH = date(2026, 3, 31)
HEADERS = (
    "Project ID", "Project name", "Manager", "Status", "Budget", "Actual cost", "% complete", "Start", "Finish",
    "项目编号", "项目名称", "负责人", "预算(万元)", "健康度", "Risk", "Impact", "Milestone", "Forecast date", "Task",
    "2026-01",
    "2026-02", "2026-03", "Favourite colour", "Notes",
)  # fmt: skip
CELL = some.one_of(
    some.none(), some.sampled_from(NASTY), some.sampled_from(HEADERS), some.text(max_size=12),
    some.integers(-10, 10_000).map(str), some.dates(date(2020, 1, 1), date(2030, 1, 1)).map(date.isoformat),
)  # fmt: skip
QUICK = settings(max_examples=60, deadline=None, phases=[Phase.explicit, Phase.generate])
NAME = some.text(some.characters(min_codepoint=0x41, max_codepoint=0x5A), min_size=3, max_size=8)


def understood(rows: list[list[str | None]], name: str = "tracker.csv") -> FileReading:
    grid = Grid.from_rows("Sheet1", rows)
    said = Said(period=MARCH, project="P-0")
    return reader.understood([grid], name, "0" * 64, 1, said, SETTINGS, KnownProjects())


def loaded_rows(rows: list[list[str | None]]) -> list[dict[str, object]]:
    """What the only table gives to its entities, without where each row stood."""
    places = {"source_row", "source_column"}
    return [
        {name: value for name, value in row.items() if name not in places and value is not None}
        for table in understood(rows).tables for part in table.entities for row in part.rows.to_pylist()
    ]  # fmt: skip


@QUICK
@given(
    some.lists(some.lists(CELL, min_size=6, max_size=6), max_size=4),
    some.lists(some.sampled_from(HEADERS), min_size=6, max_size=6),
    some.lists(some.lists(CELL, min_size=6, max_size=6), max_size=12),
)
def test_every_row_below_a_header_is_loaded_or_set_aside_with_its_reason(above, header, below):
    grid = [*above, header, *below]
    try:
        reading = understood(grid)
    except LoadRefused as refusal:
        assert refusal.said("en") and refusal.said("zh")
        return
    for table in reading.tables:
        assert table.rows_in_table == table.rows_loaded + len(table.set_aside)
        assert all(one.reason for one in table.set_aside)
        if table.orientation != "rows" or not table.entities:
            continue
        main = table.entities[0].rows["source_row"].to_pylist()
        aside = [one.row for one in table.set_aside]
        assert not set(main) & set(aside) and len(set(aside)) == len(aside)
        assert all(any((cell or "").strip() for cell in grid[row - 1]) for row in {*main, *aside})


PROJECTS = some.lists(
    some.tuples(NAME, NAME, some.decimals(0, 10**9, places=2), some.dates(date(2000, 1, 1), date(2090, 12, 31))),
    min_size=2, max_size=8, unique_by=(lambda row: row[0], lambda row: row[1]),
)  # fmt: skip
TITLES = some.lists(some.sampled_from(["Portfolio report", "Prepared for the board", "项目月报"]), max_size=3)


def sheet_of(projects: list[tuple]) -> list[list[str | None]]:
    header = ["Project ID", "Project name", "Budget at completion", "Baseline finish"]
    return [header, *[[code, name, str(money), day.isoformat()] for code, name, money, day in projects]]


@QUICK
@given(PROJECTS, some.permutations(range(4)), TITLES, some.lists(some.integers(0, 20), max_size=4))
@example([("AAA", "EXAMPLE", 1, date(2026, 1, 1)), ("AAB", "Bridge", 2, date(2026, 1, 1))], [1, 0, 2, 3], [], [])
@example([("AAA", "Bridge", 1, date(2026, 1, 1)), ("EXAMPLE", "Shown", 2, date(2026, 1, 1))], [1, 0, 2, 3], [], [])
def test_order_of_columns_blank_rows_and_title_rows_change_nothing(projects, order, titles, blanks):
    plain = sheet_of(projects)
    other = [[row[place] for place in order] for row in plain]
    for place in blanks:
        if 0 < place < len(other):
            other.insert(place + 1, [None] * 4)
    other = [*[[title, None, None, None] for title in titles], *[[None] * 4 for _ in titles], *other]
    assert loaded_rows(other) == loaded_rows(plain)


MONEY = some.one_of(some.integers(-(10**9), 10**12), some.floats(0, 10**7).map(lambda number: round(number, 2)))
TEXTS = some.sampled_from(["=1+1", "on plan, mostly", "第一行\n第二行", "<b>bold</b>", "'); drop table x; --"])
WRITTEN = some.tuples(
    some.text(some.characters(categories=("L", "N")), min_size=1, max_size=20).map(lambda text: f"N{text}"),
    some.sampled_from(["Li Wei", "王芳", "Søren Ågård", "O'Neill"]),
    some.none() | MONEY,
    some.none() | some.integers(0, 100).map(lambda points: points / 100),
    some.none() | some.dates(date(1990, 1, 1), date(2099, 12, 31)),
    some.none() | some.integers(0, 500),
    some.none() | TEXTS,
)
HEADS = {
    "project_name": "Project name", "manager": "Project manager", "budget_at_completion": "Budget at completion",
    "percent_complete": "Percent complete", "baseline_finish": "Baseline finish", "team_size": "Team size",
    "narrative": "Comment",
}  # fmt: skip


@settings(
    max_examples=25, deadline=None, phases=[Phase.generate], suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(rows=some.lists(WRITTEN, min_size=1, max_size=6, unique_by=lambda row: unicodedata.normalize("NFC", row[0])))
def test_a_workbook_written_from_any_data_gives_that_data_back(loaded, rows):
    book = Workbook()
    book.active.append(["Project ID", *HEADS.values()])
    for number, row in enumerate(rows, start=1):
        for place, value in enumerate((f"P-{number}", *row), start=1):
            cell = book.active.cell(number + 1, place, value)
            if isinstance(value, str):
                cell.data_type = "s"
            cell.number_format = "0%" if place == 5 else cell.number_format
    content = io.BytesIO()
    book.save(content)
    one = loaded(content.getvalue(), "tracker.xlsx", period=MARCH)
    found = [tuple(map(_plain, row)) for row in one.rows("projects", "project_id", *HEADS)]
    assert found == [tuple(map(_plain, (f"P-{number}", *row))) for number, row in enumerate(rows, start=1)]


def _plain(value: object) -> object:
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    return pytest.approx(float(value), rel=1e-9) if isinstance(value, int | float | Decimal) else value
