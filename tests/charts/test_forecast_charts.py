"""How far off forecasts were: the finding, what stands on which place, and what odd data bring."""

from typing import Any

import pandas as pd
import pytest

from pmo_analytics import charts

TOGETHER = ("bias", "bias_days", "bias_less_changes", "leaning")


def errors(*of_six_months: float | None, measure: str = "cost", **more: Any) -> pd.DataFrame:
    """The errors of as many projects six months before; of three months the half, of twelve none is known."""
    known = [error for error in of_six_months if error is not None]
    shared = {"measure": measure, "least_count": 5, "tolerance": 0.1, "count_closed": len(of_six_months)}
    rows = []
    for months, times in ((12, None), (6, 1.0), (3, 0.5)):
        for place, error in enumerate(of_six_months):
            missed = None if times is None or error is None else error * times
            rows.append({
                **shared, "months_before": months, "project_id": f"P{place}", "project_name": f"Project {place}",
                "error": missed, "error_less_changes": missed,
                "missed_days": None if missed is None or measure == "cost" else missed * 100,
                "count_known": len(known) if times else 0, "count_within": sum(abs(one) <= 0.1 for one in known),
                **dict.fromkeys(TOGETHER), **(more if months == 6 else {}),
            })  # fmt: skip
    numbers = ("error", "error_less_changes", "missed_days", "bias", "bias_days", "bias_less_changes")
    return pd.DataFrame(rows).astype(dict.fromkeys(numbers, float))


def title(figure: charts.Figure) -> str:
    return figure.layout.meta["title"]


def places(figure: charts.Figure) -> list[str]:
    return list(figure.layout.xaxis.ticktext)


@pytest.mark.parametrize(
    ("measure", "told", "expected"),
    [
        ("cost", {"bias": -0.12, "leaning": "low"}, "6 months before the end, cost was forecast 12% too low"),
        ("cost", {"bias": 0.06, "leaning": "high"}, "6 months before the end, cost was forecast 6% too high"),
        ("cost", {"bias": 0.0}, "6 months before the end, 3 of 5 costs were within 10%"),
        ("finish", {"bias": -0.2, "bias_days": -75, "leaning": "low"},
         "6 months before the end, finishes were put 75 days early"),
        ("finish", {"bias": 0.0}, "6 months before the end, 3 of 5 finishes were within 10%"),
        ("finish", {}, "Too few projects finished to judge forecasts of the finish"),
    ],
)  # fmt: skip
def test_the_title_says_which_way_forecasts_erred_else_how_many_were_right(measure, told, expected) -> None:
    figure = charts.forecast_errors(errors(-0.3, -0.12, 0.02, 0.1, 0.05, measure=measure, **told))
    assert title(figure) == expected


def test_projects_stand_side_by_side_in_their_months_under_the_median_where_there_is_one() -> None:
    figure = charts.forecast_errors(errors(-0.3, -0.12, 0.02, None, 0.05, 0.1, bias=0.02, bias_less_changes=-0.04))
    assert [list(dots.y) for dots in figure.data] == [
        [], [-0.3, -0.12, 0.02, 0.05, 0.1], pytest.approx([-0.15, -0.06, 0.01, 0.025, 0.05]),
    ]  # fmt: skip
    assert list(figure.data[1].customdata) == ["P0", "P1", "P2", "P4", "P5"]
    assert list(figure.data[1].x) == pytest.approx([0.82, 0.91, 1.0, 1.09, 1.18])
    assert [note.text for note in figure.layout.annotations] == ["<b>+2%</b>"]
    assert places(figure) == [
        "12 months before<br>no forecast known",
        "6 months before<br>3 of 5 within 10%<br>without later changes −4%",
        "3 months before<br>3 of 5 within 10%",
    ]
    # where nothing is known of changes, nothing is said of them
    unknown = charts.forecast_errors(errors(-0.3, -0.12, 0.02, 0.05, 0.1, bias=0.02, bias_less_changes=None))
    assert places(unknown)[1] == "6 months before<br>3 of 5 within 10%"
    assert list(figure.layout.yaxis.ticktext) == ["−20%", "−10%", "0%", "+10%", "+20%"]


def test_charts_side_by_side_have_one_scale() -> None:
    near, far = errors(-0.02, 0.03), errors(-0.4, 0.1, measure="finish")
    both = pd.concat([near, far])
    scales = [charts.forecast_errors(shown, both).layout.yaxis for shown in (near, far)]
    assert scales[0].range == scales[1].range == pytest.approx((-0.46, 0.46))
    assert scales[0].ticktext == scales[1].ticktext
    assert charts.forecast_errors(near).layout.yaxis.range == pytest.approx((-0.184, 0.184))


def test_an_error_beyond_the_whole_stands_on_the_edge_and_is_counted() -> None:
    figure = charts.forecast_errors(errors(-0.05, 2.5))
    assert list(figure.data[1].y) == [-0.05, 1.0]
    assert "+250%" in figure.data[1].hovertemplate[1]
    # three months before it is 1.25
    assert figure.layout.meta["caption"].endswith("; 2 beyond 100% on the edge")


def test_the_finish_is_told_in_days_and_as_a_share_also_to_those_who_cannot_see_it() -> None:
    figure = charts.forecast_errors(errors(-0.3, measure="finish"))
    assert "<b>−30 days (−30% of the duration)</b>" in figure.data[1].hovertemplate[0]
    assert figure.layout.meta["alt"].startswith("Project 0, 6 months before: −30 days (−30% of the duration)")


def test_where_no_forecast_is_known_nothing_is_drawn_and_said() -> None:
    figure = charts.forecast_errors(errors(None, None))
    assert all(not len(dots.y) for dots in figure.data)
    assert {place.split("<br>")[1] for place in places(figure)} == {"no forecast known"}
    assert figure.layout.meta["alt"] == ""
