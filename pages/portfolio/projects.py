"""Which projects are in trouble, on what, and since when?"""

import streamlit as st

from pmo_analytics import warehouse
from pmo_analytics.charts import sentences
from pmo_analytics.ui import frame
from pmo_analytics.ui.labels import with_reasons
from pmo_analytics.ui.portfolio import GRID_REASONS, grid_columns, grid_key, kinds_of_rows
from pmo_analytics.words import say

grid = with_reasons(warehouse.read("health_grid", frame.filters()), GRID_REASONS)
if grid.empty:
    frame.nothing_to_show()

frame.headline(
    say("projects.question"), sentences.projects(grid), sentences.not_reported(grid, frame.filters().period),
    say("projects.marks"), say("projects.tinted"),
)  # fmt: skip

kinds = kinds_of_rows(grid)
with st.container(horizontal=True, vertical_alignment="center", gap="small"):
    kind = st.segmented_control(
        say("projects.show"), list(kinds), key="show", required=True, default="all", label_visibility="collapsed",
        format_func=lambda name: say(f"projects.kind.{name}", count=len(kinds[name])), persist_state="session",
    )  # fmt: skip
    grid_key()
    st.space("stretch")
    frame.download(kinds[kind], grid_columns(), "projects", "projects_download", say("projects.table"))

if kinds[kind].empty:
    st.info(say(f"projects.none.{kind}"), icon=":material/info:")
else:
    rows, label = kinds[kind], say("projects.table")
    frame.table(rows, grid_columns(), "health_grid", label, height=690, framed=True, sorted_by="attention")
