"""Plan rates, averages and exchange effects worked out a second time in Python, on rates heard of over two years."""

from tests.sql.twin.compared import OF_MONEY, told_apart
from tests.sql.twin.invented import month_end, number_of
from tests.sql.twin.money_invented import CURRENCY, FIRST, LAST, YEAR_BEGINS
from tests.sql.twin.rates import CURRENCIES, Rates, RatesInvented, effect, load_into

SEED = 2


def test_every_rate_and_every_effect_is_that_of_the_second_calculation(portfolio_of_cases) -> None:
    portfolio, invented = portfolio_of_cases(), RatesInvented.of(SEED)
    settings = {"currency": CURRENCY, "fiscal_year_start_month": str(YEAR_BEGINS)}
    portfolio.database.given("reference.settings", [
        {"name": name, "value": value} for name, value in settings.items()
    ])  # fmt: skip
    load_into(portfolio, invented)
    rates = Rates(invented.rates)
    plans, effects = [], []
    for report in invented.projects:
        of = {"project_id": report["project_id"], "period": report["period"]}
        currency = report.get("currency", CURRENCY)
        is_ours = currency == CURRENCY
        rate = 1 if is_ours else rates.plan(currency, number_of(report["period"]))
        plans.append({**of, "currency": currency, "rate": rate, "is_converted": not is_ours})
        effects.append({**of, **effect(report, rates)})
    averages = [
        {"period": month_end(place), "currency": currency, "rate": average[0], "is_partial": average[1]}
        for place in range(FIRST, LAST + 1) for currency in CURRENCIES[:3]
        if (average := rates.average(currency, place))[0] is not None
    ]  # fmt: skip
    told = {"core.plan_rates": plans, "indicators.exchange_effect": effects, "core.average_rates": averages}
    for model, rows in told.items():
        portfolio.make(model)
        assert told_apart(portfolio.database.connection, {model: rows}, OF_MONEY) == ""
    assert {row["reason"] for row in effects} == {None, "NOT_APPLICABLE", "FX_MISSING", "MISSING_INPUT(actual_cost)"}
    assert {row["is_partial"] for row in averages} == {True, False}
    assert {None, "ESTIMATED"} <= {row["flags"] for row in effects}
