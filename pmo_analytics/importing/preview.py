"""What files would do to the ledger: written into it in one transaction, compared with earlier loads, typed, searched
for findings. The caller keeps the transaction or undoes it, so that a preview and a load cannot differ."""

import contextlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd

from pmo_analytics.errors import ContractBroken
from pmo_analytics.importing import exchange
from pmo_analytics.importing.disagreements import TYPED, Disagreement, Disagreements
from pmo_analytics.importing.exchange import Exchange, Unconverted
from pmo_analytics.importing.found import Problems
from pmo_analytics.importing.jumps import BEFORE, Jump, jumps
from pmo_analytics.importing.replacing import Replacements, Surroundings
from pmo_analytics.importing.revising import COLUMNS, Revisions
from pmo_analytics.ledger import Ledger
from pmo_analytics.models import bench, contracts, snapshots
from pmo_analytics.models.graph import Model
from pmo_analytics.models.typed import Typing
from pmo_analytics.reading import FileReading, TableReading
from pmo_analytics.settings import Settings
from pmo_analytics.workspace import PROJECT_ROOT, Workspace

SQL = PROJECT_ROOT / "sql"


@contextlib.contextmanager
def desk(
    workspace: Workspace, settings: Settings, *, is_trial: bool, readings: Sequence[FileReading] | None = None
) -> Iterator["Desk"]:
    """A desk on the ledger, on trial an empty one where there is none. The caller holds the workspace's lock."""
    path = None if is_trial and not workspace.ledger.exists() else workspace.ledger
    with bench.taken() as connection, Ledger.open(path, connection) as ledger:
        snapshot = _snapshot(workspace)
        yield Desk(ledger, settings, snapshot, workspace.typed, is_trial=is_trial, readings=readings)


def _snapshot(workspace: Workspace) -> Path | None:
    """The snapshot that everyone reads; None before the first build."""
    try:
        number = snapshots.pointed(workspace)
    except ValueError:
        return None
    return snapshots.numbered(workspace).get(number) if number else None


