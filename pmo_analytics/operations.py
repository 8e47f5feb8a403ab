"""The one door for everything that changes something: load, undo, alias, close, build. Pages and commands come here."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from pmo_analytics import sample, warehouse
from pmo_analytics.aliasing import alias, different, unalias
from pmo_analytics.asking import explain, read_table
from pmo_analytics.deciding import Closing, build, close, forget, loads_of, redo, reopen, undo
from pmo_analytics.errors import NothingLoaded, WorkspaceBroken, WrongUsage
from pmo_analytics.importing.originals import own_name
from pmo_analytics.importing.periods import month_in
from pmo_analytics.importing.said import Said
from pmo_analytics.ledger import Ledger
from pmo_analytics.loading import load_files
from pmo_analytics.models import build as building
from pmo_analytics.reading import Correction
from pmo_analytics.report import FileReport
from pmo_analytics.settings import Settings
from pmo_analytics.soundness import Check, checks
from pmo_analytics.words import say
from pmo_analytics.workspace import Workspace

Progress = Callable[[str], None] | None

__all__ = [
    "Check", "Closing", "Correction", "Said", "alias", "build", "check", "close", "demo", "different", "explain",
    "forget", "is_demo", "load", "loads_of", "month_in", "read_table", "redo", "remove_demo", "renew", "reopen",
    "unalias", "undo",
]  # fmt: skip


def load(
    workspace: Workspace,
    paths: Iterable[Path],
    said: Said,
    who: str,
    *,
    dry_run: bool = False,
    progress: Progress = None,
    names: dict[Path, str] | None = None,
    each: Mapping[Path, Said] | None = None,
) -> list[FileReport]:
    """Load files, each wholly or not at all, then build once; a refused file does not stop the others.

    `names` gives the name a file had where it was uploaded under another, `each` what was said of single files instead
    of `said`. With `dry_run` nothing is changed and the reports say what would be.
    """
    files = [(path, own_name((names or {}).get(path, path.name))) for path in paths]

    def reading(name: str) -> None:
        if progress:
            progress(say("cli.reading", file=name))

    reports = load_files(workspace, files, said, Settings.of(workspace), who, is_trial=dry_run, progress=reading,
                         each=each)  # fmt: skip
    if not dry_run:
        renew(workspace, progress)
    return reports


def renew(workspace: Workspace, progress: Progress = None) -> building.Built | None:
    """Build where the snapshot is behind the ledger or the rules; None where it is not."""
    return build(workspace, progress=progress) if _is_behind(workspace) else None


def _is_behind(workspace: Workspace) -> bool:
    """Whether the ledger knows of more than the snapshot shows, as after a build that was cut off, or the snapshot was
    made under other rules."""
    if not workspace.ledger.exists():
        return False
    with workspace.writing("load"), Ledger.open(workspace.ledger) as ledger:
        last_event = ledger.ask("select coalesce(max(event_id), 0) from ledger.events")[0][0]
    try:
        return last_event > warehouse.last_event() or warehouse.is_of_other_rules(workspace)
    except WorkspaceBroken:
        return True


def demo(workspace: Workspace, who: str, progress: Progress = None) -> list[FileReport]:
    """Load the invented portfolio of data/sample and build. WrongUsage where the workspace holds any load."""
    if _standing_loads(workspace):
        raise WrongUsage("demo_beside_loads")
    return load(workspace, sample.files(), Said(), who, progress=progress)


def remove_demo(workspace: Workspace, who: str) -> list[int]:
    """Withdraw every load of the invented portfolio's files; their numbers. WrongUsage where there is none."""
    hashes = sample.hashes()
    load_ids = [load_id for load_id, sha256 in _standing_loads(workspace) if sha256 in hashes]
    if not load_ids:
        raise WrongUsage("demo_not_loaded")
    undo(workspace, load_ids, who, say("cli.demo_reason"))
    return load_ids


def is_demo() -> bool:
    """Whether the portfolio that is read now is the invented one, in whole or in part."""
    try:
        loads = warehouse.read("loads")
    except NothingLoaded:
        return False
    if not {"is_active", "sha256"} <= set(loads.columns):  # a snapshot of another version
        return False
    return not sample.hashes().isdisjoint(loads[loads["is_active"]]["sha256"])


def _standing_loads(workspace: Workspace) -> list[tuple[int, str]]:
    """(load_id, content hash of its file) of the loads that are not withdrawn."""
    if not workspace.ledger.exists():
        return []
    with workspace.writing("load"), Ledger.open(workspace.ledger) as ledger:
        return [(load_id, sha256) for load_id, sha256, is_active in ledger.loads() if is_active]


def check(workspace: Workspace) -> list[Check]:
    """Whether workspace, ledger, snapshot and contracts are sound."""
    return checks(workspace)
