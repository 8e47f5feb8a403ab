"""Where the forecasts of a finish have been moving: their trend, and the slip since last month."""

import pytest

from tests.sql.together import Together, Told

together = Together()

JAN, FEB, MAR, APR = "2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"


def _forecasts(portfolio, **forecasts: tuple[str, ...]) -> None:
    months = (JAN, FEB, MAR, APR)
    for place, month in enumerate(months):
        portfolio.load(
            "projects",
            *(
                {"project_id": one, "period": month, "baseline_start": "2025-01-01", "baseline_finish": "2026-12-31",
                 "percent_complete": 0.5, "forecast_finish": days[place]}
                for one, days in forecasts.items() if len(days) > place and days[place]
            ),
        )  # fmt: skip


def _in_april(portfolio, indicator: str) -> dict[str, tuple]:
    rows = portfolio.rows(f"indicators.{indicator}")
    return {row["project_id"]: (row["value"], row["reason"]) for row in rows if f"{row['period']:%m}" == "04"}


@together
def test_the_trend_of_the_forecasts_meets_the_day_of_the_report(portfolio) -> Told:
    """`steady` has moved 0, 14, 29 and 44 days in the reports after 0, 28, 59 and 89 days. The slopes between these
    are 15/31, 29/59, 30/61, 44/89, 14/28 and 15/30, their median (30/61 + 44/89) / 2 = 0.4931 days a day. So it is met
    about 334 / (1 - 0.4931) days after 31 January 2026, when it stood 334 days ahead. `receding` runs away as fast as
    time passes and is never met."""
    _forecasts(
        portfolio,
        steady=("2026-12-31", "2027-01-14", "2027-01-29", "2027-02-13"),
        receding=("2026-12-31", "2027-01-28", "2027-02-28", "2027-03-30"),
        still=("2027-01-31",) * 4,
        short=("2026-12-31", None, "2027-02-28", "2027-03-31"),
    )
    yield
    slope = (30 / 61 + 44 / 89) / 2
    assert _in_april(portfolio, "finish_trend_days_per_month") == {
        "steady": (pytest.approx(30.4375 * slope), None),
        "receding": (pytest.approx(30.4375), None),
        "still": (0, None),
        "short": (None, "INSUFFICIENT_HISTORY(3<4)"),
    }
    met_after = 334 / (1 - slope) - 334  # days after 31 December 2026, the approved finish
    assert _in_april(portfolio, "trend_finish_slip_days") == {
        "steady": (pytest.approx(met_after, abs=1), None),
        "receding": (None, "UNDEFINED_MATH"),
        "still": (31, None),
        "short": (None, "INSUFFICIENT_HISTORY(3<4)"),
    }


@together
def test_what_stands_still_or_is_over_has_no_trend_and_what_is_stopped_no_slip(portfolio) -> Told:
    """All three moved their forecasts a month at a time before."""
    states = {"held": "on_hold", "cancelled": "cancelled", "closed": "closed"}
    for place, month in enumerate((JAN, FEB, MAR, APR)):
        portfolio.load("projects", *(
            {"project_id": name, "period": month, "baseline_start": "2025-01-01", "baseline_finish": "2026-12-31",
             "percent_complete": 0.5, "forecast_finish": f"2027-{place + 1:02}-15",
             "state": state if month == APR else "active"}
            for name, state in states.items()
        ))  # fmt: skip
    yield
    reasons = {"held": "ON_HOLD", "cancelled": "CANCELLED", "closed": "COMPLETE"}
    assert {name: why for name, (_, why) in _in_april(portfolio, "finish_trend_days_per_month").items()} == reasons
    slips = _in_april(portfolio, "finish_slip_days")
    assert {name: slips[name] for name in ("held", "cancelled")} == {
        "held": (None, "ON_HOLD"), "cancelled": (None, "CANCELLED"),
    }  # fmt: skip


@together
def test_one_outlier_does_not_bend_the_trend(portfolio) -> Told:
    _forecasts(portfolio, P1=("2026-12-31", "2026-12-31", "2028-12-31", "2026-12-31"))
    yield
    assert portfolio.values("finish_trend_days_per_month")["P1", "2026-04"] == 0


@together
def test_the_slip_since_last_month_is_days_for_each_day_that_passed(portfolio) -> Told:
    _forecasts(portfolio, P1=("2026-12-31", "2027-01-14", "2027-01-14"), gap=("2026-12-31", None, "2027-01-31"))
    yield
    found = {(row["project_id"], f"{row['period']:%m}"): (row["value"], row["reason"])
             for row in portfolio.rows("indicators.finish_slip_rate")}  # fmt: skip
    assert found == {
        ("P1", "01"): (None, "PERIOD_GAP"),
        ("P1", "02"): (0.5, None),
        ("P1", "03"): (0, None),
        ("gap", "01"): (None, "PERIOD_GAP"),
        ("gap", "03"): (None, "PERIOD_GAP"),
    }
