"""Tasks, dependencies and calendars as loaded, and each table that is made of them, worked out a second time."""

from dataclasses import dataclass
from datetime import date, datetime
from random import Random

from tests.sql.conftest import Portfolio
from tests.sql.twin.calendars import days_to_finish, working_days
from tests.sql.twin.dependencies import dependency_tables
from tests.sql.twin.finishes import finish_tables
from tests.sql.twin.invented import Row, month_end
from tests.sql.twin.loads import Load, load_in_parts
from tests.sql.twin.promises import month_before, tasks_expected
from tests.sql.twin.reports import Place, Reports
from tests.sql.twin.shapes import Tables, by_place
from tests.sql.twin.task_figures import TaskFigures
from tests.sql.twin.tasks import task_dates, task_rollup, task_totals
from tests.sql.twin.tasks_invented import calendar, dependencies, tasks, wrong_dependency, wrong_task

OF_TOTALS = (
    "baseline_execution_index", "hit_task_rate", "missed_task_rate", "count_tasks_overdue", "median_task_overdue_days",
    "overdue_task_ratio", "count_negative_float_tasks", "count_near_critical_tasks", "high_float_task_ratio",
    "critical_task_ratio",
)  # fmt: skip
RECEIVED = (date(2024, 10, 5), date(2025, 3, 5), date(2025, 6, 8))  # the first three loads of tasks
CLOSED = {month_end(3): datetime(2024, 10, 4), month_end(8): datetime(2024, 10, 6), month_end(16): datetime(2025, 4, 1)}
REOPENED = {month_end(6): datetime(2025, 12, 1), month_end(10): datetime(2025, 12, 1)}  # as if it had never been closed


@dataclass
class TaskTables:
    """What is loaded, and the rows of each table by its name."""

    reports: Reports
    seed: int

    def load(self, portfolio: Portfolio) -> Tables:
        """Load everything; the tables depend on which rows stood in which load."""
        self.reports.load(portfolio)
        chance = Random(self.seed)
        rows, without = tasks(self.reports, self.seed)
        keys = ("task_id", "wbs", "task_name")
        loads = load_in_parts(portfolio, "tasks", rows, chance, wrong_task, keys, without)
        given = portfolio.database.connection.execute
        for (number, _), day in zip(loads, RECEIVED, strict=True):
            given("update ledger.files set received_on = ? where file_id = ?", [day, number])
        events = [("close", period, at) for period, at in (*CLOSED.items(), *REOPENED.items())]
        events += [("reopen", period, at) for period, at in REOPENED.items()]
        for number, (kind, period, at) in enumerate(events, start=1):
            given("insert into ledger.events (event_id, kind, recorded_at, payload) values (?, ?, ?, ?)",
                  [number, kind, at, f'{{"period": "{period}"}}'])  # fmt: skip
        awaited, waiting_for_none = dependencies(self.reports, self.seed)
        load_in_parts(
            portfolio, "dependencies", awaited, chance, wrong_dependency, ("dependency_id",), waiting_for_none
        )
        calendars = self._calendars(chance)
        for period, days in calendars:
            portfolio.load("calendars", *(row | {"period": period} for row in days))
        return self._tables(rows, without, loads, calendars) | dependency_tables(
            self.reports, awaited, waiting_for_none
        )

    def _calendars(self, chance: Random) -> list[tuple[date, list[Row]]]:
        """One for everybody, then one with a name, which counts until there is a second."""
        named = (None, None), (11, "CN"), (17, "DE")
        return [
            (
                month_end(place or 5),
                [row | ({"calendar_name": name} if name else {}) for row in calendar(chance, month_end(place or 5))],
            )
            for place, name in named
        ]

    def _tables(self, rows: list[Row], without: list[Place], loads: list[Load], calendars: list) -> Tables:
        dates = task_dates(rows, self.reports)
        rollup = {place: told[0] for place, told in by_place(task_rollup(dates)).items()}
        reports = self.reports = self.reports.knowing(rollup.values())
        sent = {(row["project_id"], row["period"]) for row in rows} | set(without)
        totals = task_totals(reports, dates, sent)
        days = working_days(sorted({period for _, period in reports.known}), calendars)
        ahead = {
            place: told[0] for place, told in by_place(days_to_finish(reports, rollup, days, calendars[0][0])).items()
        }
        received = {number: day for (number, _), day in zip(loads, RECEIVED, strict=True)}
        expected = tasks_expected(reports, loads, received, CLOSED, dates)
        tables: Tables = {
            "core.task_dates": dates, "core.task_rollup": list(rollup.values()), "core.task_totals": totals,
            "core.task_summaries": [{name: row[name] for name in ("project_id", "period", "row_key")}
                                    for row in dates if row["is_summary"]],
            "core.tasks_expected": expected, "core.days_to_finish": list(ahead.values()),
            "core.working_days": [{"period": period, "day": day, "hours": hours}
                                  for period, told in days.items() for day, hours in told.items()],
        }  # fmt: skip
        of_expected = by_place(expected)
        for total in totals:
            place = total["project_id"], total["period"]
            known, rolled, path = reports.known[place], rollup.get(place), ahead[place]
            figures = TaskFigures(total)
            made = {name: getattr(figures, name)() for name in OF_TOTALS}
            made["critical_path_length_index"] = figures.critical_path_length_index(
                path["working_days"], path["reason"], ["ESTIMATED"] * path["is_estimated"]
            )
            begun = reports.reported[place].get("actual_start") or (rolled or {}).get("actual_start")
            made["float_consumption_index"] = figures.float_consumption_index(
                begun, known["baseline_start"], known["status_date"]
            )
            made["percent_complete_of_tasks"] = figures.percent_complete_of_tasks(rolled)
            was_sent = (place[0], month_before(place[1])) in sent
            made["current_execution_index"] = figures.current_execution_index(was_sent, of_expected.get(place, []))
            for name, row in made.items():
                tables.setdefault(f"indicators.{name}", []).append(row)
        return tables | finish_tables(reports, rollup)
