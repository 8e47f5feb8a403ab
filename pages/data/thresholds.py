"""Which thresholds hold, where, and since when?"""

from datetime import date

import streamlit as st

from pmo_analytics import operations, warehouse
from pmo_analytics.ui import begin, bounds, frame, past, thresholds
from pmo_analytics.words import say
from pmo_analytics.workspace import Workspace

workspace = Workspace.current()
chosen = frame.filters()
known = warehouse.Filters(as_of=chosen.as_of)
held, own = warehouse.read("profiles_held", known), warehouse.read("own_bounds", known)
under_each = warehouse.read("profile_bounds", chosen)
frame.headline(say("thresholds.question"), thresholds.answer(held, own, chosen.period), say("thresholds.facts"))


def choose(profile: str, month: date, why: str, portfolio: str | None) -> None:
    operations.set_profile(workspace, profile, month, who, why, portfolio)
    past.said_next("thresholds.chosen", profile=profile, month=f"{month:%Y-%m}")


def choose_no_more(month: date, why: str, portfolio: str | None) -> None:
    operations.reset_profile(workspace, month, who, why, portfolio)
    past.said_next("thresholds.taken_back", month=f"{month:%Y-%m}")


def bound(indicator: str, to: dict[str, float], month: date, why: str) -> None:
    operations.set_bounds(workspace, indicator, to, month, who, why)
    past.said_next("thresholds.bounded", month=f"{month:%Y-%m}")


def bound_no_more(indicator: str, month: date, why: str) -> None:
    operations.reset_bounds(workspace, indicator, month, who, why)
    past.said_next("thresholds.taken_back", month=f"{month:%Y-%m}")


who = begin.your_name()
with frame.card(say("thresholds.held"), say("thresholds.held_why")) as beside:
    rows = thresholds.history(held, own, chosen.period)
    with beside:
        frame.download(rows, thresholds.history_columns(), "thresholds", "held_download", say("thresholds.held"))
    frame.table(rows, thresholds.history_columns(), "held", say("thresholds.held"), faded="is_faded")
table, forms = st.columns([17, 7], gap="small")
with forms:
    thresholds.profile_form(known, choose, choose_no_more)
    thresholds.bounds_form(under_each, bound, bound_no_more)
with table, frame.card(say("thresholds.under_each"), say("thresholds.under_each_why")) as beside:
    rows, columns = bounds.beside_each_other(under_each), bounds.columns(under_each)
    with beside:
        frame.download(rows, columns, "bounds", "bounds_download", say("thresholds.under_each"))
    frame.table(rows, columns, "bounds", say("thresholds.under_each"), height=770)
past.say_now()
