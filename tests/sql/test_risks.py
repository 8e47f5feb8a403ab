"""Single risks: open or not, rated and valued before and after the response, and their history."""

import pytest

from pmo_analytics.indicators import register as indicators
from tests.sql.registers import FEB, MAR, RATED, VALUED, risk
from tests.sql.together import Together, Told

together = Together()


@pytest.fixture
def register(portfolio):
    """register(risk(...), ...): the states of the risks by id, of a portfolio that has P1 in March."""

    def run(*risks: dict, **project) -> dict:
        portfolio.load("projects", {"project_id": "P1", "project_name": "Alpha", **project})
        portfolio.load("risks", *risks, covers=[("P1", MAR)])
        return {row["row_key"]: row for row in portfolio.rows("core.risk_states")}

    return run


def test_a_score_is_the_product_of_its_classes_and_the_registers_own_is_kept_apart(register) -> None:
    found = register(
        risk("R1", **RATED, score=20, residual_score=12),
        risk("R2", **RATED, score=15),
        risk("R3", impact_score=3, score=9),
        risk("R4", probability_score=6, impact_score=3),
        risk("R5", probability_score=4, impact_score=4),
        risk("R6", probability_score=4, impact_score=4, residual_probability_score=0, residual_impact_score=4),
    )
    names = ("inherent_score", "inherent_score_reason", "residual_score", "residual_score_reason", "current_score",
             "is_rated_before", "is_score_disputed")  # fmt: skip
    missing = "MISSING_INPUT(risks.residual_probability_score)"
    assert {key: tuple(row[name] for name in names) for key, row in found.items()} == {
        "R1": (20, None, 12, None, 12, False, False),
        "R2": (20, None, 12, None, 12, False, True),
        "R3": (None, "MISSING_INPUT(risks.probability_score)", None, missing, None, False, False),
        "R4": (None, "INVALID_INPUT(risks.probability_score)", None, missing, None, False, False),
        "R5": (16, None, None, missing, 16, True, False),
        "R6": (16, None, None, "INVALID_INPUT(risks.residual_probability_score)", None, False, False),
    }


def test_an_expected_value_needs_a_chance_and_a_cost_and_an_opportunity_counts_against_threats(register) -> None:
    found = register(
        risk("R1", **VALUED, expected_value=500),
        risk("R2", **(VALUED | {"kind": "opportunity"}), expected_value=900),
        risk("R3", **(VALUED | {"kind": "opportunity", "cost_impact": -1000, "residual_cost_impact": -800})),
        risk("R4", probability_score=5, cost_impact=1000),
        risk("R5", probability=0.5, cost_impact=-1000),
        risk("R6", probability=0.5, cost_impact=1000, residual_probability=0.1),
        risk("R7", probability=1, cost_impact=10),
        risk("R8", probability=0.5, cost_impact=1000, residual_probability=1.5),
        risk("R9", kind="opportunity", probability=0.5, cost_impact=-(10**17 + 1)),
    )
    names = ("inherent_value", "inherent_value_reason", "residual_value", "current_value", "is_valued_before",
             "is_carried", "is_value_disputed", "is_certain")  # fmt: skip
    assert {key: tuple(row[name] for name in names) for key, row in found.items()} == {
        "R1": (500, None, 160, 160, False, False, False, False),
        "R2": (-500, None, -160, -160, False, False, True, False),
        "R3": (-500, None, -160, -160, False, False, False, False),
        "R4": (None, "MISSING_INPUT(risks.probability)", None, None, False, False, False, False),
        "R5": (None, "INVALID_INPUT(risks.cost_impact)", None, None, False, False, False, False),
        "R6": (500, None, 100, 100, False, True, False, False),
        "R7": (10, None, None, 10, True, False, False, True),
        "R8": (500, None, None, None, False, False, False, False),
        "R9": (None, "INVALID_INPUT(risks.cost_impact)", None, None, False, False, False, False),
    }
    assert found["R8"]["residual_value_reason"] == "INVALID_INPUT(risks.residual_probability)"


def test_what_is_open_follows_the_status_and_the_dates_where_there_is_none(register) -> None:
    states = {"R1": "proposed", "R2": "open", "R3": "on_hold", "R4": "occurred", "R5": "closed", "R6": "cancelled"}
    found = register(
        *(risk(key, status=status) for key, status in states.items()),
        risk("R7"),
        risk("R8", closed_on="2026-03-10"),
        risk("R9", closed_on="2026-04-10"),
        risk("X1", "decoy", status="open"),
    )
    assert {key: (row["state"], row["is_open"]) for key, row in found.items()} == {
        "R1": ("open", True), "R2": ("open", True), "R3": ("open", True), "R4": ("materialised", False),
        "R5": ("closed", False), "R6": ("cancelled", False), "R7": ("open", True), "R8": ("closed", False),
        "R9": ("open", True), "X1": ("open", True),
    }  # fmt: skip


