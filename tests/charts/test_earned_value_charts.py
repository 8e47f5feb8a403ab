"""The charts of earned value of a portfolio: their findings, their figures, and what odd data bring."""

from typing import Any

import pandas as pd
import pytest

from pmo_analytics import charts
from pmo_analytics.charts import sentences
from pmo_analytics.words import set_language
from tests.charts.drawn import MARCH, meta, notes

FEBRUARY = pd.Timestamp("2026-02-28")


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
    assert "<b>PV 20.0M</b>" in notes(figure)


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
    assert sorted(notes(figure)) == [f"&lt;Project&gt; {place}" for place in (0, 1, 2, 4)]  # 1 pays most but for 0
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
    assert notes(figure).count("+200k") == 12


def test_the_managers_that_the_title_counts_are_drawn_also_where_others_overrun_more() -> None:
    low = estimates(1.0, 1.2).assign(project_id="low", project_name="Low", rank=99)
    figure = charts.estimate_range(pd.concat([estimates(1.3, 1.2, count=20), low], ignore_index=True))
    assert meta(figure)["title"].startswith("One manager")
    assert figure.layout.yaxis.ticktext[-1] == "Low" and len(figure.layout.yaxis.ticktext) == 12
    red = [trace for trace in figure.data if list(trace.customdata or []) == ["low"]]
    assert [list(trace.x) for trace in red] == [[1.0]]


EARNED: dict[str, Any] = {
    "status_date": MARCH, "currency": "CNY", "count_projects": 40, "count_asked": 35, "count_known": 33,
    "value_behind": 305e3, "cost_excess": 0.11, "count_rebaselined": 0, "schedule_index": 0.91,
    "original_schedule_index": 0.9, "late_budget_ratio": 0.47, "count_estimates": 33,
    "estimate_bottom_up": 100e6, "estimate_top_down": 93e6, "cross_check_gap": -0.07, "is_cross_check_far": True,
    "count_converted": 3, "count_exchange_known": 2, "exchange_effect": None,
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


@pytest.mark.parametrize(
    ("effect", "said"),
    [
        (804e3, "exchange rates add 804k to the cost in other currencies (2 of 3 projects), outside these sums"),
        (-5e3, "exchange rates take 5.0k off the cost in other currencies (2 of 3 projects), outside these sums"),
        (0.2, "exchange rates leave the cost in other currencies as planned (2 of 3 projects)"),
    ],
)
def test_what_exchange_rates_did_is_told_where_it_is_known(effect: float, said: str) -> None:
    assert any(fact.startswith(said) for fact in sentences.earned_value_facts(EARNED | {"exchange_effect": effect}))
    assert not any("exchange" in fact for fact in sentences.earned_value_facts(EARNED))


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("mode", ["light", "dark"])
def test_every_chart_of_earned_value_has_a_title_a_caption_and_a_text_alternative(language: str, mode: str) -> None:
    set_language(language)
    charts.set_mode(mode)
    figures = [
        charts.portfolio_curves(curves([10e6, 20e6], [9e6, 16e6])),
        charts.bullseye(points((0.8, 0.8), (0.94, 0.94))),
        charts.estimate_range(estimates(1.0, 1.2, 1.3)),
    ]
    charts.set_mode("light")
    longest = {"en": 60, "zh": 30}[language]
    for figure in figures:
        assert all(meta(figure)[part] for part in ("title", "caption", "alt"))
        assert len(meta(figure)["title"]) <= longest
