"""What the page of the risks asks: whole rows, with rows that must not count beside them."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

FEBRUARY, MARCH = date(2026, 2, 28), date(2026, 3, 31)
Rows = Callable[[str], list[dict[str, Any]]]


def risk(project: str, key: str, period: date = MARCH, **more: Any) -> dict[str, Any]:
    """An open threat scored 3 x 4 that exposes 100, unless it says otherwise."""
    rated = {"current_probability": 3, "current_impact": 4, "current_score": 12, "band": "amber",
             "inherent_probability": 5, "inherent_impact": 5, "inherent_score": 25}  # fmt: skip
    return {
        "project_id": project, "period": period, "row_key": key, "project_name": f"Project {project}",
        "risk_name": f"Risk {key}", "kind": "threat", "state": "open", "is_open": True, "is_rated_before": False,
        "is_score_disputed": False, "is_valued_before": False, "current_exposure": 100, "inherent_exposure": 200,
        **rated, **more,
    }  # fmt: skip


DECOYS = [
    risk("P9", "R1", current_exposure=10**9),  # outside the reader's scope
    risk("P1", "D1", date(2025, 3, 31), current_exposure=10**9),  # of a year ago
]
CLOSED = {"state": "closed", "is_open": False, "current_exposure": 10**6}


@pytest.fixture
def registers(given: Callable[..., None], rows: Rows, database: Any) -> Callable[..., None]:
    """registers(risk(...), ...): P1 and P2 have registers of both months, P3 has none, P4 is over."""

    def put(*risks: dict[str, Any]) -> None:
        months = [(project, period) for project in ("P1", "P2", "P3", "P4") for period in (FEBRUARY, MARCH)]
        given("chosen", {"period": MARCH, "compared": FEBRUARY})
        given("scope", [{"project_id": project, "period": period} for project, period in months])
        given("core.portfolio_currency", {"currency": "EUR"})
        reasons = {"P3": "MISSING_INPUT(risks)", "P4": "COMPLETE"}
        given("core.risk_totals", [
            {"project_id": project, "period": period, "reason": reasons.get(project)} for project, period in months
        ])  # fmt: skip
        given("core.progress", [
            {"project_id": project, "period": period, "status_date": period,
             "progress_state": "COMPLETE" if project == "P4" else "IN_PROGRESS"}
            for project, period in months
        ])  # fmt: skip
        given("marts.assessed_risks", [*DECOYS, *risks])
        database.judge(*months)
        for model in ("core.risk_conventions", "core.risk_age_bins"):
            rows(model)

    return put


def test_the_list_ranks_by_exposure_and_where_there_is_none_by_score(registers: Callable, rows: Rows) -> None:
    registers(
        risk("P1", "small"),
        risk("P2", "large", current_exposure=500),
        risk("P1", "no money", current_exposure=None, current_score=25, band="red"),
        risk("P2", "no money either", current_exposure=None),
        risk("P1", "chance", kind="opportunity", current_exposure=-900, band=None),
        risk("P1", "happened", state="materialised", is_open=False, issues="I-12"),
        risk("P4", "left open", is_open=False),
        risk("P2", "closed now", **CLOSED),
        risk("P2", "closed now", FEBRUARY),
        risk("P2", "closed long ago", **CLOSED),
        risk("P2", "closed long ago", FEBRUARY, **CLOSED),
    )
    found = [(row["segment"], row["place"], row["row_key"]) for row in rows("queries.risk_list")]
    assert found == [
        ("closed", 1, "closed now"), ("materialised", 1, "happened"), ("opportunity", 1, "chance"),
        ("threat", 1, "large"), ("threat", 2, "small"), ("threat", 3, "no money"), ("threat", 4, "no money either"),
    ]  # fmt: skip


def test_the_list_says_how_each_moved_since_the_compared_month(registers: Callable, rows: Rows) -> None:
    registers(
        *(risk("P1", key) for key in ("up", "down", "same", "new", "not rated before")),
        risk("P1", "up", FEBRUARY, current_score=9),
        risk("P1", "down", FEBRUARY, current_score=16),
        risk("P1", "same", FEBRUARY),
        risk("P1", "not rated before", FEBRUARY, current_score=None),
        risk("P3", "first register"),
        risk("P2", "new", FEBRUARY),
    )
    found = {row["row_key"]: (row["movement"], row["score_before"]) for row in rows("queries.risk_list")}
    assert found == {
        "up": ("up", 9), "down": ("down", 16), "same": ("same", 12), "new": ("new", None),
        "not rated before": (None, None), "first register": (None, None),
    }  # fmt: skip


def test_the_headline_counts_threats_and_keeps_opportunities_apart(registers: Callable, rows: Rows) -> None:
    registers(
        *(risk("P1", f"R{n}", current_exposure=amount) for n, amount in enumerate((100, 80, 60, 40, 20, 10, None))),
        risk("P2", "extreme", current_score=25, band="red", current_exposure=500, is_valued_before=True,
             is_score_disputed=True),
        risk("P2", "extreme too", current_score=20, band="red", current_exposure=None),
        risk("P2", "not rated", current_score=None, band=None),
        risk("P2", "chance", kind="opportunity", band=None, current_exposure=-70),
        risk("P2", "closed", **CLOSED),
        risk("P4", "left open", is_open=False),
        risk("P1", "before", FEBRUARY),
    )  # fmt: skip
    (row,) = rows("queries.risk_headline")
    ratio = row.pop("largest_ratio")
    assert ratio == pytest.approx((500 + 100 + 100 + 80 + 60) / 910)
    assert row == {
        "period": MARCH, "compared": FEBRUARY, "status_date": MARCH, "currency": "EUR", "count_projects": 3,
        "count_covered": 2, "count_open": 10, "count_known_before": 2, "count_gone": 0,
        "count_opportunities": 1, "count_rated": 9, "count_extreme": 2,
        "count_high": 7, "count_valued": 8, "count_valued_before": 1, "count_extreme_valued": 1,
        "extreme_exposure": 500, "threat_exposure": 910, "count_largest": 5, "opportunity_exposure": -70,
        "count_disputed": 1, "count_left_open": 1,
    }  # fmt: skip


def cards(rows: Rows) -> dict[tuple[str, int], tuple]:
    names = ("value", "change", "count_with", "count_of", "reason")
    found = rows("queries.risk_cards")
    return {(row["card"], row["period"].month): tuple(row[name] for name in names) for row in found}


def test_cards_compare_with_the_other_month(registers: Callable, rows: Rows) -> None:
    registers(
        risk("P1", "R1", days_overdue=5, current_score=25, band="red"),
        risk("P2", "R2", days_overdue=0, current_exposure=None),
        risk("P2", "chance", kind="opportunity", band=None, current_exposure=-30, days_overdue=9),
        risk("P2", "closed", days_overdue=50, **CLOSED),
        risk("P1", "R1", FEBRUARY),
    )
    found = cards(rows)
    assert {card: row for (card, month), row in found.items() if month == 3} == {
        "open": (2, 1, 2, 2, None),
        "extreme": (1, 1, 2, 2, None),
        "exposure": (70, -30, 2, 3, None),
        "overdue": (1, None, 2, 2, None),
    }
    assert found["overdue", 2] == (None, None, 0, 1, "MISSING_INPUT(risks.due_on)")


def test_a_project_that_did_not_report_is_no_change(registers: Callable, rows: Rows, database: Any) -> None:
    """P2 is silent in March, P3 reports for the first time: only P1 is compared."""
    registers(
        risk("P1", "R1"), risk("P1", "R2", days_overdue=1), risk("P1", "R1", FEBRUARY, days_overdue=0),
        *(risk("P2", f"R{n}", FEBRUARY) for n in range(5)), risk("P3", "R1", band="red", current_exposure=900),
    )  # fmt: skip
    march = "and month(period) = 3"
    database.connection.execute(f"update core.risk_totals set reason = null where project_id = 'P3' {march}")
    for table in ("core.risk_totals", "core.progress"):
        database.connection.execute(f"delete from {table} where project_id = 'P2' {march}")
    found = {card: row[:2] for (card, month), row in cards(rows).items() if month == 3}
    assert found == {"open": (3, 1), "extreme": (1, 0), "exposure": (1100, 100), "overdue": (1, 1)}
    (headline,) = rows("queries.risk_headline")
    assert [headline[name] for name in ("count_covered", "count_known_before", "count_gone")] == [2, 1, 1]


def test_registers_without_an_open_risk_are_a_true_zero_on_the_cards(registers: Callable, rows: Rows) -> None:
    registers(risk("P1", "closed", **CLOSED))
    assert {row[0] for (_, month), row in cards(rows).items() if month == 3} == {0}


def test_without_any_register_the_cards_say_so(registers: Callable, rows: Rows, database: Any) -> None:
    registers()
    database.connection.execute("update core.risk_totals set reason = 'MISSING_INPUT(risks)'")
    assert {(row[0], row[4]) for row in cards(rows).values()} == {(None, "MISSING_INPUT(risks)")}


def test_the_matrix_has_every_cell_with_its_band_and_its_risks(registers: Callable, rows: Rows) -> None:
    registers(
        risk("P1", "R1"), risk("P2", "R2"), risk("P2", "chance", kind="opportunity"), risk("P2", "closed", **CLOSED),
        risk("P1", "not rated", current_probability=None, current_impact=None),
    )  # fmt: skip
    found = {(row["probability"], row["impact"]): row for row in rows("queries.risk_matrix")}
    assert len(found) == 25
    assert found[3, 4] == {
        "probability": 3, "impact": 4, "score": 12, "light": "amber", "count_inherent": 0, "count_current": 2,
        "risks": ["P1|R1", "P2|R2"],
    }  # fmt: skip
    assert (found[5, 5]["count_inherent"], found[5, 5]["light"], found[3, 3]["light"]) == (3, "red", "green")
    assert sum(row["count_current"] for row in found.values()) == 2


def test_exposure_is_told_by_project_category_and_risk(registers: Callable, rows: Rows) -> None:
    registers(
        risk("P1", "R1", category="Legal"),
        risk("P1", "chance", kind="opportunity", current_exposure=-30, inherent_exposure=-20, band=None),
        risk("P2", "R2", category="Legal", current_exposure=None, inherent_exposure=None, band="red"),
        risk("P2", "closed", category="Legal", **CLOSED),
    )
    names = ("project_id", "count_risks", "count_valued", "count_extreme", "inherent_exposure", "current_exposure")
    found = {(row["level"], row["name"]): tuple(row[name] for name in names) for row in rows("queries.risk_exposures")}
    assert found == {
        ("project", "P1"): ("P1", 2, 2, 0, 180, 70),
        ("project", "P2"): ("P2", 1, 0, 1, None, None),
        ("category", "Legal"): (None, 2, 1, 1, 200, 100),
        ("category", ""): (None, 1, 1, 0, -20, -30),
        ("risk", "P1|R1"): ("P1", 1, 1, 0, 200, 100),
        ("risk", "P1|chance"): ("P1", 1, 1, 0, -20, -30),
        ("risk", "P2|R2"): ("P2", 1, 0, 1, None, None),
    }


def test_before_and_after_speak_of_the_same_risks(registers: Callable, rows: Rows) -> None:
    registers(
        risk("P1", "both", inherent_exposure=100, current_exposure=60),
        risk("P1", "after only", inherent_exposure=None, current_exposure=80),
        risk("P2", "both", inherent_exposure=100, current_exposure=60),
        risk("P2", "before only", inherent_exposure=7777, current_exposure=None),
    )
    found = {row["name"]: (row["inherent_exposure"], row["current_exposure"]) for row in rows("queries.risk_exposures")
             if row["level"] == "project"}  # fmt: skip
    assert found == {"P1": (None, 140), "P2": (100, 60)}


def test_ageing_counts_each_open_threat_once(registers: Callable, rows: Rows) -> None:
    ages = (0, 30, 31, 60, 90, 91, 180, 181, 4000)
    registers(
        *(risk("P1", f"R{age}", days_open=age, band="red" if age > 90 else "green") for age in ages),
        risk("P1", "undated"), risk("P2", "chance", kind="opportunity", days_open=5),
        risk("P2", "closed", days_open=5, **CLOSED),
    )  # fmt: skip
    found = [(row["count_risks"], row["count_severe"]) for row in rows("queries.risk_ageing")]
    assert found == [(2, 0), (2, 0), (1, 0), (2, 2), (2, 2)]
    assert {(row["count_open"], row["count_aged"]) for row in rows("queries.risk_ageing")} == {(10, 9)}


def test_owners_stand_in_the_order_of_what_is_overdue(registers: Callable, rows: Rows) -> None:
    registers(
        risk("P1", "R1", owner="Ann", days_overdue=5), risk("P1", "R2", owner="Ann", days_overdue=40),
        risk("P2", "R3", owner="Bo", days_overdue=0), risk("P2", "R4", days_overdue=9, current_exposure=None),
        risk("P2", "closed", owner="Bo", days_overdue=99, **CLOSED),
    )  # fmt: skip
    names = ("owner", "count_open", "count_overdue", "most_days_overdue", "overdue_exposure", "current_exposure")
    assert [tuple(row[name] for name in names) for row in rows("queries.risk_owners")] == [
        ("Ann", 2, 2, 40, 200, 200), ("", 1, 1, 9, None, None), ("Bo", 1, 0, None, None, 100),
    ]  # fmt: skip
