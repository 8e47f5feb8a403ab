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
    """What is replaced in a drawing, longest first: each colour of the mode now drawn for by the one that stands in its
    place on paper, also where it is faded (rgba); the font likewise."""
    now, light = theme.inks(), theme.LIGHT
    colours = {getattr(now, name): getattr(light, name) for name in _names(theme.Inks) if name != "lights"}
    for name, shown in now.lights.items():
        colours |= {getattr(shown, part): getattr(light.lights[name], part) for part in COLOURS_OF_A_LIGHT}
    pairs = {colour: other for colour, other in colours.items() if colour != other}
    faded = {_opened(colour): _opened(other) for colour, other in pairs.items() if colour.startswith("#")}
    return dict(sorted((pairs | faded | {theme.FONT: FONT}).items(), key=lambda pair: -len(pair[0])))


def _opened(colour: str) -> str:
    """'#E5484D' as the beginning of an rgba: 'rgba(229,72,77,'."""
    return f"rgba({','.join(str(int(colour[place : place + 2], 16)) for place in (1, 3, 5))},"


def style() -> dict[str, str]:
    """Font, ink, muted ink and page of what is written around the chart."""
    return {"font": FONT, "ink": theme.LIGHT.text, "muted": theme.LIGHT.muted, "page": theme.LIGHT.page}


def _names(kind: type) -> list[str]:
    return [field.name for field in fields(kind)]


COLOURS_OF_A_LIGHT = ("fill", "outline", "text", "wash", "on_fill")
