"""Amounts that another unit would explain, and how long a project's figures rest on them."""

from itertools import pairwise
from math import log10

from tests.sql.twin.invented import Row

LEAST, GREATEST, NEAR = 2, 4, 0.2
# An amount of a month is in what is added up until the amount to date is reported.
TO_DATE = {f"{name}_this_period": name for name in ("actual_cost", "earned_value", "planned_value")}


def doubtful(reports: dict[int, Row], names: set[str], currency: dict[int, str | None]) -> dict[int, set[str]]:
    """The fields that each month rests on and that jumped when they, or the amount to date, were last reported."""
    found: dict[int, set[str]] = {place: set() for place in reports}
    for name in sorted(names):
        for jumped in _jumps(reports, name, currency):
            to_date = TO_DATE.get(name, name)
            anew = min((one for one in reports if one > jumped and to_date in reports[one]), default=max(reports) + 1)
            for place in reports:
                if jumped <= place < anew:
                    found[place].add(name)
    return found


def power(amount: float, before: float) -> int | None:
    """The power of ten that an amount jumped by, where that is about a whole one from a hundred on."""
    size = log10(amount / before)
    whole = round(size)
    return whole if LEAST <= abs(whole) <= GREATEST and abs(size - whole) <= NEAR else None


def _jumps(reports: dict[int, Row], name: str, currency: dict[int, str | None]) -> list[int]:
    """The months in which an amount jumped against the last one above nought in its currency, but for a step back."""
    found: list[int] = []
    for one in sorted({currency.get(place) or "" for place in reports}):
        told = [(place, reports[place][name]) for place in sorted(reports)
                if reports[place].get(name, 0) > 0 and (currency.get(place) or "") == one]  # fmt: skip
        steps = [(place, power(amount, before)) for (_, before), (place, amount) in pairwise(told)]
        found += [place for order, (place, step) in enumerate(steps)
                  if step and not (order and steps[order - 1][1] == -step)]  # fmt: skip
    return found
