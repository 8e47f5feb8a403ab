"""What the ledger knows that bears on a new file: what was loaded before, which months are closed, which projects are
there, what was corrected; and the files that are refused for it."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from pmo_analytics.errors import LoadRefused, UnknownName
from pmo_analytics.fields import dictionary
from pmo_analytics.importing.aliases import new_names, prove_new_names
from pmo_analytics.importing.closed_names import prove_no_closed_month_changes
from pmo_analytics.importing.memory import Memory
from pmo_analytics.importing.said import Said
from pmo_analytics.importing.spread import Spread
from pmo_analytics.ledger import Ledger
from pmo_analytics.reading import FileReading
from pmo_analytics.workspace import Workspace


@dataclass(frozen=True)
class Known:
    """What the ledger knows: files that stand, closed months, the code and name of each project, and corrections."""

    files: frozenset[str] = frozenset()
    closed: frozenset[date] = frozenset()
    projects: tuple[tuple[str | None, str | None], ...] = ()
    memory: Memory = Memory()

    @classmethod
    def of(cls, workspace: Workspace) -> "Known":
        if not workspace.ledger.exists():
            return cls()
        with workspace.writing("load"), Ledger.open(workspace.ledger) as ledger:
            named = ledger.ask(
                "select project_code, project_name from ledger.projects group by all "
                "order by min(load_id), min(row_number), project_code, project_name"
            )
            return cls(standing_in(ledger), frozenset(closed_in(ledger)), tuple(named), Memory.of(ledger))

    def with_file(self, reading: FileReading) -> "Known":
        """The same, once the file has been loaded as well."""
        named = [
            pair
            for table in reading.tables
            for part in table.entities
            if part.entity == "projects"
            for pair in Spread.of_column(part.rows["project_code"])
            .beside(Spread.of_column(part.rows["project_name"]))
            .values
        ]
        projects = tuple(dict.fromkeys((*self.projects, *named)))
        return replace(self, files=self.files | {reading.sha256}, projects=projects)


def standing_in(ledger: Ledger) -> frozenset[str]:
    """The content hashes of the files of which a load stands."""
    return frozenset(sha256 for _, sha256, is_active in ledger.loads() if is_active)


def closed_periods(workspace: Workspace) -> set[date]:
    """The months that are closed and not reopened."""
    if not workspace.ledger.exists():
        return set()
    with Ledger.open(workspace.ledger) as ledger:
        return closed_in(ledger)


def closed_in(ledger: Ledger) -> set[date]:
    """The months that a ledger holds closed."""
    rows = ledger.ask(
        "select (payload ->> 'period')::date as period from ledger.events where kind in ('close', 'reopen') "
        "group by period having arg_max(kind, event_id) = 'close'"
    )
    return {period for (period,) in rows}


def refuse_what_cannot_be(reading: FileReading, closed: Collection[date]) -> None:
    """A file with no table that anybody knows or wants, or one that speaks of a closed month."""
    if not any(table.entities for table in reading.tables):
        if reading.tables and all(table.is_left_out for table in reading.tables):
            raise LoadRefused("all_left_out", file=reading.file_name)
        nearest = next((table for table in reading.tables if table.nearest), None)
        if nearest is None:
            raise LoadRefused("no_table", file=reading.file_name)
        near = dictionary().entities[nearest.nearest]
        missing = [near.fields[name].label for name in nearest.missing]
        raise LoadRefused(
            "no_table_recognised", file=reading.file_name, sheet=nearest.sheet, code=near.name, entity=near.label,
            missing={"en": ", ".join(one["en"] for one in missing), "zh": "、".join(one["zh"] for one in missing)},
        )  # fmt: skip
    for table in reading.tables:
        for period in table.periods:
            if period in closed:
                raise LoadRefused("period_closed", file=reading.file_name, period=f"{period:%Y-%m}")


def prove_what_was_said(ledger: Ledger, reading: FileReading, said: Said) -> None:
    """UnknownName where a load or a project that was named is not there, WrongUsage where a project cannot go by its
    new name or a closed month would change by it, LoadRefused where a load that is to be replaced holds nothing that
    the file brings."""
    prove_new_names(ledger, reading, said)
    for old, new in new_names(reading, said):
        prove_no_closed_month_changes(ledger, "project", old, new, closed_in(ledger))
    if said.replace is None:
        return
    rows = ledger.ask("select entity from ledger.load_entities where load_id = ?", [said.replace])
    held = {entity for (entity,) in rows}
    if not held:
        raise UnknownName("load_unknown", load=said.replace)
    if not any(rows.entity in held for table in reading.tables for rows in table.entities):
        raise LoadRefused("replace_unfitting", file=reading.file_name, load=said.replace)
