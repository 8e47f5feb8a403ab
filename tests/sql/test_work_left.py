"""Work that is left, done, on hold or cancelled: what of time, plan and sums goes on, and what stands still."""

import pytest

from tests.sql.conftest import Portfolio
from tests.sql.together import Together, Told

together = Together()

JAN, FEB, MAR, APR = "2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"
MAY = "2026-05-31"
MONTHS = (JAN, FEB, MAR, APR, MAY)
PLAN = {"baseline_start": "2026-01-01", "baseline_finish": "2026-03-31", "budget_at_completion": 300}


@together
def test_work_that_is_not_known_to_be_done_cannot_have_finished_before_the_status_date(portfolio) -> Told:
    plan = {"baseline_start": "2026-01-01", "baseline_finish": "2026-03-11", "budget_at_completion": 1200}
    stale = {**plan, "forecast_finish": "2026-03-01", "time_tolerance_days": 10}
    portfolio.load(
        "projects",
        {"project_id": "by value", **stale, "earned_value": 200},
        {"project_id": "by share", **stale, "percent_complete": 0.5},
        {"project_id": "cost only", **stale, "actual_cost": 200},
        {"project_id": "nothing expected", **plan, "actual_cost": 200},
        {"project_id": "share before value", **stale, "earned_value": 1200, "percent_complete": 0.9},
        {"project_id": "all earned", **stale, "earned_value": 1200},
        {"project_id": "all done", **stale, "percent_complete": 1},
        {"project_id": "closed", **stale, "earned_value": 200, "state": "closed"},
        {"project_id": "not begun", **stale, "earned_value": 0, "actual_cost": 0},
    )
    yield
    # 31 - 11 March at least, what the forecast says of the others: 1 - 11 March; of what is closed it says nothing
    expected = {
        "by value": (20, "ESTIMATED"), "by share": (20, "ESTIMATED"), "cost only": (20, "ESTIMATED"),
        "nothing expected": (20, "ESTIMATED"), "share before value": (20, "ESTIMATED"),
        "all earned": (-10, None), "all done": (-10, None), "closed": (None, None),
        "not begun": (20, "ESTIMATED"),
    }  # fmt: skip
    slips = portfolio.values("finish_slip_days")
    assert {name: (slips[name], flags) for name, flags in portfolio.values("finish_slip_days", "flags").items()} == (
        expected
    )
    used = portfolio.values("time_tolerance_used")
    assert (used["by value"], used["cost only"], used["all earned"]) == pytest.approx((20 / 10, 20 / 10, -10 / 10))


@together
def test_against_the_first_plan_too_an_old_forecast_is_no_finish(portfolio) -> Told:
    plan = {"baseline_start": "2026-01-01", "budget_at_completion": 1200, "earned_value": 200}
    for period, finish in ((FEB, "2026-03-01"), (MAR, "2026-03-11")):
        portfolio.load("projects", {"project_id": "P1", "period": period, **plan, "baseline_finish": finish,
                                    "forecast_finish": "2026-03-05"})  # fmt: skip
    yield
    # 31 - 1 March by the first plan, 31 - 11 March by the one in force; in February the forecast was still to come
    assert portfolio.values("finish_slip_days_original")["P1", "2026-03"] == 30
    assert portfolio.values("finish_slip_days") == {("P1", "2026-02"): 4, ("P1", "2026-03"): 20}


def _reported(portfolio, name: str, *earned: float, **of_months) -> None:
    """One report a month from January on, each with its earned value; of_months: a field and its values by month."""
    for place, (period, value) in enumerate(zip(MONTHS, earned, strict=False)):
        fields = {field: values[place] for field, values in of_months.items()}
        portfolio.load("projects", {"project_id": name, "period": period, **PLAN, "earned_value": value, **fields})


def _of(portfolio, indicator: str, name: str) -> list:
    """Value and flags of one project, month by month."""
    return [(row["value"], row["flags"]) for row in portfolio.rows(f"indicators.{indicator}", project_id=name)]


