"""From a card of a portfolio's page back to the projects, people or roles that it is made of, and to those left out.

The table `CARDS` says what each card is: how it adds up, and what its parts are measured in.
"""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

from pmo_analytics import warehouse
from pmo_analytics.display import show
from pmo_analytics.errors import UnknownName
from pmo_analytics.explaining.doubts import Doubt, doubts
from pmo_analytics.explaining.tracing import plain_row
from pmo_analytics.explaining.values import as_plain
from pmo_analytics.warehouse import Filters

Adds = Literal["sum", "ratio", "count", "share", "median"]
PARTS = {"project": "card_projects", "person": "card_people", "role": "card_people"}  # kind -> query


@dataclass(frozen=True)
class Card:
    """A card `name` of a page. `unit` is that of its figure, `of` that of its parts, `ratio_of` that of what ratios are
    made of, `ratio` their names as fields or indicators; `kind` is who brings the parts, `sign` says that they are
    variances."""

    page: str
    name: str
    unit: str
    adds: Adds
    of: str
    kind: Literal["project", "person", "role"] = "project"
    ratio: tuple[str, str] = ("", "")
    ratio_of: str = "money"
    sign: bool = False

    @property
    def address(self) -> str:
        """'overview.red_projects'."""
        return f"{self.page}.{self.name}"


CARDS = {
    card.address: card
    for card in (
        Card("overview", "projects", "count", "count", "light"),
        Card("overview", "budget", "money", "sum", "money"),
        Card("overview", "red_projects", "count", "count", "light"),
        Card("overview", "forecast_overrun", "money", "sum", "money", sign=True),
        Card("overview", "budget_spent", "percent", "ratio", "percent", ratio=("actual_cost", "budget_at_completion")),
        Card("overview", "finish_on_time", "percent", "share", "days"),
        Card("overview", "green_said_red", "count", "count", "light"),
        Card("schedule", "far_late", "count", "count", "days"),
        Card("schedule", "median_slip", "days", "median", "days"),
        Card("schedule", "milestones_overdue", "count", "sum", "count"),
        Card("schedule", "milestones_due", "count", "sum", "count"),
        Card("schedule", "hit_rate", "percent", "ratio", "percent", ratio_of="count"),
        Card("schedule", "task_execution", "ratio", "ratio", "ratio", ratio_of="count"),
        Card("schedule", "tasks_missed", "percent", "ratio", "percent", ratio_of="count"),
        Card("schedule", "tasks_overdue", "count", "sum", "count"),
        Card("budget", "budget_this_year", "money", "sum", "money"),
        Card("budget", "actual_year_to_date", "money", "sum", "money"),
        Card("budget", "full_year_forecast", "money", "sum", "money"),
        Card(
            "budget",
            "budget_execution_rate",
            "percent",
            "ratio",
            "percent",
            ratio=("actual_year_to_date", "budget_this_year"),
        ),
        Card("earned_value", "cost_index", "ratio", "ratio", "ratio", ratio=("earned_value", "actual_cost")),
        Card("earned_value", "schedule_index", "ratio", "ratio", "ratio", ratio=("earned_value", "planned_value")),
        Card("earned_value", "estimate", "money", "sum", "money"),
        Card("earned_value", "variance", "money", "sum", "money", sign=True),
        Card("capacity", "over_people", "count", "count", "hours", "person"),
        Card("capacity", "over_hours", "hours", "sum", "hours", "person"),
        Card("capacity", "short_roles", "count", "count", "hours", "role"),
        Card("capacity", "free_hours", "hours", "sum", "hours", "person"),
        Card("risk", "open", "count", "sum", "count"),
        Card("risk", "extreme", "count", "sum", "count"),
        Card("risk", "exposure", "money", "sum", "money"),
        Card("risk", "overdue", "count", "sum", "count"),
    )
}


@dataclass(frozen=True)
class CardPart:
    """What one project, person or role brings to a card; `reason` why it brings nothing. It is not `is_asked` where the
    card says nothing about it. `counts` is None where nothing is counted, `indicator` the one that explains it."""

    subject_id: str
    subject_name: str
    project_id: str | None
    value: float | None
    light: str | None
    numerator: float | None
    denominator: float | None
    indicator: str | None
    counts: bool | None
    is_asked: bool
    reason: str | None


@dataclass(frozen=True)
class CardExplanation:
    """Where the figure of a card comes from; `reason` says why it has none, `in_doubt` which amounts it rests on that
    jumped like another unit."""

    card: Card
    period: date
    value: float | None
    reason: str | None
    parts: tuple[CardPart, ...]
    in_doubt: tuple[Doubt, ...] = ()

    @property
    def known(self) -> list[CardPart]:
        """The parts that the figure is made of."""
        return [part for part in self.parts if part.reason is None]

    @property
    def count_counted(self) -> int:
        """How many of them are counted."""
        return sum(bool(part.counts) for part in self.known)

    @property
    def left_out(self) -> Counter[str]:
        """How many bring nothing although they should, by reason; the most frequent first."""
        return Counter(part.reason for part in self.parts if part.reason and part.is_asked)

    @property
    def not_asked(self) -> Counter[str]:
        """How many the card says nothing about, by reason."""
        return Counter(part.reason for part in self.parts if part.reason and not part.is_asked)

    def as_json(self) -> dict[str, Any]:
        """The same as plain values: dates ISO, numbers unrounded."""
        return as_plain(self)


def explain_card(address: str, filters: Filters) -> CardExplanation:
    """Where a card of a page comes from, `address` as in CARDS, for the month and the projects of `filters`; without a
    month, of the last one. UnknownName where there is no such card, or nothing in that month."""
    if address not in CARDS:
        raise UnknownName("cards.unknown", card=address, known=", ".join(CARDS))
    card = CARDS[address]
    asked = filters if filters.period else replace(filters, period=max(warehouse.periods(filters.as_of), default=None))
    figures, parts = warehouse.read(f"{card.page}_cards", asked), warehouse.read(PARTS[card.kind], asked)
    is_shown = (figures["card"] == card.name) & (figures["period"].dt.date == asked.period)
    if not is_shown.any():
        raise UnknownName("cards.no_month", card=address, period=show(asked.period, "month"))
    shown = plain_row(figures[is_shown].to_dict("records")[0])
    made_of = parts[parts["card"] == card.name].to_dict("records")
    in_doubt = tuple(one for one in doubts(asked) if one.card == card.name and not one.is_compared)
    return CardExplanation(card, asked.period, shown["value"], shown["reason"], tuple(map(_part, made_of)), in_doubt)


def _part(row: dict[str, Any]) -> CardPart:
    plain = plain_row(row)
    return CardPart(**{name: plain[name] for name in CardPart.__dataclass_fields__})
