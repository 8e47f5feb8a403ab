"""The cards of a project's page."""

from datetime import date
from typing import Any

from pmo_analytics.ui.project import project_figures
from pmo_analytics.warehouse import Filters
from pmo_analytics.words import set_language

ON_HOLD: dict[str, Any] = {
    "percent_complete": 0.32,
    "percent_planned": 0.9,
    "cost_performance_index": None,
    "cost_index_change": None,
    "schedule_index": None,
    "schedule_index_change": None,
    "is_schedule_index_time": False,
    "estimate_at_completion": None,
    "over_budget": None,
    "original_budget": None,
    "is_rebaselined": False,
}


def test_a_card_without_a_value_says_the_indicators_own_reason() -> None:
    set_language("en")
    reasons = {
        "percent_complete": None,
        "cost_performance_index": "ON_HOLD",
        "schedule_performance_index": "ON_HOLD",
        "schedule_performance_index_time": "NO_BASELINE",
        "estimate_at_completion_selected": "MISSING_INPUT(actual_cost)",
    }
    cards = project_figures(ON_HOLD, reasons, Filters(period=date(2026, 10, 31)))
    notes = {card.label: card.note for card in cards}
    assert notes == {
        "Percent complete": "plan 90%",
        "CPI": "the project is on hold",
        "SPI": "the project is on hold",
        "Estimate at completion": "missing or unreadable: Actual cost (AC)",
    }
