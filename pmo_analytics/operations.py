"""The one door for everything that changes something: load, undo, alias, close, build. Pages and commands come here."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from pmo_analytics import sample, warehouse
from pmo_analytics.asking import explain, read_table
from pmo_analytics.errors import NothingLoaded, UnknownName, WorkspaceBroken, WrongUsage
from pmo_analytics.importing.known import closed_periods
from pmo_analytics.importing.periods import month_in
from pmo_analytics.importing.said import Said
from pmo_analytics.ledger import Ledger
from pmo_analytics.loading import load_files
from pmo_analytics.models import build as building
from pmo_analytics.report import FileReport
from pmo_analytics.settings import Settings
from pmo_analytics.soundness import Check, checks
from pmo_analytics.words import say
from pmo_analytics.workspace import Workspace

Progress = Callable[[str], None] | None

__all__ = [
    "Check", "Closing", "Said", "alias", "build", "check", "close", "demo", "explain", "is_demo", "load", "month_in",
    "read_table", "redo", "remove_demo", "renew", "reopen", "undo",
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
) -> list[FileReport]:
    """Load files, each wholly or not at all, then build once; a refused file does not stop the others.

    `names` gives the name a file had where it was uploaded under another. With `dry_run` nothing is changed and the
    reports say what would be.
    """
    files = [(path, (names or {}).get(path, path.name)) for path in paths]

    def reading(name: str) -> None:
        if progress:
            progress(say("cli.reading", file=name))

    reports = load_files(workspace, files, said, Settings.of(workspace), who, is_trial=dry_run, progress=reading)
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


def undo(workspace: Workspace, load_ids: Iterable[int], who: str, why: str | None = None) -> None:
    """Withdraw loads; nothing is deleted, and what they replaced shows again."""
    _record_for_loads(workspace, "withdraw", load_ids, who, why)


def redo(workspace: Workspace, load_ids: Iterable[int], who: str, why: str | None = None) -> None:
    """Reinstate withdrawn loads."""
    _record_for_loads(workspace, "reinstate", load_ids, who, why)


def _record_for_loads(workspace: Workspace, kind: str, load_ids: Iterable[int], who: str, why: str | None) -> None:
    with workspace.writing(who), Ledger.open(workspace.ledger) as ledger, ledger.transaction():
        for load_id in load_ids:
            if not ledger.ask("select 1 from ledger.loads where load_id = ?", [load_id]):
                raise UnknownName("load_unknown", load=load_id)
            ledger.record_event(kind, who, {"load_id": load_id}, why)
    build(workspace)


def alias(workspace: Workspace, old: str, new: str, who: str, why: str | None = None) -> None:
    """Say that two names mean one project, called `new` from now on."""
    if old == new:
        raise WrongUsage("alias_to_itself", name=old)
    with workspace.writing(who), Ledger.open(workspace.ledger) as ledger, ledger.transaction():
        for project_id in (old, new):
            if not ledger.ask("select 1 from ledger.coverage where project_id = ? limit 1", [project_id]):
                raise UnknownName("project_unknown", project=project_id)
        ledger.record_event("alias", who, {"old": old, "new": new}, why)
    build(workspace)


@dataclass(frozen=True)
class Closing:
    """The outcome of closing a month; `missing` are (project_id, name) expected to report that did not."""

    period: date
    count_expected: int
    count_reported: int
    missing: tuple[tuple[str, str], ...]

    def as_json(self) -> dict[str, object]:
        missing = [{"project_id": project_id, "project_name": name} for project_id, name in self.missing]
        return {"period": self.period.isoformat(), "count_expected": self.count_expected,
                "count_reported": self.count_reported, "missing": missing}  # fmt: skip


def close(workspace: Workspace, period: date, who: str) -> Closing:
    """Freeze a month: nothing more is loaded for it until it is reopened with a reason."""
    if period not in warehouse.periods():
        raise UnknownName("month_not_loaded", period=f"{period:%Y-%m}")
    if period in closed_periods(workspace):
        raise WrongUsage("period_closed_already", period=f"{period:%Y-%m}")
    expected = warehouse.read("expected_reporters", warehouse.Filters(period=period))
    missing = expected[~expected["has_reported"]]
    closing = Closing(
        period, len(expected), len(expected) - len(missing),
        tuple(zip(missing["project_id"], missing["project_name"].fillna(""), strict=True)),
    )  # fmt: skip
    _record_for_period(workspace, "close", period, who, None, closing.as_json())
    return closing


def reopen(workspace: Workspace, period: date, who: str, why: str) -> None:
    """Open a closed month again; the reason is kept."""
    if not why.strip():
        raise WrongUsage("reason_missing")
    if period not in closed_periods(workspace):
        raise WrongUsage("period_not_closed", period=f"{period:%Y-%m}")
    _record_for_period(workspace, "reopen", period, who, why, {"period": period.isoformat()})


def _record_for_period(
    workspace: Workspace, kind: str, period: date, who: str, why: str | None, payload: dict[str, object]
) -> None:
    with workspace.writing(who), Ledger.open(workspace.ledger) as ledger, ledger.transaction():
        ledger.record_event(kind, who, payload, why)
    build(workspace)


def build(workspace: Workspace, as_of: datetime | None = None, progress: Progress = None) -> building.Built:
    """Compute everything anew into a new snapshot; with `as_of`, into one beside that is opened by choice."""
    with workspace.writing("build"):
        return building.build(workspace, as_of=as_of, progress=progress)


def check(workspace: Workspace) -> list[Check]:
    """Whether workspace, ledger, snapshot and contracts are sound."""
    return checks(workspace)