class Desk:
    """Where new files are written into the ledger and looked at from all sides."""

    def __init__(
        self,
        ledger: Ledger,
        settings: Settings,
        snapshot: Path | None,
        typed: Path,
        *,
        is_trial: bool,
        readings: Sequence[FileReading] | None,
    ) -> None:
        """On trial each file is looked at as if it came alone, else all of them together. `readings` are the files that
        will come, where that is known: what none of them needs is not made ready."""
        self.ledger, self.is_trial = ledger, is_trial
        self.has_snapshot = snapshot is not None
        if snapshot:
            ledger.connection.execute(f"attach {contracts.quoted(str(snapshot))} as {BEFORE} (read_only)")
        self.typing = Typing(ledger.connection, SQL, settings)
        self.typing.lay_ground()
        self.surroundings = Surroundings(ledger)
        self.disagreements = Disagreements(ledger, self.typing)
        self.exchange = self._exchange(readings)
        self.revised = Revisions(ledger, self.typing, self.disagreements)
        self.has_typed = self._attach(typed)
        self.loads: dict[int, TableReading] = {}
        self.files: list[list[int]] = []

    def _attach(self, typed: Path) -> bool:
        """Whether the typed rows of earlier loads are there to be read; the build makes a damaged file again."""
        if typed.exists():
            with contextlib.suppress(duckdb.Error):
                self.ledger.connection.execute(f"attach {contracts.quoted(str(typed))} as {TYPED} (read_only)")
                return True
        return False

    def _exchange(self, readings: Sequence[FileReading] | None) -> Exchange | None:
        """What is found of currencies and rates, without those of a snapshot that is of another version; None where
        these files leave nothing to be found."""
        if self.has_snapshot:
            with contextlib.suppress(duckdb.CatalogException, duckdb.BinderException):
                return self._exchange_beside(readings, has_snapshot=True)
        return self._exchange_beside(readings, has_snapshot=False)

    def _exchange_beside(self, readings: Sequence[FileReading] | None, *, has_snapshot: bool) -> Exchange | None:
        own = exchange.own_currency(self.ledger, self.typing.settings, has_snapshot=has_snapshot)
        if readings is not None and not exchange.are_needed(readings, own):
            return None
        return Exchange(self.ledger, self.typing, self.disagreements, own, has_snapshot=has_snapshot)

    def record(self, reading: FileReading, received_on: date | None, who: str) -> tuple[int, list[int | None]]:
        """Write a file into the ledger; returns its number, and the load of each table, None where nobody knows it."""
        file_id = self.ledger.record_file(reading, received_on)
        known = [table for table in reading.tables if table.entities]
        recorded = dict(zip(self.ledger.record_loads(file_id, known, who), known, strict=True))
        self.loads |= recorded
        self.files.append(list(recorded))
        self.surroundings.come()
        numbers = iter(recorded)
        return file_id, [next(numbers) if table.entities else None for table in reading.tables]

    def replacements(self, reading: FileReading, load_ids: list[int | None]) -> list[Replacements]:
        """What each table of a file that has been recorded stands in for."""
        self.surroundings.identify()
        return [
            self.surroundings.replacements(load_id, table, reading.sha256) if load_id else Replacements((), {})
            for load_id, table in zip(load_ids, reading.tables, strict=True)
        ]

    def hide(self, load_ids: list[int | None]) -> None:
        """Keep loads out of sight of the files that follow."""
        self.surroundings.hide([load_id for load_id in load_ids if load_id])

    def type_all(self) -> Problems:
        """Type everything that was recorded; returns the cells of each load and entity that could not be typed, or
        with doubt, each with its address, as rows of found.FINDING_COLUMNS."""
        self.typing.choose(self.loads)
        problems: Problems = defaultdict(list)
        for model in self._models():
            self.typing.fill(model, self._filled(model.name.partition(".")[2]))
            for load_id, *found in self._problems(model.name.partition(".")[2]):
                entity = found[1]
                problems[load_id, entity].append((self.loads[load_id].sheet, *found))
        for load_id, cell, field, text, phrase in self._jumps():
            sheet, action = self.loads[load_id].sheet, f"findings.{phrase}"
            problems[load_id, "projects"].append((sheet, cell, "projects", field, text, phrase, "warning", action))
        for load_id, cell, entity, field, text in self._disagreements():
            problems[load_id, entity].append(
                (self.loads[load_id].sheet, cell, entity, field, text, "disagreement", "warning",
                 "findings.disagreement")
            )  # fmt: skip
        for load_id, cell, entity, field, text, phrase, severity in self._unconverted():
            sheet, action = self.loads[load_id].sheet, f"findings.{phrase}"
            problems[load_id, entity].append((sheet, cell, entity, field, text, phrase, severity, action))
        return problems

    def _jumps(self) -> list[Jump]:
        """Amounts that jumped since the snapshot; none where it has none of them, or is of other rules."""
        is_of_projects = any(rows.entity == "projects" for table in self.loads.values() for rows in table.entities)
        if not (self.has_snapshot and is_of_projects):
            return []
        try:
            with self.typing.on_ground():
                return jumps(self.ledger)
        except (duckdb.CatalogException, duckdb.BinderException):  # a snapshot of another version lacks a column
            return []

    def _disagreements(self) -> list[Disagreement]:
        """Cells that say something else than others; none where the typed rows of earlier loads are of other rules."""
        found: list[Disagreement] = []
        for load_ids in self.files if self.is_trial else [list(self.loads)]:
            with self._seen(load_ids):
                found += self.disagreements.among(load_ids)
        return found

    def _unconverted(self) -> list[Unconverted]:
        """Rates that cannot be used, and currencies without one."""
        found: list[Unconverted] = []
        if self.exchange is None:
            return found
        for load_ids in self.files if self.is_trial else [list(self.loads)]:
            entities = {rows.entity for load_id in load_ids for rows in self.loads[load_id].entities}
            with self._seen(load_ids):
                found += self.exchange.among(load_ids, entities)
        return found

    @contextlib.contextmanager
    def _seen(self, load_ids: list[int]) -> Iterator[None]:
        """Look with these loads in sight; what is asked of a snapshot or typed rows of other rules has no answer."""
        if self.is_trial:
            self.surroundings.show(load_ids)
        self.surroundings.identify()
        with contextlib.suppress(duckdb.CatalogException, duckdb.BinderException):
            yield
        if self.is_trial:
            self.surroundings.hide(load_ids)
        self.typing.choose(self.loads)

    def revisions(self) -> list[pd.DataFrame]:
        """Of each file that was recorded the values that it makes others, on trial as if it came alone; none where the
        typed rows of earlier loads are of other rules or damaged."""
        found = []
        for load_ids in self.files:
            found.append(self._revisions(load_ids))
            if not self.is_trial:
                self.revised.go_on(load_ids)
        return found

    def _revisions(self, load_ids: list[int]) -> pd.DataFrame:
        found = pd.DataFrame(columns=list(COLUMNS))
        if not (load_ids and (self.has_typed or self.revised.beside)):
            return found
        with self._seen(load_ids):
            return self.revised.of(load_ids)
        return found

    def keep_typed(self, workspace: Workspace) -> None:
        """Hand what was typed to typed.duckdb, once the ledger's transaction is kept. Where that cannot be, as when the
        file is damaged, its rules are others or a promise is broken, the build types anew and says so."""
        with contextlib.suppress(duckdb.Error, ContractBroken):
            if self.has_typed:
                self.ledger.connection.execute(f"detach {TYPED}")
            self.typing.open(workspace)
            for model in self._models():
                if not self.typing.is_outdated(model):
                    self.typing.keep(model)

    def _models(self) -> Iterator[Model]:
        for entity in sorted({rows.entity for table in self.loads.values() for rows in table.entities}):
            yield Model.from_file(SQL / "staging" / f"{entity}.sql", SQL)

    def _filled(self, entity: str) -> set[str]:
        """The fields of which the files bring any cell."""
        parts = (rows for table in self.loads.values() for rows in table.entities if rows.entity == entity)
        return {field for rows in parts for field in rows.fields if rows.rows[field].null_count < rows.rows.num_rows}

    def _problems(self, entity: str) -> list[tuple[Any, ...]]:
        return self.ledger.ask(
            f"""
            with problems as (
                select load_id, source_row, source_column, unnest(problems) as problem from temp.main."{entity}"
            ),
            addresses as (
                select load_id, field, arg_max(address, confidence) as address
                from ledger.load_columns semi join temp.main.new_loads using (load_id)
                where entity = $entity group by all
            )
            select distinct problems.load_id,
                coalesce(replace(replace(address, '{{row}}', source_row::varchar), '{{column}}',
                                 coalesce(source_column, '')), ''),
                $entity, problem.field, problem.text, problem.reason, problem.severity, 'findings.' || problem.reason
            from problems left join addresses
                on addresses.load_id = problems.load_id and addresses.field = problem.field
            order by all
            """,
            {"entity": entity},
        )
