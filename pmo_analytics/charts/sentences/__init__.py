"""The sentences that pages and slides begin with, made from the figures of a query's rows. A module per page."""

from pmo_analytics.charts.sentences.money import budget, budget_facts, earned_value, earned_value_facts
from pmo_analytics.charts.sentences.portfolio import attention, not_reported, portfolio, portfolio_facts, projects
from pmo_analytics.charts.sentences.project import indicators, project, project_facts

__all__ = [
    "attention",
    "budget",
    "budget_facts",
    "earned_value",
    "earned_value_facts",
    "indicators",
    "not_reported",
    "portfolio",
    "portfolio_facts",
    "project",
    "project_facts",
    "projects",
]
