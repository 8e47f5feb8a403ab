"""Where no curve was sent, the planned values reported month by month are the curve that time is earned on."""

import pytest

from tests.sql.together import Together, Told

together = Together()

MONTHS = ("2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30", "2026-05-31")
YEAR = {"baseline_start": "2026-01-01", "baseline_finish": "2026-12-31"}


def _report(portfolio, project: str, *months: dict, budget: float | None = 1200, **more: object) -> None:
    """One report for each month from January on."""
    plan = YEAR | ({"budget_at_completion": budget} if budget else {}) | more
    for period, row in zip(MONTHS, months, strict=False):
        portfolio.load("projects", {"project_id": project, "period": period, "status_date": period, **plan, **row})


def _months(portfolio, project: str) -> list[float | None]:
    rows = portfolio.rows("indicators.earned_schedule", project_id=project)
    return [row["value"] for row in sorted(rows, key=lambda row: row["period"])]


def _planned_and_earned(*pairs: tuple[float, float]) -> list[dict]:
    return [{"planned_value": planned, "earned_value": earned} for planned, earned in pairs]


@together
def test_time_is_earned_on_the_planned_values_that_were_reported(portfolio) -> Told:
    """The plan is steep in March and April. 384 of 480 lies in April: 3 + (384 - 360) / (480 - 360) months. On a
    straight line of 100 a month it would be 3.84, and hide that a fifth of the value is missing."""
    _report(portfolio, "P1", *_planned_and_earned((120, 96), (240, 192), (360, 288), (480, 384)))
    yield
    assert _months(portfolio, "P1") == pytest.approx([96 / 120, 1 + 72 / 120, 2 + 48 / 120, 3 + 24 / 120])
    found = portfolio.rows("indicators.schedule_performance_index_time", project_id="P1")[-1]
    assert (found["value"], found["flags"]) == (pytest.approx(3.2 / 4), "ESTIMATED")


@together
def test_beyond_the_last_reported_value_the_plan_goes_straight_to_its_end(portfolio) -> Told:
    """75 planned and 225 earned by February; the other 1,125 are left for ten months: 2 + 150 / 112.5 months."""
    _report(portfolio, "P1", *_planned_and_earned((40, 40), (75, 225)))
    yield
    assert _months(portfolio, "P1") == pytest.approx([1, 2 + 150 / 112.5])


@together
def test_a_later_month_does_not_move_an_earlier_one(portfolio) -> Told:
    """In January 100 of 60 planned were earned, on the line to the end: 1 + 40 / (1140 / 11). That 100 were planned by
    February is known a month later, and then it is 2."""
    _report(portfolio, "P1", *_planned_and_earned((60, 100), (100, 100), (300, 100)))
    yield
    assert _months(portfolio, "P1") == pytest.approx([1 + 40 / (1140 / 11), 2, 2])


@together
def test_a_pause_that_was_reported_ends_where_the_plan_goes_on(portfolio) -> Told:
    """Nothing planned before March, nothing in April: who has earned all of March has earned April as well."""
    _report(portfolio, "P1", *_planned_and_earned((0, 0), (0, 0), (90, 45), (90, 90), (190, 90)))
    yield
    assert _months(portfolio, "P1") == pytest.approx([0, 0, 2 + 45 / 90, 4, 4])
    flags = portfolio.rows("indicators.earned_schedule", project_id="P1")[-1]["flags"]
    assert flags == "ESTIMATED,PV_PLATEAU"


@together
def test_where_reported_values_fall_they_are_no_curve(portfolio) -> Told:
    """From March on the straight line of 100 a month is all there is."""
    _report(portfolio, "P1", *_planned_and_earned((120, 60), (240, 60), (200, 60), (400, 60)))
    yield
    assert _months(portfolio, "P1") == pytest.approx([60 / 120, 60 / 120, 60 / 100, 60 / 100])


@together
def test_a_plan_that_changed_begins_its_points_anew(portfolio) -> Told:
    """In March the budget is 2400, with 300 planned by then: 150 of them are half of three months."""
    old, new = _planned_and_earned((200, 100), (400, 150)), _planned_and_earned((300, 150))
    _report(portfolio, "P1", *old, new[0] | {"budget_at_completion": 2400})
    yield
    assert _months(portfolio, "P1") == pytest.approx([100 / 200, 150 / 200, 3 * 150 / 300])


@together
def test_without_a_budget_shares_are_the_points(portfolio) -> Told:
    """32 % done of 40 % planned in April, 30 % in March: 3 + 2 / 10 months, not 0.32 of twelve."""
    shares = [{"percent_planned": month / 10, "percent_complete": 0.08 * month} for month in (1, 2, 3, 4)]
    _report(portfolio, "P1", *shares, budget=None)
    yield
    assert _months(portfolio, "P1") == pytest.approx([0.8, 1.6, 2.4, 3.2])


@together
def test_a_curve_that_was_sent_and_a_plan_without_an_end_keep_their_own(portfolio) -> Told:
    """The sent curve has 100 by January. Without a finish nothing is known beyond the 120 that were reported."""
    _report(portfolio, "sent", *_planned_and_earned((120, 50)))
    points = ({"project_id": "sent", "period": MONTHS[0], "month": month, "planned_value": value}
              for month, value in ((MONTHS[0], 100), ("2026-12-31", 1200)))  # fmt: skip
    portfolio.load("baseline_periods", *points)
    _report(portfolio, "open", *_planned_and_earned((120, 60), (240, 300)), baseline_finish=None)
    yield
    assert _months(portfolio, "sent") == [50 / 100]
    assert _months(portfolio, "open") == [60 / 120, None]
