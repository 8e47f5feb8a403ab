"""The parts of the project page: which project, its cards, what the manager wrote, its indicators explained."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from pmo_analytics import warehouse
from pmo_analytics.display import NOTHING, is_nothing, short_month, show
from pmo_analytics.naming import term
from pmo_analytics.ui import explanation, filters, labels, menu
from pmo_analytics.ui.cards import Figure, card
from pmo_analytics.ui.tables import Column, Link, table
from pmo_analytics.ui.text import escaped
from pmo_analytics.warehouse import Filters
from pmo_analytics.words import known, language, say

PARAMETER = "project"
ORDER = {"red": 0, "amber": 1, "unknown": 2, "green": 3, "none": 4}

# the indicators whose amounts, where in doubt, are named under the headline
RESTS_ON = (
    "percent_complete", "cost_performance_index", "schedule_performance_index", "schedule_performance_index_time",
    "estimate_at_completion_selected", "budget",
)  # fmt: skip

Row = Mapping[str, Any]


def chosen_project(chosen: Filters) -> str | None:
    """The id of the project that the address names, else the one last looked at, else the one that needs attention
    most; with the way back to all projects and a list to choose another. None where there is no project at all."""
    everyone = Filters(period=chosen.period, compared=chosen.compared, as_of=chosen.as_of)
    names = warehouse.read("project_names", everyone).set_index("project_id")
    if names.empty:
        return None
    asked = st.query_params.get(PARAMETER) or st.session_state.get("project_seen")
    if asked not in names.index:
        asked = names["attention"].fillna(-1).idxmax()
    st.session_state["project_seen"] = asked
    st.session_state["project_chosen"] = asked
    st.query_params[PARAMETER] = asked
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.page_link(
            menu.page("projects"), label=say("project.all"), icon=":material/arrow_back:",
            query_params=filters.address(),
        )  # fmt: skip
        st.space("stretch")
        st.selectbox(
            say("project.choose"), list(names.index), key="project_chosen", width=320, filter_mode="contains",
            format_func=lambda project: f"{names['project_name'][project]} · {project}", label_visibility="collapsed",
            on_change=_choose,
        )  # fmt: skip
    return asked


def _choose() -> None:
    st.query_params[PARAMETER] = st.session_state["project_chosen"]


def project_figures(row: Row, reasons: Mapping[str, str], chosen: Filters) -> list[Figure]:
    """Percent complete, CPI, SPI or SPI(t), estimate at completion. `reasons`: why an indicator has no value."""
    against = say("overview.against", month=short_month(chosen.compared)) if chosen.compared else ""
    planned = row["percent_planned"]
    index = "schedule_index_time" if row["is_schedule_index_time"] else "schedule_index"
    indicator = f"schedule_performance_{index.removeprefix('schedule_')}"
    return [
        Figure(
            say("project.card.percent_complete"), row["percent_complete"], "percent",
            note=_why(reasons, "percent_complete") if is_nothing(row["percent_complete"]) else (
                "" if is_nothing(planned) else say("overview.plan", figure=show(planned, "percent"))
            ),
            explained_by="percent_complete",
        ),
        Figure(
            say("project.card.cost_index"), row["cost_performance_index"], "ratio", row["cost_index_change"],
            better="higher", explained_by="cost_performance_index",
            note=_why(reasons, "cost_performance_index") if is_nothing(row["cost_performance_index"]) else against,
        ),
        Figure(
            say(f"project.card.{index}"), row["schedule_index"], "ratio", row["schedule_index_change"],
            better="higher", explained_by=indicator,
            note=_why(reasons, indicator) if is_nothing(row["schedule_index"]) else against,
        ),
        Figure(
            say("project.card.estimate"), row["estimate_at_completion"], "money", row["over_budget"], better="lower",
            note=_why(reasons, "estimate_at_completion_selected") if is_nothing(row["estimate_at_completion"]) else (
                say("project.against_budget")
            ),
            below=_original_budget(row),
            explained_by="estimate_at_completion_selected",
            is_against_month=False,
        ),
    ]  # fmt: skip


def _why(reasons: Mapping[str, str], indicator: str) -> str:
    return labels.reason(reasons.get(indicator)) or labels.reason("MISSING_INPUT")


def _original_budget(row: Row) -> str:
    """Of a project whose budget has moved: the budget it began with, and how far the estimate is from that."""
    first, estimate = row["original_budget"], row["estimate_at_completion"]
    if not row["is_rebaselined"] or is_nothing(first) or is_nothing(estimate) or first == row["budget_at_completion"]:
        return ""
    return say("project.original_budget", money=show(first, "money"), over=show(estimate - first, "money", sign=True))


def story(rows: pd.DataFrame) -> None:
    """What the manager wrote, the month shown beside the month compared."""
    with card(say("project.story"), say("project.story_caption")):
        if rows.empty:
            st.caption(say("project.no_story"))
            return
        for column, row in zip(st.columns(len(rows), gap="medium"), rows.to_dict("records"), strict=True):
            with column:
                _month_story(row)


def _month_story(row: Row) -> None:
    st.markdown(f"**{show(row['period'], 'month')}** {explanation.light_badge(row['declared_overall'])}")
    if is_nothing(row["narrative"]):
        st.caption(say("project.no_comment"))
    else:
        st.markdown(say("project.quoted", text=escaped(row["narrative"])))
        if row["is_repeated"]:
            st.caption(say("project.repeated"))
    for name in ("highlights", "next_steps", "decisions_needed"):
        if not is_nothing(row[name]):
            st.markdown(f":gray[{say(f'project.{name}')}]  \n{escaped(row[name])}")


def indicator_rows(rows: pd.DataFrame) -> pd.DataFrame:
    """`project_indicators` with label and remark in words, worst light first. An indicator without bounds, or
    in whose place another one speaks, has no light to be known."""
    speak = language()
    lights = rows["light"].where(rows["light"].notna() | rows["is_lit"], "none")
    named = rows.assign(
        label=rows[f"label_{speak}"],
        family_label=rows["family"].map(family),
        remark=[labels.reason(row.reason) or labels.flags(row.flags) for row in rows.itertuples()],
        light=lights,
        change_unit=rows["unit"].replace("percent", "points"),
    )
    return named.iloc[lights.map(ORDER).fillna(ORDER["unknown"]).argsort(kind="stable")]


def family(name: str) -> str:
    """The name of a family of indicators."""
    return say(f"families.{name}") if known(f"families.{name}") else name.replace("_", " ")


def indicator_columns(chosen: Filters) -> list[Column]:
    """Indicator, light, value, change, remark, family."""
    against = say("overview.against", month=short_month(chosen.compared)) if chosen.compared else ""
    return [
        Column("label", say("columns.indicator"), "link"),
        Column("light", say("columns.light"), "light"),
        Column("value", say("columns.value"), "num", unit_column="unit"),
        Column("change", f"{say('columns.change')} {against}".strip(), "num", unit_column="change_unit", sign=True),
        Column("remark", say("columns.remark"), "text"),
        Column("family_label", say("columns.family"), "short"),
    ]


def indicators(rows: pd.DataFrame, columns: list[Column], reported: Filters) -> None:
    """The table of indicators; a link, or an address that names one, opens the drawer that explains it."""
    link = Link("indicator", explanation.PARAMETER, also={PARAMETER: reported.project}, opens=explanation.ask)
    table(rows, columns, "indicators", say("project.indicators"), height=520, framed=True, link=link)
    if explanation.asked() in set(rows["indicator"]):
        explanation.drawer(explanation.asked(), reported.project, reported)


def findings_line(count: int) -> str:
    """'3 findings in the data of this month', or that there are none."""
    return say("project.findings", count=count) if count else say("project.no_findings")


def milestones_or_empty(rows: pd.DataFrame) -> pd.DataFrame:
    """The milestones with a baseline, a forecast or an actual date; the others cannot be drawn."""
    return rows.dropna(subset=["baseline_date", "forecast_date", "actual_date"], how="all")


def identity(row: Row) -> str:
    """'P-125 · Plant modernisation · Zhang Min · Build'."""
    parts = (row["project_id"], row["programme"], row["manager"], term("projects.stage", row["stage"]))
    return " · ".join(str(part) for part in parts if not is_nothing(part)) or NOTHING
