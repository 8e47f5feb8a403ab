"""Where does the portfolio stand, and what needs a decision now?"""

import streamlit as st

from pmo_analytics import charts, operations, warehouse
from pmo_analytics.charts import sentences
from pmo_analytics.display import show
from pmo_analytics.ui import begin, frame, portfolio
from pmo_analytics.ui.labels import with_reasons
from pmo_analytics.words import say

chosen = frame.filters()
headline = warehouse.read("portfolio_headline", chosen).to_dict("records")[0]
if not headline["count_projects"]:
    frame.nothing_to_show()

if operations.is_demo():
    begin.is_invented()
period, compared = show(chosen.period, "month"), show(chosen.compared, "month") if chosen.compared else ""
frame.headline(say("overview.question"), sentences.portfolio(headline), *sentences.portfolio_facts(headline),
               shows=portfolio.CARDS)  # fmt: skip
figures = portfolio.overview_figures(warehouse.read("overview_cards", chosen), chosen)
frame.figures(figures, columns=len(portfolio.CARDS))

left, right = st.columns([9, 14], gap="small")
with left:
    lights = warehouse.read("lights_by_dimension", chosen)
    frame.chart(charts.lights_by_dimension(lights, period, compared), "lights_by_dimension", picks=True)
    portfolio.open_light("lights_by_dimension")
with right:
    portfolio.attention(warehouse.read("attention_list", chosen), warehouse.read("light_causes", chosen), chosen)

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
