"""The charts of the risks say their finding, show their figures, and hold what odd registers bring."""

from typing import Any

import pandas as pd
import pytest

from pmo_analytics import charts
from pmo_analytics.charts import sentences
from pmo_analytics.words import set_language


def meta(figure: charts.Figure) -> dict[str, str]:
    return dict(figure.layout.meta)


def light(score: int) -> str:
    return "green" if score <= 9 else "amber" if score <= 16 else "red"


def cells(*threats: dict[str, Any]) -> pd.DataFrame:
    stands = [(row["current_probability"], row["current_impact"]) for row in threats]
    return pd.DataFrame([
        {"probability": p, "impact": i, "score": p * i, "light": light(p * i), "count_inherent": 0,
         "count_current": stands.count((p, i))}
        for p in range(1, 6) for i in range(1, 6)
    ])  # fmt: skip


def threat(place: int, before: tuple | None, after: tuple | None) -> dict[str, Any]:
    """A threat rated (probability, impact) before and after; without `after` the rating before it stands."""
    stands = after or before or (None, None)
    return {
        "project_id": f"P{place}", "project_name": f"Project {place}", "risk_name": f"Risk <b>{place}</b>",
        "place": place, "inherent_probability": before and before[0], "inherent_impact": before and before[1],
        "inherent_score": before and before[0] * before[1], "current_probability": stands[0],
        "current_impact": stands[1], "current_score": stands[0] and stands[0] * stands[1],
        "is_rated_before": after is None,
    }  # fmt: skip


def matrix(*threats: dict[str, Any]) -> charts.Figure:
    return charts.risk_matrix(cells(*threats), pd.DataFrame(threats))


def marks(figure: charts.Figure) -> dict[str, list[str]]:
    """What is written in the rings, in the circles and in the circles of crowded cells."""
    sizes = {18: "rings", 26: "circles", 32: "groups"}
    return {sizes[trace.marker.size]: list(trace.text) for trace in figure.data if trace.mode == "markers+text"}


def test_the_matrix_tells_what_responses_did_to_the_extreme_risks() -> None:
    brought = matrix(threat(1, (5, 5), (3, 3)), threat(2, (4, 5), (4, 5)), threat(3, (1, 1), (1, 1)))
    assert meta(brought)["title"] == "Responses bring the extreme risks from 2 to 1"
    assert meta(brought)["alt"] == "20: 1 risk; 9: 1 risk; 1: 1 risk"
    assert meta(matrix(threat(1, (4, 5), (5, 5))))["title"] == "Responses leave one risk extreme"
    assert meta(matrix(threat(1, (3, 3), (5, 5))))["title"] == "Extreme risks grow from 0 to 1 after responses"
    assert meta(matrix(threat(1, (3, 3), (2, 2))))["title"] == "No open risk is extreme, before or after its response"


def test_a_register_of_one_rating_is_drawn_without_rings_and_says_so() -> None:
    figure = matrix(threat(1, (5, 5), None), threat(2, None, None))
    assert meta(figure)["title"] == "Open risks by probability and impact"
    assert meta(figure)["caption"].endswith("no rating after responses. ◆ extreme, ▲ high; 1 not rated")
    assert marks(figure) == {"rings": [], "circles": ["1"]}


def test_more_than_three_in_a_cell_are_one_circle_that_opens_no_project() -> None:
    crowd = [threat(place, (5, 5), (2, 2)) for place in range(1, 5)]
    figure = matrix(*crowd, *(threat(place, (4, 4), (3, 1)) for place in range(5, 8)))
    assert marks(figure) == {"rings": ["5", "6", "7"], "circles": ["5", "6", "7"], "groups": ["×4"]}
    (group,) = [trace for trace in figure.data if trace.mode == "markers+text" and trace.marker.size == 32]
    assert group.customdata is None
    assert (round(group.x[0]), round(group.y[0])) == (2, 2)
    assert "4 risks" in group.hovertemplate[0] and "Risk &lt;b&gt;1" in group.hovertemplate[0]
    (single,) = [trace for trace in figure.data if trace.mode == "markers+text" and trace.marker.size == 26]
    assert list(single.customdata) == ["P5", "P6", "P7"]


def test_rings_show_only_moves_that_touch_a_high_or_extreme_cell() -> None:
    figure = matrix(threat(1, (3, 3), (1, 1)), threat(2, (4, 4), (4, 4)), threat(3, (2, 5), (2, 1)))
    assert marks(figure)["rings"] == ["3"]
    assert len([trace for trace in figure.data if trace.mode == "lines+markers"]) == 1


