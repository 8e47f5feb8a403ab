"""The cards, the columns and the choice of the schedule page."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

import pandas as pd
import streamlit as st

from pmo_analytics import charts, warehouse
from pmo_analytics.charts import sentences
from pmo_analytics.charts.theme import cut
from pmo_analytics.conventions import conventions_said
from pmo_analytics.display import is_nothing, short_month, show
from pmo_analytics.ui import labels
from pmo_analytics.ui.cards import Figure, card, chart, missing, one_card
from pmo_analytics.ui.downloads import download
from pmo_analytics.ui.tables import Column, table
from pmo_analytics.warehouse import Filters
from pmo_analytics.words import say

# card -> unit, unit of its change, which way is good
CARDS = {
    "far_late": ("count", "count", "lower"),
    "median_slip": ("days", "days", "lower"),
    "milestones_overdue": ("count", "count", "lower"),
    "milestones_due": ("count", "count", None),
    "hit_rate": ("percent", "points", "higher"),
    "task_execution": ("ratio", "ratio", "higher"),
    "tasks_missed": ("percent", "points", "lower"),
    "tasks_overdue": ("count", "count", "lower"),
}
OF_TASKS = ("task_execution", "tasks_missed", "tasks_overdue")  # shown where tasks are loaded
IN_TIME = "(t)"  # before an index that is SPI(t)
NARROW = 24  # half characters of a project's name in a table of half the page
CHOSEN = "milestones_of"


def schedule_figures(
    cards: pd.DataFrame, late_from_days: float, chosen: Filters, of_tasks: bool = False
) -> Iterator[Figure]:
    """The five cards of the page from `schedule_cards`, or the three of tasks."""
    against = say("overview.against", month=short_month(chosen.compared)) if chosen.compared else ""
    for name in (name for name in CARDS if (name in OF_TASKS) == of_tasks):
        unit, change_unit, better = CARDS[name]
        now, trend = one_card(cards, name, chosen)
        yield Figure(
            label=say(f"schedule.card.{name}", days=show(late_from_days, "days")),
            value=now["value"],
            unit=unit,
            change=None if better is None else now["change"],
            change_unit=change_unit,
            better=better,
            note=labels.reason(now["reason"]) or (against if better else ""),
            trend=trend,
            explained_by=f"schedule.{name}",
        )


def slips(rows: pd.DataFrame) -> None:
    """The bars of the projects that finish late."""
    late = rows[(rows["finish_slip_days"] > 0) & rows["start_date"].notna()]
    if len(late):
        chart(charts.slip_bars(late), "slip_bars", opens_project=True)
    elif rows["finish_slip_days"].notna().any():
        missing(say("schedule.no_slips"), say("schedule.no_slips_why"))
    else:
        missing(say("schedule.unknown_slips"), "; ".join(rows["slip_reason"].map(labels.reason).unique()))


def ranges(rows: pd.DataFrame) -> None:
    """What managers promise against what progress leads to, the most optimistic first; without those of which too
    little is done to tell."""
    known = rows[~rows["is_early"]].dropna(subset=["optimism_days", "earliest_finish", "manager_finish"])
    if known.empty:
        missing(say("schedule.no_ranges"), say("schedule.no_ranges_why", **conventions_said()))
    else:
        most = known.sort_values("optimism_days", ascending=False, kind="stable")
        chart(charts.finish_ranges(most), "finish_ranges", opens_project=True)


def trend(chosen: Filters) -> None:
    """The milestone trend of the project that drifts most, or of the one chosen above it."""
    drifting = warehouse.read("drifting_projects", chosen).set_index("project_id")
    if drifting.empty:
        missing(say("schedule.no_trend"), say("schedule.no_trend_why"))
        return
    if st.session_state.get(CHOSEN) not in drifting.index:
        st.session_state.pop(CHOSEN, None)
    project = st.session_state.get(CHOSEN) or drifting.index[0]
    trends = warehouse.read("milestone_trends", replace(chosen, project=project))
    chart(charts.milestone_trend(trends), "milestone_trend", opens_project=True,
          control=partial(_choice, drifting["project_name"]))  # fmt: skip


def _choice(names: pd.Series) -> None:
    st.selectbox(
        say("schedule.choose"), list(names.index), key=CHOSEN, width=320, filter_mode="contains",
        format_func=lambda project: f"{names[project]} · {project}", label_visibility="collapsed",
    )  # fmt: skip


def milestones(chosen: Filters, count_sent: int) -> None:
    """The milestones that are overdue, due or just reached, with the way to their projects; `count_sent` projects have
    any."""
    if not count_sent:
        missing(say("schedule.unsent_milestones"), labels.reason("MISSING_INPUT(milestone_name)"))
        return
    rows = milestone_rows(warehouse.read("milestone_list", chosen))
    with card(sentences.milestones(rows), say("schedule.milestones_caption")) as beside:
        with beside:
            download(rows, milestone_columns(), "milestones", "milestones_download", say("schedule.milestones"))
        *columns, _ = milestone_columns()
        shown = rows.assign(project_name=[cut(name, NARROW) for name in rows["project_name"]])
        table(shown, columns, "milestone_list", say("schedule.milestones"), height=520)


def milestone_rows(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of `milestone_list` with what they are in words, and the day that counts."""
    return labels.with_reasons(rows).assign(
        expected_date=rows["reached_date"].fillna(rows["forecast_date"]),
        kind_word=[_kind(row.kind, row.days_overdue) for row in rows.itertuples()],
    )


