"""How long the work will take by planned value and by earned duration, and the finish by all nine methods."""

from datetime import date

import pytest

from tests.sql.together import Together, Told

together = Together()

# a hundred a month through 2026
YEAR = {"baseline_start": "2026-01-01", "baseline_finish": "2026-12-31", "budget_at_completion": 1200,
        "state": "active", "actual_start": "2026-01-01"}  # fmt: skip
JUNE, FEBRUARY_AFTER = "2026-06-30", "2027-02-28"
BASES = {"planned_value": "planned_value", "earned_duration": "earned_duration"}


def _by(portfolio, what: str = "value") -> dict[str, dict[str, object]]:
    """By project and method, 'planned_value_cost'."""
    found: dict[str, dict[str, object]] = {}
    for method in [basis + pressure for basis in BASES for pressure in ("", "_performance", "_cost")]:
        for project, value in portfolio.values(f"independent_duration_estimate_{method}", what).items():
            found.setdefault(project, {})[method] = value
    return found


@together
def test_durations_by_planned_value_and_by_earned_duration_are_those_of_the_formulas(portfolio) -> Told:
    """PD 12 months, AT 6, PV 600, EV 480, AC 600: SPI 0.8, CPI 0.8, SPI x CPI 0.64.
    Planned value: 12 - (480 - 600) / (1200 / 12) = 13.2; 12 / 0.8 = 15; 12 / 0.64 = 18.75.
    Earned duration, 6 x 0.8 = 4.8 earned: 6 + (12 - 4.8) = 13.2; 6 + 7.2 / 0.8 = 15; 6 + 7.2 / 0.64 = 17.25."""
    portfolio.load("projects", *(
        {"project_id": name, "period": JUNE, **YEAR, "planned_value": 600, "earned_value": 480} | more
        for name, more in (("known", {"actual_cost": 600}), ("no cost", {}), ("nothing earned", {"earned_value": 0}))
    ))  # fmt: skip
    yield
    assert _by(portfolio)["known"] == pytest.approx({
        "planned_value": 13.2, "planned_value_performance": 15, "planned_value_cost": 18.75,
        "earned_duration": 13.2, "earned_duration_performance": 15, "earned_duration_cost": 17.25,
    })  # fmt: skip
    reasons = _by(portfolio, "reason")
    assert set(reasons["known"].values()) == {None}
    assert {name: why for name, why in reasons["no cost"].items() if why} == {
        "planned_value_cost": "MISSING_INPUT(actual_cost)", "earned_duration_cost": "MISSING_INPUT(actual_cost)",
    }  # fmt: skip
    assert reasons["nothing earned"]["planned_value"] is None
    assert reasons["nothing earned"]["planned_value_performance"] == "ZERO_DENOM(schedule_performance_index)"


@together
def test_where_nothing_should_be_done_yet_there_is_no_pace_and_it_says_so(portfolio) -> Told:
    """Nothing of 1200 is planned by June and 480, 40%, are earned: SPI is 480 / 0. By planned value, rest as planned,
    no pace is needed: 12 x (1 - 0.4 + 0) = 7.2."""
    stated = {name: value for name, value in YEAR.items() if name != "budget_at_completion"}
    portfolio.load(
        "projects",
        {"project_id": "amounts", "period": JUNE, **YEAR, "planned_value": 0, "earned_value": 480, "actual_cost": 600},
        {"project_id": "shares", "period": JUNE, **stated, "percent_planned": 0, "percent_complete": 0.4},
    )
    yield
    told, reasons = _by(portfolio), _by(portfolio, "reason")
    for project, divisor in (("amounts", "planned_value"), ("shares", "percent_planned")):
        assert told[project].pop("planned_value") == pytest.approx(7.2)
        assert set(told[project].values()) == {None}
        spi = portfolio.values("schedule_performance_index", "reason")[project]
        assert spi == f"ZERO_DENOM({divisor})"
        without_cost = [name for name in reasons[project] if "cost" not in name and name != "planned_value"]
        assert {reasons[project][name] for name in without_cost} == {spi}
    assert reasons["amounts"]["earned_duration_cost"] == "ZERO_DENOM(planned_value)"


@together
def test_once_the_planned_duration_is_over_the_planned_value_method_says_so(portfolio) -> Told:
    """February 2027, month 14 of 12, EV 1080 of 1200: SPI 0.9. Planned value: 12 - (-120) / 100 = 13.2 and
    12 / 0.9 = 13.33, both over. Earned duration takes the longer of the two: 14 + (14 - 14 x 0.9) = 15.4."""
    for period in (JUNE, FEBRUARY_AFTER):
        portfolio.load("projects", {
            "project_id": "late", "period": period, **YEAR, "actual_cost": 1080,
            "planned_value": 600 if period == JUNE else 1200, "earned_value": 540 if period == JUNE else 1080,
        })  # fmt: skip
    yield
    told, flags = (_by(portfolio, what) for what in ("value", "flags"))
    after = ("late", "2027-02")
    assert told[after]["planned_value"] == pytest.approx(13.2)
    assert told[after]["planned_value_performance"] == pytest.approx(12 / 0.9)
    assert told[after]["earned_duration"] == pytest.approx(15.4)
    assert {name for name, said in flags[after].items() if "PAST_PLAN" in (said or "")} == {
        "planned_value", "planned_value_performance", "planned_value_cost",
    }  # fmt: skip
    assert not [said for said in flags["late", "2026-06"].values() if "PAST_PLAN" in (said or "")]


def test_the_finish_by_every_method_stands_beside_what_was_approved_and_expected(given, rows) -> None:
    march = date(2026, 3, 31)
    given("chosen", {"period": march})
    given("scope", [{"project_id": name, "period": march} for name in ("P1", "held")])
    methods = [(basis, pressure) for basis in ("earned_duration", "planned_value", "earned_schedule")
               for pressure in ("cost", "performance", "planned")]  # fmt: skip
    given("core.independent_durations", [
        {
            "project_id": name, "period": march, "basis": basis, "pressure": pressure, "flags": ["EARLY", "PAST_PLAN"],
            "finish_date": None if why else date(2027, 1, 10), "duration_months": None if why else 12.3, "reason": why,
        }
        for name in ("P1", "held", "P9")
        for basis, pressure in methods
        for why in ["ON_HOLD" if name == "held" else "NO_BASELINE" if pressure == "cost" else None]
    ])  # fmt: skip
    given("core.finish_forecasts", [
        {"project_id": name, "period": march, "baseline_finish": date(2026, 12, 31), "manager_finish": None}
        for name in ("P1", "held", "P9")
    ])  # fmt: skip
    found = rows("queries.finish_methods")
    assert {row["project_id"] for row in found} == {"P1"}
    assert [(row["basis"], row["pressure"]) for row in found] == list(reversed(methods))
    assert [row["slip_days"] for row in found[:3]] == [10, 10, None]
    assert (found[0]["is_early"], found[0]["is_past_plan"], found[0]["flags"]) == (True, True, "EARLY,PAST_PLAN")
    assert (found[2]["reason"], found[2]["flags"], found[2]["manager_finish"]) == ("NO_BASELINE", None, None)
