"""The cards and the columns of the budget page."""

from collections.abc import Iterator

import pandas as pd

from pmo_analytics.display import is_nothing, show
from pmo_analytics.ui import doubts, labels
from pmo_analytics.ui.cards import Figure, one_card
from pmo_analytics.ui.tables import Column
from pmo_analytics.ui.text import escaped
from pmo_analytics.warehouse import Filters
from pmo_analytics.words import say

# card -> unit, unit of its distance to plan, what it is compared with, the way that is bad
CARDS = {
    "budget_this_year": ("money", "money", "", None),
    "actual_year_to_date": ("money", "money", "against_plan", None),
    "full_year_forecast": ("money", "money", "against_budget", "above"),
    "budget_execution_rate": ("percent", "points", "against_calendar", "below"),
}
MOST_NAMED = 12


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
            note=labels.reason(now["reason"]) or against,
            below=" · ".join(_notes(now, against)),
            trend=trend,
            help=_left_out(now),
            explained_by=f"budget.{name}",
            is_against_month=False,
        )


def _better(change: float | None, bad: str | None) -> str | None:
    """Only the bad way has a colour: spending less than planned is no merit."""
    if is_nothing(change) or bad is None or (change > 0) != (bad == "above"):
        return None
    return "lower" if bad == "above" else "higher"


def _notes(card: pd.Series, compared: str) -> Iterator[str]:
    """How many projects the change speaks of where not of all, what rests on older forecasts, and who is left out."""
    known, total, both = (int(card[f"count_{name}"]) for name in ("with_value", "projects", "compared"))
    if compared and both < known:
        yield say("budget.compared_of", compared=compared, known=both)
    if not is_nothing(card["carried"]) and card["carried"]:
        yield say("budget.carried", money=show(card["carried"], "money"), month=show(card["carried_since"], "month"))
    if known < total:
        count = say("budget.of_projects", known=known, total=total)
        money = "" if is_nothing(card["left_out"]) else show(card["left_out"], "money")
        yield count if money in ("", "0") else say("budget.of_projects_without", count=count, money=money)


def _left_out(card: pd.Series) -> str:
    """Which projects are left out and why, a line each."""
    names, reasons = card["left_out_names"], card["left_out_reasons"]
    if not len(names):
        return ""
    lines = [f"- {escaped(name)}: {labels.reason(why)}" for name, why in zip(names, reasons, strict=True)]
    more = [say("budget.left_out_more", count=len(lines) - MOST_NAMED)] if len(lines) > MOST_NAMED else []
    return "\n".join([say("budget.left_out"), "", *lines[:MOST_NAMED], *more])


def budget_rows(rows: pd.DataFrame, chosen: Filters) -> pd.DataFrame:
    """`budget_projects` with what is missing, else that the money is used up, in words; and how old its forecast is."""
    told = labels.with_reasons(rows, ("reason", "runout_reason"))
    missing = told["reason"].where(told["reason"] != "", told["runout_reason"])
    remark = missing.where(~rows["is_used_up"], say("budget.used_up"))
    since = rows["forecast_period"].map(
        lambda month: "" if is_nothing(month) else say("budget.forecast_of", month=show(month, "month"))
    )
    remarks = [" · ".join(part for part in parts if part) for parts in zip(since, remark, strict=True)]
    return doubts.in_rows(told.assign(remark=remarks), "remark", chosen, CARDS)


def budget_columns() -> list[Column]:
    """Project, budget, spent, forecast, variance, execution rate, gap, how long the money lasts, finish, remark."""
    return [
        Column("project_name", say("columns.project"), "link", detail="project_id"),
        Column("budget_this_year", say("budget.column.budget"), "num", "money"),
        Column(
            "actual_year_to_date", say("budget.column.actual"), "num", "money", bad="is_over_to_date",
            help=say("budget.column.actual_help"),
        ),
        Column("forecast_this_year", say("budget.column.forecast"), "num", "money"),
        Column(
            "forecast_variance", say("budget.column.variance"), "num", "money", sign=True, bad="is_over",
            help=say("budget.column.variance_help"),
        ),
        Column(
            "execution_rate", say("budget.column.rate"), "num", "percent", bad="is_overspent",
            help=say("budget.column.rate_help"),
        ),
        Column("gap", say("budget.column.gap"), "num", "points", bad="is_gap_red"),
        Column("runout_month", say("budget.column.runout"), "short", "month"),
        Column("expected_finish", say("budget.column.finish"), "short", "month"),
        Column("remark", say("columns.remark"), "text"),
    ]  # fmt: skip
