"""What a card says of a change of money."""

from typing import Any

import pandas as pd
import pytest

from pmo_analytics.ui import changes


def card(change: float | None, budget_change: float | None = None, both: int | None = 5, **more: Any) -> pd.Series:
    return pd.Series({"change": change, "budget_change": budget_change, "count_both": both, "count_before": 5,
                      "count_with_value": 5} | more)  # fmt: skip


@pytest.mark.parametrize(
    ("one", "said"),
    [
        (card(-8.5e6, 16e6), ["budgets were raised by 16.0M"]),
        (card(3e6, -2e6, both=4),
         ["budgets were cut by 2.0M", "like for like: without 2 projects"]),
        (card(3e6, 0.0), []),
        (card(3e6, None, both=5, count_before=6), ["like for like: without one project"]),
        (card(1.0, None, both=None), []),
        (card(None, 16e6, both=4), []),
    ],
)  # fmt: skip
def test_moved_budgets_and_projects_of_one_month_are_told(one: pd.Series, said: list[str]) -> None:
    assert list(changes.notes(one)) == said


@pytest.mark.parametrize(
    ("change", "budgets", "moved", "good"),
    [
        (-8.5e6, 16e6, "lowers", None),  # an overrun falls only because budgets rose
        (-8.5e6, 2e6, "lowers", "lower"),
        (7.5e6, 16e6, "lowers", "lower"),
        (8.5e6, 16e6, "raises", None),  # the same as budget less estimate
        (8.5e6, 0.0, "raises", "lower"),
        (8.5e6, None, "raises", "lower"),
    ],
)
def test_a_change_that_is_moved_budget_is_neither_good_nor_bad(
    change: float, budgets: float | None, moved: str, good: str | None
) -> None:
    assert changes.good_way(card(change, budgets), "lower", moved) == good