@together
def test_the_time_of_finished_work_stands_at_its_actual_finish_or_the_least_that_is_known(portfolio) -> Told:
    done, states = (100, 200, 300, 300, 300), ("active", "active", "closed", "closed", "closed")
    forecasts = ("2026-03-20",) * 5
    _reported(portfolio, "told", *done, state=states, actual_finish=(None, None, *["2026-03-10"] * 3))
    _reported(portfolio, "closed", *done, state=states)
    _reported(portfolio, "as expected", *done, state=states, forecast_finish=forecasts)
    _reported(portfolio, "still open", *done)
    _reported(portfolio, "sooner", *done, forecast_finish=("2026-12-31",) * 5)
    _reported(portfolio, "known to be wrong", *done, forecast_finish=("2026-02-10",) * 5)
    _reported(portfolio, "begun anew", 100, 300, 200, 300, 300)
    _reported(portfolio, "open", 100, 200, 250, 250, 250)
    yield
    time = {name: _of(portfolio, "actual_time", name) for name in (
        "told", "closed", "as expected", "still open", "sooner", "known to be wrong", "begun anew", "open",
    )}  # fmt: skip
    march, expected = (3.0, "ESTIMATED"), (pytest.approx(2 + 20 / 31), "ESTIMATED")
    assert time == {
        "told": [(1, None), (2, None), *[(pytest.approx(2 + 10 / 31), None)] * 3],
        "closed": [(1, None), (2, None), march, march, march],
        "as expected": [(1, None), (2, None), expected, expected, expected],
        "still open": [(1, None), (2, None), march, march, march],
        "sooner": [(1, None), (2, None), march, march, march],
        "known to be wrong": [(1, None), (2, None), march, march, march],
        "begun anew": [(1, None), (2, "ESTIMATED"), (3, None), *[(4, "ESTIMATED")] * 2],
        "open": [(1, None), (2, None), (3, None), (4, None), (5, None)],
    }
    # three months of plan earned in three: it was 1, 0.75 and 0.6 when time went on
    index = _of(portfolio, "schedule_performance_index_time", "closed")
    assert [value for value, _ in index] == pytest.approx([1, 1, 1, 1, 1])
    late = [value for value, _ in _of(portfolio, "schedule_variance_time", "open")]
    assert late == pytest.approx([0, 0, -0.5, -1.5, -2.5])


CURVE = {JAN: 50, FEB: 100, MAR: 150, APR: 200, MAY: 250}


def _curve(portfolio, name: str) -> None:
    portfolio.load(
        "baseline_periods",
        *({"project_id": name, "period": JAN, "month": month, "planned_value": value}
          for month, value in {**CURVE, "2026-06-30": 300}.items()),
    )  # fmt: skip


@together
def test_the_plan_of_finished_work_stands_where_its_time_does(portfolio) -> Told:
    done, states = (100, 200, 300, 300, 300), ("active", "active", "closed", "closed", "closed")
    ends, finish = {"baseline_finish": ["2026-06-30"] * 5}, (None, None, *[MAR] * 3)
    _reported(portfolio, "by line", *done, state=states, actual_finish=finish, **ends)
    _reported(portfolio, "by curve", *done, state=states, actual_finish=finish, **ends)
    _reported(portfolio, "no day told", *done, state=states, **ends)
    _reported(portfolio, "stated", *done, planned_value=(50, 100, 150, 200, 210), state=states, actual_finish=finish,
              **ends)  # fmt: skip
    for name in ("by curve", "no day told", "stated"):
        _curve(portfolio, name)
    yield
    # three of six months: half of 300 is planned and all of it earned; it was 300 / 200 and 300 / 250 when time went on
    for name in ("by line", "by curve", "no day told"):
        index = _of(portfolio, "schedule_performance_index", name)
        assert [value for value, _ in index] == pytest.approx([100 / 50, 200 / 100, *[300 / 150] * 3])
    estimated = {name: [flags for _, flags in _of(portfolio, "planned_value", name)] for name in ("by curve",
                 "no day told", "stated")}  # fmt: skip
    assert estimated == {"by curve": [None] * 5, "no day told": [None, None, *["ESTIMATED"] * 3], "stated": [None] * 5}
    assert [value for value, _ in _of(portfolio, "planned_value", "stated")] == [50, 100, 150, 200, 210]
    assert [value for value, _ in _of(portfolio, "schedule_variance", "by curve")] == [50, 100, 150, 150, 150]


