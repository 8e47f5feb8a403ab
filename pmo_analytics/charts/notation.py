"""The notation of bars: solid happened, outlined was planned, hatched is expected."""

from typing import Any

from pmo_analytics.charts import theme


def solid() -> dict[str, Any]:
    """The marker of what happened."""
    return {"color": theme.inks().actual}


def outlined() -> dict[str, Any]:
    """The marker of what was planned: an outline without a fill."""
    return {"color": "rgba(0,0,0,0)", "line": {"color": theme.inks().actual, "width": 1.2}}


def hatched() -> dict[str, Any]:
    """The marker of what is expected."""
    ink = theme.inks()
    pattern = {"shape": "/", "fgcolor": ink.actual, "bgcolor": ink.page, "size": 5, "solidity": 0.4}
    return {"color": ink.actual, "line": {"color": ink.actual, "width": 1.2}, "pattern": pattern}
