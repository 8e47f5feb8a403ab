"""The charts of the pages about money: their findings, their figures, and what odd data bring."""

from typing import Any

import pandas as pd
import pytest

from pmo_analytics import charts
from pmo_analytics.charts import sentences
from pmo_analytics.words import set_language
from tests.charts.drawn import MARCH, meta, notes

FEBRUARY = pd.Timestamp("2026-02-28")
YEAR = pd.date_range("2026-01-31", periods=12, freq="ME")


def months(*amounts: tuple[float | None, float | None, float | None]) -> pd.DataFrame:
    """Budget, actual and forecast from January 2026 on."""
    return pd.DataFrame([
        {"month": month, "fiscal_year": 2026, "budget": budget, "actual": actual, "forecast": forecast,
         "carried": None, "is_past": forecast is None, "count_listed": 3, "count_projects": 4}
        for month, (budget, actual, forecast) in zip(YEAR, amounts, strict=False)
    ]).astype({"budget": float, "actual": float, "forecast": float, "carried": float})  # fmt: skip


def spenders(*over: float) -> pd.DataFrame:
    """Projects by what they have spent beyond their budget to date, of which those beyond 5 are over."""
    return pd.DataFrame([
        {"project_name": f"Project {place}", "over_to_date": amount, "is_over_to_date": amount > 5}
        for place, amount in enumerate(over)
    ], columns=["project_name", "over_to_date", "is_over_to_date"]).astype({"is_over_to_date": bool})  # fmt: skip


@pytest.mark.parametrize(
    ("amounts", "title"),
    [
        ([(10, 8, None), (10, 9, None), (10, 12, None)], "Cost stayed below budget in 2 of 3 months"),
        ([(10, 12, None), (10, 12, None), (10, None, 9)], "Cost exceeded budget in 2 of 2 months"),
        ([(10, 12, None), (10, 8, None)], "Budget, actual and forecast by month"),
        ([(10, None, 9)], "Budget, actual and forecast by month"),
    ],
)
def test_the_months_say_how_cost_kept_to_budget(amounts: list, title: str) -> None:
    figure = charts.budget_by_month(months(*amounts), spenders(3, -8))
    assert meta(figure)["title"] == title
    assert "3 of 4 projects" in meta(figure)["caption"]


def test_months_below_budget_do_not_hide_who_is_over() -> None:
    said = meta(charts.budget_by_month(months((10, 8, None), (10, 9, None)), spenders(3, 6e6, 7e6, -9, 8e6, 9e6)))
    assert said["title"] == "Below budget in 2 of 2 months, yet 4 projects are over"
    assert said["caption"].endswith(
        "; over budget to date: Project 5 +9.0M, Project 4 +8.0M, Project 2 +7.0M and 1 more"
    )


def test_forecasts_of_older_reports_are_lighter_and_the_caption_says_so() -> None:
    plain = months((10, 8, None), (10, None, 9))
    *_, forecast, carried = charts.budget_by_month(plain.assign(carried=[None, 4.0]), spenders()).data
    assert (list(carried.x), list(carried.y)) == ([1], [4.0])
    assert carried.marker.pattern.fgcolor != forecast.marker.pattern.fgcolor
    assert "light: forecasts of older reports" in meta(charts.budget_by_month(plain.assign(carried=4.0), spenders()))[
        "caption"
    ]
    assert "older reports" not in meta(charts.budget_by_month(plain, spenders()))["caption"]


def test_what_happened_is_solid_and_what_is_expected_hatched() -> None:
    budget, actual, forecast, _ = charts.budget_by_month(months((10, 8, None), (10, None, 9)), spenders()).data
    assert (list(budget.x), list(actual.x), list(forecast.x)) == ([0, 1], [0], [1])
    assert forecast.marker.pattern.shape == "/" and actual.marker.pattern.shape is None
    assert budget.width > actual.width


def test_a_month_of_credits_reaches_below_zero() -> None:
    figure = charts.budget_by_month(months((10, -5, None), (10, 8, None)), spenders())
    assert figure.layout.yaxis.range[0] < -5


