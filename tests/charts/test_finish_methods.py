"""The chart of the finish by nine methods: what it says, what it draws."""

from typing import Any

import pandas as pd
import pytest

from pmo_analytics import charts
from pmo_analytics.words import set_language
from tests.charts.drawn import meta, notes

BASES = ("earned_schedule", "planned_value", "earned_duration")
DUE = pd.Timestamp("2026-08-31")


@pytest.fixture(autouse=True)
def in_english() -> None:
    set_language("en")


def methods(*days_late: int | None, **more: Any) -> pd.DataFrame:
    """The nine methods in their order, each as many days after the manager's date, who is ten days after the plan."""
    manager = DUE + pd.Timedelta(days=10)
    names = [(basis, pressure) for basis in BASES for pressure in ("planned", "performance", "cost")]
    return pd.DataFrame([
        {
            "basis": basis, "pressure": pressure, "baseline_finish": DUE, "manager_finish": manager, "is_early": False,
            "finish_date": pd.NaT if days is None else manager + pd.Timedelta(days=days),
            "slip_days": None if days is None else days + 10, "is_past_plan": False,
        } | more
        for (basis, pressure), days in zip(names, days_late, strict=True)
    ])  # fmt: skip


@pytest.mark.parametrize(
    ("days", "more", "title"),
    [
        ((2, 3, 4, 2, 3, 4, 2, 3, 5), {}, "All nine estimates end 2–5 days after the manager's date"),
        ((2,) * 9, {}, "All nine estimates end 2 days after the manager's date"),
        ((2, 3, 4, 0, 0, -4, -2, -3, None), {}, "Three of eight estimates end later than the manager's date"),
        ((0, -3, None, 0, 0, -4, -2, -3, -5), {}, "No estimate ends later than the manager's date"),
        ((5, *[None] * 8), {}, "The one estimate ends 5 days after the manager's date"),
        ((2, 3, 4, 2, 3, 4, 2, 3, 5), {"manager_finish": pd.NaT},
         "All nine estimates end 12–15 days after the approved date"),
        ((2, 3, 4, 2, 3, 4, 2, 3, 5), {"is_early": True}, "Finish by progress, by nine methods"),
    ],
)  # fmt: skip
def test_the_title_counts_the_methods_that_end_after_the_date_promised(days, more, title) -> None:
    figure = charts.finish_methods(methods(*days, **more))
    assert meta(figure)["title"] == title
    assert len(title) <= 60


def test_a_method_that_says_little_is_grey_and_does_not_count() -> None:
    rows = methods(10, 20, 30, -40, -30, -20, -5, -3, 1)
    rows["is_past_plan"] = rows["basis"] == "planned_value"
    figure = charts.finish_methods(rows)
    assert meta(figure)["title"] == "Four of six estimates end later than the manager's date"
    assert "grey" in meta(figure)["caption"] and "grey" not in meta(charts.finish_methods(methods(*[1] * 9)))["caption"]
    ticks = {colour: [basis for trace in figure.data if trace.type == "scatter" and trace.marker.color == colour
                      for basis in trace.y] for colour in ("#1F5FA8", "#5B6671")}  # fmt: skip
    assert set(ticks["#5B6671"]) == {"planned_value"} and len(ticks["#5B6671"]) == 3
    assert set(ticks["#1F5FA8"]) == {"earned_schedule", "earned_duration"} and len(ticks["#1F5FA8"]) == 6


def test_a_band_runs_from_the_earliest_to_the_latest_of_its_basis_and_a_missing_method_leaves_no_mark() -> None:
    figure = charts.finish_methods(methods(2, 12, None, -6, 0, 4, None, None, None))
    day = 24 * 3600 * 1000
    manager = DUE + pd.Timedelta(days=10)
    bands = figure.data[0]
    assert dict(zip(bands.y, bands.x, strict=True)) == {"earned_schedule": 10 * day, "planned_value": 10 * day}
    assert list(bands.base) == [manager + pd.Timedelta(days=2), manager - pd.Timedelta(days=6)]
    assert list(figure.layout.yaxis.ticktext) == ["Earned schedule", "Planned value", "Earned duration"]
    assert "Earned schedule, Pace and cost: –" in meta(figure)["alt"]
    assert "Earned schedule, Pace so far: 2026-09-22" in meta(figure)["alt"]
    assert notes(figure) == ["Manager 2026-09-10", "Baseline 2026-08-31"]
    assert notes(charts.finish_methods(methods(*[1] * 9, manager_finish=pd.NaT))) == ["Baseline 2026-08-31"]


def test_it_speaks_chinese() -> None:
    set_language("zh")
    figure = charts.finish_methods(methods(2, 3, 4, 2, 3, 4, 2, 3, 5))
    assert meta(figure)["title"] == "9 种估算全部晚于经理日期 2–5 天"
    assert list(figure.layout.yaxis.ticktext) == ["挣得进度", "计划值", "挣得工期"]
