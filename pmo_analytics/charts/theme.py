"""The grammar of the charts: inks and lights for both modes, the template, and what every figure carries.

Ink for facts, blue for attention, red, amber and green only for judgement.
"""

import html
from collections.abc import Mapping, Sequence
from contextvars import ContextVar
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from pmo_analytics.display import money_scale, show, width_of

Figure = go.Figure
FONT = (
    "Inter, 'Source Sans', 'Source Sans 3', 'Noto Sans SC', 'Microsoft YaHei', 'PingFang SC', 'Noto Sans CJK SC', "
    "'Segoe UI', sans-serif"
)


@dataclass(frozen=True)
class Light:
    """How one light is drawn: `mark` in text, `symbol` in plotly, fill with its outline, `text` on the page or the
    wash, `on_fill` for text on the fill."""

    mark: str
    symbol: str
    fill: str
    outline: str
    text: str
    wash: str
    on_fill: str


@dataclass(frozen=True)
class Inks:
    """The colours of one mode."""

    page: str
    panel: str
    text: str
    muted: str
    grid: str
    axis: str
    border: str
    actual: str
    plan: str
    previous: str
    focus: str
    band: str
    inner_band: str
    heat: tuple[tuple[str, str, str], ...]  # up to the first bound, to the second, beyond: from, to, text on it
    lights: Mapping[str, Light]


LIGHT = Inks(
    page="#FFFFFF", panel="#F5F7F9", text="#111A24", muted="#5B6671", grid="#E9EDF1", axis="#AEB8C2", border="#DDE3E9",
    actual="#33404D", plan="#6C7A88", previous="#B4BEC8", focus="#1F5FA8",
    band="rgba(31,95,168,.14)", inner_band="rgba(31,95,168,.26)",
    heat=(("#F1F5FA", "#A3C2E4", "#33404D"), ("#FFE9B8", "#F7B733", "#111827"), ("#CF4A41", "#A8231B", "#FFFFFF")),
    lights={
        "red": Light("◆", "diamond", "#BE2B22", "#8F1D16", "#B3261E", "#FBE9E7", "#FFFFFF"),
        "amber": Light("▲", "triangle-up", "#F5A800", "#8A5300", "#8A5300", "#FFF3D6", "#111827"),
        "green": Light("●", "circle", "#2A9D7C", "#1B7258", "#0B6B4F", "#E3F4EE", "#111827"),
        "unknown": Light("○", "circle-open", "rgba(0,0,0,0)", "#7C8894", "#5B6671", "#EEF1F4", "#5B6671"),
    },
)  # fmt: skip
# Where two parts would share a colour here and not in light mode, one is a shade off: see paper.py.
DARK = Inks(
    page="#12171D", panel="#1A2129", text="#E6EBF0", muted="#A7B1BC", grid="#232C35", axis="#55626F", border="#303A45",
    actual="#D3DAE1", plan="#97A4B1", previous="#5C6975", focus="#6FA8E8",
    band="rgba(111,168,232,.18)", inner_band="rgba(111,168,232,.34)",
    heat=(("#1B2430", "#33567F", "#C3CDD7"), ("#54400F", "#A06A10", "#FFFFFE"), ("#A3343A", "#D43F45", "#FFFFFF")),
    lights={
        "red": Light("◆", "diamond", "#E5484D", "#FF8A81", "#FF8A80", "#3A1D1E", "#111828"),
        "amber": Light("▲", "triangle-up", "#FFB224", "#FFD083", "#FFC46B", "#3A2C10", "#111827"),
        "green": Light("●", "circle", "#2FA88A", "#5FD3B1", "#5FD3B0", "#12332A", "#111827"),
        "unknown": Light("○", "circle-open", "rgba(0,0,0,0)", "#8B97A4", "#A7B1BC", "#262E37", "#A7B1BC"),
    },
)  # fmt: skip

_inks: ContextVar[Inks] = ContextVar("inks", default=LIGHT)


def set_mode(mode: str) -> None:
    """Draw for 'light' or 'dark' from here on in this thread or task."""
    _inks.set(DARK if mode == "dark" else LIGHT)


def inks() -> Inks:
    """The colours of the mode now drawn for."""
    return _inks.get()


def figure(title: str, caption: str, alt: str, height: int) -> go.Figure:
    """An empty figure of the house's template. Title and caption are not drawn: whoever shows the figure writes them
    as text, and the exporters into the image; they are its `layout.meta`, beside the text alternative."""
    drawn = go.Figure()
    meta = {"title": title, "caption": caption, "alt": alt}
    drawn.update_layout(template=_template(inks()), height=height, meta=meta)
    return drawn


def _template(ink: Inks) -> go.layout.Template:
    small = {"size": 11, "color": ink.muted}
    return go.layout.Template(
        layout={
            "font": {"family": FONT, "size": 12, "color": ink.text},
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            "margin": {"l": 8, "r": 8, "t": 8, "b": 8, "autoexpand": True},
            "showlegend": False,
            "hovermode": "closest",
            "dragmode": False,
            "bargap": 0.35,
            "hoverlabel": {
                "bgcolor": ink.panel,
                "bordercolor": ink.border,
                "align": "left",
                "font": {"family": FONT, "size": 12, "color": ink.text},
            },
            "xaxis": {
                "automargin": True, "showgrid": False, "zeroline": False, "showline": True, "linecolor": ink.axis,
                "ticks": "outside", "ticklen": 4, "tickcolor": ink.axis, "tickfont": small, "tickangle": 0,
            },
            "yaxis": {
                "automargin": True, "gridcolor": ink.grid, "zeroline": False, "showline": False,
                "ticks": "", "ticklabelstandoff": 6, "tickfont": small, "tickangle": 0,
            },
        }
    )  # fmt: skip


