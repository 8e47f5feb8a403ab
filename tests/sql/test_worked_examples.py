"""The awkward months of a project's life, worked out by hand beside what the models say."""

from decimal import Decimal

import pytest

from tests.sql.together import Together, Told

together = Together()

JAN, FEB, MAR, APR, MAY, JUN, JUL = (
    "2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30", "2026-05-31", "2026-06-30", "2026-07-31",
)  # fmt: skip
YEAR = {"baseline_start": "2026-01-01", "baseline_finish": "2026-12-31"}


def _of(portfolio, indicator: str, project: str, what: str = "value") -> dict[str, float | str | None]:
    """What an indicator says of a project, by month: {"03": 1.5}."""
    rows = portfolio.rows(f"indicators.{indicator}", project_id=project)
    return {f"{row['period']:%m}": _plain(row[what]) for row in rows}


def _plain(told: object) -> object:
    return float(told) if isinstance(told, Decimal) else told


def _say(portfolio, project: str, expected: dict[str, float | str | None]) -> None:
    """Each indicator has that value, or that reason where a text is expected, in the only month there is."""
    for indicator, told in expected.items():
        (row,) = portfolio.rows(f"indicators.{indicator}", project_id=project)
        found = row["reason"] if isinstance(told, str) else row["value"]
        assert found == (told if isinstance(told, str) else pytest.approx(told, abs=1e-9)), (indicator, row)


@together
def test_in_a_planned_pause_the_plan_stands_still_and_time_does_not(portfolio) -> Told:
    """Nothing is planned for February and March. 60 of the 100 earned: the plan meant to be there after 0.6 months."""
    plan = {"budget_at_completion": 200, "status_date": MAR, **YEAR}
    portfolio.load(
        "projects",
        {"project_id": "behind", "earned_value": 60, **plan},
        {"project_id": "ready", "earned_value": 100, **plan},
    )
    curve = ((JAN, 100), (FEB, 100), (MAR, 100), (APR, 200))
    portfolio.load("baseline_periods", *({"project_id": project, "month": month, "planned_value": value}
                                         for project in ("behind", "ready") for month, value in curve))  # fmt: skip
    yield
    _say(portfolio, "behind", {
        "planned_value": 100,
        "schedule_variance": 60 - 100,
        "schedule_performance_index": 60 / 100,
        "earned_schedule": 60 / 100 * 1,  # of January alone
        "schedule_performance_index_time": 0.6 / 3,
        "schedule_variance_time": 0.6 - 3,
    })  # fmt: skip
    _say(portfolio, "ready", {  # all that was to be done by the end of the pause is done: three months earned
        "schedule_performance_index": 100 / 100,
        "earned_schedule": 3,
        "schedule_performance_index_time": 3 / 3,
    })  # fmt: skip
    assert portfolio.values("earned_schedule", "flags") == {"behind": None, "ready": "PV_PLATEAU"}


@together
def test_an_early_start_has_a_variance_and_no_index(portfolio) -> Told:
    """Begun three weeks before the approved start: 50 earned, nothing planned yet."""
    portfolio.load("projects", {
        "project_id": "P1", "budget_at_completion": 900, "earned_value": 50, "actual_cost": 40,
        "baseline_start": "2026-04-01", "baseline_finish": "2026-12-31", "actual_start": "2026-03-10",
        "status_date": MAR,
    })  # fmt: skip
    yield
    _say(portfolio, "P1", {
        "planned_value": 0,
        "schedule_variance": 50 - 0,
        "schedule_performance_index": "ZERO_DENOM(planned_value)",
        "cost_performance_index": 50 / 40,
        "start_slip_days": -22,  # 10 March to 1 April
        "actual_time": "NOT_STARTED",  # no time of the plan has passed
    })  # fmt: skip


@together
def test_a_finish_in_the_middle_of_a_month_is_a_part_of_it_by_its_days(portfolio) -> Told:
    """1 January to 15 March is 2 + 15/31 months = 77/31; at 77 of budget that is 31 a month and 1 a day of March."""
    plan = {"baseline_start": "2026-01-01", "baseline_finish": "2026-03-15", "budget_at_completion": 77}
    portfolio.load("projects", {
        "project_id": "P1", **plan, "status_date": "2026-03-10", "earned_value": 62 + 7.5, "actual_cost": 139,
        "forecast_finish": "2026-03-25",
    })  # fmt: skip
    yield
    _say(portfolio, "P1", {
        "planned_duration": 2 + 15 / 31,
        "planned_value": 31 + 31 + 10,
        "actual_time": 2 + 10 / 31,
        "earned_schedule": 2 + 7.5 / 31,
        "schedule_variance_time": (7.5 - 10) / 31,
        "schedule_performance_index": 69.5 / 72,
        "finish_slip_days": 10,
        "finish_slip_ratio": 10 / (31 + 28 + 15),
        "cost_performance_index": 69.5 / 139,
        "estimate_at_completion": 77 / 0.5,
    })  # fmt: skip


