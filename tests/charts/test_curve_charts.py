"""The S curve says what lags and what it costs, and only what is known."""

import pytest

from pmo_analytics import charts
from tests.charts.drawn import SUMMARY, curves, meta, texts


def test_the_s_curve_says_what_lags_and_what_it_costs() -> None:
    figure = charts.s_curve(
        curves(
            ("planned", "2025-01-31", 0.0), ("planned", "2026-08-31", 4.2e6), ("earned", "2026-03-31", 3.2e6),
            ("actual", "2026-03-31", 3.6e6), ("estimate", "2026-10-14", 4.65e6), ("estimate_low", "2026-10-14", 4.5e6),
            ("estimate_high", "2026-10-14", 5e6),
        ),
        SUMMARY,
    )  # fmt: skip
    assert meta(figure)["title"] == "Earned value lags plan by 305k; each unit costs 11% more"
    assert {"<b>PV 3.5M</b>", "<b>EV 3.2M</b>", "<b>AC 3.6M</b>", "<b>EAC 4.5M – 5.0M</b>", "Budget 4.2M"} <= set(
        texts(figure)
    )


def test_the_labels_of_the_s_curve_stand_beside_it_and_apart() -> None:
    figure = charts.s_curve(
        curves(
            ("planned", "2025-01-31", 0.0), ("planned", "2026-08-31", 4.2e6), ("earned", "2026-03-31", 3.2e6),
            ("actual", "2026-03-31", 3.6e6), ("estimate", "2026-10-14", 3.7e6),
        ),
        SUMMARY,
    )  # fmt: skip
    labels = [note for note in figure.layout.annotations if note.text.startswith("<b>")]
    assert [(note.x, note.xref, note.xanchor) for note in labels] == [(1, "paper", "left")] * 4
    heights = sorted(note.y for note in labels)
    assert min(upper - lower for lower, upper in zip(heights, heights[1:], strict=False)) > 0.19e6
    assert {note.text for note in labels} >= {"<b>EAC 3.7M</b>"}


@pytest.mark.parametrize(("earned", "side"), [(3.2e6, ("right", "bottom")), (4.1e6, ("left", "top"))])
def test_the_plan_first_approved_is_a_thin_line_named_where_it_ends(earned: float, side: tuple[str, str]) -> None:
    """Above its end, or below where more was earned by then."""
    figure = charts.s_curve(
        curves(
            ("planned", "2025-01-31", 0.0), ("planned", "2026-08-31", 4.2e6), ("earned", "2026-03-31", earned),
            ("original", "2025-01-31", 0.0), ("original", "2026-04-30", 4e6), ("actual", "2026-03-31", 3.6e6),
        ),
        SUMMARY,
    )  # fmt: skip
    (note,) = (note for note in figure.layout.annotations if note.text == "Plan first approved")
    assert (note.y, note.xanchor, note.yanchor) == (4e6, *side)
    assert min(line.line.width for line in figure.data) == 1
    assert "Thin dashes: plan first approved." in meta(figure)["caption"]


@pytest.mark.parametrize(
    ("behind", "excess", "said"),
    [
        (0.0, 0.12, "Earned value is as planned; each unit costs 12% more"),
        (-0.2, 0.0, "Earned value is as planned"),
        (-305e3, -0.11, "Earned value leads plan by 305k; each unit costs 11% less"),
    ],
)
def test_the_s_curve_never_leads_or_lags_by_nothing(behind: float, excess: float, said: str) -> None:
    points = curves(("planned", "2025-01-31", 0.0), ("planned", "2026-08-31", 4.2e6))
    summary = SUMMARY | {"value_behind": behind, "cost_excess": excess}
    assert meta(charts.s_curve(points, summary))["title"] == said


def test_the_s_curve_tells_no_cost_of_a_unit_that_nobody_knows() -> None:
    points = curves(("planned", "2025-01-31", 0.0), ("planned", "2026-08-31", 4.2e6))
    assert meta(charts.s_curve(points, SUMMARY | {"cost_excess": None}))["title"] == "Earned value lags plan by 305k"


def test_the_s_curve_says_what_is_missing() -> None:
    nothing = SUMMARY | dict.fromkeys(
        ("value_behind", "cost_excess", "earned_value", "actual_cost", "budget_at_completion")
    )
    figure = charts.s_curve(curves(("planned", "2025-01-31", 0.0), ("planned", "2026-08-31", 4.2e6)), nothing)
    assert meta(figure)["title"] == "Planned, earned and spent"
    assert meta(figure)["caption"].endswith("Earned value is not known. No actual cost was loaded.")
