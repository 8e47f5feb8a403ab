"""Who and which roles are overbooked, when, and by which projects?"""

import streamlit as st

from pmo_analytics import charts, warehouse
from pmo_analytics.charts import sentences
from pmo_analytics.ui import capacity, frame
from pmo_analytics.words import say

chosen = frame.filters()
months = capacity.named(warehouse.read("load_months", chosen))
if months.empty:
    frame.nothing_to_show("capacity.nothing")

plans = warehouse.read("plan_coverage", chosen).to_dict("records")[0]
frame.headline(
    say("capacity.question"), sentences.capacity(months, chosen.period), *sentences.capacity_facts(months, plans)
)
frame.figures(capacity.capacity_figures(warehouse.read("capacity_cards", chosen), chosen), columns=4)

with st.container(horizontal=True, vertical_alignment="center", gap="small"):
    kind = capacity.choose_kind()
    st.space("stretch")
    of_kind = months[months["kind"] == kind]
    frame.download(of_kind, capacity.month_columns(), f"capacity-{kind}", "capacity_download",
                   say("menu.page.capacity"))  # fmt: skip

if of_kind.empty:
    frame.missing(say("capacity.heat.unknown"), say(f"capacity.nobody.{kind}"))
else:
    heat = f"capacity_heat_{kind}"
    cell = capacity.chosen_cell(of_kind, heat)
    name = capacity.name_of(of_kind, cell[0])
    left, right = st.columns([63, 37], gap="small")
    with left:
        frame.chart(charts.capacity_heat(of_kind, cell, chosen.narrows), heat, picks=True)
    with right:
        projects = warehouse.read("load_projects", chosen)
        behind = capacity.of_cell(projects[projects["kind"] == kind], cell)
        if behind.empty:
            frame.missing(say("capacity.behind.none", name=name, month=cell[1]), say("capacity.behind.none_why"))
        else:
            frame.chart(charts.projects_behind(behind, name), "capacity_projects", opens_project=True)
        frame.chart(charts.demand(*capacity.demand_shown(months, kind, heat)), "capacity_demand")

people = capacity.named(warehouse.read("overbooked_people", chosen))
if people.empty:
    frame.missing(say("capacity.nobody_over"), say("capacity.nobody_why"))
else:
    with frame.card(sentences.overbooked(people), say("capacity.table.caption")) as beside:
        with beside:
            frame.download(people, capacity.overbooked_columns(), "overbooked", "overbooked_download",
                           say("capacity.table.label"))  # fmt: skip
        frame.table(people, capacity.overbooked_columns(), "overbooked", say("capacity.table.label"), height=420,
                    sorted_by="over_hours")  # fmt: skip
