"""The cards and the columns of the earned value page."""

from collections.abc import Iterator

import pandas as pd

from pmo_analytics.display import is_nothing, short_month
from pmo_analytics.ui import changes, doubts, labels
from pmo_analytics.ui.cards import Figure, one_card
from pmo_analytics.ui.tables import Column
from pmo_analytics.warehouse import Filters
from pmo_analytics.words import say

# card -> unit, way that is good
CARDS = {
    "cost_index": ("ratio", "higher"),
    "schedule_index": ("ratio", "higher"),
    "estimate": ("money", "lower"),
    "variance": ("money", "higher"),
}


def earned_value_figures(cards: pd.DataFrame, chosen: Filters) -> Iterator[Figure]:
    """The four cards of `earned_value_cards`."""
    for name, (unit, better) in CARDS.items():
        now, trend = one_card(cards, name, chosen)
        yield Figure(
            label=say(f"earned_value.card.{name}"),
            value=now["value"],
            unit=unit,
            change=now["change"],
            better=changes.good_way(now, better, "raises"),
            note=labels.reason(now["reason"]) or _against(now, chosen),
            below=" · ".join(_notes(now, is_sum=unit == "money")),
            trend=trend,
            explained_by=f"earned_value.{name}",
            sign=name == "variance",
        )


def _against(card: pd.Series, chosen: Filters) -> str:
    return "" if is_nothing(card["change"]) else say("earned_value.against", month=short_month(chosen.compared))


def _notes(card: pd.Series, is_sum: bool) -> Iterator[str]:
    """What the change leaves out, and how many projects the card speaks of: where some are missing, and of a sum."""
    yield from changes.notes(card)
    known, total = int(card["count_with_value"]), int(card["count_projects"])
    if known < total or is_sum:
        yield say("earned_value.of_projects", known=known, total=total)


def earned_value_rows(rows: pd.DataFrame, chosen: Filters) -> pd.DataFrame:
    """`earned_value_projects` with reasons and sources in words."""
    sources = rows["estimate_source"].map(lambda name: "" if is_nothing(name) else say(f"earned_value.source.{name}"))
    return doubts.in_rows(labels.with_reasons(rows).assign(source=sources), "reason", chosen, CARDS)


def earned_value_columns() -> list[Column]:
    """Project, the four amounts, the indices, the recommended estimate and whose it is, what the rest needs."""
    return [
        Column("project_name", say("columns.project"), "link", detail="project_id"),
        Column("budget_at_completion", say("earned_value.column.budget"), "num", "money"),
        Column("planned_value", say("earned_value.column.planned"), "num", "money"),
        Column("earned_value", say("earned_value.column.earned"), "num", "money"),
        Column("actual_cost", say("earned_value.column.actual"), "num", "money"),
        Column("cost_index", say("earned_value.column.cost"), "num", "ratio", bad="is_cost_red"),
        Column("schedule_index", say("earned_value.column.schedule"), "num", "ratio", bad="is_schedule_red"),
        Column("time_index", say("earned_value.column.time"), "num", "ratio", bad="is_time_red"),
        Column("estimate", say("earned_value.column.estimate"), "num", "money"),
        Column("source", say("earned_value.column.source"), "short"),
        Column("variance", say("earned_value.column.variance"), "num", "money", sign=True, bad="is_variance_red"),
        Column("to_complete_index", say("earned_value.column.to_complete"), "num", "ratio", bad="is_to_complete_red"),
        Column("optimism_gap", say("earned_value.column.optimism"), "num", "percent", sign=True, bad="is_optimism_red"),
        Column("reason", say("columns.remark"), "text"),
    ]
