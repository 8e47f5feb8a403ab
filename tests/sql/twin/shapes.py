"""The shape that all indicators have, and what is common to their second calculations."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from tests.sql.twin.invented import Row

Tables = dict[str, list[Row]]


def indicator(
    grain: str,
    row: Row,
    value: float | None,
    reason: str | None,
    flags: list[str],
    parts: tuple[Any, Any] | None = None,
    key: str | None = None,
    subject: str | None = None,
) -> Row:
    """A row of an indicator: of a project, of what `key` names inside it, or of a `subject` that belongs to none. It
    has a value where it has no reason not to; parts stand beside either, flags beside a value only."""
    project = row.get("project_id")
    inside = f"{project}|{key}" if key is not None else project
    assert reason is not None or value is not None, (row, "has neither value nor reason")
    numerator, denominator = parts or (None, None)
    return {
        "grain": grain, "subject_id": inside if subject is None else subject, "project_id": project,
        "period": row["period"], "value": None if reason else float(value),
        "numerator": numerator, "denominator": denominator, "reason": reason,
        "flags": None if reason else ",".join(sorted(set(flags))) or None,
    }  # fmt: skip


def by_place(rows: Iterable[Row]) -> dict[tuple[str, date], list[Row]]:
    """The rows of each project and month."""
    found: dict[tuple[str, date], list[Row]] = defaultdict(list)
    for row in rows:
        found[row["project_id"], row["period"]].append(row)
    return found


def of_so_few(count: int, least: int) -> str | None:
    """Why a statistic of so few says nothing; None where they are enough."""
    return f"SMALL_N({count}<{least})" if count < least else None


def reasons_told(tables: Tables) -> set[str]:
    """Every reason that the tables give, without the counts in it."""
    names = ("reason", "slip_reason", "percent_reason", "value_reason", "demand_reason", "capacity_reason")
    return {
        row[name].split("(")[0] if "<" in row[name] else row[name]
        for rows in tables.values() for row in rows for name in names if row.get(name)
    }  # fmt: skip


def flags_told(tables: Tables) -> set[str]:
    """Every flag that stands beside a value of an indicator."""
    return {
        flag for name, rows in tables.items() if name.startswith("indicators.")
        for row in rows if isinstance(row["flags"], str) for flag in row["flags"].split(",")
    }  # fmt: skip
