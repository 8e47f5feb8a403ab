"""The charts of the pages about money: their findings, their figures, and what odd data bring."""

from typing import Any

import pandas as pd
import pytest

from pmo_analytics import charts
from pmo_analytics.charts import sentences
from pmo_analytics.words import set_language

FEBRUARY, MARCH = pd.Timestamp("2026-02-28"), pd.Timestamp("2026-03-31")
YEAR = pd.date_range("2026-01-31", periods=12, freq="ME")


@pytest.fixture(autouse=True)
def in_english() -> None:
    set_language("en")


def meta(figure: charts.Figure) -> dict[str, str]:
    return dict(figure.layout.meta)


def texts(figure: charts.Figure) -> list[str]:
    return [note.text for note in figure.layout.annotations]


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
    assert {"620.0M", "+14.0M", "−2.0M", "<b>636.0M</b>", "≈"} <= set(texts(figure))
    assert [list(bar.customdata) for bar in figure.data] == [[""], ["P1"], ["P2"], [""], [""]]


def test_a_bridge_of_large_steps_is_not_cut() -> None:
    figure = bridge(("before", 10e6), ("project", 3e6), ("project", 3e6), ("project", 3e6), ("now", 19e6))
    assert meta(figure)["title"] == "The estimate at completion rose by 9.0M"
    assert "cut" not in meta(figure)["caption"] and "≈" not in texts(figure)
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


def curves(planned: list[float], earned: list[float]) -> pd.DataFrame:
    dates = pd.date_range(end=MARCH, periods=len(planned), freq="ME")
    lines = {"planned": planned, "earned": earned, "actual": [value + 1e6 for value in earned]}
    return pd.DataFrame([
        {"series": name, "on_date": day, "value": value, "count_known": 3, "count_projects": 4, "budget_ratio": 0.9,
         "left_out_names": [], "left_out_lag": None}
        for name, values in lines.items() for day, value in zip(dates, values, strict=True)
    ])  # fmt: skip


@pytest.mark.parametrize(
    ("planned", "earned", "title"),
    [
        ([10e6, 20e6], [9e6, 16e6], "Value fell further behind plan: 1.0M then, 4.0M now"),
        ([10e6, 20e6], [6e6, 19e6], "Value is catching up with plan: 4.0M behind then, 1.0M now"),
        ([10e6, 20e6], [6e6, 21e6], "Value earned is ahead of plan"),
        ([10e6, 20e6], [10e6, 20e6], "Planned, earned and spent"),
    ],
)
def test_the_curves_say_whether_value_keeps_up(planned: list[float], earned: list[float], title: str) -> None:
    figure = charts.portfolio_curves(curves(planned, earned))
    assert meta(figure)["title"] == title
    assert "3 of 4 projects" in meta(figure)["caption"] and "90% of the budget" in meta(figure)["caption"]
    assert "<b>PV 20.0M</b>" in texts(figure)


def points(*indices: tuple[float, float]) -> pd.DataFrame:
    return pd.DataFrame([
        {"project_id": f"P{place}", "project_name": f"<Project> {place}", "period": period, "cost_index": cost,
         "schedule_index": schedule, "is_time": place == 0, "budget": 1e6 * place or None, "is_now": period == MARCH,
         "cost_amber": 0.95, "cost_red": 0.9, "schedule_amber": 0.95, "schedule_red": 0.9,
         "distance": ((cost - 1) ** 2 + (schedule - 1) ** 2) ** 0.5}
        for place, (cost, schedule) in enumerate(indices) for period in (FEBRUARY, MARCH)
    ]).astype({"budget": float})  # fmt: skip


@pytest.mark.parametrize(
    ("names", "lag", "said"),
    [
        (["Dock"], 314e3, "; without Dock (months missing, 314k behind plan)"),
        (["A", "B", "C", "D"], -2e6, "; without A, B and 2 more (months missing, 2.0M ahead of plan)"),
        ([], None, "(90% of the budget)"),
    ],
)
def test_the_curves_name_who_is_in_the_headline_but_not_in_them(names: list, lag: float | None, said: str) -> None:
    rows = curves([10e6, 20e6], [9e6, 16e6])
    rows = rows.assign(left_out_names=[names] * len(rows), left_out_lag=lag)
    assert meta(charts.portfolio_curves(rows))["caption"].endswith(said)


