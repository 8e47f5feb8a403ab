"""What exchange rates do to cost: average against plan rates, worked by hand, and when there is no saying."""

from datetime import date

import pytest

FEB, MAR, APR = "2026-02-28", "2026-03-31", "2026-04-30"
PLAN = {"rate_type": "plan", "fiscal_year": "2026", "rate": 8}


def rate(**more) -> dict:
    return {"project_id": "", "currency": "EUR", "to_currency": "CNY", "rate_type": "average", **more}


@pytest.fixture
def abroad(portfolio):
    """abroad(rates, month): the effect on a project that spent 400 euros, which the plan takes at 8 yuan each: what it
    says, why it says nothing, its flags. Another spent 7 yuan."""

    def effect(*rates: dict, month: str = MAR, **more) -> tuple:
        portfolio.only("exchange_effect")
        spent = {"actual_start": "2026-01-05", "state": "active"}
        for period in {MAR, month}:
            portfolio.load(
                "projects",
                {"project_id": "A", "period": period, "currency": "EUR", "actual_cost": 400, **spent, **more},
                *({"project_id": one, "period": period, "currency": "CNY", "actual_cost": 7, **spent}
                  for one in ("B", "C")),
            )  # fmt: skip
        if rates:
            portfolio.load("fx_rates", *rates)
        found = portfolio.rows("indicators.exchange_effect", project_id="A", period=date.fromisoformat(month))
        return tuple(found[0][name] for name in ("value", "reason", "flags"))

    return effect


def test_the_effect_is_cost_at_the_average_rate_less_cost_at_the_plan_rate(abroad, portfolio) -> None:
    """400 euros at 8.4 are 3,360 yuan, at 8 they are 3,200: 160 yuan, which are 20 euros at the plan rate."""
    assert abroad(rate(**PLAN), rate(fiscal_year="2026", rate=8.4)) == (pytest.approx(20), None, None)
    own = portfolio.rows("indicators.exchange_effect", project_id="B")
    assert [(row["value"], row["reason"]) for row in own] == [(None, "NOT_APPLICABLE")]
    (whole,) = portfolio.rows("marts.rollup", indicator="exchange_effect", level="portfolio")
    assert (whole["value"], whole["count_with_value"], whole["count_projects"]) == (pytest.approx(160), 1, 1)


MONTHS = [rate(month="2026-01-31", rate=8.1), rate(month=FEB, rate=8.2), rate(month=MAR, rate=8.6)]


@pytest.mark.parametrize(
    ("rates", "expected"),
    [
        (MONTHS, (15, None, None)),  # 8.3 on average: 400 x 0.3 / 8
        (MONTHS[1:], (20, None, "ESTIMATED")),  # 8.4 of two months of three
        ([*MONTHS, rate(month=APR, rate=99)], (15, None, None)),  # a month to come
        ([*MONTHS, rate(fiscal_year="2026", rate=8.2)], (10, None, None)),  # the year's own goes before its months
        ([rate(fiscal_year="2025", rate=9), rate(month="2025-12-31", rate=9)], (None, "FX_MISSING", None)),
        ([rate(fiscal_year="2026", rate=9, to_currency="GBP")], (None, "FX_MISSING", None)),
        ([rate(fiscal_year="2026", rate=9, rate_type="closing")], (None, "FX_MISSING", None)),
        ([rate(fiscal_year="2026", rate=0)], (None, "FX_MISSING", None)),
        ([rate(rate=9), rate(fiscal_year="this year", rate=9)], (None, "FX_MISSING", None)),  # of no known time
        # one that names the portfolio's currency goes before one that names none
        ([rate(fiscal_year="2026", rate=9, to_currency=None), rate(fiscal_year="2026", rate=8.2)], (10, None, None)),
        ([], (None, "FX_MISSING", None)),
    ],
)
def test_the_average_is_the_one_of_the_year_else_the_mean_of_its_months_so_far(abroad, rates, expected) -> None:
    value, *rest = expected
    assert abroad(rate(**PLAN), *rates) == (value and pytest.approx(value), *rest)


def test_without_a_plan_rate_or_a_cost_there_is_no_effect(abroad) -> None:
    assert abroad(rate(fiscal_year="2026", rate=8.4)) == (None, "FX_MISSING", None)


def test_without_a_cost_its_reason_is_told(abroad) -> None:
    rates = (rate(**PLAN), rate(fiscal_year="2026", rate=8.4))
    assert abroad(*rates, actual_cost=None) == (None, "MISSING_INPUT(actual_cost)", None)


def test_an_average_that_is_sent_later_changes_no_month_before(abroad, portfolio) -> None:
    portfolio.load("fx_rates", rate(fiscal_year="2026", rate=9, period=APR))
    assert abroad(rate(**PLAN), rate(fiscal_year="2026", rate=8.4), month=APR)[0] == pytest.approx(50)
    (march,) = portfolio.rows("indicators.exchange_effect", project_id="A", period=date(2026, 3, 31))
    assert march["value"] == pytest.approx(20)


def test_the_months_of_a_fiscal_year_from_april_are_its_own(abroad, database) -> None:
    """In April the year has one month: 8.8 instead of 8, 400 x 0.8 / 8."""
    database.given("reference.settings", {"name": "fiscal_year_start_month", "value": "4"})
    plan = rate(rate_type="plan", fiscal_year="2026/27", rate=8)
    assert abroad(plan, *MONTHS, rate(month=APR, rate=8.8), month=APR) == (pytest.approx(40), None, None)
