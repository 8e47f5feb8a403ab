"""The snapshot files: numbered, complete when they appear, one of them pointed at, the last few and all published kept.

snapshots/000007.duckdb                          a snapshot; current.txt holds the number that everyone reads
snapshots/as-of-20260305T120000-000008.duckdb    a side snapshot: the portfolio as it was known at that moment
snapshots/building.duckdb                        being written; a leftover of a build that died is removed by the next
"""

import contextlib
import os
import re
from datetime import UTC, datetime
from pathlib import Path

from pmo_analytics.errors import WorkspaceBroken
from pmo_analytics.workspace import Workspace

KEPT = 5
_NUMBERED = re.compile(r"(\d{6,})\.duckdb")
_SIDE = re.compile(r"as-of-(\d{8}T\d{6})-(\d{6,})\.duckdb")


def numbered(workspace: Workspace) -> dict[int, Path]:
    """Every numbered snapshot there is, oldest first."""
    found = {int(match[1]): path for path, match in _matching(workspace, _NUMBERED)}
    return dict(sorted(found.items()))


def side(workspace: Workspace) -> dict[int, Path]:
    """Every side snapshot there is by its number, oldest first."""
    found = {int(match[2]): path for path, match in _matching(workspace, _SIDE)}
    return dict(sorted(found.items()))


def as_of(workspace: Workspace, moment: datetime) -> Path | None:
    """The newest side snapshot of the moment; None where none was built or it is no longer kept."""
    fitting = [path for path in side(workspace).values() if path.name.startswith(f"as-of-{_stamp(moment)}-")]
    return fitting[-1] if fitting else None


def as_recorded(moment: datetime) -> datetime:
    """The moment as the ledger writes it: UTC without a zone; one without a zone is taken for UTC."""
    return moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment


def pointed(workspace: Workspace) -> int | None:
    """The number pointed at, None before the first build; ValueError where the pointer holds no number."""
    try:
        return int(workspace.pointer.read_text(encoding="ascii"))
    except FileNotFoundError:
        return None


def current(workspace: Workspace) -> Path | None:
    """The snapshot pointed at; None before the first build, and where the pointer or the file is damaged or gone."""
    with contextlib.suppress(ValueError):
        return numbered(workspace).get(pointed(workspace) or 0)
    return None


def next_number(workspace: Workspace) -> int:
    """One more than any snapshot had, so that a number never means two different snapshots."""
    last = 0
    with contextlib.suppress(ValueError):
        last = pointed(workspace) or 0
    return max([last, *numbered(workspace), *side(workspace)]) + 1


def building(workspace: Workspace) -> Path:
    """Where the next snapshot is written; what a build that died has left there is removed."""
    path = workspace.snapshots / "building.duckdb"
    remove(path)
    return path


def remove(path: Path) -> None:
    """Remove a database file and what DuckDB leaves beside it."""
    for leftover in (path, path.with_name(f"{path.name}.wal")):
        leftover.unlink(missing_ok=True)


def keep(built: Path, workspace: Workspace, number: int, moment: datetime | None = None) -> Path:
    """Give a finished file its name; durable when this returns. Nobody reads it yet unless it is a side snapshot.

    Raises WorkspaceBroken when DuckDB has left a log beside the file, since the file alone is then not complete.
    """
    if built.with_name(f"{built.name}.wal").exists():
        raise WorkspaceBroken("models.not_complete", path=built.name)
    name = f"{number:06d}.duckdb" if moment is None else f"as-of-{_stamp(moment)}-{number:06d}.duckdb"
    kept = workspace.snapshots / name
    _sync(built)
    built.replace(kept)
    _sync(workspace.snapshots)
    return kept


def point_at(workspace: Workspace, number: int) -> None:
    """Move the pointer: from here on everyone who opens a snapshot opens this one."""
    written = workspace.pointer.with_suffix(".new")
    written.write_text(f"{number:06d}\n", encoding="ascii")
    _sync(written)
    written.replace(workspace.pointer)
    _sync(workspace.snapshots)


def prune(workspace: Workspace, published: set[int]) -> None:
    """Remove all but the last KEPT snapshots, the published ones, the current one and the last KEPT side snapshots.

    Somebody may still be reading: where the system keeps the file of an open reader, it goes next time.
    """
    there, beside = numbered(workspace), side(workspace)
    safe = {*list(there)[-KEPT:], *published, pointed(workspace)}
    old = [path for number, path in there.items() if number not in safe] + list(beside.values())[:-KEPT]
    for path in old:
        with contextlib.suppress(PermissionError):
            path.unlink(missing_ok=True)


def _matching(workspace: Workspace, pattern: re.Pattern[str]) -> list[tuple[Path, re.Match[str]]]:
    if not workspace.snapshots.is_dir():
        return []
    found = ((path, pattern.fullmatch(path.name)) for path in workspace.snapshots.iterdir())
    return [(path, match) for path, match in found if match]


def _stamp(moment: datetime) -> str:
    return f"{moment:%Y%m%dT%H%M%S}"


def _sync(path: Path) -> None:
    """Have the disk hold what was written; a folder can be synced on POSIX only."""
    try:
        handle = os.open(path, os.O_RDONLY)
    except PermissionError:
        return
    try:
        with contextlib.suppress(PermissionError, OSError) if path.is_dir() else contextlib.nullcontext():
            os.fsync(handle)
    finally:
        os.close(handle)
