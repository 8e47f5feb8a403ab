"""Is the money buying the work?"""

import streamlit as st

from pmo_analytics import charts, warehouse
from pmo_analytics.charts import sentences
from pmo_analytics.ui import frame
from pmo_analytics.ui.earned_value import CARDS, earned_value_columns, earned_value_figures, earned_value_rows
from pmo_analytics.words import say

chosen = frame.filters()
headline = warehouse.read("earned_value_headline", chosen).to_dict("records")[0]
if not headline["count_projects"]:
    frame.nothing_to_show()

frame.headline(say("earned_value.question"), sentences.earned_value(headline), *sentences.earned_value_facts(headline),
               shows=CARDS)  # fmt: skip
frame.figures(earned_value_figures(warehouse.read("earned_value_cards", chosen), chosen), columns=4)

left, right = st.columns([54, 46], gap="small")
with left:
    curves = warehouse.read("portfolio_curves", chosen)
    if curves["on_date"].nunique() < 2:
        frame.missing(say("earned_value.curves.none"), say("earned_value.curves.none_why"))
    else:
        frame.chart(charts.portfolio_curves(curves), "portfolio_curves")
with right:
    points = warehouse.read("performance_points", chosen)
    if points.empty:
        frame.missing(say("earned_value.bullseye.none"), say("earned_value.bullseye.none_why"))
    else:
        frame.chart(charts.bullseye(points), "bullseye", opens_project=True)

estimates = warehouse.read("estimate_range", chosen)
if estimates.empty:
    frame.missing(say("earned_value.range.none"), say("earned_value.range.none_why"))
else:
    frame.chart(charts.estimate_range(estimates), "estimate_range", opens_project=True)

errors = warehouse.read("forecast_errors", chosen)
if errors.empty:
    frame.missing(say("earned_value.errors.none"), say("earned_value.errors.none_why"))
else:
    for column, (measure, shown) in zip(st.columns(2, gap="small"), errors.groupby("measure"), strict=True):
        with column:
            frame.chart(charts.forecast_errors(shown, errors), f"forecast_errors_{measure}", opens_project=True)

rows = earned_value_rows(warehouse.read("earned_value_projects", chosen), chosen)
with frame.card(say("earned_value.table"), say("earned_value.table_caption")) as beside:
    with beside:
        frame.download(rows, earned_value_columns(), "earned-value", "earned_value_download", say("earned_value.table"))
    frame.table(
        rows, earned_value_columns(), "earned_value_projects", say("earned_value.table"), height=560, framed=True
    )
