"""Figures: a data frame in, a plotly figure out. Each carries its finding as title, its reading aid as caption and a
text alternative in `layout.meta`."""

from pmo_analytics.charts.bridge import estimate_bridge
from pmo_analytics.charts.budget import by_month as budget_by_month
from pmo_analytics.charts.budget import execution as budget_execution
from pmo_analytics.charts.budget_map import budget_by_light
from pmo_analytics.charts.capacity import demand, projects_behind
from pmo_analytics.charts.capacity_heat import capacity_heat
from pmo_analytics.charts.curves import s_curve
from pmo_analytics.charts.estimates import estimate_range
from pmo_analytics.charts.findings import by_manager as findings_by_manager
from pmo_analytics.charts.findings import by_month as findings_by_month
from pmo_analytics.charts.finish_fan import finish_fan
from pmo_analytics.charts.finish_methods import finish_methods
from pmo_analytics.charts.forecasts import forecast_errors
from pmo_analytics.charts.lights import by_dimension as lights_by_dimension
from pmo_analytics.charts.lights import by_month as lights_by_month
from pmo_analytics.charts.milestone_trend import milestone_trend
from pmo_analytics.charts.movers import estimate_movers
from pmo_analytics.charts.performance import bullseye, portfolio_curves
from pmo_analytics.charts.project_lights import of_project as project_lights
from pmo_analytics.charts.risk_matrix import risk_matrix
from pmo_analytics.charts.risks import exposure_by_category, risk_ageing, risk_exposure
from pmo_analytics.charts.schedule import of_project as project_schedule
from pmo_analytics.charts.slips import finish_ranges, slip_bars
from pmo_analytics.charts.theme import Figure, set_mode

__all__ = [
    "Figure",
    "budget_by_light",
    "capacity_heat",
    "demand",
    "estimate_movers",
    "exposure_by_category",
    "findings_by_manager",
    "findings_by_month",
    "finish_fan",
    "finish_methods",
    "finish_ranges",
    "forecast_errors",
    "lights_by_dimension",
    "lights_by_month",
    "milestone_trend",
    "budget_by_month",
    "budget_execution",
    "bullseye",
    "estimate_bridge",
    "estimate_movers",
    "estimate_range",
    "lights_by_dimension",
    "lights_by_month",
    "portfolio_curves",
    "project_lights",
    "project_schedule",
    "projects_behind",
    "risk_ageing",
    "risk_exposure",
    "risk_matrix",
    "s_curve",
    "set_mode",
    "slip_bars",
]