@pytest.mark.parametrize("state", ["closed", "cancelled"])
def test_an_open_risk_of_a_project_that_is_over_is_not_open_any_more(register, portfolio, state: str) -> None:
    found = register(risk("R1", status="open"), state=state)
    assert (found["R1"]["state"], found["R1"]["is_open"]) == ("open", False)
    assert portfolio.values("count_open_risks", "reason") == {"P1": "COMPLETE" if state == "closed" else "CANCELLED"}


def test_days_count_to_the_status_date_and_never_to_a_clock(register) -> None:
    found = register(
        risk("R1", raised_on="2026-01-01", reviewed_on="2026-03-01", due_on="2026-03-15"),
        risk("R2", raised_on="2026-03-10", reviewed_on="2026-01-01", due_on="2026-04-15"),
        risk("R3", raised_on="2026-04-01"),
        risk("R4", raised_on="2026-01-01", status="closed", closed_on="2026-01-31"),
        risk("R5", raised_on="2026-03-28", reviewed_on="2026-03-29"),
        status_date="2026-03-20",
    )
    names = ("days_open", "days_open_reason", "days_since_review", "days_overdue", "days_overdue_reason")
    assert {key: tuple(row[name] for name in names) for key, row in found.items()} == {
        "R1": (78, None, 19, 5, None),
        "R2": (10, None, 10, 0, None),
        "R3": (None, "INVALID_INPUT(risks.raised_on)", None, None, "MISSING_INPUT(risks.due_on)"),
        "R4": (30, None, None, None, "MISSING_INPUT(risks.due_on)"),
        "R5": (0, None, 0, None, "MISSING_INPUT(risks.due_on)"),
    }


def test_a_risk_has_a_first_month_and_the_issues_that_name_it(portfolio) -> None:
    portfolio.load("projects", {"project_id": "P1", "project_name": "Alpha"}, {"project_id": "P2"})
    portfolio.load("risks", risk("R1", period=FEB), risk("R9", period=FEB))
    portfolio.load("risks", risk("R1", status="occurred"), risk("R2"), risk("R1", "P2"))
    portfolio.load(
        "issues",
        {"project_id": "P1", "issue_id": "I-12", "risk_id": "R1"},
        {"project_id": "P1", "issue_id": "I-3", "risk_id": "R1"},
        {"project_id": "P1", "issue_id": "I-4", "risk_id": "R7"},
        {"project_id": "P1", "issue_id": "I-5"},
    )
    found = {
        (row["project_id"], row["risk_id"]): (row["state"], f"{row['first_period']}", row["issues"])
        for row in portfolio.rows("marts.assessed_risks") if f"{row['period']}" == MAR
    }  # fmt: skip
    assert found == {
        ("P1", "R1"): ("materialised", FEB, "I-12, I-3"),
        ("P1", "R2"): ("open", MAR, None),
        ("P2", "R1"): ("open", MAR, None),
    }


@together
def test_each_risk_has_its_own_figures_and_a_closed_one_has_none(portfolio) -> Told:
    portfolio.load("projects", {"project_id": "P1"}, {"project_id": "A|B"})
    portfolio.load(
        "risks",
        risk("R1", **RATED, **VALUED, response_cost=40, score=19),
        risk("R2", status="closed", **RATED),
        risk("R1", "A|B", probability=0.5, cost_impact=10, residual_probability=0.1),
    )
    yield
    of_risks = [name for name, entry in indicators().entries.items() if entry.grain == "risk"]
    rows = portfolio.only(*of_risks).rows("marts.indicators", grain="risk")
    values = {(row["subject_id"], row["indicator"]): (row["value"], row["reason"], row["flags"]) for row in rows}
    assert len(values) == 3 * 5
    assert values["P1|R1", "risk_score"] == (20, None, "INPUTS_DIFFER")
    assert values["P1|R1", "residual_risk_score"] == (12, None, "INPUTS_DIFFER")
    assert values["P1|R1", "expected_monetary_value"] == (500, None, None)
    assert values["P1|R1", "residual_expected_monetary_value"] == (160, None, None)
    assert values["P1|R1", "residual_expected_monetary_value_with_response"] == (200, None, None)
    assert values["P1|R2", "risk_score"] == (None, "NOT_APPLICABLE", None)
    assert values["A%7CB|R1", "residual_expected_monetary_value"] == (1, None, "ESTIMATED")
    assert values["A%7CB|R1", "residual_expected_monetary_value_with_response"] == (
        None, "MISSING_INPUT(risks.response_cost)", None,
    )  # fmt: skip
    assert {row["project_id"] for row in rows} == {"P1", "A|B"}
