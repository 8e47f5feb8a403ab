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
    return _hatched_in(theme.inks().actual)


def hatched_before() -> dict[str, Any]:
    """The marker of what was expected in an older report, and not said anew."""
    return _hatched_in(theme.inks().previous)


def _hatched_in(colour: str) -> dict[str, Any]:
    pattern = {"shape": "/", "fgcolor": colour, "bgcolor": theme.inks().page, "size": 5, "solidity": 0.4}
    return {"color": colour, "line": {"color": colour, "width": 1.2}, "pattern": pattern}
