"""What was loaded when, by whom? What was restated? Undo; see the portfolio as it was known on a day."""

from datetime import datetime, time

import streamlit as st

from pmo_analytics import operations, warehouse
from pmo_analytics.ui import as_of, findings, frame, past, restatements
from pmo_analytics.words import listing, say
from pmo_analytics.workspace import Workspace, person

workspace = Workspace.current()
filters = frame.filters()
loads, files, decisions = past.loads(filters), past.files(filters), past.decisions(filters)
closed = past.closed_months(filters)
frame.headline(
    say("history.question"), past.answer(loads), say("history.closed", months=listing(closed)) if closed else ""
)

with frame.card(say("history.loads"), say("history.loads_caption")) as beside:
    with beside:
        frame.download(loads, past.load_columns(), "loads", "loads_download", say("history.loads"))
    frame.table(files, past.file_columns(), "files", say("history.loads"), height=320)
    if len(loads):
        past.tables_of_one(files, loads)
        findings.send_back_one(loads)

change, month, known = st.columns(3, gap="small")
with change.container(border=True, height="stretch"), st.form("change", border=False):
    frame.title(say("history.change"))
    choices = past.choices(loads)
    what = st.selectbox(say("history.which"), choices)
    who = st.text_input(say("history.your_name"), person(), key="who_undo")
    why = st.text_input(say("history.why"))
    row = st.container(horizontal=True, gap="small")
    if row.form_submit_button(say("history.undo"), icon=":material/undo:"):
        operations.undo(workspace, past.standing(loads, choices[what], True), who, why or None)
        past.said_next("history.undone", what=what)
    if row.form_submit_button(say("history.restore"), icon=":material/redo:"):
        operations.redo(workspace, past.standing(loads, choices[what], False), who, why or None)
        past.said_next("history.restored", what=what)
with month.container(border=True, height="stretch"), st.form("month", border=False):
    frame.title(say("history.month"))
    months = warehouse.periods()[::-1]
    chosen = st.selectbox(say("history.months"), months, format_func=lambda one: f"{one:%Y-%m}")
    who = st.text_input(say("history.your_name"), person(), key="who_close")
    why = st.text_input(say("history.why"), key="why_reopen")
    row = st.container(horizontal=True, gap="small")
    if row.form_submit_button(say("history.close"), icon=":material/lock:"):
        closing = operations.close(workspace, chosen, who)
        past.said_next("history.month_closed", month=f"{chosen:%Y-%m}", reported=closing.count_reported,
                       expected=closing.count_expected)  # fmt: skip
    if row.form_submit_button(say("history.reopen"), icon=":material/lock_open:"):
        operations.reopen(workspace, chosen, who, why)
        past.said_next("history.month_reopened", month=f"{chosen:%Y-%m}")
with known.container(border=True, height="stretch"), st.form("known", border=False):
    frame.title(say("history.as_known"))
    day = st.date_input(say("history.day"))
    if st.form_submit_button(say("history.look"), icon=":material/history:"):
        moment = datetime.combine(day, time.max.replace(microsecond=0))
        operations.build(workspace, moment)
        as_of.look_at(moment.isoformat())
        st.rerun()

restatements.shown(filters)

with frame.card(say("history.decisions"), say("history.decisions_caption")) as beside:
    with beside:
        frame.download(decisions, past.decision_columns(), "decisions", "decisions_download", say("history.decisions"))
    frame.table(decisions, past.decision_columns(), "decisions", say("history.decisions"), height=320)
past.say_now()
