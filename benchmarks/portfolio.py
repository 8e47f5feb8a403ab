"""Monthly trackers of an invented portfolio, one workbook a month, as large as asked for and always the same.

    python -m benchmarks.portfolio --projects 100 --periods 12 --out folder
"""

import argparse
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random

import xlsxwriter

from benchmarks.invented import Project, month_end, person

Cell = str | int | float | date | None
Row = list[Cell]

RISK_CATEGORIES = ("Supplier", "Technical", "People", "Budget", "Legal", "Safety")
MILESTONES = ("Charter approved", "Design agreed", "Contract signed", "Prototype shown", "Build complete", "Tested")


@dataclass(frozen=True)
class Size:
    """How much there is: projects in the portfolio, workbooks, and rows of each kind for a project."""

    projects: int = 100
    periods: int = 12
    milestones: int = 10
    risks: int = 6
    assignments: int = 8
    seed: int = 1


def write_portfolio(folder: Path, size: Size) -> list[Path]:
    """The workbooks written into `folder`, oldest first."""
    folder.mkdir(parents=True, exist_ok=True)
    projects = [Project.invented(size.seed, number, size.assignments) for number in range(1, size.projects + 1)]
    return [_write_workbook(folder, projects, month_end(place), size) for place in range(size.periods)]


def _write_workbook(folder: Path, projects: list[Project], period: date, size: Size) -> Path:
    path = folder / f"Portfolio tracker {period:%Y-%m}.xlsx"
    with xlsxwriter.Workbook(path, {"constant_memory": True, "default_date_format": "yyyy-mm-dd"}) as workbook:
        workbook.set_properties({"created": datetime.combine(period, time())})
        for name, (headers, rows_of) in SHEETS.items():
            sheet = workbook.add_worksheet(name)
            sheet.write_row(0, 0, ["Reporting period", "Project ID", *headers])
            rows = ([f"{period:%Y-%m}", one.id, *row] for one in projects for row in rows_of(one, period, size))
            for place, row in enumerate(rows, start=1):
                _write_row(sheet, place, row)
    return path


def _write_row(sheet: xlsxwriter.worksheet.Worksheet, place: int, row: Row) -> None:
    for column, value in enumerate(row):
        if isinstance(value, date):
            sheet.write_datetime(place, column, value)
        elif value is not None:
            sheet.write(place, column, value)


def _project(one: Project, period: date, size: Size) -> Iterator[Row]:
    done, planned = one.done(period), one.planned(period)
    has_started, has_finished = done > 0, done >= 1
    speed = done / planned if planned else 1.0
    yield [
        one.name, one.department, one.programme, one.manager, one.stage(period), period,
        one.start, one.finish, one.forecast_finish, one.start if has_started else None,
        one.forecast_finish if has_finished else None, round(done, 3), one.budget, round(one.budget * planned, 2),
        round(one.spent(period), 2) if has_started else None, round(one.budget / one.thrift, 2),
        one.light(min(speed, one.thrift)), one.light(speed), one.light(one.thrift),
        f"{one.stage(period)} goes on; {round(100 * done)} percent of the work is done.",
    ]  # fmt: skip


def _milestones(one: Project, period: date, size: Size) -> Iterator[Row]:
    for place in range(1, size.milestones + 1):
        share = place / size.milestones
        baseline = one.start + (one.finish - one.start) * share
        forecast = one.start + (one.forecast_finish - one.start) * share
        is_done = forecast <= period
        yield [
            f"{one.id}-M{place:02}", f"{MILESTONES[place % len(MILESTONES)]} {place}", baseline, forecast,
            forecast if is_done else None, one.manager, "Done" if is_done else "Open",
        ]  # fmt: skip


def _baseline(one: Project, period: date, size: Size) -> Iterator[Row]:
    for place in range(one.count_months):
        month = month_end(place, one.start)
        yield ["1", month, round(one.budget * one.planned(month), 2)]


def _budget(one: Project, period: date, size: Size) -> Iterator[Row]:
    for number in range(1, 13):
        month = month_end(number - 1, date(period.year, 1, 1))
        before = month_end(-1, month)
        budget = one.budget * (one.planned(month) - one.planned(before))
        spent = one.spent(month) - one.spent(before)
        for cost_type, share in (("Capital", 0.7), ("Operating", 0.3)):
            cost = round(spent * share, 2)
            is_past = month <= period
            yield [month, cost_type, round(budget * share, 2), cost if is_past else None, None if is_past else cost]


def _risks(one: Project, period: date, size: Size) -> Iterator[Row]:
    for place in range(1, size.risks + 1):
        random = Random(f"{size.seed}-{one.number}-risk-{place}")
        raised = one.start + timedelta(days=random.randint(0, 200))
        closed = raised + timedelta(days=random.randint(60, 500))
        category = random.choice(RISK_CATEGORIES)
        row = [
            f"{one.id}-R{place}", f"The {category.lower()} side may fail on point {place}",
            category, random.choice((0.1, 0.3, 0.5, 0.7, 0.9)),
            round(one.budget * random.uniform(0.01, 0.15), -2), person(random), raised,
            raised + timedelta(days=random.randint(30, 180)), closed if closed <= period else None,
            "Closed" if closed <= period else "Open", f"Agree a second way for point {place}",
        ]  # fmt: skip
        if raised <= period:
            yield row


def _assignments(one: Project, period: date, size: Size) -> Iterator[Row]:
    if not one.start <= month_end(2, period) or one.done(period) >= 1:
        return
    for name, role, hours in one.team:
        for ahead in range(3):
            yield [name, role, month_end(ahead, period), hours, round(hours / one.thrift) if ahead == 0 else None]


RowsOf = Callable[[Project, date, Size], Iterator[Row]]

SHEETS: dict[str, tuple[tuple[str, ...], RowsOf]] = {
    "Projects": (
        (
            "Project name", "Department", "Programme", "Project manager", "Stage", "Status date", "Baseline start",
            "Baseline finish", "Forecast finish", "Actual start", "Actual finish", "% complete", "BAC",
            "Planned value", "Actual cost", "EAC", "Overall RAG", "Schedule RAG", "Cost RAG",
            "Comments",
        ),
        _project,
    ),
    "Milestones": (
        ("Milestone ID", "Milestone", "Baseline date", "Forecast date", "Actual date", "Owner", "Status"),
        _milestones,
    ),
    "Baseline": (("Baseline version", "Month", "Planned value"), _baseline),
    "Budget": (("Month", "Cost type", "Budget", "Actual", "Forecast"), _budget),
    "Risks": (
        (
            "Risk ID", "Risk description", "Category", "Probability", "Cost impact", "Owner", "Raised on", "Due date",
            "Closed on", "Status", "Mitigation",
        ),
        _risks,
    ),
    "Assignments": (("Person", "Role", "Month", "Planned hours", "Actual hours"), _assignments),
}  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description="Write the monthly workbooks of an invented portfolio.")
    for name, default in vars(Size()).items():
        parser.add_argument(f"--{name}", type=int, default=default)
    parser.add_argument("--out", type=Path, required=True)
    asked = vars(parser.parse_args())
    for path in write_portfolio(asked.pop("out"), Size(**asked)):
        print(path)


if __name__ == "__main__":
    main()
