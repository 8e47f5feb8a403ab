"""The cards and the columns of the budget page."""

from collections.abc import Iterator

import pandas as pd

from pmo_analytics.display import is_nothing, show
from pmo_analytics.ui import labels
from pmo_analytics.ui.cards import Figure, one_card
from pmo_analytics.ui.tables import Column
from pmo_analytics.warehouse import Filters
from pmo_analytics.words import say

# card -> unit, unit of its distance to plan, what it is compared with, the way that is bad
CARDS = {
    "budget_this_year": ("money", "money", "", None),
    "actual_year_to_date": ("money", "money", "against_plan", None),
    "full_year_forecast": ("money", "money", "against_budget", "above"),
    "budget_execution_rate": ("percent", "points", "against_calendar", "below"),
}


def budget_figures(cards: pd.DataFrame, chosen: Filters, fiscal_year: int) -> Iterator[Figure]:
    """The four cards of `budget_cards`: what stands beside a figure is its distance to plan, not to another month."""
    for name, (unit, change_unit, compared, bad) in CARDS.items():
        now, trend = one_card(cards, name, chosen)
        elapsed = show(now["planned"], "percent")
        against = say(f"budget.{compared}", elapsed=elapsed) if compared else ""
        yield Figure(
            label=say(f"budget.card.{name}", **({"year": fiscal_year} if name == "budget_this_year" else {})),
            value=now["value"],
            unit=unit,
            change=now["change"],
            change_unit=change_unit,
            better=_better(now["change"], bad),
            note=labels.reason(now["reason"]) or _note(now, against),
            trend=trend,
            explained_by=f"budget.{name}",
        )


def _better(change: float | None, bad: str | None) -> str | None:
    """Only the bad way has a colour: spending less than planned is no merit."""
    if is_nothing(change) or bad is None or (change > 0) != (bad == "above"):
        return None
    return "lower" if bad == "above" else "higher"


def _note(card: pd.Series, compared: str) -> str:
    known, total = int(card["count_with_value"]), int(card["count_projects"])
    count = say("budget.of_projects", known=known, total=total) if known < total else ""
    return " · ".join(part for part in (compared, count) if part)


def budget_rows(rows: pd.DataFrame) -> pd.DataFrame:
    """`budget_projects` with what is missing, else that the money is used up, in words."""
    told = labels.with_reasons(rows, ("reason", "runout_reason"))
    missing = told["reason"].where(told["reason"] != "", told["runout_reason"])
    return told.assign(remark=missing.where(~rows["is_used_up"], say("budget.used_up")))


def budget_columns() -> list[Column]:
    """Project, budget, spent, forecast, variance, execution rate, gap, how long the money lasts, finish, remark."""
    return [
        Column("project_name", say("columns.project"), "link", detail="project_id"),
        Column("budget_this_year", say("budget.column.budget"), "num", "money"),
        Column("actual_year_to_date", say("budget.column.actual"), "num", "money"),
        Column("forecast_this_year", say("budget.column.forecast"), "num", "money"),
        Column("forecast_variance", say("budget.column.variance"), "num", "money", sign=True, bad="is_over"),
        Column("execution_rate", say("budget.column.rate"), "num", "percent"),
        Column("gap", say("budget.column.gap"), "num", "points", bad="is_gap_red"),
        Column("runout_month", say("budget.column.runout"), "short", "month"),
        Column("expected_finish", say("budget.column.finish"), "short", "month"),
        Column("remark", say("columns.remark"), "text"),
    ]
