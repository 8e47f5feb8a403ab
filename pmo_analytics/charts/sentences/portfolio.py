"""The sentences of the overview and of the list of projects."""

from datetime import date

import pandas as pd

from pmo_analytics.charts.sentences.parts import Row, in_currency, joined
from pmo_analytics.display import is_nothing, month_name, show, spelled
from pmo_analytics.words import say


def portfolio(row: Row) -> str:
    """'15 of 40 projects are red, 3 more than in February; the forecast is 8.4M over budget (2%).'"""
    if not row["count_known"]:
        return _only_declared(row) + _against_budget(row) + say("sentences.stop")
    red, change = int(row["count_red"]), row["count_red_change"]
    how_many = say("sentences.portfolio.red" if red else "sentences.portfolio.no_red", count=red, total=_total(row))
    return how_many + _compared(change, row) + _against_budget(row) + say("sentences.stop")


def _only_declared(row: Row) -> str:
    """What is said where no light can be computed: how many are declared red, or that nothing is known."""
    if not row["count_declared"]:
        return say("sentences.portfolio.nothing_known", total=_total(row))
    return say(
        "sentences.portfolio.declared", count=int(row["count_declared_red"]), total=_total(row),
        known=show(row["count_declared"], "count"),
    )  # fmt: skip


def _total(row: Row) -> str:
    """How many can be red: those that reported and are not over."""
    return show(row["count_projects"] - row["count_over"], "count")


def _compared(change: float | None, row: Row) -> str:
    if is_nothing(change) or is_nothing(row["compared"]):
        return ""
    month = month_name(row["compared"], beside=row["period"])
    way = "same" if change == 0 else "more" if change > 0 else "fewer"
    return say(f"sentences.portfolio.{way}", change=show(abs(change), "count"), month=month)


def _against_budget(row: Row) -> str:
    over = row["over_budget"]
    if is_nothing(over):
        return ""
    if show(over, "money") == "0":
        return say("sentences.portfolio.on_budget")
    share = row["over_budget_ratio"]
    return say(
        f"sentences.portfolio.{'over' if over > 0 else 'under'}_budget", money=show(abs(over), "money"),
        share=show(abs(share), "percent"),
    )  # fmt: skip


def portfolio_facts(row: Row) -> list[str]:
    """Status date, how many reported, how many of them are over and where they count, what they are to cost, how many
    estimates there are, the currency."""
    facts = [say("sentences.facts.status_date", day=show(row["status_date"], "date"))]
    facts.append(say("sentences.facts.reported", count=int(row["count_projects"]), total=int(row["count_expected"])))
    if row["count_over"]:
        facts.append(say("sentences.facts.over_in_money", count=int(row["count_over"])))
    if row["count_budgeted"]:
        facts.append(_budget(row))
    if row["count_estimated"] < row["count_projects"]:
        facts.append(
            say("sentences.facts.estimated", count=int(row["count_estimated"]), total=int(row["count_projects"]))
        )
    return [*facts, in_currency(row)]


def _budget(row: Row) -> str:
    """'budget 655M', and of how many projects where some have none."""
    way = "budget" if row["count_budgeted"] == row["count_projects"] else "budget_of_some"
    return say(
        f"sentences.facts.{way}", money=show(row["budget"], "money"), count=int(row["count_budgeted"]),
        total=int(row["count_projects"]),
    )  # fmt: skip


def attention(rows: pd.DataFrame, name: str) -> str:
    """The title of one list of the attention table, `asked` or `red`: how many rows it has."""
    return say(f"sentences.attention.{name if len(rows) else f'no_{name}'}", count=len(rows),
               projects=spelled(len(rows), capital=True))  # fmt: skip


def projects(grid: pd.DataFrame) -> str:
    """'15 of 38 projects are red; nine of them have been for three months or longer, and six declare amber or green.'
    Of those that reported and are not over."""
    counted = grid[grid["is_reported"].astype(bool) & ~grid["is_over"].astype(bool)]
    red = counted[counted["overall_strip"].str[-1] == "R"]
    if red.empty:
        return say("sentences.projects.none_red", total=len(counted))
    parts = [say("sentences.projects.red", count=len(red), total=len(counted))]
    long = int((red["months_red"] >= 3).sum())
    hidden = int((red["overall_gap"] > 0).sum())
    if long:
        parts.append(say("sentences.projects.long", count=long, projects=spelled(long)))
    if hidden:
        parts.append(say("sentences.projects.hidden", count=hidden, projects=spelled(hidden)))
    return joined(parts)


def projects_facts(grid: pd.DataFrame, period: date) -> list[str]:
    """How many of the projects listed are not counted: those that sent no report, those that are over."""
    silent, over = int((~grid["is_reported"].astype(bool)).sum()), int(grid["is_over"].sum())
    return [
        say("sentences.facts.silent", count=silent, month=show(period, "month")) if silent else "",
        say("sentences.facts.over", count=over) if over else "",
    ]
