"""What stands beside a change of money: how many projects it speaks of, and what part of it is moved budget."""

from collections.abc import Iterator

import pandas as pd

from pmo_analytics.display import is_nothing, show
from pmo_analytics.words import say


def notes(card: pd.Series) -> Iterator[str]:
    """By how much budgets moved, and that projects known in one of the months only are not in the change. Of a card
    with change, budget_change, count_both, count_before, count_with_value."""
    if is_nothing(card["change"]):
        return
    moved = card["budget_change"]
    if not is_nothing(moved) and show(moved, "money") != "0":
        yield say(f"changes.budgets_{'rose' if moved > 0 else 'fell'}", money=show(abs(moved), "money"))
    if not is_nothing(card["count_both"]):
        only_in_one = int(card["count_before"] + card["count_with_value"] - 2 * card["count_both"])
        if only_in_one:
            yield say("changes.only_in_one", count=only_in_one)


def good_way(card: pd.Series, good: str | None, moved: str) -> str | None:
    """`good`, unless the change goes another way than it would at the budgets of the compared month: then none is.
    `moved` says what a higher budget does to the figure: 'raises' or 'lowers' it."""
    change, budgets = card["change"], card["budget_change"]
    if is_nothing(change) or is_nothing(budgets):
        return good
    at_old_budgets = change - budgets if moved == "raises" else change + budgets
    return good if change * at_old_budgets > 0 else None
