"""Exchange rates of two fiscal years that begin in April, invented and worked out: plan rates as known in each month,
averages, and what they did to cost."""

from dataclasses import dataclass
from random import Random

from tests.sql.conftest import Portfolio
from tests.sql.twin.invented import Row, month_end, number_of
from tests.sql.twin.money_answers import answer
from tests.sql.twin.money_invented import CURRENCY, FIRST, LAST, fiscal_year, year_start

COUNT_PROJECTS = 24
CURRENCIES = ("USD", "GBP", "JPY", "CHF", CURRENCY, None)


@dataclass
class RatesInvented:
    """Reports of cost in several currencies, and the rates heard of in each month."""

    projects: list[Row]
    rates: list[Row]

    @classmethod
    def of(cls, seed: int) -> "RatesInvented":
        chance = Random(f"rates-{seed}")
        projects = [
            {"project_id": f"R{number:02}", "period": month_end(place), "state": "active",
             **({"actual_cost": 100 * (place - FIRST + number)} if chance.random() < 0.9 else {}),
             **({"currency": one} if (one := CURRENCIES[number % len(CURRENCIES)]) else {})}
            for number in range(COUNT_PROJECTS) for place in range(FIRST, LAST + 1) if chance.random() < 0.9
        ]  # fmt: skip
        months = [(place, one) for place in range(FIRST, LAST + 1) for one in CURRENCIES[:3]]
        return cls(projects, [row for place, one in months for row in _heard(chance, place, one)])


def _heard(chance: Random, place: int, currency: str) -> list[Row]:
    """What is heard of a currency in a month: now and then a plan or average of a year, often a rate of the month."""
    shared = {"currency": currency, "to_currency": CURRENCY, "period": month_end(place)}
    year = fiscal_year(place)
    found = []
    if chance.random() < 0.12:
        named = chance.choice((f"FY{year % 100}", f"FY{year}", f"{year - 1}/{year % 100}"))
        kind = chance.choice(({"rate_type": "plan"}, {}))
        found.append({**shared, **kind, "fiscal_year": named, "rate": round(chance.uniform(0.5, 1.5), 3)})
    if currency == "USD" and place == FIRST + 2:
        found.append({**shared, "rate_type": "plan", "rate": 0.777})
    if chance.random() < 0.05:
        found.append({**shared, "rate_type": "average", "fiscal_year": f"FY{year % 100}", "rate": 1.23})
    if chance.random() < 0.75:
        rate = chance.choice((round(chance.uniform(0.5, 1.5), 3),) * 12 + (0, -1))
        month = month_end(place - chance.choice((0, 0, 0, 0, 1)))
        found.append({**shared, "rate_type": "average", "month": month, "rate": rate})
    if chance.random() < 0.2:
        found.append({**shared, "rate_type": "closing", "month": month_end(place), "rate": 9.9})
    return found


def load_into(portfolio: Portfolio, invented: RatesInvented) -> None:
    """Put in reports and rates: each that is for good in a file of its own, those of single months together."""
    portfolio.load("projects", *invented.projects)
    for place in range(FIRST, LAST + 1):
        heard = [row for row in invented.rates if number_of(row["period"]) == place]
        files = [[row] for row in heard if "month" not in row] + [[row for row in heard if "month" in row]]
        for rows in files:
            if rows:
                portfolio.load("fx_rates", *rows)


class Rates:
    """What was known of the rates in each month."""

    def __init__(self, rows: list[Row]) -> None:
        self.rows = [row for row in rows if row["rate"] > 0]

    def _told(self, currency: str, kind: str, place: int) -> list[Row]:
        return [row for row in self.rows if row["currency"] == currency and row.get("rate_type", "plan") == kind
                and number_of(row["period"]) <= place]  # fmt: skip

    def plan(self, currency: str, place: int) -> float | None:
        """The newest that names the year, before the first is heard of that one; else one that names none."""
        told = self._told(currency, "plan", LAST)
        of_year = [row for row in told if _year(row) == fiscal_year(place)]
        for rows in (of_year, [row for row in told if "fiscal_year" not in row]):
            if rows:
                known = [row for row in rows if number_of(row["period"]) <= place]
                return (known[-1] if known else rows[0])["rate"]
        return None

    def average(self, currency: str, place: int) -> tuple[float | None, bool]:
        """The one stated for the year, else the mean of its months so far, and whether some of these are missing."""
        told = self._told(currency, "average", place)
        of_year = [row for row in told if _year(row) == fiscal_year(place)]
        if of_year:
            return of_year[-1]["rate"], False
        first = year_start(fiscal_year(place))
        months = {number_of(row["month"]): row["rate"] for row in told if "month" in row}
        known = [months[month] for month in range(first, place + 1) if month in months]
        return (sum(known) / len(known), len(known) < place - first + 1) if known else (None, False)


def _year(row: Row) -> int | None:
    """FY26, FY2026 and 2025/26 all name the year that ends in 2026."""
    return 2000 + int(row["fiscal_year"][-2:]) if "fiscal_year" in row else None


def effect(report: Row, rates: Rates) -> Row:
    """What cost to date is at the average rate, less what it is at the plan rate, in the project's currency."""
    place, currency, cost = number_of(report["period"]), report.get("currency", CURRENCY), report.get("actual_cost")
    if currency == CURRENCY:
        return answer(None, "NOT_APPLICABLE")
    plan, (average, is_partial) = rates.plan(currency, place), rates.average(currency, place)
    why = None if cost is not None else "MISSING_INPUT(actual_cost)"
    why = why or (None if plan and average else "FX_MISSING")
    return answer(None if why else cost * (average / plan - 1), why, {"ESTIMATED"} if is_partial else set())
