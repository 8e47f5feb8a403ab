"""Figures: a data frame in, a plotly figure out. Each carries its finding as title, its reading aid as caption and a
text alternative in `layout.meta`."""

from pmo_analytics.charts.budget_map import budget_by_light
from pmo_analytics.charts.capacity import demand, projects_behind
from pmo_analytics.charts.capacity_heat import capacity_heat
from pmo_analytics.charts.curves import s_curve
from pmo_analytics.charts.lights import by_dimension as lights_by_dimension
from pmo_analytics.charts.lights import by_month as lights_by_month
from pmo_analytics.charts.movers import estimate_movers
from pmo_analytics.charts.project_lights import of_project as project_lights
from pmo_analytics.charts.schedule import of_project as project_schedule
from pmo_analytics.charts.theme import Figure, set_mode

__all__ = [
    "Figure",
    "budget_by_light",
    "capacity_heat",
    "demand",
    "estimate_movers",
    "lights_by_dimension",
    "lights_by_month",
    "project_lights",
    "project_schedule",
    "projects_behind",
    "s_curve",
    "set_mode",
]