def groups(**rates: tuple[float | None, bool]) -> pd.DataFrame:
    return pd.DataFrame([
        {"level": "department", "name": name, "fiscal_year": 2026, "execution_rate": rate, "time_elapsed": 0.25,
         "gap": None if rate is None else rate - 0.25, "is_behind": is_behind, "bound": -0.05,
         "reason": "no rate" if rate is None else ""}
        for name, (rate, is_behind) in rates.items()
    ]).astype({"execution_rate": float, "gap": float})  # fmt: skip


@pytest.mark.parametrize(
    ("rates", "title"),
    [
        (
            {"HR": (0.12, True), "Plant": (0.19, True), "IT": (0.31, False)},
            "HR and Plant spend well behind the calendar",
        ),
        ({"HR": (0.12, True), "IT": (0.31, False)}, "HR spends well behind the calendar"),
        ({name: (0.1, True) for name in "ABC"}, "3 of 3 groups spend well behind the calendar"),
        ({"IT": (0.31, False)}, "No group spends well behind the calendar"),
        ({"IT": (0.31, False), "HR": (None, False)}, "Budget execution rate against time elapsed"),
    ],
)
def test_who_spends_behind_the_calendar_is_named(rates: dict, title: str) -> None:
    assert meta(charts.budget_execution(groups(**rates)))["title"] == title


def test_rate_and_gap_stand_at_the_end_of_each_bar_in_red_where_behind() -> None:
    figure = charts.budget_execution(groups(HR=(0.12, True), IT=(0.31, False), Plant=(None, False)))
    colours = {note.text: note.font.color for note in figure.layout.annotations}
    red, plain, grey = (colours[text] for text in ("12%  <b>−13 pp</b>", "31%  <b>+6 pp</b>", "no rate"))
    assert len({red, plain, grey}) == 3
    assert "time elapsed 25%" in colours
    assert "red: below −5 pp" in meta(figure)["caption"]


def test_a_click_on_a_group_gives_its_level_and_name_where_it_has_one() -> None:
    named = groups(HR=(0.12, True), IT=(0.31, False))
    (bars,) = charts.budget_execution(named.assign(name=["HR", None])).data
    assert [None if one is None else list(one) for one in bars.customdata] == [["department", "HR"], None]


def test_many_groups_are_cut_to_those_furthest_behind() -> None:
    figure = charts.budget_execution(groups(**{f"D{number}": (0.2, False) for number in range(20)}))
    assert len(figure.data[0].y) == 12
    assert "The 12 furthest behind are shown" in meta(figure)["caption"]


def steps(*rows: tuple[str, float]) -> pd.DataFrame:
    total, found = 0.0, []
    for place, (step, amount) in enumerate(rows):
        total = amount if step == "now" else total + amount
        named = {"project_id": f"P{place}", "project_name": f"Project {place}"} if step == "project" else {}
        found.append({"place": place, "step": step, "project_id": None, "project_name": None, "amount": amount,
                      "total": total, "count_projects": 1, **named})  # fmt: skip
    return pd.DataFrame(found)


def bridge(*rows: tuple[str, float]) -> charts.Figure:
    return charts.estimate_bridge(steps(*rows), FEBRUARY, MARCH)


def test_the_bridge_names_its_main_step_and_says_where_the_axis_is_cut() -> None:
    figure = bridge(("before", 620e6), ("project", 14e6), ("project", 4e6), ("others", -2e6), ("now", 636e6))
    assert meta(figure)["title"] == "Project 1 moved the estimate most: +14.0M"
    assert "axis cut at" in meta(figure)["caption"]
    assert {"620.0M", "+14.0M", "−2.0M", "<b>636.0M</b>", "≈"} <= set(notes(figure))
    assert [list(bar.customdata) for bar in figure.data] == [[""], ["P1"], ["P2"], [""], [""]]


def test_a_bridge_of_large_steps_is_not_cut() -> None:
    figure = bridge(("before", 10e6), ("project", 3e6), ("project", 3e6), ("project", 3e6), ("now", 19e6))
    assert meta(figure)["title"] == "The estimate at completion rose by 9.0M"
    assert "cut" not in meta(figure)["caption"] and "≈" not in notes(figure)
    assert figure.layout.yaxis.range[0] == 0


