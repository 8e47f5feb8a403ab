"""How the slips of starts, finishes and milestones spread, as a table."""

import pandas as pd

from pmo_analytics import warehouse
from pmo_analytics.conventions import conventions_said
from pmo_analytics.display import show
from pmo_analytics.ui.cards import card
from pmo_analytics.ui.downloads import download
from pmo_analytics.ui.tables import Column, table
from pmo_analytics.warehouse import Filters
from pmo_analytics.words import say


def spread(chosen: Filters) -> None:
    """A row for each of the three; nothing where no slip is known."""
    rows = warehouse.read("slip_spread", chosen)
    if not rows["known"].sum():
        return
    named = rows.assign(label=[say(f"schedule.spread.{kind}") for kind in rows["kind"]])
    with card(_title(rows), say("schedule.spread.caption", **conventions_said())) as beside:
        with beside:
            download(named, _columns(), "slip_spread", "slip_spread_download", say("schedule.spread.title"))
        table(named, _columns(), "slip_spread", say("schedule.spread.title"), framed=True)


def _title(rows: pd.DataFrame) -> str:
    """How many finishes are late and by how much, where any is."""
    finishes = rows.set_index("kind").loc["finish"]
    if not finishes["count_late"]:
        return say("schedule.spread.title")
    return say("schedule.spread.late", late=int(finishes["count_late"]), known=int(finishes["known"]),
               days=show(finishes["late_mean"], "days"))  # fmt: skip


def _columns() -> list[Column]:
    """What slips, how many are known and late, their mean, median and ninetieth percentile."""
    counts = [Column(name, say(f"schedule.spread.{name}"), "num", "count") for name in ("known", "count_late")]
    days = [Column(name, say(f"schedule.spread.{name}"), "num", "days", sign=True)
            for name in ("mean", "median", "late_mean", "ninetieth")]  # fmt: skip
    return [Column("label", say("schedule.spread.slip_of"), "head"), *counts,
            Column("late_ratio", say("schedule.spread.late_ratio"), "num", "percent"), *days]  # fmt: skip
