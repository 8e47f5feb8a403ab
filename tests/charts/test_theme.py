"""The grammar that all charts share: cutting, wrapping, spreading, ticks, and what a figure carries."""

import pandas as pd
import pytest

from pmo_analytics import charts
from pmo_analytics.charts import theme
from pmo_analytics.charts.tiles import Tile, squarified
from pmo_analytics.words import set_language


@pytest.mark.parametrize(
    ("text", "width", "shown"),
    [
        ("Kiosk refresh", 20, "Kiosk refresh"),
        ("Kiosk refresh", 8, "Kiosk r…"),
        ("仓储管理系统", 12, "仓储管理系统"),
        ("仓储管理系统", 8, "仓储管…"),
    ],
)
def test_a_name_is_cut_to_its_width_and_a_chinese_character_counts_two(text: str, width: int, shown: str) -> None:
    assert theme.cut(text, width) == shown


@pytest.mark.parametrize(
    ("text", "width", "shown"),
    [
        ("Wastewater treatment upgrade", 18, "Wastewater<br>treatment upgrade"),
        ("Wastewater treatment upgrade, phase two", 18, "Wastewater<br>treatment upgrade…"),
        ("Contact-centre voice", 10, "Contact-<br>centre vo…"),
        ("污水处理升级二期工程", 10, "污水处理升<br>级二期工程"),
        ("Unbreakable", 6, "Unbre…"),
        ("<b>bold</b> & more", 40, "&lt;b&gt;bold&lt;/b&gt; &amp; more"),
    ],
)
def test_a_label_takes_two_lines_at_most_and_is_never_markup(text: str, width: int, shown: str) -> None:
    assert theme.wrapped(text, width) == shown


@pytest.mark.parametrize(
    ("low", "high", "shown"),
    [
        ("2026-01-20", "2026-05-10", ["2026-02", "2026-03", "2026-04", "2026-05"]),
        ("2025-11-20", "2026-12-10", [f"2026-{month}" for month in ("01", "03", "05", "07", "09", "11")]),
        ("2019-05-01", "2026-12-10", ["2020-01", "2022-01", "2024-01", "2026-01"]),
        ("2026-03-05", "2026-03-20", ["2026-03-05", "2026-03-20"]),
        ("2026-02-20", "2026-03-20", ["2026-02-20", "2026-03-20"]),
    ],
)
def test_no_month_stands_twice_on_an_axis_of_days(low: str, high: str, shown: list[str]) -> None:
    ticks = theme.date_ticks(pd.Timestamp(low), pd.Timestamp(high))
    assert ticks["ticktext"] == shown and len(ticks["tickvals"]) == len(shown)


def test_labels_are_pushed_apart_and_keep_their_order() -> None:
    placed = theme.spread([10.0, 10.5, 30.0, 10.2], gap=2.0)
    assert sorted(range(4), key=lambda place: placed[place]) == [0, 3, 1, 2]
    ordered = sorted(placed)
    assert all(upper - lower >= 2.0 - 1e-3 for lower, upper in zip(ordered, ordered[1:], strict=False))
    assert placed[2] == 30.0


def test_labels_that_do_not_touch_stay_where_they_are() -> None:
    assert theme.spread([1.0, 9.0, 5.0], gap=2.0) == [1.0, 9.0, 5.0]


@pytest.mark.parametrize("largest", [3.0, 97.0, 1_200.0, 420_000.0, 6_234_567.0, 61_000_000.0, 4.7e9])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_an_axis_of_money_has_few_round_ticks_in_one_unit(largest: float, language: str) -> None:
    set_language(language)
    ticks = theme.money_ticks(largest)
    set_language("en")
    assert ticks["tickvals"][0] == 0
    assert 2 <= len(ticks["tickvals"]) <= 6
    assert ticks["tickvals"][-1] <= largest
    assert len({text.lstrip("0123456789,.-") for text in ticks["ticktext"][1:]}) == 1


def test_a_figure_carries_what_is_said_beside_it() -> None:
    figure = theme.figure("Red has grown", "By month", "2026-03: 3 red", 290)
    assert figure.layout.meta == {"title": "Red has grown", "caption": "By month", "alt": "2026-03: 3 red"}
    assert figure.layout.title.text is None
    assert figure.layout.height == 290


def test_dark_mode_has_inks_of_its_own() -> None:
    charts.set_mode("dark")
    dark = theme.inks()
    charts.set_mode("light")
    light = theme.inks()
    assert dark.text != light.text
    assert [one.mark for one in dark.lights.values()] == [one.mark for one in light.lights.values()] == list("◆▲●○")


def test_a_hover_shows_names_as_text() -> None:
    assert theme.hover("<i>P</i>", "+3") == "&lt;i&gt;P&lt;/i&gt;<br><b>+3</b><extra></extra>"


@pytest.mark.parametrize("areas", [[6, 6, 4, 3, 2, 2, 1], [100, 1], [5], [1] * 30])
def test_tiles_fill_their_frame_in_proportion(areas: list[float]) -> None:
    frame = Tile(10, 20, 300, 200)
    tiles = squarified(areas, frame)
    assert sum(tile.width * tile.height for tile in tiles) == pytest.approx(300 * 200)
    for area, tile in zip(areas, tiles, strict=True):
        assert tile.width * tile.height == pytest.approx(area / sum(areas) * 300 * 200)
        assert tile.left >= 10 - 1e-6 and tile.left + tile.width <= 310 + 1e-6
        assert tile.top >= 20 - 1e-6 and tile.top + tile.height <= 220 + 1e-6


def test_nothing_to_lay_out_is_no_tile() -> None:
    assert squarified([], Tile(0, 0, 10, 10)) == []
    assert squarified([0, 0], Tile(0, 0, 10, 10)) == [Tile(0, 0, 0, 0), Tile(0, 0, 0, 0)]
