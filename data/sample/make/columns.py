"""The sheets of the tracker: where the rows of each come from, and how its columns look in either language."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from data.sample.make import governance, records, registers, schedules
from data.sample.make.model import settings
from data.sample.make.records import Row

ROWS: dict[str, Callable[[int, str], Iterator[Row]]] = {
    "project": records.project_rows, "milestone": records.milestone_rows, "task": schedules.task_rows,
    "baseline": records.baseline_rows,
    "curve": records.curve_rows, "budget": records.budget_rows, "people": records.people_rows,
    "assignment": records.assignment_rows, "risk": registers.risk_rows, "issue": registers.issue_rows,
    "change": registers.change_rows, "decision": registers.decision_rows, "action": governance.action_rows,
    "benefit": governance.benefit_rows, "gate": governance.gate_rows, "course": registers.course_rows,
    "lesson": registers.lesson_rows, "rate": records.rate_rows,
}  # fmt: skip


@dataclass(frozen=True)
class Column:
    """`kind`: text, long, word, light, day, money, share, count, or months for a block of month columns."""

    key: str
    header: str
    kind: str
    width: int


@dataclass(frozen=True)
class Sheet:
    key: str
    name: str
    columns: tuple[Column, ...]

    @property
    def has_months(self) -> bool:
        return any(column.kind == "months" for column in self.columns)


def sheets(language: str) -> Iterator[Sheet]:
    """Every sheet in one language."""
    place = 0 if language == "en" else 1
    for key, entry in settings("columns").items():
        columns = (Column(name, told[place], told[2], told[3]) for name, told in entry["columns"].items())
        yield Sheet(key, entry["name"][place], tuple(columns))
