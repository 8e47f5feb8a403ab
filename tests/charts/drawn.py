"""What tests of charts begin with and look at: the facts of a project, points of its curves, what a figure says."""

import pandas as pd

from pmo_analytics import charts

MARCH = pd.Timestamp("2026-03-31")
SUMMARY = {
    "state": "active",
    "status_date": MARCH,
    "budget_at_completion": 4.2e6,
    "planned_value": 3.5e6,
    "earned_value": 3.2e6,
    "actual_cost": 3.6e6,
    "value_behind": 305_000.0,
    "cost_excess": 0.11,
    "baseline_start": pd.Timestamp("2025-01-01"),
    "baseline_finish": pd.Timestamp("2026-08-31"),
    "forecast_finish": pd.Timestamp("2026-10-14"),
    "actual_finish": pd.NaT,
    "finish_slip_days": 44.0,
}


def curves(*points: tuple[str, str, float]) -> pd.DataFrame:
    return pd.DataFrame([{"series": name, "on_date": pd.Timestamp(day), "value": value} for name, day, value in points])


def meta(figure: charts.Figure) -> dict[str, str]:
    return dict(figure.layout.meta)


def notes(figure: charts.Figure) -> list[str]:
    """What is written beside the marks."""
    return [note.text for note in figure.layout.annotations]


def texts(figure: charts.Figure) -> list[str]:
    """The same, and what is written in them."""
    inside = [
        text for trace in figure.data for text in (trace.text if isinstance(trace.text, tuple | list) else ()) if text
    ]
    return inside + notes(figure)
