"""The sentences that pages and slides begin with, made from the figures of a query's rows. A module per page."""

from pmo_analytics.charts.sentences.capacity import capacity, capacity_facts, overbooked, team
from pmo_analytics.charts.sentences.portfolio import attention, not_reported, portfolio, portfolio_facts, projects
from pmo_analytics.charts.sentences.project import indicators, project, project_facts

__all__ = [
    "attention",
    "capacity",
    "capacity_facts",
    "indicators",
    "not_reported",
    "overbooked",
    "portfolio",
    "portfolio_facts",
    "project",
    "project_facts",
    "projects",
    "team",
]
