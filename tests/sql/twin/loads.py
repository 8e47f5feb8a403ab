"""Typed rows as several loads bring them: corrected, withdrawn, in parts, repeated. What is known in the end is the
rows as they are given."""

from collections.abc import Callable, Iterable
from datetime import date
from random import Random

from tests.sql.conftest import Portfolio
from tests.sql.twin.invented import Row

Sent = tuple[str, date]
Load = tuple[int, list[Row]]


def load_in_parts(
    portfolio: Portfolio,
    entity: str,
    rows: list[Row],
    chance: Random,
    wrong: Callable[[Row], Row],
    keys: tuple[str, ...],
    sent: Iterable[Sent] = (),
) -> list[Load]:
    """Loads that together say `rows`: `wrong` gives other values for fields that a row has, `keys` are those that tell
    whose row it is; an amount keeps its currency, `sent` the projects and months that were sent without a row.

    A first load is replaced by the second; of some rows the second lacks a field, or has it wrong, and a third brings
    it; some rows stand in it twice, and the first one counts; a fourth load is withdrawn. Returns the first three."""
    spoiled = [row | wrong(row) for row in rows if chance.random() < 0.2]
    whole, added, divided = [], [], []
    for row in rows:
        others = {name: value for name, value in wrong(row).items() if name in row and name not in keys}
        told, place = row, whole
        if others and chance.random() < 0.1:
            name = chance.choice(sorted(others))
            identity = {one: row[one] for one in (*keys, "project_id", "period", "month", "currency") if one in row}
            added.append(identity | {name: row[name]})
            told = {one: value for one, value in row.items() if one != name}
            told |= {name: others[name]} if chance.random() < 0.5 else {}
            place = divided
        place.append(told)
        if chance.random() < 0.04:
            place.append(told | {name: value for name, value in others.items() if name in told})
    whole, added = [*divided, *whole], added[::-1]  # in the third load some stand further down than in the second
    first = portfolio.load(entity, *spoiled)
    second = portfolio.load(entity, *whole, covers=sent, replaces=first)
    third = portfolio.load(entity, *added)
    portfolio.load(entity, *(row | wrong(row) for row in rows if chance.random() < 0.1), is_active=False)
    return [(first, spoiled), (second, whole), (third, added)]