def plain(text: str) -> str:
    """`text` as text: plotly reads tags in labels and hovers."""
    return html.escape(str(text), quote=False)


def cut(text: str, width: int) -> str:
    """`text` shortened to `width` half characters, with '…' where something is lost."""
    if width_of(text) <= width:
        return text
    kept = ""
    for sign in text:
        if width_of(kept + sign) > width - 1:
            break
        kept += sign
    return kept.rstrip(" ,(") + "…"


def wrapped(text: str, width: int, lines: int = 2) -> str:
    """`text` broken into at most `lines` of `width` half characters, the last one cut; joined by plotly's <br>."""
    broken: list[str] = []
    rest = text
    while rest and len(broken) < lines - 1 and width_of(rest) > width:
        taken = _first_line(rest, width)
        broken.append(cut(taken.strip(), width))
        rest = rest[len(taken) :].strip()
    broken.append(cut(rest, width))
    return "<br>".join(plain(line) for line in broken if line)


def _first_line(text: str, width: int) -> str:
    """What of `text` stands on a line: whole words; between Chinese characters it may break anywhere; a word that is
    too long for the line takes all of it."""
    taken = ""
    for sign in text:
        if width_of(taken + sign) > width:
            break
        taken += sign
    following = text[len(taken) : len(taken) + 1]
    if following in ("", " ") or width_of(following) == 2:
        return taken
    end = max(taken.rfind(" "), taken.rfind("-") + 1)
    return taken[:end] if end > 0 else text


def spread(values: Sequence[float], gap: float) -> list[float]:
    """`values` pushed apart until each stands at least `gap` from the next, in their order and near their places."""
    order = sorted(range(len(values)), key=lambda place: values[place])
    placed = [float(values[place]) for place in order]
    for _ in range(50):
        moved = False
        for lower in range(len(placed) - 1):
            overlap = gap - (placed[lower + 1] - placed[lower])
            if overlap > gap * 1e-6:
                placed[lower] -= overlap / 2
                placed[lower + 1] += overlap / 2
                moved = True
        if not moved:
            break
    return [placed[order.index(place)] for place in range(len(values))]


def money_ticks(largest: float, smallest: float = 0.0) -> dict[str, list]:
    """At most five round ticks from `smallest` to `largest` as an axis' `tickvals` and `ticktext`; plotly cannot
    write 万."""
    reach = max(abs(largest), abs(smallest)) or 1.0
    scale, name = money_scale(reach)
    step = _round_step((largest - min(smallest, 0)) / scale / 4) * scale
    first = int(min(smallest, 0) // step)
    values = [step * place for place in range(first, int(largest // step) + 1)]
    texts = ["0" if value == 0 else _tick(value / scale) + name for value in values]
    return {"tickvals": values, "ticktext": texts}


def _round_step(rough: float) -> float:
    power = 10.0 ** (len(str(int(rough))) - 1) if rough >= 1 else 0.1
    return next((power * step for step in (1, 2, 2.5, 5, 10) if power * step >= rough), power * 10)


def _tick(figure: float) -> str:
    return f"{figure:,.0f}" if figure == int(figure) else f"{figure:,.1f}"


def hover(what: str, figure: str, compared: str = "") -> str:
    """The three lines of a hover: what and when, the figure in bold, what it is compared with."""
    lines = [plain(what), f"<b>{plain(figure)}</b>", plain(compared)]
    return "<br>".join(line for line in lines if line) + "<extra></extra>"


def date_ticks(low: pd.Timestamp, high: pd.Timestamp, most: int = 6) -> dict[str, list]:
    """At most `most` first days of months between two days as 2025-04; of a stretch without two of them, its ends as
    days. No month stands twice."""
    for step in (1, 2, 3, 6, 12, 24, 60, 120):
        firsts = pd.date_range(low, high, freq="MS", normalize=True)
        kept = [day for day in firsts if (day.month - 1) % min(step, 12) == 0][:: max(step // 12, 1)]
        if len(kept) <= most:
            break
    if len(kept) < 2:
        return {"tickvals": [low, high], "ticktext": [show(low, "date"), show(high, "date")]}
    return {"tickvals": kept, "ticktext": [show(day, "month") for day in kept]}


def month_ticks(months: Sequence, narrow: bool = False) -> dict[str, list]:
    """'04' '05' ... with the year under the first and each January; where narrow, only first and last as 2025-04."""
    months = list(months)
    if narrow:
        ends = [months[0], months[-1]] if len(months) > 1 else months
        return {"tickvals": ends, "ticktext": [show(month, "month") for month in ends]}
    texts = [
        f"{month:%m}<br>{month:%Y}" if place == 0 or month.month == 1 else f"{month:%m}"
        for place, month in enumerate(months)
    ]
    return {"tickvals": months, "ticktext": texts}