def test_projects_that_come_and_go_are_neither_better_nor_worse() -> None:
    rows = steps(("before", 10e6), ("entered", 4e6), ("silent", -2e6), ("left", -1e6), ("now", 11e6))
    rows["count_projects"] = [36, 2, 3, 1, 34]
    figure = charts.estimate_bridge(rows, FEBRUARY, MARCH)
    assert meta(figure)["title"] == "32 projects known in both months: 0"
    assert len({bar.marker.color for bar in figure.data[:4]}) == 1


def test_a_bridge_between_other_projects_tells_its_change_like_for_like() -> None:
    rows = steps(("before", 637.6e6), ("others", 1.4e6), ("silent", -3.8e6), ("now", 635.2e6))
    rows["count_projects"] = [37, 20, 1, 36]
    title = "36 projects known in both months: +1.4M"
    assert meta(charts.estimate_bridge(rows, FEBRUARY, MARCH))["title"] == title


HEADLINE: dict[str, Any] = {
    "status_date": MARCH, "currency": "CNY", "fiscal_year": 2026, "months_elapsed": 3, "count_projects": 40,
    "count_budgets": 38, "count_forecasts": 38, "over_budget": 8.4e6, "over_budget_ratio": 0.02, "count_over": 12,
    "sum_over": 20e6, "sum_under": 11.6e6, "count_drivers": 3, "drivers_ratio": 0.81,
}  # fmt: skip


@pytest.mark.parametrize(
    ("more", "rates", "said"),
    [
        (
            {"over_budget": None},
            {"HR": (0.12, True), "Plant": (0.19, True), "IT": (0.31, False)},
            "HR and Plant spend well behind the calendar: 12% and 19% against 25% of the year.",
        ),
        (
            {},
            {"HR": (0.12, True)},
            "HR spends well behind the calendar: 12% against 25% of the year; the full-year forecast is 8.4M over "
            "budget (2%).",
        ),
        (
            {"over_budget": None},
            {name: (0.1, True) for name in ("HR", "Plant", "IT")},
            "3 of 3 groups spend well behind the calendar, HR furthest: 10% against 25% of the year.",
        ),
        ({}, {"IT": (0.31, False)}, "The full-year forecast is 8.4M over budget (2%); three projects carry 81% of it."),
        (
            {"count_drivers": 9},
            {"IT": (0.31, False)},
            "The full-year forecast is 8.4M over budget (2%); 12 projects go 20.0M over, the others stay 11.6M under.",
        ),
        (
            {"over_budget": None, "count_drivers": None, "sum_over": 0, "sum_under": 0},
            {"IT": (None, False)},
            "No project has a forecast of the fiscal year beside its budget.",
        ),
        ({"count_budgets": 0}, {"IT": (None, False)}, "No budget of the fiscal year is known for any of 40 projects."),
    ],
)
def test_the_budget_page_begins_with_who_is_behind_or_what_is_over(more: dict, rates: dict, said: str) -> None:
    assert sentences.budget(HEADLINE | more, groups(**rates)) == said


def test_the_facts_below_it_say_how_much_of_the_year_has_passed() -> None:
    assert sentences.budget_facts(HEADLINE) == [
        "Status date 2026-03-31",
        "fiscal year 2026: 3 of 12 months passed",
        "budgets from 38 of 40 projects",
        "money in CNY",
    ]


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("mode", ["light", "dark"])
def test_every_chart_of_money_has_a_title_a_caption_and_a_text_alternative(language: str, mode: str) -> None:
    set_language(language)
    charts.set_mode(mode)
    figures = [
        charts.budget_by_month(months((10, 8, None), (10, 9, None), (10, None, 9)), spenders(3, 7)),
        charts.budget_execution(groups(HR=(0.12, True), IT=(0.31, False))),
        bridge(("before", 620e6), ("project", 14e6), ("now", 634e6)),
    ]
    charts.set_mode("light")
    longest = {"en": 60, "zh": 30}[language]
    for figure in figures:
        assert all(meta(figure)[part] for part in ("title", "caption", "alt"))
        assert len(meta(figure)["title"]) <= longest
