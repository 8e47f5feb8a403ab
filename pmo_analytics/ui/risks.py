"""The parts of the page of the risks: its cards, the kinds of rows it offers, its tables."""

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd
import streamlit as st

from pmo_analytics.display import is_nothing, short_month, show
from pmo_analytics.naming import term
from pmo_analytics.ui import labels
from pmo_analytics.ui.cards import Figure, one_card
from pmo_analytics.ui.tables import Column
from pmo_analytics.warehouse import Filters
from pmo_analytics.words import say

CARDS = {"open": "count", "extreme": "count", "exposure": "money", "overdue": "count"}
SEVERE = ("red", "amber")
MATRIX = "risk_matrix"  # key of the chart
KIND, FIRST_KIND = "show_risks", "threat"
BANDS = ("red", "amber", "green", "unknown")


def exposures_in_words(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of `risk_exposures` with categories as the reader's language writes them."""
    terms = rows["label"].map(lambda name: term("risks.category", name))
    return rows.assign(label=rows["label"].where(rows["level"] != "category", terms))


def risk_figures(cards: pd.DataFrame, chosen: Filters) -> Iterator[Figure]:
    """The four cards from `risk_cards`: open, extreme after the response, exposure, overdue responses."""
    against = say("overview.against", month=short_month(chosen.compared)) if chosen.compared else ""
    for name, unit in CARDS.items():
        now, trend = one_card(cards, name, chosen)
        due = say("risks.card.due", count=show(now["count_with"], "count")) if name == "overdue" else ""
        yield Figure(
            label=say(f"risks.card.{name}"),
            value=now["value"],
            unit=unit,
            change=now["change"],
            better="lower",
            note=labels.reason(now["reason"]) or (due if is_nothing(now["change"]) else against),
            trend=trend,
            explained_by=f"risk.{name}",
        )


def kinds_of_risks(risks: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """The rows of `risk_list` that the control above the table offers; of a cell that was clicked in the matrix too."""
    threats = risks[risks["segment"] == "threat"]
    kinds = {
        "threat": threats,
        "severe": threats[threats["band"].isin(SEVERE)],
        "overdue": threats[threats["is_overdue"]].sort_values("days_overdue", ascending=False),
        **{name: risks[risks["segment"] == name] for name in ("opportunity", "materialised", "closed")},
    }
    cell = _clicked_cell()
    if cell:
        is_there = (threats["current_impact"] == cell[0]) & (threats["current_probability"] == cell[1])
        kinds["cell"] = threats[is_there]
    return kinds


def chosen_kind(kinds: Mapping[str, pd.DataFrame], chosen: Filters) -> str:
    """The control that narrows the table. A click on a crowded cell chooses its risks; another kind leaves them."""
    cell = _clicked_cell()
    if cell != st.session_state.get("cell_seen"):
        st.session_state["cell_seen"] = cell
        st.session_state[KIND] = "cell" if cell else FIRST_KIND
    return st.segmented_control(
        say("risks.show"), list(kinds), key=KIND, required=True, label_visibility="collapsed",
        format_func=lambda name: _kind_label(name, len(kinds[name]), chosen), persist_state="session",
        **({} if KIND in st.session_state else {"default": FIRST_KIND}),
    )  # fmt: skip


def _clicked_cell() -> tuple[int, int] | None:
    """Class of impact and of probability of the crowded cell last clicked in the matrix: a mark without customdata."""
    points = st.session_state[MATRIX]["selection"]["points"] if st.session_state.get(MATRIX) else []
    found = next((point for point in points if not point.get("customdata")), None)
    return (round(found["x"]), round(found["y"])) if found else None


def _kind_label(name: str, count: int, chosen: Filters) -> str:
    """'Open 58', 'Closed since Feb 3'."""
    if name == "closed" and chosen.compared:
        return say("risks.segment.closed", count=count, month=short_month(chosen.compared))
    impact, probability = _clicked_cell() or (None, None)
    which = "closed_ever" if name == "closed" else name
    return say(f"risks.segment.{which}", count=count, impact=impact, probability=probability)


def risk_rows(risks: pd.DataFrame) -> pd.DataFrame:
    """`risk_list` with what its columns say in words."""
    return risks.assign(
        about=[_about(row) for row in risks.to_dict("records")],
        score=[_score(row) for row in risks.to_dict("records")],
        trend=[_trend(row) for row in risks.to_dict("records")],
        light=risks["band"].where(risks["segment"] != "opportunity", "none"),
        no_score=risks["score_reason"].map(labels.reason),
        no_exposure=risks["exposure_reason"].map(labels.reason),
        is_overdue=(risks["days_overdue"] > 0).fillna(False),
    )


def _about(row: Mapping[str, Any]) -> str:
    """'no. 3 · R-12 · Supplier · became issue I-12'."""
    parts = [say("risks.list.place", place=int(row["place"])), row["risk_id"], term("risks.category", row["category"])]
    if not is_nothing(row["issues"]):
        happened = row["segment"] == "materialised"
        parts.append(say(f"risks.list.{'became' if happened else 'names_issue'}", issues=row["issues"]))
    if row["is_score_disputed"]:
        parts.append(say("risks.list.stated", score=_stated(row)))
    return " · ".join(str(part) for part in parts if not is_nothing(part))


def _stated(row: Mapping[str, Any]) -> str:
    scores = (row["reported_score"], row["reported_residual_score"])
    return " → ".join(show(score, "score") for score in scores if not is_nothing(score))


def _score(row: Mapping[str, Any]) -> str:
    before, after = row["inherent_score"], row["current_score"]
    if is_nothing(after):
        return ""
    if is_nothing(before) or row["is_rated_before"]:
        return show(after, "score")
    return say("risks.list.after", before=show(before, "score"), after=show(after, "score"))


def _trend(row: Mapping[str, Any]) -> str:
    if is_nothing(row["movement"]):
        return ""
    return say(f"risks.list.{row['movement']}", score=show(row["score_before"], "score"))


def risk_columns(chosen: Filters) -> list[Column]:
    """Risk, project, score before and after, band, exposure, owner, response, due, overdue, trend."""
    against = say("risks.column.trend_since", month=short_month(chosen.compared)) if chosen.compared else ""
    return [
        Column("risk_name", say("risks.column.risk"), "head", detail="about"),
        Column("project_name", say("columns.project"), "link"),
        Column("score", say("risks.column.score"), help=say("risks.column.score_help")),
        Column("light", say("risks.column.band"), "light", detail="no_score"),
        Column(
            "current_exposure", say("risks.column.exposure"), "num", "money", help=say("risks.column.exposure_help")
        ),
        Column("owner", say("risks.column.owner")),
        Column("response", say("risks.column.response"), "text"),
        Column("due_on", say("risks.column.due"), unit="date"),
        Column("days_overdue", say("risks.column.overdue"), "num", "days", sign=True, bad="is_overdue"),
        Column("trend", say("risks.column.trend", against=against).strip()),
    ]


def downloaded_columns(chosen: Filters) -> list[Column]:
    """The columns of the table, and what it has no room for."""
    return [
        *risk_columns(chosen),
        Column("inherent_exposure", say("risks.column.inherent_exposure"), "num", "money"),
        Column("no_exposure", say("risks.column.why_none")),
        Column("days_open", say("risks.column.days_open"), "num", "days"),
    ]


def band_words() -> dict[str, str]:
    """What the lights are called in a table of risks."""
    return {light: say(f"risks.band.{light}") for light in BANDS}


def owner_rows(owners: pd.DataFrame) -> pd.DataFrame:
    """`risk_owners` with a name for nobody."""
    return owners.assign(
        owner=owners["owner"].replace("", say("risks.owners.nobody")), is_late=owners["count_overdue"] > 0
    )


def owner_columns() -> list[Column]:
    """Owner, how many are overdue, the longest, the exposure overdue."""
    return [
        Column("owner", say("risks.column.owner"), "head"),
        Column("count_overdue", say("risks.column.count_overdue"), "num", "count", bad="is_late"),
        Column("most_days_overdue", say("risks.column.longest"), "num", "days", sign=True),
        Column("overdue_exposure", say("risks.column.at_stake"), "num", "money"),
    ]