def test_the_cells_are_tinted_by_the_bands_they_are_given_and_carry_their_sign() -> None:
    figure = matrix(threat(1, (1, 1), (1, 1)))
    corner = {note.text for note in figure.layout.annotations}
    assert {"◆ 25", "▲ 12", "9"} <= corner and len(figure.layout.shapes) == 25


def exposures(*amounts: float | None, level: str = "project", before: float = 0) -> pd.DataFrame:
    return pd.DataFrame([
        {"level": level, "label": f"Name {n}", "project_id": f"P{n}", "count_risks": 2,
         "inherent_exposure": None if amount is None else amount + before, "current_exposure": amount}
        for n, amount in enumerate(amounts, start=1)
    ])  # fmt: skip


def written(figure: charts.Figure) -> list[str]:
    return [note.text for note in figure.layout.annotations]


def test_exposure_names_the_few_that_carry_most() -> None:
    figure = charts.risk_exposure(exposures(50e6, 30e6, 10e6, 5e6, None, before=1e6))
    assert meta(figure)["title"] == "Three projects carry 95% of the exposure"
    assert meta(figure)["caption"].startswith("Outline: before the responses, solid: after")
    assert written(figure) == ["51.0M → 50.0M", "31.0M → 30.0M", "11.0M → 10.0M", "6.0M → 5.0M"]
    assert list(figure.data[1].customdata) == ["P1", "P2", "P3", "P4"]


def test_opportunities_lie_left_of_zero_and_the_rest_is_one_bar() -> None:
    figure = charts.risk_exposure(exposures(*[1e6] * 11, -5e5))
    assert meta(figure)["title"] == "Exposure by project"
    assert meta(figure)["caption"].startswith("Expected value as stated, before the responses")
    assert written(figure)[-1] == "1.5M" and figure.layout.yaxis.ticktext[-1] == "3 others"
    assert not figure.data[1].customdata[-1]
    negative = charts.risk_exposure(exposures(1e6, -5e5))
    assert written(negative) == ["1.0M", "−500k"] and negative.layout.xaxis.range[0] < -5e5


def test_one_project_alone_is_shown_by_its_risks() -> None:
    rows = pd.concat([exposures(3e6), exposures(2e6, 1e6, level="risk")])
    figure = charts.risk_exposure(rows)
    assert meta(figure)["title"] == "Exposure by risk" and written(figure) == ["2.0M", "1.0M"]


def test_the_category_that_exposes_most_is_the_title_unless_nobody_named_it() -> None:
    named = exposures(6e6, 4e6, level="category").assign(label=["Supplier", ""])
    assert meta(charts.exposure_by_category(named))["title"] == "Supplier risks expose most: 60% of all"
    nameless = charts.exposure_by_category(named.assign(label=["", "Supplier"]))
    assert meta(nameless)["title"] == "Exposure by category"
    assert list(nameless.layout.yaxis.ticktext) == ["No category", "Supplier"]


def bins(*counts: tuple[int, int], undated: int = 0) -> pd.DataFrame:
    edges = ((0, 30), (31, 60), (61, 90), (91, 180), (181, None))
    total = sum(count for count, _ in counts)
    return pd.DataFrame([
        {"from_days": first, "to_days": last, "count_risks": count, "count_severe": severe,
         "count_open": total + undated, "count_aged": total}
        for (first, last), (count, severe) in zip(edges, counts, strict=True)
    ])  # fmt: skip


@pytest.mark.parametrize(
    ("oldest", "title"),
    [
        ((6, 5), "5 high or extreme risks are open for over 180 days"),
        ((1, 1), "One high or extreme risk is open for over 180 days"),
        ((3, 0), "75% of the open risks are older than 180 days"),
        ((0, 0), "Open risks by age"),
    ],
)
def test_ageing_tells_of_the_oldest(oldest: tuple[int, int], title: str) -> None:
    figure = charts.risk_ageing(bins((1, 1), (0, 0), (0, 0), (0, 0), oldest, undated=2))
    assert meta(figure)["title"] == title
    assert meta(figure)["caption"].endswith("; 2 without a date")
    assert list(figure.data[0].x) == ["0–30", "31–60", "61–90", "91–180", "> 180"]
    assert [dark + rest for dark, rest in zip(figure.data[0].y, figure.data[1].y, strict=True)][-1] == oldest[0]


