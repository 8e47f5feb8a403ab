"""Findings by month and by who can mend them: what is drawn, what its title claims, and who is left out of it."""

import pandas as pd
import pytest

from pmo_analytics import charts
from pmo_analytics.charts import sentences

MARCH, FEBRUARY = pd.Timestamp("2026-03-31"), pd.Timestamp("2026-02-28")


def cards(february: tuple[int, int, int], march: tuple[int, int, int]) -> pd.DataFrame:
    rows = [
        {"card": card, "period": month, "value": float(value)}
        for month, values in ((FEBRUARY, february), (MARCH, march))
        for card, value in zip(("error", "warning", "note", "clean"), (*values, 9), strict=True)
    ]
    return pd.DataFrame(rows)


def owners(*rows: tuple[str, int, int, int]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["manager", "count_error", "count_warning", "count_note"])


@pytest.mark.parametrize(
    ("march", "compared", "title"),
    [
        ((1, 0, 0), FEBRUARY, "Fewer findings than in Feb"),
        ((1, 1, 2), FEBRUARY, "More findings than in Feb"),
        ((0, 0, 3), FEBRUARY, "As many findings as in Feb"),
        ((0, 0, 3), None, "Findings by month"),
        ((0, 0, 3), pd.Timestamp("2024-12-31"), "Findings by month"),
    ],
)
def test_months_are_compared_by_all_findings(march: tuple, compared: pd.Timestamp | None, title: str) -> None:
    drawn = charts.findings_by_month(cards((1, 1, 1), march), compared)
    assert drawn.layout.meta["title"] == title
    assert [list(bar.y) for bar in drawn.data] == [[1, march[0]], [1, march[1]], [1, march[2]]]
    assert drawn.layout.meta["alt"] == f"2026-02: 3; 2026-03: {sum(march)}"


@pytest.mark.parametrize(
    ("rows", "title"),
    [
        ([("Li Na", 2, 0, 0), ("Ann", 0, 1, 9)], "Li Na has the most to mend"),
        ([("Li Na", 1, 0, 0), ("Ann", 0, 1, 9)], "Findings by project manager"),
        ([("", 5, 0, 0), ("Ann", 1, 0, 0)], "Findings by project manager"),
        ([("Ann", 0, 0, 4)], "Findings by project manager"),
    ],
)
def test_a_manager_is_named_only_where_he_alone_has_most_to_mend(rows: list, title: str) -> None:
    assert charts.findings_by_manager(owners(*rows)).layout.meta["title"] == title


def test_a_clean_month_says_what_waits_in_the_months_before() -> None:
    waiting = sentences.finding_facts(2, MARCH, False, cards((3, 1, 9), (5, 7, 9)))
    assert waiting == ["2 files speak for 2026-03", "4 more cells to mend in the months before, from 2026-02"]
    assert sentences.finding_facts(2, MARCH, False, cards((0, 0, 9), (5, 7, 9))) == ["2 files speak for 2026-03"]


@pytest.mark.parametrize("notes", [0, 3])
def test_nothing_is_said_to_be_wrong_only_where_nothing_is_open_from_before(notes: int) -> None:
    counts = {"error": 0, "warning": 0, "note": notes}
    told = sentences.findings(counts, owners(), MARCH, cards((3, 1, 9), (0, 0, notes)))
    assert told == ("Nothing new is wrong in the files for March 2026; 4 cells are still open from earlier months, "
                    "since February 2026.")  # fmt: skip
    sound = sentences.findings(counts, owners(), MARCH, cards((0, 0, 9), (0, 0, notes)))
    assert "was read" in sound and "open" not in sound


def test_beyond_nine_managers_the_rest_are_one_bar_that_picks_nobody() -> None:
    drawn = charts.findings_by_manager(owners(*((f"M{place} <b>", 12 - place, 1, 0) for place in range(12))))
    errors = drawn.data[0]
    assert list(errors.x) == [12, 11, 10, 9, 8, 7, 6, 5, 4, 3 + 2 + 1]
    assert list(errors.customdata) == [*(f"M{place} <b>" for place in range(9)), ""]
    assert drawn.layout.yaxis.ticktext[0] == "M0 &lt;b&gt;" and drawn.layout.yaxis.ticktext[-1] == "3 more"
