"""What sentences of several pages are made of."""

from collections.abc import Mapping
from typing import Any

from pmo_analytics.display import is_nothing, show
from pmo_analytics.words import say

Row = Mapping[str, Any]
LEVEL = "level"


def in_currency(row: Row) -> str:
    """'money in CNY'; '' where no currency is known."""
    return "" if is_nothing(row["currency"]) else say("sentences.facts.currency", currency=row["currency"])


def joined(parts: list[str]) -> str:
    """The first clause, a semicolon, and the others joined by 'and', as one sentence."""
    first, *others = parts
    clauses = say("sentences.and").join(others)
    return (say("sentences.semicolon").join([first, clauses]) if others else first) + say("sentences.stop")


def side(value: float, unit: str, above: str, below: str) -> str:
    """Which of two words a difference is told by: LEVEL where it is shown as nothing."""
    if show(abs(value), unit) == show(0, unit):
        return LEVEL
    return above if value > 0 else below
