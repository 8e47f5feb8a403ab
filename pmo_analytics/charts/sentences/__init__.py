"""The sentences that pages and slides begin with, made from the figures of a query's rows. A module per page."""

from pmo_analytics.charts.sentences.capacity import capacity, capacity_facts, overbooked, team
from pmo_analytics.charts.sentences.findings import finding_facts, findings
from pmo_analytics.charts.sentences.money import budget, budget_facts, earned_value, earned_value_facts
from pmo_analytics.charts.sentences.portfolio import attention, portfolio, portfolio_facts, projects, projects_facts
from pmo_analytics.charts.sentences.project import indicators, project, project_facts
from pmo_analytics.charts.sentences.risks import project_risks, risk_facts, risk_list, risk_order, risk_owners, risks
from pmo_analytics.charts.sentences.schedule import milestones, schedule, schedule_facts, tasks

__all__ = [
    "attention",
    "capacity",
    "capacity_facts",
    "budget",
    "budget_facts",
    "earned_value",
    "earned_value_facts",
    "finding_facts",
    "findings",
    "indicators",
    "milestones",
    "overbooked",
    "portfolio",
    "portfolio_facts",
    "project",
    "project_facts",
    "project_risks",
    "projects",
    "projects_facts",
    "team",
    "risk_facts",
    "risk_list",
    "risk_order",
    "risk_owners",
    "risks",
    "schedule",
    "schedule_facts",
    "tasks",
]
