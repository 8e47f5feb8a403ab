"""A budget table of a fiscal year, and what is told of that year in March."""

from collections.abc import Iterable
from datetime import date

from tests.sql.conftest import month_end

MARCH = "2026-03-31"
YEAR = {"baseline_start": "2026-01-01", "baseline_finish": "2026-12-31", "actual_start": "2026-01-01"}
MONTHS = [f"2026-{number:02}" for number in range(1, 13)]


def end(month: str) -> str:
    return month_end(month).isoformat()


def lines(project: str, months: Iterable[str] = MONTHS, actual: dict[str, float] | None = None, **more) -> list[dict]:
    """A budget of 100 and a forecast of 110 in each of `months`; costs as given."""
    booked = {"2026-01": 90, "2026-02": 130, "2026-03": 50} if actual is None else actual
    return [
        {"project_id": project, "month": end(month), "budget": 100, "actual": booked.get(month),
         "forecast": None if month <= "2026-03" else 110, **more}
        for month in months
    ]  # fmt: skip


def indicators(portfolio, project: str, *names: str) -> dict[str, tuple]:
    """(value, reason, light) of these indicators in March."""
    rows = portfolio.only(*names).rows("marts.indicators", project_id=project, period=date.fromisoformat(MARCH))
    return {
        row["indicator"]: (None if row["value"] is None else round(row["value"], 9), row["reason"], row["light"])
        for row in rows
    }


def indicator(portfolio, project: str, name: str) -> tuple:
    return indicators(portfolio, project, name)[name]


def year(portfolio, project: str) -> dict:
    (row,) = portfolio.rows("core.budget_year", project_id=project, period=date.fromisoformat(MARCH))
    return row
