"""What people decide about names: which mean the same project, person or department, and which do not."""

import re

from pmo_analytics import warehouse
from pmo_analytics.deciding import build
from pmo_analytics.errors import UnknownName, WrongUsage
from pmo_analytics.importing.identity import same
from pmo_analytics.ledger import Ledger
from pmo_analytics.workspace import Workspace

KINDS = ("project", "person", "department")

Standing = dict[str, tuple[str, str]]  # key of the old name -> (old, new) as they were said


def alias(workspace: Workspace, old: str, new: str, who: str, why: str | None = None, kind: str = "project") -> None:
    """Say that two names mean one project, person or department, called `new` from now on."""
    if old == new:
        raise WrongUsage("alias_to_itself", name=old)
    _prove_kind(kind)
    with workspace.writing(who), Ledger.open(workspace.ledger) as ledger, ledger.transaction():
        standing = _standing(ledger, kind)
        for name in (old, new):
            _prove_known(ledger, kind, name, standing)
        _prove_no_circle(standing, kind, old, new)
        ledger.record_event("alias", who, {"kind": kind, "old": old, "new": new}, why)
    build(workspace)


def unalias(workspace: Workspace, old: str, who: str, why: str | None = None, kind: str = "project") -> None:
    """Take back that `old` means another name; both show again."""
    _prove_kind(kind)
    with workspace.writing(who), Ledger.open(workspace.ledger) as ledger, ledger.transaction():
        if _key(kind, old) not in _standing(ledger, kind):
            raise UnknownName("alias_unknown", name=old)
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


def _key(kind: str, name: str) -> str:
    """What spellings of one name have in common, as name_key of sql/macros compares them."""
    return name if kind == "project" else same(re.sub("[_-]+", " ", name))


def _standing(ledger: Ledger, kind: str) -> Standing:
    """The aliases of a kind that stand; those that name no kind are of projects."""
    events = ledger.ask(
        "select kind, payload ->> 'old', payload ->> 'new' from ledger.events where kind in ('alias', 'unalias') "
        "and coalesce(payload ->> 'kind', 'project') = $kind order by event_id",
        {"kind": kind},
    )
    standing: Standing = {}
    for decision, old, new in events:
        standing.pop(_key(kind, old), None)
        if decision == "alias":
            standing[_key(kind, old)] = (old, new)
    return standing


def _prove_kind(kind: str) -> None:
    if kind not in KINDS:
        raise WrongUsage("kind_unknown", kind=kind, known=", ".join(KINDS))


def _prove_known(ledger: Ledger, kind: str, name: str, standing: Standing) -> None:
    """UnknownName where neither a file nor an alias that stands names it."""
    if kind == "project":
        if not ledger.ask("select 1 from ledger.coverage where project_id = ? limit 1", [name]):
            raise UnknownName("project_unknown", project=name)
        return
    shown = warehouse.read("names")
    known = {_key(kind, one) for one in shown[shown["kind"] == kind]["name"]}
    known |= {_key(kind, one) for pair in standing.values() for one in pair}
    if _key(kind, name) not in known:
        raise UnknownName(f"{kind}_unknown", name=name)


def _prove_no_circle(standing: Standing, kind: str, old: str, new: str) -> None:
    """WrongUsage where `new` already means `old`, at once or by way of others."""
    passed, name = {_key(kind, old)}, new
    while _key(kind, name) in standing and _key(kind, name) not in passed:
        passed.add(_key(kind, name))
        name = standing[_key(kind, name)][1]
    if _key(kind, name) == _key(kind, old) != _key(kind, new):
        raise WrongUsage("alias_in_circle", old=old, new=new)
