"""Tests that look at nothing but projects of their own, on one portfolio that is made once for all of them."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from tests.sql.conftest import Portfolio, Row, all_models

OF_A_PROJECT = ("project_id", "project_code", "project_name")
Told = Iterator[None]


class Part:
    """What one of several tests that tell a portfolio of their projects sees of it: its own."""

    def __init__(self, whole: Portfolio, mark: str) -> None:
        self.whole, self.mark = whole, mark

    def load(self, entity: str, /, *rows: Row, covers: Iterable[tuple[str, str]] = (), **how: Any) -> int:
        marked = [row | {name: self.mark + row[name] for name in OF_A_PROJECT if row.get(name)} for row in rows]
        assert all(any(row.get(name) for name in OF_A_PROJECT) for row in rows), "a row of no project is of all tests"
        covered = [(self.mark + project, period) for project, period in covers]
        return self.whole.load(entity, *marked, covers=covered, **how)

    def only(self, *indicators: str, light: str | None = None) -> "Part":
        self.whole.only(*indicators, light=light)
        return self

    def rows(self, name: str, /, **where: Any) -> list[Row]:
        assert "project_id" in all_models()[name].header.column_names, f"{name} is not of projects"
        if "project_id" in where:
            where["project_id"] = self.mark + where["project_id"]
        found = [row for row in self.whole.rows(name, **where) if row["project_id"].startswith(self.mark)]
        named = ("subject_id", *OF_A_PROJECT)
        return [row | {name: row[name].removeprefix(self.mark) for name in named if row.get(name)} for row in found]

    values = Portfolio.values


class Together:
    """`@together` above tests that look at nothing but projects of their own: their portfolio is made once for all.

    Each first tells of its projects, then yields, so that the others can tell of theirs, and then looks."""

    def __init__(self) -> None:
        self.tests: dict[str, Callable[[Part], Told]] = {}
        self.begun_by: object = None
        self.waiting: dict[str, Told] = {}

    def __call__(self, test: Callable[[Part], Told]) -> Callable[..., None]:
        name = test.__name__
        self.tests[name] = test

        def look(portfolio_of_cases: Callable[[], Portfolio]) -> None:
            if self.begun_by is not portfolio_of_cases:
                self._begin(portfolio_of_cases())
                self.begun_by = portfolio_of_cases
            assert next(self.waiting.pop(name), "all") == "all", f"{name} yields once"

        look.__name__, look.__doc__ = name, test.__doc__
        return look

    def _begin(self, whole: Portfolio) -> None:
        self.waiting = {
            name: test(Part(whole, f"{place}: ")) for place, (name, test) in enumerate(self.tests.items(), start=1)
        }
        for telling in self.waiting.values():
            next(telling)