AMOUNTS = {  # cumulative earned value and actual cost; from April as they were counted anew
    JAN: (100, 120), FEB: (200, 250), MAR: (300, 390), APR: (80, 90), MAY: (170, 185), JUN: (260, 280), JUL: (350, 370),
}  # fmt: skip
KEPT = {APR: (380, 480), MAY: (470, 575), JUN: (560, 670), JUL: (650, 760)}  # the same months, never set back


@pytest.fixture(scope="module")
def rebaselined(portfolio_of_cases):
    """Four projects given another budget in April: with the amounts set back, as an over-target baseline with the
    amounts kept, with another budget and nothing else, and one that keeps its plan."""
    portfolio = portfolio_of_cases()
    kinds = {"set back": "rebaseline", "over target": "over_target", "larger": "rebaseline", "same": None}
    for month, (earned, spent) in AMOUNTS.items():
        kept = KEPT.get(month, (earned, spent))
        portfolio.load("projects", *(
            {"project_id": project, "period": month, "actual_start": "2026-01-01", "forecast_finish": "2026-12-31",
             "earned_value": (earned if project == "set back" else kept[0]),
             "actual_cost": (spent if project == "set back" else kept[1])}
            for project in kinds
        ))  # fmt: skip
    for project, kind in kinds.items():
        first = {"project_id": project, "period": JAN, "version": "1", "kind": "original",
                 "budget_at_completion": 1000, **YEAR}  # fmt: skip
        second = {**first, "version": "2", "kind": kind, "budget_at_completion": 1200, "effective_period": APR}
        portfolio.load("baselines", first, *([second] if kind else []))
    return portfolio


def test_no_window_reaches_back_beyond_the_month_in_which_the_amounts_were_set_back(rebaselined) -> None:
    told = _of(rebaselined, "cost_performance_index_three_months", "set back", "reason")
    assert told == {
        "01": "INSUFFICIENT_HISTORY", "02": "INSUFFICIENT_HISTORY", "03": "INSUFFICIENT_HISTORY",
        "04": "BASELINE_CHANGED", "05": "BASELINE_CHANGED", "06": "BASELINE_CHANGED", "07": None,
    }  # fmt: skip
    values = _of(rebaselined, "cost_performance_index_three_months", "set back")
    assert values["07"] == pytest.approx((350 - 80) / (370 - 90))  # the first difference within the new count
    assert _of(rebaselined, "cost_performance_index", "set back")["04"] == pytest.approx(80 / 90)
    assert _of(rebaselined, "estimate_at_completion_three_months", "set back", "reason")["06"] == "BASELINE_CHANGED"


def test_a_cost_that_begins_anew_is_no_credit(rebaselined) -> None:
    """From 390 to 90 with the plan is no credit of 300."""
    flags = _of(rebaselined, "actual_cost", "set back", "flags")
    assert flags == dict.fromkeys(("01", "02", "03", "04", "05", "06", "07"))


def test_a_burn_rate_begins_anew_only_where_the_cost_did(rebaselined) -> None:
    assert _of(rebaselined, "burn_rate", "set back", "reason") == {
        "01": "INSUFFICIENT_HISTORY(1<3)", "02": "INSUFFICIENT_HISTORY(2<3)", "03": None,
        "04": "BASELINE_CHANGED", "05": "BASELINE_CHANGED", "06": "BASELINE_CHANGED", "07": None,
    }  # fmt: skip
    assert _of(rebaselined, "burn_rate", "set back")["07"] == pytest.approx((95 + 95 + 90) / 3)
    assert _of(rebaselined, "burn_rate", "over target")["04"] == pytest.approx((480 - 120) / 3)


