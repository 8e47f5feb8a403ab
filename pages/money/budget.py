"""Where will we overspend or underspend?"""

import pandas as pd
import streamlit as st

from pmo_analytics import charts, warehouse
from pmo_analytics.charts import sentences
from pmo_analytics.ui import frame
from pmo_analytics.ui.budget import CARDS, budget_columns, budget_figures, budget_rows
from pmo_analytics.ui.labels import with_reasons
from pmo_analytics.words import say

chosen = frame.filters()
headline = warehouse.read("budget_headline", chosen).to_dict("records")[0]
if not headline["count_projects"]:
    frame.nothing_to_show()

groups = with_reasons(warehouse.read("budget_execution", chosen))
frame.headline(say("budget.question"), sentences.budget(headline, groups), *sentences.budget_facts(headline),
               shows=CARDS)  # fmt: skip
frame.figures(budget_figures(warehouse.read("budget_cards", chosen), chosen, int(headline["fiscal_year"])), columns=4)

projects = warehouse.read("budget_projects", chosen)
left, right = st.columns([58, 42], gap="small")
with left:
    months = warehouse.read("budget_by_month", chosen)
    if months.empty:
        frame.missing(say("budget.by_month.none"), say("budget.by_month.none_why"))
    else:
        frame.chart(charts.budget_by_month(months, projects), "budget_by_month")
with right:
    if groups["execution_rate"].isna().all():
        frame.missing(say("budget.execution.plain"), say("budget.execution.none_why"))
    else:
        frame.chart(charts.budget_execution(groups), "budget_execution", picks=True)
        if group := frame.clicked("budget_execution"):
            frame.open_projects(**dict([group]))

steps = warehouse.read("estimate_bridge", chosen)
if steps.empty:
    frame.missing(say("budget.bridge.none"), say("budget.bridge.none_why"))
else:
    before, now = pd.Timestamp(chosen.compared), pd.Timestamp(chosen.period)
    frame.chart(charts.estimate_bridge(steps, before, now), "estimate_bridge", opens_project=True)

rows = budget_rows(projects, chosen)
with frame.card(say("budget.table"), say("budget.table_caption")) as beside:
    with beside:
        frame.download(rows, budget_columns(), "budget", "budget_download", say("budget.table"))
    frame.table(rows, budget_columns(), "budget_projects", say("budget.table"), height=560, framed=True)