def test_the_bullseye_counts_who_is_behind_and_over_and_names_the_farthest() -> None:
    figure = charts.bullseye(points((0.8, 0.8), (0.94, 0.94), (1.0, 0.8), (1.0, 1.0), (2.0, 0.1)))
    assert meta(figure)["title"] == "Two projects are behind and over cost"
    assert "1 beyond 0.70–1.15 on the edge" in meta(figure)["caption"]
    assert sorted(texts(figure)) == [f"&lt;Project&gt; {place}" for place in (0, 1, 2, 4)]  # 1 pays most but for 0
    tails, bubbles = figure.data
    assert list(bubbles.customdata) == ["P0", "P1", "P2", "P3", "P4"]
    assert (max(bubbles.y), min(bubbles.x)) == (1.15, 0.7)
    assert min(bubbles.marker.size) == 5
    assert len(tails.x) == 5 * 3


def test_a_name_stands_where_it_covers_no_bubble_and_no_other_name() -> None:
    crowd = [(0.85, 0.9), *((0.85 - drop, 0.9) for drop in (0.035, -0.035, 0.06))]
    notes = [note for note in charts.bullseye(points(*crowd)).layout.annotations if note.showarrow]
    assert len(notes) == 3
    for note in notes:
        assert all(abs(note.ay - cost) > 0.011 for cost, _ in crowd if abs(note.ax - 0.9) < 0.03)
        others = [other for other in notes if other is not note]
        assert all(abs(note.ay - other.ay) > 0.02 or abs(note.ax - other.ax) > 0.06 for other in others)


def test_nobody_behind_and_over_is_a_finding_too() -> None:
    assert meta(charts.bullseye(points((1.0, 0.8))))["title"] == "No project is both behind and over cost"


def estimates(managers: float, *formulas: float, count: int = 1) -> pd.DataFrame:
    rows = []
    for rank in range(1, count + 1):
        common = {
            "project_id": f"P{rank}", "project_name": f"Project {rank}", "rank": rank, "budget": 1e6,
            "recommended": formulas[0] * 1e6, "over_budget": (formulas[0] - 1) * 1e6,
            "low_ratio": min(formulas), "high_ratio": max(formulas),
        }  # fmt: skip
        rows += [common | {"estimate": f"formula {n}", "ratio": ratio, "value": ratio * 1e6, "is_manager": False,
                  "is_low": False}
                 for n, ratio in enumerate(formulas)]  # fmt: skip
        rows.append(common | {"estimate": "manager", "ratio": managers, "value": managers * 1e6, "is_manager": True,
                              "is_low": managers < min(formulas)})  # fmt: skip
    return pd.DataFrame(rows)


@pytest.mark.parametrize(
    ("managers", "formulas", "title"),
    [
        (1.0, (1.2, 1.3), "One manager expects clearly less than every formula"),
        (1.25, (1.2, 1.3), "Every estimate of one project lies above budget"),
        (1.0, (0.9, 1.3), "Range of estimates at completion"),
    ],
)
def test_the_range_says_whose_estimate_stands_out(managers: float, formulas: tuple, title: str) -> None:
    assert meta(charts.estimate_range(estimates(managers, *formulas)))["title"] == title


def test_the_range_shows_the_worst_twelve_and_cuts_what_is_beyond_belief() -> None:
    figure = charts.estimate_range(estimates(1.1, 1.2, 9.0, count=20))
    assert "12 of 20 projects" in meta(figure)["caption"] and "beyond 200% on the edge" in meta(figure)["caption"]
    assert max(value for trace in figure.data for value in trace.x if value is not None) == 2.0
    assert texts(figure).count("+200k") == 12


