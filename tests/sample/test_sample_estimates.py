"""The money of the sample, worked out another way: estimates from their parts, cards from their projects."""

from collections.abc import Callable
from datetime import date

import pandas as pd
import pytest

from pmo_analytics import warehouse
from pmo_analytics.warehouse import Filters

pytestmark = pytest.mark.usefixtures("sample")

APRIL, MAY, SEPTEMBER, OCTOBER = date(2026, 4, 30), date(2026, 5, 31), date(2026, 9, 30), date(2026, 10, 31)
COST, RECENT = "cost_performance_index", "cost_performance_index_three_months"
SCHEDULE, TIME = "schedule_performance_index", "schedule_performance_index_time"
EFFICIENCIES: dict[str, Callable[[pd.DataFrame], pd.Series]] = {
    "schedule": lambda index: index[SCHEDULE],
    "earned_schedule": lambda index: index[TIME],
    "three_months": lambda index: index[RECENT],
    "schedule_cost": lambda index: index[COST] * index[SCHEDULE],
    "earned_schedule_cost": lambda index: index[COST] * index[TIME],
    "weighted": lambda index: 0.8 * index[COST] + 0.2 * index[SCHEDULE],
    "weighted_earned_schedule": lambda index: 0.8 * index[COST] + 0.2 * index[TIME],
}


@pytest.mark.parametrize("variant", EFFICIENCIES)
def test_an_estimate_is_what_is_spent_and_the_rest_at_its_efficiency(variant: str) -> None:
    indicators = warehouse.read("indicators")
    indicators = indicators[indicators["grain"] == "project"]
    values = indicators.pivot(index=["project_id", "period"], columns="indicator", values="value")
    facts = warehouse.read("earned_value").set_index(["project_id", "period"])
    facts = facts[facts["progress_state"] == "IN_PROGRESS"]
    left = facts["budget_at_completion"] - facts["earned_value"]
    expected = facts["actual_cost"] + left / EFFICIENCIES[variant](values.loc[facts.index])
    found = values.loc[facts.index][f"estimate_at_completion_{variant}"]
    known = found.dropna()
    assert len(known) > 200
    pd.testing.assert_series_equal(known, expected[known.index], check_names=False, rtol=1e-12)
    # where there is no estimate, it cannot be worked out either, or nothing is left to do
    unknown = expected[found.isna()].dropna()
    assert unknown.empty or (left[unknown.index] <= 0).all()


def test_nothing_more_is_expected_of_a_cancelled_project_and_an_old_forecast_is_told() -> None:
    years = warehouse.read("budget_year", Filters(period=SEPTEMBER)).set_index("project_id")
    cancelled, on_hold, live = years.loc["HH-146"], years.loc["HH-132"], years.loc["HH-101"]
    assert cancelled["forecast_this_year"] == cancelled["actual_year_to_date"] == 350_000
    assert (cancelled["forecast_carried"], live["forecast_carried"]) == (0, 0)
    assert on_hold["forecast_this_year"] - on_hold["actual_year_to_date"] == on_hold["forecast_carried"] == 3_909_000
    assert on_hold["forecast_period"].date() == date(2026, 6, 30)
    cards = warehouse.read("budget_cards", Filters(period=SEPTEMBER, compared=date(2026, 8, 31)))
    (card,) = cards[(cards["card"] == "full_year_forecast") & (cards["period"].dt.month == 9)].to_dict("records")
    assert card["carried"] == 3_909_000


def test_the_cards_of_the_year_add_up() -> None:
    cards = warehouse.read("budget_cards", Filters(period=OCTOBER, compared=SEPTEMBER))
    now = cards[cards["period"] == pd.Timestamp(OCTOBER)].set_index("card")
    budget, spent, forecast = now.loc["budget_this_year"], now.loc["actual_year_to_date"], now.loc["full_year_forecast"]
    assert {row["count_with_value"] for row in (budget, spent, forecast)} == {38}
    assert forecast["value"] - budget["value"] == pytest.approx(forecast["change"])
    assert set(budget["left_out_names"]) == {"Gothenburg demo lab", "Site energy metering"}
    assert (budget["left_out"], spent["left_out"]) == (6_306_000, 1_502_000)


def test_an_overrun_that_falls_by_a_larger_budget_says_so_and_its_change_is_that_of_the_bridge() -> None:
    may = Filters(period=MAY, compared=APRIL)
    cards = warehouse.read("overview_cards", may)
    (card,) = cards[(cards["card"] == "forecast_overrun") & (cards["period"] == pd.Timestamp(MAY))].to_dict("records")
    steps = warehouse.read("estimate_bridge", may)
    estimates = steps[steps["step"].isin(["project", "others"])]["amount"].sum()
    assert card["budget_change"] == 16_000_000
    assert card["change"] == pytest.approx(estimates - 16_000_000) and card["change"] < 0 < estimates


def test_a_project_that_went_is_not_in_the_change_of_the_estimates() -> None:
    october = Filters(period=OCTOBER, compared=SEPTEMBER)
    cards = warehouse.read("earned_value_cards", october)
    card = cards[(cards["card"] == "estimate") & (cards["period"] == pd.Timestamp(OCTOBER))].iloc[0]
    steps = warehouse.read("estimate_bridge", october).set_index("step")
    assert card["change"] > 0 > card["value"] - steps.loc["before", "total"]
    assert card["change"] == pytest.approx(card["value"] - steps.loc["before", "total"] - steps.loc["silent", "amount"])
    assert (card["count_before"], card["count_both"], card["count_with_value"]) == (38, 37, 37)
