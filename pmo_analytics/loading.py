"""A batch of files from their bytes to the ledger: read one by one, then recorded, compared and typed together."""

import logging
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

from pmo_analytics.errors import FileRefused, LoadRefused, PmoError
from pmo_analytics.importing import originals
from pmo_analytics.importing import preview as previewing
from pmo_analytics.importing.identity import KnownProjects
from pmo_analytics.importing.known import (
    Known,
    closed_in,
    prove_what_was_said,
    refuse_what_cannot_be,
    standing_in,
)  # fmt: skip
from pmo_analytics.importing.limits import Limits
from pmo_analytics.importing.reader import understood
from pmo_analytics.importing.said import Said
from pmo_analytics.importing.sandbox import read_workbook
from pmo_analytics.importing.sheets import Grid
from pmo_analytics.ledger import Ledger
from pmo_analytics.reading import FileReading
from pmo_analytics.recording import Arrival, record, refused, report
from pmo_analytics.report import FileReport
from pmo_analytics.settings import Settings
from pmo_analytics.workspace import Workspace

logger = logging.getLogger(__name__)

ROWS_TOGETHER = 100_000  # a batch is brought in whenever so many rows wait, so that memory does not grow with it


def load_files(
    workspace: Workspace,
    files: Sequence[tuple[Path, str]],
    said: Said,
    settings: Settings,
    who: str,
    *,
    is_trial: bool,
    progress: Callable[[str], None],
    each: Mapping[Path, Said] | None = None,
) -> list[FileReport]:
    """Load files, given with their names, each wholly or not at all; a refused file does not stop the others.

    `said` holds for the files of which nothing was said in `each`. On trial nothing is changed, each file is looked at
    as if it came alone, and the reports say what would be. `progress` is told each file's name before it is read.
    """
    batch = _Batch(workspace, said, settings, who, is_trial, each)
    for place, ((path, name), opened) in enumerate(zip(files, _one_ahead(batch.open, files), strict=True)):
        progress(name)
        batch.take(place, path, name, opened)
        if batch.count_rows >= ROWS_TOGETHER:
            batch.bring_in()
    batch.bring_in()
    return [batch.reports[place] for place in range(len(files))]


def _one_ahead(open_one: Callable[[Path, str], "_Opened"], files: Sequence[tuple[Path, str]]) -> Iterator["_Opening"]:
    """What becomes of opening each file; the next one's child process works while the caller understands this one."""
    with ThreadPoolExecutor(max_workers=1) as opener:
        upcoming: deque[_Opening] = deque()
        for path, name in files:
            upcoming.append(opener.submit(open_one, path, name))
            if len(upcoming) > 1:
                yield upcoming.popleft()
        yield from upcoming


@dataclass(frozen=True)
class _Opened:
    """A file's content hash and its sheets; none were read where it is known that the file was loaded before."""

    sha256: str
    grids: tuple[Grid, ...]


_Opening = Future[_Opened]


class _Batch:
    """Files on their way in: those in `waiting` have been read, `reports` say by place what became of the others."""

    def __init__(
        self, workspace: Workspace, said: Said, settings: Settings, who: str, is_trial: bool,
        each: Mapping[Path, Said] | None = None,
    ) -> None:
        self.workspace, self.settings, self.who, self.is_trial = workspace, settings, who, is_trial
        self.said, self.each = said, each or {}
        self.reports: dict[int, FileReport] = {}
        self.waiting: list[Arrival] = []
        self.known = Known.of(workspace)

    @property
    def count_rows(self) -> int:
        return sum(table.rows_loaded for file in self.waiting for table in file.reading.tables)

    def open(self, path: Path, name: str) -> _Opened:
        """Open one file in the sandbox, unless it was loaded before. Called beside the batch's own thread."""
        if not path.is_file():
            raise FileRefused("file_missing", file=name)
        sha256, said = originals.sha256_of(path), self.each.get(path, self.said)
        if self._stands(sha256, said):
            return _Opened(sha256, ())
        limits = Limits.from_table(self.settings.limits)
        return _Opened(sha256, read_workbook(path, name, limits, said.encoding))

    def _stands(self, sha256: str, said: Said) -> bool:
        """Whether a file was loaded before, and nobody said to read it again."""
        return sha256 in self.known.files and not said.again

    def take(self, place: int, path: Path, name: str, opening: _Opening) -> None:
        """Understand one file, which then waits; one that is refused or was loaded before has its report at once, and
        so has one that nobody foresaw: the others come in without it."""
        try:
            self._take(place, path, name, opening)
        except PmoError:
            raise
        except Exception:
            logger.exception("%r was not understood", name)
            unforeseen = FileRefused("not_understood", file=name)
            self.reports[place] = FileReport(name, originals.sha256_of(path), "refused", unforeseen.said())

    def _take(self, place: int, path: Path, name: str, opening: _Opening) -> None:
        try:
            opened, said = opening.result(), self.each.get(path, self.said)
            if self._stands(opened.sha256, said):
                self.reports[place] = FileReport(name, opened.sha256, "already_loaded", None)
                return
            reading = self._understood(path, name, opened, said)
        except (FileRefused, LoadRefused) as refusal:
            self.reports[place] = FileReport(name, originals.sha256_of(path), "refused", refusal.said())
            return
        try:
            refuse_what_cannot_be(reading, self.known.closed)
        except LoadRefused as refusal:
            self.reports[place] = refused(reading, refusal)
            return
        self.waiting.append(Arrival(place, path, said, reading))
        if not self.is_trial:
            self.known = self.known.with_file(reading)

    def _understood(self, path: Path, name: str, opened: _Opened, said: Said) -> FileReading:
        projects, memory = KnownProjects.of(self.known.projects), self.known.memory
        count_bytes = path.stat().st_size
        return understood(opened.grids, name, opened.sha256, count_bytes, said, self.settings, projects, memory)

    def bring_in(self) -> None:
        """Record, compare and type in one transaction what waits, then hand the typed rows on to the build."""
        waiting, self.waiting = self.waiting, []
        if not waiting:
            return
        with (
            self.workspace.writing(self.who),
            previewing.desk(
                self.workspace, self.settings, is_trial=self.is_trial, readings=[file.reading for file in waiting]
            ) as desk,
        ):
            with desk.ledger.transaction(is_kept=not self.is_trial):
                recorded = [record(desk, file, self.who, self.is_trial) for file in waiting
                            if self._may_come(desk.ledger, file)]  # fmt: skip
                problems, revisions = desk.type_all(), desk.revisions()
            if not self.is_trial:
                desk.keep_typed(self.workspace)
        for file, revised in zip(recorded, revisions, strict=True):
            self.reports[file.place] = replace(report(file, problems, self.is_trial), revisions=revised)

    def _may_come(self, ledger: Ledger, file: Arrival) -> bool:
        """Whether a file may be recorded, its original being kept; one that is refused, as for a month closed
        meanwhile, or that another batch has brought in meanwhile, has its report."""
        name, sha256 = file.reading.file_name, file.reading.sha256
        if not (self.is_trial or file.said.again) and sha256 in standing_in(ledger):
            self.reports[file.place] = FileReport(name, sha256, "already_loaded", None)
            return False
        try:
            refuse_what_cannot_be(file.reading, closed_in(ledger))
            prove_what_was_said(ledger, file.reading, file.said)
            if not self.is_trial:
                originals.keep(file.path, name, sha256, self.workspace.files)
        except PmoError as refusal:
            self.reports[file.place] = refused(file.reading, refusal)
            return False
        return True
