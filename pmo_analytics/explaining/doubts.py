"""The amounts that jumped like another unit and that a card of a page rests on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pmo_analytics import warehouse
from pmo_analytics.display import show
from pmo_analytics.explaining.tracing import plain_row
from pmo_analytics.naming import field
from pmo_analytics.warehouse import Filters
from pmo_analytics.words import say

MOST_NAMED = 3


@dataclass(frozen=True)
class Doubt:
    """An amount of a project that jumped by a `power` of ten on `jumped_on`, against what was reported for
    `period_before`; the figure of `card` in `period` rests on it. It `is_compared` where that is the month compared
    with, `is_alike` where the budget jumped by the same power."""

    card: str
    project_id: str
    project_name: str
    period: date
    is_compared: bool
    field: str
    jumped_on: date
    amount: float
    amount_before: float
    period_before: date
    power: int
    is_alike: bool


def doubts(filters: Filters) -> tuple[Doubt, ...]:
    """What the cards of all pages rest on in the month shown and in the compared one; the largest jump first."""
    return tuple(Doubt(**plain_row(row)) for row in warehouse.read("amounts_in_doubt", filters).to_dict("records"))


def told(found: Sequence[Doubt]) -> str:
    """'Alpha, Budget at completion, is about 1,000 times in 2026-04 what it was in 2026-03': each amount once; of those
    that jumped as their budget did the budget alone."""
    once = {(one.project_id, one.field, one.jumped_on): one for one in found}
    budgets = {(one.project_id, one.jumped_on) for one in once.values() if not one.is_alike}
    plain = [one for one in once.values() if not one.is_alike or (one.project_id, one.jumped_on) not in budgets]
    more = len(plain) - MOST_NAMED
    named = [*map(_told, plain[:MOST_NAMED]), *([say("doubts.more", count=more)] if more > 0 else [])]
    return say("doubts.separator").join(named)


def _told(one: Doubt) -> str:
    return say(
        "doubts.up" if one.power > 0 else "doubts.down", project=one.project_name, name=field(one.field),
        times=f"{10 ** abs(one.power):,}", month=show(one.jumped_on, "month"), before=show(one.period_before, "month"),
    )  # fmt: skip
