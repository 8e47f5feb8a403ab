"""The committed files of the sample: made by the script beside them, all of them loaded, and every finding intended."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from data.sample.make.__main__ import write_all
from pmo_analytics import sample as sample_room
from pmo_analytics import warehouse

# What somebody typed by hand: file, sheet, field, what is said of it. Everything else reads without a word.
INTENDED = [
    ("HH-152 in yuan", "项目月报 2026年6月.xlsx", "项目", "manager_estimate_at_completion", "money_jump_up"),
    ("no such day", "tracker 2025-12.xlsx", "Projects", "forecast_finish", "impossible_date"),
    ("a quarter", "tracker 2025-12.xlsx", "Milestones", "forecast_date", "approximate_date"),
    ("encoding", "财务实际数 2025年12月.csv", "财务实际数 2025年12月", None, "reading.utf8_text"),
    ("2026.7", "项目月报 2026年1月.xlsx", "里程碑", "forecast_date", "approximate_date"),
    ("end of March", "项目月报 2026年1月.xlsx", "里程碑", "forecast_date", "year_from_period"),
    ("to be confirmed", "PMO tracker 2026-02.xlsx", "Milestones", "forecast_date", "placeholder"),
    ("text for money", "PMO tracker 2026-03.xlsx", "Projects", "actual_cost", "not_a_number"),
    ("to be confirmed", "PMO tracker 2026-03.xlsx", "Projects", "forecast_finish", "placeholder"),
    ("finance knows more", "finance actuals 2026-03.csv", "finance actuals 2026-03", "actual", "disagreement"),
    ("2026.9", "项目月报 2026年4月.xlsx", "里程碑", "forecast_date", "approximate_date"),
    ("to be confirmed", "项目月报 2026年4月.xlsx", "项目", "manager_estimate_at_completion", "placeholder"),
    ("hidden column", "PMO tracker 2026-07.xlsx", "Projects", None, "reading.columns_in_sight"),
    ("formulas", "PMO tracker 2026-07.xlsx", "Projects", None, "reading.calculated_result"),
    ("total typed over", "PMO tracker 2026-08 final.xlsx", "Projects", None, "layout.sum_of_its_rows"),
    ("no light", "PMO tracker 2026-09.xlsx", "Projects", "declared_schedule", "not_a_light"),
    ("text for money", "PMO tracker 2026-09.xlsx", "Risks", "cost_impact", "not_a_number"),
]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Path]]:
    return write_all(tmp_path_factory.mktemp("made"))


def test_making_the_files_anew_gives_the_committed_bytes(made: list[Path]) -> None:
    committed = {path.name: path.read_bytes() for path in sample_room.files()}
    assert {path.name: path.read_bytes() == committed.get(path.name) for path in made} == dict.fromkeys(committed, True)


def test_the_files_are_small(made: list[Path]) -> None:
    sizes = [path.stat().st_size for path in made]
    assert max(sizes) < 150_000 and sum(sizes) < 1_500_000


def test_the_files_come_in_the_order_of_their_months_and_a_tracker_before_what_adds_to_it() -> None:
    names = [path.name for path in sample_room.files()]
    assert len(names) == 17
    assert names[:4] == [
        "tracker 2025-11.xlsx", "tracker 2025-12.xlsx", "财务实际数 2025年12月.csv", "项目月报 2026年1月.xlsx",
    ]  # fmt: skip
    assert names[-2:] == ["PMO tracker 2026-10.xlsx", "HH-131 status form 2026-10.xlsx"]


@pytest.mark.usefixtures("sample")
def test_every_finding_is_one_that_was_put_there() -> None:
    found = warehouse.read("findings")
    found = found[["file_name", "sheet", "field", "expected"]].astype(object).where(found.notna(), None)
    assert sorted(map(tuple, found.itertuples(index=False)), key=str) == sorted((row[1:] for row in INTENDED), key=str)


@pytest.mark.usefixtures("sample")
def test_what_was_set_aside_are_the_totals_and_one_row_that_stands_twice() -> None:
    aside = warehouse.read("set_aside")
    assert dict(aside["reason"].value_counts()) == {"total": 12, "repeat": 1}


@pytest.mark.usefixtures("sample")
def test_the_portfolio_has_the_size_it_is_said_to_have() -> None:
    projects = warehouse.read("projects")
    assert projects["project_id"].nunique() == 41
    assert projects["programme"].nunique() == projects["department"].nunique() == 6
    assert projects["manager"].nunique() == 15
    assert projects["period"].nunique() == 12
    people = warehouse.read("people")
    assert (people["person_id"].nunique(), people["role"].nunique()) == (45, 12)
