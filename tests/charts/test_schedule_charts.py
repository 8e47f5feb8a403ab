"""The charts of the schedule page: what they say, what they draw, and what odd data bring."""

from typing import Any

import pandas as pd
import pytest

from pmo_analytics import charts
from pmo_analytics.words import set_language

MARCH = pd.Timestamp("2026-03-31")
LONG = "Consolidation of the regional distribution centres and their automated storage, two"


def meta(figure: charts.Figure) -> dict[str, str]:
    return dict(figure.layout.meta)


def notes(figure: charts.Figure) -> list[str]:
    return [note.text for note in figure.layout.annotations]


def slip(number: int, days: int, **more: Any) -> dict[str, Any]:
    due = pd.Timestamp("2026-06-30")
    expected = due + pd.Timedelta(days=days)
    return {
        "project_id": f"P{number}", "project_name": f"Project {number}", "programme": f"Programme {number}",
        "status_date": MARCH, "start_date": pd.Timestamp("2026-01-15"), "baseline_start": pd.Timestamp("2026-01-01"),
        "baseline_finish": due, "expected_finish": expected, "finish_slip_days": days, "is_slip_red": days > 30,
        "manager_finish": expected, "planned_finish": due, "performance_finish": due + pd.Timedelta(days=60),
        "cost_finish": due + pd.Timedelta(days=90), "earliest_finish": due,
        "latest_finish": due + pd.Timedelta(days=90), "optimism_days": 60 - days, "is_promised_too_early": False,
    } | more  # fmt: skip


def test_the_worst_dozen_are_drawn_with_their_days_and_red_beyond_the_bound() -> None:
    figure = charts.slip_bars(pd.DataFrame([slip(number, 120 - 10 * number) for number in range(12)] + [slip(99, 1)]))
    assert meta(figure)["title"] == "Project 0 slips most: 120 days"
    assert meta(figure)["caption"].endswith("the worst 12 of 13")
    assert len(figure.layout.yaxis.ticktext) == 12
    assert notes(figure)[0] == "<b>+120</b>" and notes(figure)[-1] == "<b>+10</b>"
    colours = [note.font.color for note in figure.layout.annotations]
    assert colours[0] != colours[-1]
    assert meta(figure)["alt"].startswith("Project 0: +120; Project 1: +110")


def test_bars_run_from_baseline_and_start_to_status_date_and_forecast_and_open_their_project() -> None:
    outline, solid, hatched = charts.slip_bars(pd.DataFrame([slip(1, 40)])).data
    day = 24 * 3600 * 1000
    assert (list(outline.base), list(outline.x)) == ([pd.Timestamp("2026-01-01")], [180 * day])
    assert (list(solid.base), list(solid.x)) == ([pd.Timestamp("2026-01-15")], [75 * day])
    assert (list(hatched.base), list(hatched.x)) == ([MARCH], [131 * day])
    assert {trace.customdata for trace in (outline, solid, hatched)} == {("P1",)}
    assert outline.width > solid.width == hatched.width


def test_a_project_that_is_over_or_not_begun_has_no_second_part() -> None:
    finished = slip(1, -30, status_date=pd.Timestamp("2026-08-31"))
    ahead = slip(2, 40, start_date=pd.Timestamp("2026-05-01"))
    figure = charts.slip_bars(pd.DataFrame([finished, ahead]))
    bars = {place: [list(trace.y) for trace in figure.data].count([place]) for place in ("P1", "P2")}
    _, solid, hatched = figure.data
    assert (list(solid.y), list(hatched.y)) == (["P1"], ["P2"])
    assert bars == {"P1": 1, "P2": 1}


def test_two_worst_of_one_programme_are_the_title_and_names_are_cut_and_escaped() -> None:
    rows = [slip(1, 90, programme="Plant", project_name=LONG), slip(2, 50, programme="Plant", project_name="<b>x</b>")]
    figure = charts.slip_bars(pd.DataFrame(rows))
    assert meta(figure)["title"] == "The two longest slips are both in Plant"
    assert figure.layout.yaxis.ticktext[0].endswith("…") and len(figure.layout.yaxis.ticktext[0]) <= 28
    assert figure.layout.yaxis.ticktext[1] == "&lt;b&gt;x&lt;/b&gt;"
    set_language("zh")
    named = slip(1, 90, project_name="客户主数据治理与全渠道会员体系整合升级改造项目")
    chinese = charts.slip_bars(pd.DataFrame([named]))
    assert chinese.layout.yaxis.ticktext[0] == "客户主数据治理与全渠道会员…"
    assert meta(chinese)["title"] == "延期最多：客户主数据治理与全渠道会员体系整合升…，90 天"


