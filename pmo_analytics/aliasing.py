"""What people decide about names: which mean the same project, person or department, and which do not."""

from pmo_analytics import warehouse
from pmo_analytics.deciding import build
from pmo_analytics.errors import UnknownName, WrongUsage
from pmo_analytics.importing.aliases import (
    Standing,
    name_key,
    prove_no_circle,
    prove_project_known,
    record_alias,
    standing,
)  # fmt: skip
from pmo_analytics.importing.closed_names import prove_no_closed_month_changes
from pmo_analytics.importing.known import closed_in
from pmo_analytics.ledger import Ledger
from pmo_analytics.workspace import Workspace

KINDS = ("project", "person", "department")


def alias(workspace: Workspace, old: str, new: str, who: str, why: str | None = None, kind: str = "project") -> None:
    """Say that two names mean one project, person or department, called `new` from now on. WrongUsage where a closed
    month would change."""
    _prove_kind(kind)
    with workspace.writing(who), Ledger.open(workspace.ledger) as ledger, ledger.transaction():
        prove_no_circle(standing(ledger, kind), kind, old, new)
        for name in (old, new):
            _prove_known(ledger, kind, name, standing(ledger, kind))
        prove_no_closed_month_changes(ledger, kind, old, new, closed_in(ledger))
        record_alias(ledger, kind, old, new, who, why)
    build(workspace)


def unalias(workspace: Workspace, old: str, who: str, why: str | None = None, kind: str = "project") -> None:
    """Take back that `old` means another name; both show again. WrongUsage where a closed month would change."""
    _prove_kind(kind)
    with workspace.writing(who), Ledger.open(workspace.ledger) as ledger, ledger.transaction():
        said = standing(ledger, kind).get(name_key(kind, old))
        if said is None:
            raise UnknownName("alias_unknown", name=old)
        prove_no_closed_month_changes(ledger, kind, *said, closed_in(ledger))
        ledger.record_event("unalias", who, {"kind": kind, "old": old}, why)
    build(workspace)


def different(workspace: Workspace, name: str, other: str, who: str, why: str | None = None, *, kind: str) -> None:
    """Say that two people or departments are not one, so that it is not asked again."""
    _prove_kind(kind)
    if kind == "project":
        raise WrongUsage("different_projects")
    with workspace.writing(who), Ledger.open(workspace.ledger) as ledger, ledger.transaction():
        for one in (name, other):
            _prove_known(ledger, kind, one, {})
        ledger.record_event("different", who, {"kind": kind, "name": name, "other": other}, why)
    build(workspace)


def _prove_kind(kind: str) -> None:
    if kind not in KINDS:
        raise WrongUsage("kind_unknown", kind=kind, known=", ".join(KINDS))


def _prove_known(ledger: Ledger, kind: str, name: str, aliases: Standing) -> None:
    """UnknownName where neither a file nor an alias that stands names it."""
    if kind == "project":
        prove_project_known(ledger, name)
        return
    shown = warehouse.read("names")
    known = {name_key(kind, one) for one in shown[shown["kind"] == kind]["name"]}
    known |= {name_key(kind, one) for pair in aliases.values() for one in pair}
    if name_key(kind, name) not in known:
        raise UnknownName(f"{kind}_unknown", name=name)
