"""What is the whole story of this project?"""

from dataclasses import replace

import streamlit as st

from pmo_analytics import charts, warehouse
from pmo_analytics.charts import sentences
from pmo_analytics.ui import causes as causes_of
from pmo_analytics.ui import findings, frame, project, project_finish, project_plans, project_risks, project_team, tasks
from pmo_analytics.ui.labels import with_reasons
from pmo_analytics.words import say

chosen = frame.filters()
project_id = project.chosen_project(chosen)
if project_id is None:
    frame.nothing_to_show()
only = frame.only(project_id)
summary = warehouse.read("project_summary", only).to_dict("records")[0]
reported = replace(only, period=summary["period"].date())

frame.headline(
    f"{summary['project_name']} · {project.identity(summary)}", sentences.project(summary),
    *sentences.project_facts(summary, chosen.period), project.findings_line(int(summary["count_findings"])),
    shows=project.RESTS_ON,
)  # fmt: skip
findings.of_project(project_id, int(summary["count_findings"]), reported.period)
indicators = project.indicator_rows(warehouse.read("project_indicators", reported))

left, right = st.columns([58, 42], gap="small", wrap=False)
with left:
    frame.figures(project.project_figures(summary, indicators.set_index("indicator")["reason"], chosen), columns=4)
    curves = warehouse.read("project_curves", only)
    if curves.empty:
        frame.missing(say("charts.s_curve.plain"), say("project.no_curves"))
    else:
        frame.chart(charts.s_curve(curves, summary), "s_curve")
    project_plans.both_plans(warehouse.read("project_plans", reported), summary)
    milestones = project.milestones_or_empty(warehouse.read("project_milestones", reported))
    frame.chart(charts.project_schedule(summary, milestones), "project_schedule")
with right:
    lights = with_reasons(warehouse.read("project_lights", reported))
    causes = causes_of.by_dimension(warehouse.read("light_causes", reported))
    frame.chart(charts.project_lights(lights, causes), "project_lights")
    project_finish.finish_fan(project_id)
    project_finish.finish_methods(reported)
    project.story(warehouse.read("project_story", reported))
    project_risks.project_risks(reported)

tasks.project_tasks(indicators.set_index("indicator"), reported)
project_team.team(warehouse.read("project_team", reported), reported.period)

columns = project.indicator_columns(chosen)
with frame.card(sentences.indicators(indicators), say("project.indicators_caption")) as beside:
    with beside:
        frame.download(indicators, columns, "indicators", "indicators_download", say("project.indicators"))
    project.indicators(indicators, columns, reported)
