"""What a card says of a change, and in which colour."""

import pytest
from streamlit.testing.v1 import AppTest


def _cards(figures: list[dict]) -> None:
    from pmo_analytics.ui import cards
    from pmo_analytics.words import set_language

    set_language("zh")
    cards.figures(cards.Figure(**figure) for figure in figures)


@pytest.mark.parametrize(
    ("change", "unit", "better", "shown", "colour"),
    [
        (-1_290_000, "money", "lower", "−129 万", "green"),
        (3, "count", "lower", "+3", "red"),
        (0.05, "points", "higher", "+5 百分点", "green"),
        (-7, "days", "higher", "−7", "red"),
        (0.0, "days", "lower", "=", "gray"),
        (-0.4, "days", "lower", "=", "gray"),
        (-640, "hours", None, "−640", "gray"),
    ],
)
def test_a_change_has_a_real_minus_sign_and_the_colour_of_its_meaning(
    change: float, unit: str, better: str | None, shown: str, colour: str
) -> None:
    figure = {"label": "x", "value": 1, "unit": unit, "change": change, "better": better}
    (metric,) = AppTest.from_function(_cards, args=([figure],)).run().metric
    assert metric.delta == shown
    assert metric.proto.MetricColor.Name(metric.proto.color).lower() == colour
