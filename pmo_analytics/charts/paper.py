"""How a chart that was drawn for the screen looks on paper and slides: in light inks, in a font that is everywhere."""

from dataclasses import fields
from pathlib import Path

import plotly

from pmo_analytics.charts import theme

# plotly as the figures were made for it, for whoever draws one in a browser
LIBRARY = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"

# Arial has twins of the same widths on every system, so that what was measured here fits there.
FONT = "Arial, 'Microsoft YaHei', 'PingFang SC', 'Noto Sans CJK SC', sans-serif"


def swapped() -> dict[str, str]:
    """Every colour of the mode now drawn for -> the one that stands in its place on paper; the font likewise."""
    now, light = theme.inks(), theme.LIGHT
    colours = {getattr(now, name): getattr(light, name) for name in _names(theme.Inks) if name != "lights"}
    for name, shown in now.lights.items():
        colours |= {getattr(shown, part): getattr(light.lights[name], part) for part in COLOURS_OF_A_LIGHT}
    return {theme.FONT: FONT} | {colour: other for colour, other in colours.items() if colour != other}


def style() -> dict[str, str]:
    """Font, ink, muted ink and page of what is written around the chart."""
    return {"font": FONT, "ink": theme.LIGHT.text, "muted": theme.LIGHT.muted, "page": theme.LIGHT.page}


def _names(kind: type) -> list[str]:
    return [field.name for field in fields(kind)]


COLOURS_OF_A_LIGHT = ("fill", "outline", "text", "wash", "on_fill")
