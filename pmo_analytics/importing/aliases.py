"""The names of which somebody said that they mean one project, person or department, as they stand in a ledger."""

import re

from pmo_analytics.errors import UnknownName, WrongUsage
from pmo_analytics.importing.identity import same
from pmo_analytics.importing.said import Said
from pmo_analytics.ledger import Ledger
from pmo_analytics.reading import FileReading

Standing = dict[str, tuple[str, str]]  # key of the old name -> (old, new) as they were said


def name_key(kind: str, name: str) -> str:
    """What spellings of one name have in common, as name_key of sql/macros compares them."""
    return name if kind == "project" else same(re.sub("[_-]+", " ", name))


def standing(ledger: Ledger, kind: str) -> Standing:
    """The aliases of a kind that stand; those that name no kind are of projects."""
    events = ledger.ask(
        "select kind, payload ->> 'old', payload ->> 'new' from ledger.events where kind in ('alias', 'unalias') "
        "and coalesce(payload ->> 'kind', 'project') = $kind order by event_id",
        {"kind": kind},
    )
    aliases: Standing = {}
    for decision, old, new in events:
        aliases.pop(name_key(kind, old), None)
        if decision == "alias":
            aliases[name_key(kind, old)] = (old, new)
    return aliases


def record_alias(ledger: Ledger, kind: str, old: str, new: str, who: str, why: str | None = None) -> None:
    """Write down that `old` means `new`. WrongUsage where they are one name, or `new` already means `old`."""
    prove_no_circle(standing(ledger, kind), kind, old, new)
    ledger.record_event("alias", who, {"kind": kind, "old": old, "new": new}, why)


def prove_no_circle(aliases: Standing, kind: str, old: str, new: str) -> None:
    """WrongUsage where `new` is `old`, or means it, at once or by way of others."""
    if old == new:
        raise WrongUsage("alias_to_itself", name=old)
    passed, name = {name_key(kind, old)}, new
    while name_key(kind, name) in aliases and name_key(kind, name) not in passed:
        passed.add(name_key(kind, name))
        name = aliases[name_key(kind, name)][1]
    if name_key(kind, name) == name_key(kind, old) != name_key(kind, new):
        raise WrongUsage("alias_in_circle", old=old, new=new)


def prove_project_known(ledger: Ledger, project_id: str) -> None:
    """UnknownName where no file names the project."""
    if not ledger.ask("select 1 from ledger.coverage where project_id = ? limit 1", [project_id]):
        raise UnknownName("project_unknown", project=project_id)


def prove_new_names(ledger: Ledger, reading: FileReading, said: Said) -> None:
    """UnknownName or WrongUsage where a project of the file cannot go by the name it is said to."""
    aliases = standing(ledger, "project")
    for old, new in new_names(reading, said):
        prove_project_known(ledger, old)
        prove_no_circle(aliases, "project", old, new)


def record_new_names(ledger: Ledger, reading: FileReading, said: Said, who: str) -> None:
    """Say of the projects that the file calls by a new name that they are those of the old one."""
    for old, new in new_names(reading, said):
        record_alias(ledger, "project", old, new, who)


def new_names(reading: FileReading, said: Said) -> list[tuple[str, str]]:
    """Which projects of the file go by a new name, as was said: (old, new)."""
    named = {one.project_id for table in reading.tables for part in table.entities for one in part.coverage}
    return [(old, new) for old, new in said.same if new in named and old != new]