def _kind(kind: str, days_overdue: float | None) -> str:
    return say(f"schedule.kind.{kind}", days=show(days_overdue, "days"))


def milestone_columns() -> list[Column]:
    """Project, milestone, what it is, dates, slip, and for the download its owner."""
    return [
        Column("project_name", say("columns.project"), "link"),
        Column("milestone_name", say("schedule.column.milestone"), "text"),
        Column("kind_word", say("schedule.column.kind")),
        Column("baseline_date", say("schedule.column.baseline_date"), unit="date"),
        Column("expected_date", say("schedule.column.expected_date"), unit="date"),
        Column("slip_days", say("columns.slip"), "num", "days", sign=True, bad="is_slip_red"),
        Column("owner", say("schedule.column.owner")),
    ]


def project_rows(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of `project_slips` with the range by progress as text, and in words what is missing or to know."""
    told = labels.with_reasons(rows, ("slip_reason", "independent_reason"))
    known = rows["earliest_finish"].notna()
    return told.assign(
        index_mark=rows["is_schedule_index_time"].map({True: IN_TIME, False: ""}),
        by_progress=[_range(row) for row in told.itertuples()],
        remark=[_remark(row) for row in told.itertuples()],
        range_remark=told["independent_reason"].where(~known, ""),
    )


def _remark(row: tuple) -> str:
    return labels.reason("CLOSED") if row.is_over else row.slip_reason or labels.flags(row.slip_flags)


def _range(row: tuple) -> str:
    if is_nothing(row.earliest_finish):
        return ""
    return say("schedule.range", first=show(row.earliest_finish, "date"), last=show(row.latest_finish, "date"))


def project_columns(chosen: Filters) -> list[Column]:
    """Project, baseline and expected finish, slip and its change, index, finish by progress, milestones, remark."""
    against = say("overview.against", month=short_month(chosen.compared)) if chosen.compared else ""
    return [
        Column("project_name", say("columns.project"), "link", detail="project_id"),
        Column("baseline_finish", say("schedule.column.baseline_finish"), unit="date"),
        Column("expected_finish", say("schedule.column.expected_finish"), unit="date"),
        Column("finish_slip_days", say("columns.slip"), "num", "days", sign=True, bad="is_slip_red"),
        Column("slip_change", say("schedule.column.slip_change", against=against).strip(), "num", "days", sign=True),
        Column("schedule_index", say("schedule.column.schedule_index"), "num", "ratio", bad="is_schedule_index_red",
               mark="index_mark", help=say("schedule.column.schedule_index_help", **conventions_said())),
        Column("by_progress", say("schedule.column.by_progress"), "text", detail="range_remark"),
        Column("count_milestones_overdue", say("schedule.column.overdue"), "num", "count"),
        Column("remark", say("columns.remark"), "text"),
    ]  # fmt: skip
