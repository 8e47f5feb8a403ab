"""The numbers that the method fixes stand in one place; what sentences say of them comes from there."""

import re
from collections.abc import Callable

import pytest

from pmo_analytics.conventions import UNITS, conventions, conventions_said
from pmo_analytics.indicators import register
from pmo_analytics.naming import flags, reason
from pmo_analytics.words import phrases, set_language


@pytest.fixture(autouse=True)
def in_english() -> None:
    set_language("en")


def test_every_number_of_the_model_is_read_as_the_database_reads_it(rows: Callable[[str], list]) -> None:
    (row,) = rows("core.conventions")
    assert conventions() == {name: float(value) for name, value in row.items()}


def test_they_are_written_in_the_readers_language() -> None:
    assert conventions_said() == {
        "early_progress": "20%", "late_progress": "67%", "early_months": "2 months", "least_coverage": "80%",
        "least_count": "5", "least_percentile_count": "10",
    }  # fmt: skip
    set_language("zh")
    assert conventions_said()["early_months"] == "2 个月"


def test_reasons_and_flags_tell_the_number_that_counts() -> None:
    assert reason("SMALL_N(7<10)") == "too few for a share, fewer than 10"
    assert reason("SMALL_N") == "too few for a share, fewer than 5"
    assert reason("LOW_COVERAGE").startswith("known for less than 80% of the budget, or of the projects where")
    assert flags("EARLY") == "early: less than 20% done, or 2 months passed"


def test_no_phrase_writes_a_number_of_the_method_by_itself() -> None:
    written = {f"{float(conventions()[name]):.0%}" for name, unit in UNITS.items() if unit == "percent"}
    found = {key for key, texts in phrases().items() for text in texts.values()
             if any(re.search(rf"(?<!\d){one}", text) for one in written)}  # fmt: skip
    assert found == set()


def test_the_register_says_of_early_progress_what_the_models_do() -> None:
    early = re.compile(r"below \d+% complete|less than \d+% is done|(?:低于|不足) \d+% ")
    told = [text for entry in register().entries.values() for texts in (entry.meaning, entry.method)
            for text in texts.values() if early.search(text)]  # fmt: skip
    assert len(told) == 4
    assert all(re.findall(r"\d+%", text) in (["20%"], ["20%", "20%"]) for text in told)
