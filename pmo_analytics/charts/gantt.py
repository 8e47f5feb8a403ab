"""Spans of time in the notation of the house: the baseline as outline, what has elapsed solid, the forecast hatched."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from pmo_analytics.charts import theme
from pmo_analytics.display import is_nothing, show

DAY = 24 * 3600 * 1000  # plotly measures bars on a date axis in milliseconds


@dataclass(frozen=True)
class Bar:
    """One row of a Gantt chart at `place` on its axis; a click on it gives `opens`."""

    place: str
    hover: str
    start: Any
    baseline_start: Any
    baseline_finish: Any
    finish: Any
    status_date: Any
    opens: str | None = None


def add_bars(drawn: go.Figure, bars: Sequence[Bar]) -> None:
    """Three traces: baselines, then from the start to the status date, then from there to the finish."""
    ink = theme.inks()
    hatched = {"shape": "/", "fgcolor": ink.actual, "bgcolor": ink.page, "size": 5, "solidity": 0.4}
    _add(drawn, [(bar, bar.baseline_start, bar.baseline_finish) for bar in bars], 0.62, {"color": "rgba(0,0,0,0)"})
    _add(drawn, [(bar, bar.start, _until(bar)) for bar in bars], 0.3, {"color": ink.actual})
    ahead = [(bar, bar.start if _until(bar) is None else max(bar.start, _until(bar)), bar.finish)
             for bar in bars if not is_nothing(bar.start)]  # fmt: skip
    _add(drawn, ahead, 0.3, {"color": ink.actual, "pattern": hatched})


def _until(bar: Bar) -> Any:
    """The status date or, if earlier, the finish; None where one of the two is not known."""
    if is_nothing(bar.status_date) or is_nothing(bar.finish):
        return None
    return min(bar.status_date, bar.finish)


def _add(drawn: go.Figure, spans: Sequence[tuple[Bar, Any, Any]], width: float, style: dict[str, Any]) -> None:
    seen = [(bar, first, last) for bar, first, last in spans
            if not is_nothing(first) and not is_nothing(last) and last > first]  # fmt: skip
    if not seen:
        return
    drawn.add_bar(
        base=[first for _, first, _ in seen], x=[(last - first).days * DAY for _, first, last in seen],
        y=[bar.place for bar, *_ in seen], orientation="h", width=width,
        customdata=[bar.opens for bar, *_ in seen] if seen[0][0].opens else None,
        marker={**style, "line": {"color": theme.inks().actual, "width": 1.2}},
        hovertemplate=[bar.hover for bar, *_ in seen],
    )  # fmt: skip


def add_label(drawn: go.Figure, day: Any, place: str, text: str, is_bad: bool) -> None:
    """`text` right of `day` in the row at `place`; red where it is bad."""
    ink = theme.inks()
    drawn.add_annotation(
        x=day, y=place, text=text, showarrow=False, xanchor="left", xshift=8, bgcolor=ink.page, borderpad=1,
        font={"color": ink.lights["red"].text if is_bad else ink.muted},
    )  # fmt: skip


def signed(slip: float | None) -> str:
    """Days of slip in bold, with their sign; '=' for none, '' where there is no slip."""
    return "" if is_nothing(slip) else f"<b>{'=' if slip == 0 else show(slip, 'days', sign=True)}</b>"
