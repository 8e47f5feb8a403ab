"""Text can be read on what it stands on: a contrast of 4.5 to 1 in both modes, as WCAG 2 asks of level AA."""

import pytest

from pmo_analytics.charts import theme

MODES = {"light": theme.LIGHT, "dark": theme.DARK}
LEAST = 4.5


def luminance(colour: str) -> float:
    """Relative luminance of '#RRGGBB', 0 for black and 1 for white."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_the_contrast_is_measured_as_wcag_does() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.478, abs=0.001)


@pytest.mark.parametrize("mode", MODES)
def test_words_can_be_read_on_page_and_panel(mode: str) -> None:
    inks = MODES[mode]
    pairs = [(ink, ground) for ink in (inks.text, inks.muted) for ground in (inks.page, inks.panel)]
    assert [pair for pair in pairs if contrast(*pair) < LEAST] == []


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("name", theme.LIGHT.lights)
def test_the_word_of_a_light_can_be_read_wherever_it_stands(mode: str, name: str) -> None:
    inks, light = MODES[mode], MODES[mode].lights[name]
    grounds = {"page": inks.page, "panel": inks.panel, "wash": light.wash}
    assert {where: contrast(light.text, ground) for where, ground in grounds.items()
            if contrast(light.text, ground) < LEAST} == {}  # fmt: skip
    if light.fill.startswith("#"):
        assert contrast(light.on_fill, light.fill) >= LEAST