def test_an_over_target_baseline_begins_a_window_and_another_budget_is_flagged(rebaselined) -> None:
    index = "cost_performance_index_three_months"
    assert _of(rebaselined, index, "over target", "reason")["05"] == "BASELINE_CHANGED"
    assert _of(rebaselined, index, "over target")["07"] == pytest.approx((650 - 380) / (760 - 480))
    assert _of(rebaselined, index, "larger")["05"] == pytest.approx((470 - 200) / (575 - 250))
    assert _of(rebaselined, index, "larger", "flags") == {
        "01": None, "02": None, "03": None, "04": "REBASELINED_IN_WINDOW", "05": "REBASELINED_IN_WINDOW",
        "06": "REBASELINED_IN_WINDOW", "07": None,
    }  # fmt: skip
    assert set(_of(rebaselined, index, "same", "flags").values()) == {None}


def test_against_the_first_plan_nothing_is_told_of_amounts_that_were_set_back(rebaselined) -> None:
    """The others: 470 of 1200 is 39.2% of the work, at 1000 first approved 391.67, of the 416.67 planned for May."""
    index = "schedule_performance_index_original"
    assert _of(rebaselined, index, "set back", "reason")["05"] == "BASELINE_CHANGED"
    assert _of(rebaselined, "variance_at_completion_ratio_original", "set back", "reason")["05"] == "BASELINE_CHANGED"
    assert _of(rebaselined, index, "set back")["03"] == pytest.approx(300 / (1000 * 3 / 12))
    for project in ("larger", "over target"):
        assert _of(rebaselined, index, project)["05"] == pytest.approx((470 / 1200 * 1000) / (1000 * 5 / 12))
    assert _of(rebaselined, "planned_value_original", "set back")["05"] == pytest.approx(1000 * 5 / 12)
    estimate = 1200 / (470 / 575)
    ratio = _of(rebaselined, "variance_at_completion_ratio_original", "larger")["05"]
    assert ratio == pytest.approx((1000 - estimate) / 1000)
    assert _of(rebaselined, "budget_growth_ratio", "larger")["05"] == pytest.approx(200 / 1000)


@together
def test_a_month_without_a_report_is_a_gap_and_never_filled(portfolio) -> Told:
    """Nothing of March: the amounts to date of April stand, what needs March does not."""
    amounts = {JAN: (100, 90), FEB: (200, 190), APR: (400, 410), MAY: (500, 520),
               JUN: (600, 620)}  # fmt: skip
    for month, (earned, spent) in amounts.items():
        portfolio.load("projects", {
            "project_id": "P1", "period": month, "budget_at_completion": 1200, "earned_value": earned,
            "actual_cost": spent, "actual_start": "2026-01-01", "forecast_finish": "2027-01-31", **YEAR,
        })  # fmt: skip
    portfolio.load("projects", {"project_id": "decoy", "period": MAR})
    yield
    assert set(_of(portfolio, "earned_value", "P1")) == {"01", "02", "04", "05", "06"}
    assert _of(portfolio, "cost_performance_index", "P1")["04"] == pytest.approx(400 / 410)
    recent = "cost_performance_index_three_months"
    assert _of(portfolio, recent, "P1")["04"] == pytest.approx((400 - 100) / (410 - 90))  # since January
    assert _of(portfolio, recent, "P1")["05"] == pytest.approx((500 - 200) / (520 - 190))
    assert _of(portfolio, recent, "P1", "reason") == {
        "01": "INSUFFICIENT_HISTORY", "02": "INSUFFICIENT_HISTORY", "04": None, "05": None, "06": "PERIOD_GAP",
    }  # fmt: skip
    assert _of(portfolio, "burn_rate", "P1", "reason")["04"] == "INSUFFICIENT_HISTORY(1<3)"  # of three only February
    assert _of(portfolio, "finish_slip_rate", "P1", "reason")["04"] == "PERIOD_GAP"
    assert _of(portfolio, "finish_slip_rate", "P1", "reason")["05"] is None


@together
def test_a_credit_note_lowers_the_cost_to_date_and_is_flagged(portfolio) -> Told:
    """100, then 80, then 30 back: 150 to date, 50 a month."""
    for month, earned, spent in ((JAN, 90, 100), (FEB, 160, 180), (MAR, 210, 150)):
        portfolio.load("projects", {
            "project_id": "P1", "period": month, "budget_at_completion": 1000, "earned_value": earned,
            "actual_cost": spent, "actual_start": "2026-01-05", **YEAR,
        })  # fmt: skip
    yield
    assert _of(portfolio, "cost_performance_index", "P1") == pytest.approx({"01": 0.9, "02": 160 / 180, "03": 1.4})
    assert _of(portfolio, "cost_performance_index", "P1", "flags") == {"01": "EARLY", "02": "EARLY", "03": "NEG_AC"}
    assert _of(portfolio, "burn_rate", "P1")["03"] == pytest.approx((100 + 80 - 30) / 3)