def test_a_promise_before_all_that_progress_supports_is_red() -> None:
    rows = [slip(1, -20, is_promised_too_early=True, optimism_days=80), slip(2, 50)]
    figure = charts.finish_ranges(pd.DataFrame(rows))
    assert meta(figure)["title"] == "One project promises more than its progress supports"
    assert notes(figure) == ["<b>+80</b>", "<b>+10</b>"]
    band, diamonds = figure.data[0], figure.data[-1]
    assert list(band.x) == [90 * 24 * 3600 * 1000] * 2
    assert diamonds.marker.color[0] != diamonds.marker.color[1]
    assert list(diamonds.customdata) == ["P1", "P2"]
    assert meta(charts.finish_ranges(pd.DataFrame([slip(2, 50)])))["title"] == (
        "Every promised finish is within what progress supports"
    )


def report(name: str, month: str, expected: str, **more: Any) -> dict[str, Any]:
    day = pd.Timestamp(month) + pd.offsets.MonthEnd(0)
    due = pd.Timestamp("2026-06-01")
    return {
        "project_id": "P1", "milestone": name, "period": day,
        "project_name": "One", "milestone_name": name, "report_date": day,
        "expected_date": pd.Timestamp(expected), "baseline_date": due, "is_reached": False,
        "slip_days": (pd.Timestamp(expected) - due).days, "is_slip_red": False, "moved_days": 0,
    } | more  # fmt: skip


def test_the_milestone_that_drifts_most_is_the_title_and_the_only_blue_one() -> None:
    reached = {"is_reached": True, "report_date": pd.Timestamp("2026-02-10")}
    figure = charts.milestone_trend(pd.DataFrame([
        report("Go-live", "2026-01-01", "2026-06-01", moved_days=30),
        report("Go-live", "2026-02-01", "2026-07-01", moved_days=30),
        report("Design", "2026-01-01", "2026-02-10"),
        report("Design", "2026-02-01", "2026-02-10", **reached),
    ]))  # fmt: skip
    assert meta(figure)["title"] == "Go-live has drifted 30 days in two reports"
    lines = [trace for trace in figure.data if trace.mode == "lines+markers"]
    assert [list(line.marker.symbol) for line in lines] == [["circle", "circle"], ["circle", "diamond"]]
    assert lines[0].line.color != lines[1].line.color
    assert {project for line in lines for project in line.customdata} == {"P1"}
    assert any("Go-live" in text and "+30" in text for text in notes(figure)) and "reached" in notes(figure)


def test_the_eight_that_moved_most_are_shown_of_many() -> None:
    rows = [report(f"M{number}", month, "2026-06-01", moved_days=number)
            for number in range(10) for month in ("2026-01-01", "2026-02-01")]  # fmt: skip
    figure = charts.milestone_trend(pd.DataFrame(rows))
    assert meta(figure)["caption"].endswith("the 8 of 10 that moved most")
    shown = {text.split(" ")[0] for text in notes(figure)} - {"reached"}
    assert shown == {f"M{number}" for number in range(2, 10)}


def test_milestones_that_hold_their_dates_are_a_finding_too() -> None:
    rows = [report("M", month, "2026-06-01") for month in ("2026-01-01", "2026-02-01", "2026-03-01")]
    assert meta(charts.milestone_trend(pd.DataFrame(rows)))["title"] == "No milestone has drifted in three reports"


def history(*managers: str | None, performance: str | None = "2026-12-31") -> pd.DataFrame:
    months = pd.date_range("2026-01-31", periods=len(managers), freq="ME")
    progress = None if performance is None else pd.Timestamp(performance)
    return pd.DataFrame({
        "period": months, "baseline_finish": pd.Timestamp("2026-06-30"),
        "manager_finish": pd.to_datetime(pd.Series(managers)),
        "performance_finish": pd.Series([progress] * len(months), dtype="datetime64[us]"),
        "earliest_finish": pd.Series([progress] * len(months), dtype="datetime64[us]"),
        "latest_finish": pd.Series([progress] * len(months), dtype="datetime64[us]"),
    })  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "title"),
    [
        (history("2026-06-30", None, "2026-08-13"), "The manager's finish moved 44 days later in three reports"),
        (history("2026-06-30", None, "2026-06-20"), "The manager's finish moved 10 days earlier in three reports"),
        (history("2026-06-30", "2026-08-13", None, "2026-07-10", "2026-06-30"),
         "The manager's finish moved 44 days later and came back"),
        (history("2026-06-30", "2026-06-20", "2026-06-30"), "The manager's finish moved 10 days earlier and came back"),
        (history(*["2026-06-30"] * 3), "The manager's finish stands; progress points 184 days later"),
        (history(*["2026-06-30"] * 3, performance=None), "The manager's finish has stood for three reports"),
        (history(None, None, "2026-06-30"), "Finish as expected, report by report"),
    ],
)  # fmt: skip
def test_the_finish_of_a_project_says_how_it_moved(rows: pd.DataFrame, title: str) -> None:
    figure = charts.finish_fan(rows)
    assert meta(figure)["title"] == title
    assert any(text.startswith("Manager 2026-") for text in notes(figure))
    assert any(text.startswith("Baseline 2026-06-30") for text in notes(figure))
