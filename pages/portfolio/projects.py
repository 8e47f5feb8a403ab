"""Which projects are in trouble, on what, and since when?"""

import streamlit as st

from pmo_analytics import warehouse
from pmo_analytics.charts import sentences
from pmo_analytics.ui import frame
from pmo_analytics.ui.portfolio import choose_kind, grid_columns, grid_key, grid_rows, kinds_of_rows
from pmo_analytics.words import say

chosen = frame.filters()
grid = warehouse.read("health_grid", chosen)
if grid.empty:
    frame.nothing_to_show()
grid = grid_rows(grid, warehouse.read("light_causes", chosen), chosen)

frame.headline(
    say("projects.question"), sentences.projects(grid), *sentences.projects_facts(grid, chosen.period),
    say("projects.marks"), say("projects.tinted"), shows=("red_projects", "forecast_overrun"),
)  # fmt: skip

kinds = kinds_of_rows(grid)
with st.container(horizontal=True, vertical_alignment="center", gap="small"):
    kind = choose_kind(kinds)
    grid_key()
    st.space("stretch")
    frame.download(kinds[kind], grid_columns(), "projects", "projects_download", say("projects.table"))

if kinds[kind].empty:
    st.info(say(f"projects.none.{kind}"), icon=":material/info:")
else:
    rows, label = kinds[kind], say("projects.table")
    frame.table(rows, grid_columns(), "health_grid", label, height=690, framed=True, sorted_by="attention",
                faded="is_over")  # fmt: skip
