"""Bring in this month's files."""

from dataclasses import replace
from functools import partial

import streamlit as st

from pmo_analytics import operations
from pmo_analytics.ui import begin, frame, jobs, remembered, told, understood, uploads
from pmo_analytics.words import say
from pmo_analytics.workspace import Workspace

workspace = Workspace.current()
top = st.container()
files = uploads.uploader()
with st.container(horizontal=True, vertical_alignment="top", gap="small"):
    month = st.text_input(say("imports.period"), placeholder=say("imports.period_hint"), key="upload_month", width=260)
    project = st.text_input(say("imports.project"), placeholder=say("imports.project_hint"), key="upload_project",
                            width=240)  # fmt: skip
    who = begin.your_name()
    ways = ["replace", "add"]
    how = st.segmented_control(say("imports.instead"), ways, default="replace", required=True, key="upload_how",
                               format_func=lambda way: say(f"imports.{way}"))  # fmt: skip
if operations.is_demo():
    begin.leave(lambda who, said: operations.remove_demo(workspace, who))

period = operations.month_in(month) if month else None
for text in (month, *told.months()):
    if text and operations.month_in(text) is None:
        st.error(say("imports.month_unclear", text=text), icon=":material/error:")
if month and period is None:
    frame.end_page()
if not files:
    with top:
        frame.headline(say("imports.question"), say("imports.begin"), say("imports.facts"))
        uploads.template_button(say("imports.template"))
    uploads.outcome()
    remembered.card(lambda event: operations.forget(workspace, [event], who))
    frame.end_page()

paths = uploads.kept(files)
common = operations.Said(period=period, project=project or None, add=how == "add")
each = {path: replace(common, **told.alone(path, operations.month_in)) for path in paths}
with st.spinner(say("imports.reading", file=", ".join(paths.values()))):
    reports = uploads.looked_at(
        each, lambda some: operations.load(workspace, some, common, who, dry_run=True, names=paths, each=each)
    )
ready = [report for report in reports if report.status == "loaded"]
with top:
    frame.headline(say("imports.question"), say("imports.looked_at", ready=len(ready), count=len(reports)),
                   say("imports.facts"))  # fmt: skip
is_lacking = any(sheet.lacking for report in ready for sheet in report.sheets)
drop = is_lacking and st.checkbox(say("imports.drop"))
job = f"load {sorted(path.name for path in paths)}"
asked = ready and st.button(say("imports.load", count=len(ready)), type="primary", icon=":material/download_done:")
if asked or jobs.is_running(job):
    final = {path: replace(said, drop=drop) for path, said in each.items()}
    load = partial(operations.load, workspace, paths, common, who, names=paths, each=final)
    done = jobs.carry_out(job, say("imports.loading"), lambda tell: load(progress=tell))
    uploads.finish(done)
    st.rerun()
for path, report in zip(paths, reports, strict=True):
    understood.card(path, report)