def test_the_managers_that_the_title_counts_are_drawn_also_where_others_overrun_more() -> None:
    low = estimates(1.0, 1.2).assign(project_id="low", project_name="Low", rank=99)
    figure = charts.estimate_range(pd.concat([estimates(1.3, 1.2, count=20), low], ignore_index=True))
    assert meta(figure)["title"].startswith("One manager")
    assert figure.layout.yaxis.ticktext[-1] == "Low" and len(figure.layout.yaxis.ticktext) == 12
    red = [trace for trace in figure.data if list(trace.customdata or []) == ["low"]]
    assert [list(trace.x) for trace in red] == [[1.0]]


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


EARNED: dict[str, Any] = {
    "status_date": MARCH, "currency": "CNY", "count_projects": 40, "count_asked": 35, "count_known": 33,
    "value_behind": 305e3, "cost_excess": 0.11, "count_rebaselined": 0, "schedule_index": 0.91,
    "original_schedule_index": 0.9, "late_budget_ratio": 0.47, "count_estimates": 33,
    "estimate_bottom_up": 100e6, "estimate_top_down": 93e6, "cross_check_gap": -0.07, "is_cross_check_far": True,
}  # fmt: skip


@pytest.mark.parametrize(
    ("behind", "excess", "said"),
    [
        (305e3, 0.11, "Value earned lags plan by 305k, and each unit costs 11% more than planned."),
        (-305e3, 0.11, "Value earned leads plan by 305k, but each unit costs 11% more than planned."),
        (305e3, -0.11, "Value earned lags plan by 305k, but each unit costs 11% less than planned."),
        (0.2, 0.11, "Value earned is as planned, but each unit costs 11% more than planned."),
        (305e3, 0.0, "Value earned lags plan by 305k, and costs what was planned."),
        (None, 0.11, "Earned value is not known: none of 40 projects has plan, progress and cost."),
    ],
)
def test_the_earned_value_page_begins_with_value_and_cost(behind: float | None, excess: float, said: str) -> None:
    assert sentences.earned_value(EARNED | {"value_behind": behind, "cost_excess": excess}) == said


def test_an_estimate_that_does_not_hold_top_down_is_noted_beside_it() -> None:
    facts = sentences.earned_value_facts(EARNED)
    assert facts[3].startswith(
        "note: on the 33 projects with budget, value and cost the top-down estimate is 93.0M, bottom-up 100.0M (−7%)"
    )
    plain = sentences.earned_value_facts(EARNED | {"is_cross_check_far": False, "cross_check_gap": 0.01})
    assert plain[3] == (
        "cross-check on the 33 projects with budget, value and cost: top-down estimate 93.0M, bottom-up 100.0M (+1%)"
    )


def test_the_schedule_index_by_first_plans_is_told_only_where_a_plan_was_changed() -> None:
    said = "2 re-baselined: by the plans first approved SPI is 0.90, by those in force 0.91"
    assert said in sentences.earned_value_facts(EARNED | {"count_rebaselined": 2})
    assert not any("re-baselined" in fact for fact in sentences.earned_value_facts(EARNED))


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("mode", ["light", "dark"])
def test_every_chart_of_money_has_a_title_a_caption_and_a_text_alternative(language: str, mode: str) -> None:
    set_language(language)
    charts.set_mode(mode)
    figures = [
        charts.budget_by_month(months((10, 8, None), (10, 9, None), (10, None, 9)), spenders(3, 7)),
        charts.budget_execution(groups(HR=(0.12, True), IT=(0.31, False))),
        bridge(("before", 620e6), ("project", 14e6), ("now", 634e6)),
        charts.portfolio_curves(curves([10e6, 20e6], [9e6, 16e6])),
        charts.bullseye(points((0.8, 0.8), (0.94, 0.94))),
        charts.estimate_range(estimates(1.0, 1.2, 1.3)),
    ]
    charts.set_mode("light")
    longest = {"en": 60, "zh": 30}[language]
    for figure in figures:
        assert all(meta(figure)[part] for part in ("title", "caption", "alt"))
        assert len(meta(figure)["title"]) <= longest
