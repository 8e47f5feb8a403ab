"""A rolled-up value names the projects in it with their parts, and those left out with the reason."""

from collections.abc import Callable
from datetime import date

import pytest

from pmo_analytics import warehouse
from pmo_analytics.errors import UnknownName
from pmo_analytics.explaining import explain_group, sentences
from pmo_analytics.words import set_language
from tests.command_line import Pmo

MARCH = date(2026, 3, 31)


@pytest.fixture
def portfolio(load: Callable, built: Callable) -> None:
    report = {"programme": "Plant", "status_date": "2026-03-31", "state": "active"}
    load("2026-03-31", projects=[
        {"project_id": "P1", **report, "budget_at_completion": "1000", "earned_value": "600", "actual_cost": "500"},
        {"project_id": "P2", **report, "budget_at_completion": "900", "earned_value": "300", "actual_cost": "400"},
        {"project_id": "P3", **report, "budget_at_completion": "100", "earned_value": "50"},
        {"project_id": "P4", **report, "state": "on hold", "budget_at_completion": "700", "earned_value": "70",
         "actual_cost": "90"},
        {"project_id": "P5", **report, "programme": "Abroad", "budget_at_completion": "200", "earned_value": "20",
         "actual_cost": "30", "currency": "USD"},
        {"project_id": "P9", "programme": "Other", "status_date": "2026-03-31", "budget_at_completion": "100",
         "earned_value": "10", "actual_cost": "99"},
    ] + [{"project_id": f"E{n}", "programme": "Other", "currency": "EUR", "stage": "Plan"} for n in range(3)])
    built()  # fmt: skip


@pytest.mark.usefixtures("portfolio")
def test_the_projects_of_a_ratio_are_named_with_their_parts_and_the_others_with_why(pmo: Pmo) -> None:
    explanation = explain_group("cost_performance_index", "programme", "Plant", MARCH)
    parts = {part.project_id: part for part in explanation.group.parts}
    counting = {name: (part.numerator, part.denominator) for name, part in parts.items() if part.is_in}
    assert counting == {"P1": (600, 500), "P2": (300, 400)}
    assert {part.project_id: part.reason for part in explanation.group.left_out} == {
        "P3": "MISSING_INPUT(actual_cost)",
    }  # fmt: skip
    (abroad,) = explain_group("cost_performance_index", "programme", "Abroad", MARCH).group.parts
    assert (abroad.is_applicable, abroad.is_in, abroad.numerator, abroad.reason) == (True, False, None, "FX_MISSING")
    assert (parts["P4"].is_applicable, parts["P4"].reason) == (False, "ON_HOLD")
    assert "P9" not in parts
    rollup = warehouse.read("rollup")
    (row,) = rollup[(rollup["indicator"] == "cost_performance_index") & (rollup["name"] == "Plant")].to_dict("records")
    assert (explanation.numerator, explanation.denominator) == (row["numerator"], row["denominator"]) == (900, 900)
    assert (explanation.value, explanation.group.count_with_value, explanation.group.count_projects) == (1.0, 2, 3)
    assert sentences.headline(explanation) == "CPI 1.00 = sum of earned value 900 / sum of actual cost 900"
    assert list(sentences.remarks(explanation)) == [
        "From 2 of the 3 projects it applies to; coverage 95%",
        "Left out: P3 (missing or unreadable: Actual cost (AC))",
    ]
    set_language("zh")
    assert sentences.headline(explanation) == "CPI 1.00 = 挣值之和 900 ÷ 实际成本之和 900"
    said = pmo("explain", "cost_performance_index", "--level", "programme", "--name", "Plant").stdout
    assert "Programme Plant, 2026-03" in said and "Left out: P3" in said
    told = pmo.json("explain", "actual_cost", "portfolio")
    assert (told["group"]["level"], told["group"]["rollup"], told["value"]) == ("portfolio", "sum", 1089)


@pytest.mark.usefixtures("portfolio")
def test_a_group_or_an_indicator_that_is_not_there_is_said() -> None:
    with pytest.raises(UnknownName, match="'Plants' has no cost_performance_index"):
        explain_group("cost_performance_index", "programme", "Plants")
    with pytest.raises(UnknownName, match="Nearest: cost_performance_index"):
        explain_group("cost_performance", "portfolio")
