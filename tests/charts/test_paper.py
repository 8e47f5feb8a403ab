"""A chart that leaves the screen: light on white, in a font that is everywhere, whatever mode it was drawn in."""

import pytest

from pmo_analytics import charts
from pmo_analytics.charts import paper, theme


@pytest.fixture
def dark():
    charts.set_mode("dark")
    yield theme.inks()
    charts.set_mode("light")


def test_every_dark_colour_has_the_light_one_of_the_same_part_in_its_place(dark: theme.Inks) -> None:
    swapped = paper.swapped()
    light = list(paper.colours(theme.LIGHT))
    assert len(light) > 40
    assert [swapped.get(colour, colour) for colour in paper.colours(dark)] == light


def test_a_colour_that_was_swapped_is_not_swapped_again(dark: theme.Inks) -> None:
    swapped = paper.swapped()
    assert not set(swapped.values()) & set(swapped)


def test_a_faded_colour_is_swapped_too_and_the_longest_text_comes_first(dark: theme.Inks) -> None:
    swapped = paper.swapped()
    assert swapped["rgba(229,72,77,"] == "rgba(190,43,34,"
    assert [len(text) for text in swapped] == sorted((len(text) for text in swapped), reverse=True)


def test_what_was_drawn_light_only_changes_its_font() -> None:
    assert paper.swapped() == {theme.FONT: paper.FONT}
    assert paper.style()["page"] == "#FFFFFF"


def test_the_library_that_draws_it_lies_beside_the_program() -> None:
    assert paper.LIBRARY.read_text(encoding="utf-8").lstrip().startswith("/**\n* plotly.js v")
