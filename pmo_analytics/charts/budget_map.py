"""Where the budget sits: projects as tiles inside their programmes, in the tint of their lights."""

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from pmo_analytics.charts import theme
from pmo_analytics.charts.tiles import Tile, squarified
from pmo_analytics.display import is_nothing, show
from pmo_analytics.words import say

FRAME = Tile(0, 0, 350, 272)  # the narrowest card; a wider one stretches the tiles
STRIP = 18  # height of a programme's name
LEAST = (46, 16)  # pixels that a tile needs to carry a name
LEAST_SIGN = (12, 13)  # and to carry the sign of its light alone
MOST_LINES = 4
CHARACTER, LINE = 5.8, 15


def budget_by_light(budgets: pd.DataFrame) -> go.Figure:
    """Tiles of projects inside their programmes: area is the budget, tint and sign the computed light.

    `budgets`: project_id, project_name, programme, budget_at_completion, computed, reason (as text),
    red_budget_ratio. A click gives the project_id.
    """
    named = budgets.assign(
        programme=budgets["programme"].fillna(say("charts.treemap.no_programme")),
        budget=budgets["budget_at_completion"].astype(float),
    ).sort_values("budget", ascending=False)
    programmes = _programmes(named)
    projects = _projects(named, programmes)
    tiles = [projects[project] for project in named["project_id"]]
    drawn = theme.figure(
        say("charts.treemap.title", share=show(budgets["red_budget_ratio"].iloc[0], "percent")),
        _caption(budgets, sum(not _holds(tile, LEAST) for tile in tiles)), _alt(named), height=290,
    )  # fmt: skip
    ink = theme.inks()
    lights = [ink.lights[light] for light in named["computed"]]
    totals = named.groupby("programme")["budget"].sum()
    _add_tiles(
        drawn, list(programmes.values()), [ink.panel] * len(programmes),
        hovers=[theme.hover(name, show(totals[name], "money")) for name in programmes],
    )  # fmt: skip
    _add_tiles(
        drawn, tiles, [light.wash for light in lights], list(named["project_id"]), [*map(_hover, named.itertuples())]
    )
    _add_names(
        drawn, [*programmes.values(), *tiles],
        [_name(name, tile, 1) for name, tile in programmes.items()]
        + [_name(f"{light.mark}\u00a0{name}", tile, MOST_LINES) or _sign(light.mark, code, tile)
           for light, name, code, tile in zip(lights, named["project_name"], named["project_id"], tiles, strict=True)],
        [*(ink.muted for _ in programmes), *(light.text for light in lights)],
    )  # fmt: skip
    drawn.update_layout(barmode="overlay", margin={"l": 0, "r": 0, "t": 0, "b": 0})
    drawn.update_xaxes(visible=False, range=[0, FRAME.width])
    drawn.update_yaxes(visible=False, range=[FRAME.height, 0])
    return drawn


def _programmes(budgets: pd.DataFrame) -> dict[str, Tile]:
    totals = budgets.groupby("programme")["budget"].sum().sort_values(ascending=False)
    return dict(zip(totals.index, squarified(list(totals), FRAME), strict=True))


def _projects(budgets: pd.DataFrame, programmes: Mapping[str, Tile]) -> dict[str, Tile]:
    placed: dict[str, Tile] = {}
    for programme, tile in programmes.items():
        inside = budgets[budgets["programme"] == programme]
        tiles = squarified(list(inside["budget"]), tile.inside(STRIP, 1))
        placed |= dict(zip(inside["project_id"], tiles, strict=True))
    return placed


def _add_tiles(
    drawn: go.Figure,
    tiles: list[Tile],
    colours: list[str],
    ids: list[str] | None = None,
    hovers: list[str] | None = None,
) -> None:
    """Tiles are bars: these can be clicked, and they do not zoom."""
    drawn.add_bar(
        x=[tile.left + tile.width / 2 for tile in tiles],
        width=[tile.width for tile in tiles],
        base=[tile.top for tile in tiles],
        y=[tile.height for tile in tiles],
        customdata=ids,
        marker={"color": colours, "line": {"color": theme.inks().page, "width": 1.5}},
        hovertemplate=hovers,
        hoverinfo=None if hovers else "skip",
    )


def _add_names(drawn: go.Figure, tiles: list[Tile], names: list[str], colours: list[str]) -> None:
    drawn.add_scatter(
        x=[tile.left + 3 for tile in tiles],
        y=[tile.top + 1 for tile in tiles],
        text=names,
        mode="text",
        textposition="bottom right",
        textfont={"size": 11, "color": colours},
        hoverinfo="skip",
        cliponaxis=False,
    )


def _holds(tile: Tile, least: tuple[float, float]) -> bool:
    return tile.width >= least[0] and tile.height >= least[1]


def _sign(mark: str, code: str, tile: Tile) -> str:
    """Where a tile is too small for a name, the sign of its light, for a light is never colour alone, and the project's
    code if that fits. The name is told where the reader points."""
    if not _holds(tile, LEAST_SIGN):
        return ""
    return f"{mark}\u00a0{code}" if (len(code) + 2) * CHARACTER + 3 <= tile.width else mark


def _name(name: str, tile: Tile, lines: int) -> str:
    """As much of the name as the tile holds; nothing where it could not be read."""
    if not _holds(tile, LEAST):
        return ""
    fitting = min(lines, int(tile.height / LINE))
    return theme.wrapped(name, int((tile.width - 8) / CHARACTER), fitting)


def _hover(row: tuple) -> str:
    light = theme.inks().lights[row.computed]
    word = f"{light.mark} {say(f'lights.{row.computed}')}"
    why = "" if is_nothing(row.reason) else row.reason
    return theme.hover(row.project_name, show(row.budget, "money"), f"{word} {why}".strip())


def _caption(budgets: pd.DataFrame, unnamed: int) -> str:
    caption = say("charts.treemap.caption_declared" if budgets["is_declared"].any() else "charts.treemap.caption")
    return caption + (say("charts.treemap.unnamed", count=unnamed) if unnamed else "")


def _alt(budgets: pd.DataFrame) -> str:
    return "; ".join(
        f"{row.project_name}: {show(row.budget, 'money')}, {say(f'lights.{row.computed}')}"
        for row in budgets.head(5).itertuples()
    )