def test_a_figure_stands_above_a_part_that_is_too_thin_for_it() -> None:
    figure = charts.risk_ageing(bins((4, 1), (0, 0), (0, 0), (19, 2), (76, 8)))
    assert list(figure.data[0].text) == ["", "", "", "", "8"]
    beside = [(note.x, note.y, note.text) for note in figure.layout.annotations if note.text not in ("4", "19", "76")]
    assert ("91–180", 2, "2") in beside
    assert not any(x == "0–30" for x, *_ in beside)  # its column is too low for two figures


def test_where_all_are_old_no_share_is_told() -> None:
    title = meta(charts.risk_ageing(bins((0, 0), (0, 0), (0, 0), (0, 0), (3, 0))))["title"]
    assert title == "All open risks are older than 180 days"


ROW: dict[str, Any] = {
    "period": pd.Timestamp("2026-03-31"), "status_date": pd.Timestamp("2026-03-31"), "currency": "CNY",
    "count_projects": 40, "count_covered": 40, "count_open": 64, "count_opportunities": 0, "count_rated": 64,
    "count_extreme": 9, "count_high": 20, "count_valued": 64, "count_valued_before": 0, "count_extreme_valued": 9,
    "extreme_exposure": 31.6e6, "threat_exposure": 90e6, "largest_ratio": 0.45, "opportunity_exposure": None,
    "count_disputed": 0, "count_left_open": 0, "count_known_before": 40, "count_gone": 0,
}  # fmt: skip


@pytest.mark.parametrize(
    ("more", "english", "chinese"),
    [
        ({}, "9 of 64 open risks stay extreme after treatment; together they expose 31.6M.",
         "64 项未关闭风险中 9 项应对后仍为极高，合计敞口 3,160 万。"),
        ({"count_extreme": 1, "count_extreme_valued": 1},
         "1 of 64 open risks stays extreme after treatment; it exposes 31.6M.",
         "64 项未关闭风险中 1 项应对后仍为极高，合计敞口 3,160 万。"),
        ({"count_extreme_valued": 4},
         "9 of 64 open risks stay extreme after treatment; the 4 with a figure expose 31.6M.",
         "64 项未关闭风险中 9 项应对后仍为极高，其中有金额的 4 项敞口 3,160 万。"),
        ({"extreme_exposure": None}, "9 of 64 open risks stay extreme after treatment.",
         "64 项未关闭风险中 9 项应对后仍为极高。"),
        ({"count_extreme": 0}, "None of 64 open risks is extreme after treatment; 20 are high.",
         "64 项未关闭风险应对后均非极高，20 项为高。"),
        ({"count_rated": 0}, "64 risks are open; none of them is rated; together they expose 90.0M.",
         "64 项风险未关闭，均未评分，合计敞口 9,000 万。"),
        ({"count_open": 0, "count_opportunities": 3}, "No threat is open in March 2026; 3 opportunities are.",
         "2026 年 3 月无未关闭威胁，有 3 项机会。"),
        ({"count_open": 0}, "No risk is open in March 2026.", "2026 年 3 月无未关闭风险。"),
    ],
)  # fmt: skip
def test_the_headline_of_the_risks(more: dict[str, Any], english: str, chinese: str) -> None:
    assert sentences.risks(ROW | more) == english
    set_language("zh")
    assert sentences.risks(ROW | more) == chinese


def test_what_the_headline_rests_on_is_said() -> None:
    facts = sentences.risk_facts(
        ROW | {"count_covered": 30, "count_known_before": 30, "count_valued": 50, "count_valued_before": 10,
               "count_opportunities": 2, "opportunity_exposure": -9e5, "count_left_open": 3, "count_disputed": 1}
    )  # fmt: skip
    assert [fact for fact in facts if fact] == [
        "Status date 2026-03-31", "registers of 30 of 40 projects", "exposure known for 50 of 64",
        "10 of them valued before the response only", "2 opportunities apart, worth 900k",
        "3 still open in projects that are over, left out", "1 states another score than its classes give",
        "money in CNY",
    ]  # fmt: skip
    moved = sentences.risk_facts(ROW | {"count_covered": 38, "count_known_before": 36, "count_gone": 4})
    assert ("changes compare the registers of 36 projects; 2 projects had none the month before; "
            "4 projects sent none this month") in moved
    one_gone = sentences.risk_facts(ROW | {"count_covered": 34, "count_known_before": 34, "count_gone": 1})
    assert "changes compare the registers of 34 projects; 1 project sent none this month" in one_gone
    first_month = sentences.risk_facts(ROW | {"count_known_before": 0})
    plain = [fact for fact in sentences.risk_facts(ROW) if fact]
    assert [fact for fact in first_month if fact] == plain
    assert plain == ["Status date 2026-03-31", "registers of all 40 projects", "money in CNY"]
