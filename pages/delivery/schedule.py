"""Which projects slip, and by how much?"""

import streamlit as st

from pmo_analytics import warehouse
from pmo_analytics.charts import sentences
from pmo_analytics.ui import frame, schedule, tasks
from pmo_analytics.ui import slips as slips_of
from pmo_analytics.words import say

chosen = frame.filters()
headline = warehouse.read("schedule_headline", chosen).to_dict("records")[0]
if not headline["count_projects"] + headline["count_over"]:
    frame.nothing_to_show()

frame.headline(say("schedule.question"), sentences.schedule(headline), *sentences.schedule_facts(headline))
cards = warehouse.read("schedule_cards", chosen)
frame.figures(schedule.schedule_figures(cards, headline["late_from_days"], chosen), columns=5)

slips = warehouse.read("project_slips", chosen)
running = slips[~slips["is_over"].astype(bool)]
left, right = st.columns(2, gap="small")
with left:
    schedule.slips(running)
with right:
    schedule.ranges(running)

left, right = st.columns([5, 7], gap="small")
with left:
    schedule.trend(chosen)
with right:
    schedule.milestones(chosen, headline["count_milestones"])

if headline["count_tasks"]:
    frame.figures(schedule.schedule_figures(cards, headline["late_from_days"], chosen, of_tasks=True), columns=3)
    tasks.tasks(chosen)

slips_of.spread(chosen)

rows, columns = schedule.project_rows(slips), schedule.project_columns(chosen)
with frame.card(say("schedule.table"), say("schedule.table_caption")) as beside:
    with beside:
        frame.download(rows, columns, "schedule", "schedule_download", say("schedule.table"))
    frame.table(rows, columns, "project_slips", say("schedule.table"), height=520, sorted_by="finish_slip_days",
                faded="is_over")  # fmt: skip
