"""What people decide about what was loaded: each decision is an event of the ledger, and the next snapshot shows it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from pmo_analytics import warehouse
from pmo_analytics.errors import UnknownName, WrongUsage
from pmo_analytics.importing.known import closed_in, closed_periods
from pmo_analytics.importing.memory import Memory
from pmo_analytics.ledger import Ledger
from pmo_analytics.models import build as building
from pmo_analytics.workspace import Workspace


def undo(workspace: Workspace, load_ids: Iterable[int], who: str, why: str | None = None) -> None:
    """Withdraw loads; nothing is deleted, and what they replaced shows again. WrongUsage where one speaks of a closed
    month."""
    _record_for_loads(workspace, "withdraw", load_ids, who, why)


def redo(workspace: Workspace, load_ids: Iterable[int], who: str, why: str | None = None) -> None:
    """Reinstate withdrawn loads. WrongUsage where one speaks of a closed month."""
    _record_for_loads(workspace, "reinstate", load_ids, who, why)


def loads_of(workspace: Workspace, file_name: str, *, standing: bool) -> list[int]:
    """The loads of a file that stand, or those that are withdrawn; of several files of one name those of the last one
    that has such loads. UnknownName where there are none."""
    found: dict[int, list[int]] = {}
    if workspace.ledger.exists():
        with workspace.writing("load"), Ledger.open(workspace.ledger) as ledger:
            asked = "select load_id, file_id from ledger.loads join ledger.files using (file_id) where file_name = ?"
            file_of = dict(ledger.ask(asked, [file_name]))
            for load_id, _, is_active in ledger.loads():
                if load_id in file_of and is_active == standing:
                    found.setdefault(file_of[load_id], []).append(load_id)
    if not found:
        raise UnknownName("file_loads_standing" if standing else "file_loads_withdrawn", file=file_name)
    return max(found.values())


def _record_for_loads(workspace: Workspace, kind: str, load_ids: Iterable[int], who: str, why: str | None) -> None:
    with workspace.writing(who), Ledger.open(workspace.ledger) as ledger, ledger.transaction():
        stands = {load_id: is_active for load_id, _, is_active in ledger.loads()}
        for load_id in load_ids:
            if load_id not in stands:
                raise UnknownName("load_unknown", load=load_id)
            if stands[load_id] != (kind == "withdraw"):
                raise WrongUsage(f"load_{kind}_already", load=load_id)
            for period in sorted(closed_in(ledger) & _months_of(ledger, load_id)):
                raise WrongUsage("load_of_closed_month", load=load_id, period=f"{period:%Y-%m}")
            ledger.record_event(kind, who, {"load_id": load_id}, why)
    build(workspace)


def _months_of(ledger: Ledger, load_id: int) -> set[date]:
    """The month ends that a load was recorded for."""
    return {period for (period,) in ledger.ask("select period from ledger.coverage where load_id = ?", [load_id])}


def forget(workspace: Workspace, event_ids: Iterable[int], who: str, why: str | None = None) -> None:
    """Forget corrections of mappings, by the numbers of these decisions; what was loaded with them stays as it is."""
    with workspace.writing(who), Ledger.open(workspace.ledger) as ledger, ledger.transaction():
        remembered = {one.event_id for one in Memory.of(ledger).all}
        for event_id in event_ids:
            if event_id not in remembered:
                raise UnknownName("mapping_unknown", event=event_id)
            ledger.record_event("forget", who, {"event_id": event_id}, why)
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
    """Freeze a month: nothing more is loaded for it, or withdrawn, until it is reopened with a reason."""
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


def build(
    workspace: Workspace,
    as_of: datetime | None = None,
    progress: Callable[[str], None] | None = None,
    *,
    anew: bool = False,
) -> building.Built:
    """Compute a new snapshot, of all months if `anew`, else of those that were spoken of since the last; with `as_of`,
    one beside that is opened by choice."""
    with workspace.writing("build"):
        return building.build(workspace, as_of=as_of, progress=progress, anew=anew)
