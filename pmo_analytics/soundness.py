"""Whether what is on disk is sound: the answers of `pmo check`."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pmo_analytics import warehouse
from pmo_analytics.errors import NothingLoaded, PmoError
from pmo_analytics.fields import dictionary
from pmo_analytics.indicators import register
from pmo_analytics.ledger import Ledger
from pmo_analytics.models import build as building
from pmo_analytics.settings import Settings
from pmo_analytics.words import say
from pmo_analytics.workspace import Workspace


@dataclass(frozen=True)
class Check:
    """One thing that was looked at; `detail` says what is wrong, or what was counted."""

    name: str
    is_sound: bool
    detail: str

    def said(self) -> str:
        return f"{say('cli.check.' + self.name)}: {self.detail}"

    def as_json(self) -> dict[str, Any]:
        return {"name": self.name, "is_sound": self.is_sound, "detail": self.detail}


def checks(workspace: Workspace) -> list[Check]:
    """Every check, in order; none of them changes anything."""
    steps: dict[str, Callable[[], str]] = {
        "settings": lambda: Settings.of(workspace).date_order and str(workspace.home),
        "dictionary": lambda: say("cli.check.count_fields", count=_count_fields(), indicators=len(register().entries)),
        "ledger": lambda: _ledger(workspace),
        "files": lambda: _files(workspace),
        "snapshot": lambda: _snapshot(workspace),
        "contracts": lambda: say("cli.check.count_models", count=building.prove_current(workspace)),
    }
    return [_checked(name, step) for name, step in steps.items()]


def _checked(name: str, step: Callable[[], str]) -> Check:
    try:
        return Check(name, True, step())
    except NothingLoaded as nothing:
        return Check(name, True, nothing.said())
    except PmoError as error:
        return Check(name, False, error.said())


def _count_fields() -> int:
    return sum(len(entity.fields) for entity in dictionary().entities.values())


def _ledger(workspace: Workspace) -> str:
    if not workspace.ledger.exists():
        raise NothingLoaded("nothing_loaded")
    with workspace.writing("check"), Ledger.open(workspace.ledger) as ledger:
        loads, events = ledger.ask(
            "select (select count(*) from ledger.loads), (select count(*) from ledger.events)"
        )[0]
        lost = ledger.ask(
            "select load_id from ledger.loads where rows_in_table <> rows_loaded + rows_set_aside order by load_id"
        )
    if lost:
        raise PmoError("rows_lost", loads=", ".join(str(load_id) for (load_id,) in lost))
    return say("cli.check.count_loads", count=loads, events=events)


def _files(workspace: Workspace) -> str:
    if not workspace.ledger.exists():
        raise NothingLoaded("nothing_loaded")
    with workspace.writing("check"), Ledger.open(workspace.ledger) as ledger:
        known = ledger.ask("select sha256, file_name from ledger.files order by file_id")
    for sha256, file_name in known:
        kept = workspace.files / sha256
        if not kept.exists():
            raise PmoError("original_missing", file=file_name)
        with kept.open("rb") as content:
            if hashlib.file_digest(content, "sha256").hexdigest() != sha256:
                raise PmoError("original_changed", file=file_name)
    return say("cli.check.count_files", count=len(known))


def _snapshot(workspace: Workspace) -> str:
    with workspace.writing("check"), Ledger.open(workspace.ledger) as ledger:
        last_event = ledger.ask("select coalesce(max(event_id), 0) from ledger.events")[0][0]
    if not last_event:
        raise NothingLoaded("nothing_loaded")
    if last_event > warehouse.last_event():
        raise PmoError("snapshot_behind")
    return say("cli.check.snapshot_number", number=warehouse.snapshot_number())
