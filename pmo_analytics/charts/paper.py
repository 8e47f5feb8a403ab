"""How a chart that was drawn for the screen looks on paper and slides: in light inks, in a font that is everywhere."""

from collections.abc import Iterator, Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

import plotly

from pmo_analytics.charts import theme

# plotly as the figures were made for it, for whoever draws one in a browser
LIBRARY = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"

# Arial has twins of the same widths on every system, so that what was measured here fits there.
FONT = "Arial, 'Microsoft YaHei', 'PingFang SC', 'Noto Sans CJK SC', sans-serif"


def swapped() -> dict[str, str]:
    """What is replaced in a drawing, longest first: each colour of the mode now drawn for by the one that stands in its
    place on paper, also where it is faded (rgba); the font likewise."""
    both = zip(colours(theme.inks()), colours(theme.LIGHT), strict=True)
    pairs = {colour: other for colour, other in both if colour != other}
    faded = {_opened(colour): _opened(other) for colour, other in pairs.items() if colour.startswith("#")}
    return dict(sorted((pairs | faded | {theme.FONT: FONT}).items(), key=lambda pair: -len(pair[0])))


def colours(part: Any) -> Iterator[str]:
    """Every colour of the inks of a mode, in one order for both modes."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, theme.Light):
        yield from (part.fill, part.outline, part.text, part.wash, part.on_fill)
    elif isinstance(part, theme.Inks):
        yield from colours([getattr(part, field.name) for field in fields(part)])
    else:
        for one in part.values() if isinstance(part, Mapping) else part:
            yield from colours(one)


def _opened(colour: str) -> str:
    """'#E5484D' as the beginning of an rgba: 'rgba(229,72,77,'."""
    return f"rgba({','.join(str(int(colour[place : place + 2], 16)) for place in (1, 3, 5))},"


def style() -> dict[str, str]:
    """Font, ink, muted ink and page of what is written around the chart."""
    return {"font": FONT, "ink": theme.LIGHT.text, "muted": theme.LIGHT.muted, "page": theme.LIGHT.page}