@together
def test_on_hold_plan_and_time_stand_at_the_last_day_before(portfolio) -> Told:
    states = ("active", "active", "on_hold", "on_hold", "active")
    earned, ends = (50, 80, 80, 80, 120), {"baseline_finish": ["2026-06-30"] * 5}
    _reported(portfolio, "by curve", *earned, state=states, **ends)
    _curve(portfolio, "by curve")
    _reported(portfolio, "stated", *earned, state=states, planned_value=(60, 110, 160, None, 260), **ends)
    _reported(portfolio, "by share", *earned, state=states, percent_planned=(0.2, 0.4, 0.6, 0.8, 1.0), **ends)
    _reported(portfolio, "from the first", *earned[:3], state=["on_hold"] * 3, **ends)
    _curve(portfolio, "from the first")
    yield
    planned = {name: [value for value, _ in _of(portfolio, "planned_value", name)] for name in (
        "by curve", "stated", "by share", "from the first",
    )}  # fmt: skip
    assert planned == {
        "by curve": [50, 100, 100, 100, 250], "stated": [60, 110, 110, 110, 260],
        "by share": [0.2 * 300, 0.4 * 300, 0.4 * 300, 0.4 * 300, 300], "from the first": [50, 100, 150],
    }  # fmt: skip
    shares = [value for value, _ in _of(portfolio, "percent_planned", "by curve")]
    assert shares == pytest.approx([50 / 300, 100 / 300, 100 / 300, 100 / 300, 250 / 300])
    assert [value for value, _ in _of(portfolio, "actual_time", "stated")] == [1, 2, 2, 2, 5]
    assert [value for value, _ in _of(portfolio, "actual_time", "from the first")] == [1, 2, 3]


def test_sums_of_value_leave_out_what_is_cancelled_and_agree(portfolio: Portfolio) -> None:
    figures = {**PLAN, "period": FEB}
    portfolio.only("planned_value", "earned_value", "schedule_variance", "actual_cost", "budget_at_completion")
    portfolio.load(
        "projects",
        {"project_id": "P1", **figures, "earned_value": 180, "actual_cost": 190, "state": "active"},
        {"project_id": "P2", **figures, "earned_value": 300, "actual_cost": 310, "state": "closed",
         "actual_finish": FEB},
        {"project_id": "held", **figures, "earned_value": 200, "actual_cost": 60, "state": "on_hold"},
        {"project_id": "cancelled", **figures, "earned_value": 40, "actual_cost": 70, "state": "cancelled"},
    )  # fmt: skip
    found = {row["indicator"]: (row["value"], row["count_projects"])
             for row in portfolio.rows("marts.rollup", level="portfolio")}  # fmt: skip
    # two of three months planned: 200 of 300 each; what is on hold stands in both sums, here as planned
    assert found == {
        "planned_value": (3 * 200, 3), "earned_value": (180 + 300 + 200, 3),
        "schedule_variance": (-20 + 100, 2), "actual_cost": (190 + 310 + 60 + 70, 4),
        "budget_at_completion": (4 * 300, 4),
    }  # fmt: skip
    reasons = portfolio.values("planned_value", "reason"), portfolio.values("earned_value", "reason")
    assert [reason["cancelled"] for reason in reasons] == ["CANCELLED", "CANCELLED"]
