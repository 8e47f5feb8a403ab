"""Where does the portfolio stand, and what needs a decision now?"""

import streamlit as st

from pmo_analytics import charts, operations, warehouse
from pmo_analytics.charts import sentences
from pmo_analytics.display import show
from pmo_analytics.ui import begin, frame
from pmo_analytics.ui.labels import with_reasons
from pmo_analytics.ui.portfolio import SHOWN, attention_caption, attention_columns, attention_rows, overview_figures
from pmo_analytics.words import say

chosen = frame.filters()
headline = warehouse.read("portfolio_headline", chosen).to_dict("records")[0]
if not headline["count_projects"]:
    frame.nothing_to_show()

if operations.is_demo():
    begin.is_invented()
period, compared = show(chosen.period, "month"), show(chosen.compared, "month") if chosen.compared else ""
frame.headline(say("overview.question"), sentences.portfolio(headline), *sentences.portfolio_facts(headline))
frame.figures(overview_figures(warehouse.read("overview_cards", chosen), chosen))

left, right = st.columns([9, 14], gap="small")
with left:
    lights = warehouse.read("lights_by_dimension", chosen)
    frame.chart(charts.lights_by_dimension(lights, period, compared), "lights_by_dimension")
attention = warehouse.read("attention_list", chosen)
rows = attention_rows(attention)
with right, frame.card(sentences.attention(attention), attention_caption(len(rows))) as beside:
    with beside:
        frame.download(rows, attention_columns(), "attention", "attention_download", say("overview.attention"))
    frame.table(rows.head(SHOWN), attention_columns(), "attention", say("overview.attention"))

cards = st.grid(3, min_column_width=350)
with cards:
    frame.chart(charts.lights_by_month(warehouse.read("lights_by_month", chosen)), "lights_by_month")
    budgets = with_reasons(warehouse.read("budget_by_light", chosen))
    if budgets.empty:
        frame.missing(say("overview.no_budgets"), say("overview.no_budgets_why"))
    else:
        frame.chart(charts.budget_by_light(budgets), "budget_by_light", opens_project=True)
    movers = warehouse.read("estimate_movers", chosen)
    if not compared:
        frame.missing(say("overview.no_movers"), say("overview.no_movers_first"))
    elif movers.empty:
        frame.missing(say("charts.movers.none", compared=compared), say("overview.no_movers_why"))
    else:
        frame.chart(charts.estimate_movers(movers, compared), "estimate_movers", opens_project=True)
