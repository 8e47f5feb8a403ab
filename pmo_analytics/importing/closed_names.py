"""Which closed months would be other if two names meant the same, or no longer did: those are refused, because a month
that was closed is promised to come back exactly."""

from collections.abc import Collection, Iterator
from datetime import date

from pmo_analytics.errors import WrongUsage
from pmo_analytics.fields import dictionary
from pmo_analytics.importing.aliases import name_key, standing
from pmo_analytics.importing.identity import same
from pmo_analytics.ledger import Ledger

Spoken = set[tuple[date, bool]]  # month end, and whether what is said of it holds for later months as well


def prove_no_closed_month_changes(ledger: Ledger, kind: str, old: str, new: str, closed: Collection[date]) -> None:
    """WrongUsage where a closed month speaks of `old`, or of `new` when an earlier or the same month spoke of `old`:
    what is told of both is then told of one. `kind` is project, person or department."""
    if not closed:
        return
    of_old, of_new = _spoken(ledger, kind, old), _spoken(ledger, kind, new)
    since = min((month for month, _ in of_old), default=date.max)
    changed = [month for month in sorted(closed)
               if _speaks(of_old, month) or (month >= since and _speaks(of_new, month))]  # fmt: skip
    if changed:
        months = [f"{month:%Y-%m}" for month in changed]
        raise WrongUsage("alias_in_closed_month", old=old, new=new, months=", ".join(months), month=months[0])


def _speaks(spoken: Spoken, month: date) -> bool:
    return any(said == month or (is_standing and said < month) for said, is_standing in spoken)


def _spoken(ledger: Ledger, kind: str, name: str) -> Spoken:
    """The months of loads in force that use the name, or one that means it."""
    keys = _meaning(ledger, kind, name)
    active = [load_id for load_id, _, is_active in ledger.loads() if is_active]
    if kind == "project":
        return _of_project(ledger, keys, active)
    return set(_of_name(ledger, kind, keys, active))


def _meaning(ledger: Ledger, kind: str, name: str) -> set[str]:
    """The keys of a name and of all that mean it by an alias."""
    aliases = standing(ledger, kind)
    keys, known = {name_key(kind, name)}, 0
    while len(keys) > known:
        known = len(keys)
        keys |= {key for key, (_, meant) in aliases.items() if name_key(kind, meant) in keys}
    return keys


def _of_project(ledger: Ledger, codes: set[str], active: list[int]) -> Spoken:
    """A project is also spoken of where only its name is written, which joins the code that bears it."""
    written = ledger.ask("select distinct project_id, project_name from ledger.projects where project_name is not null")
    names = {same(name) for project_id, name in written if project_id in codes}
    rows = ledger.ask(
        "select distinct project_id, period, is_standing from ledger.coverage "
        "where list_contains(?::integer[], load_id)", [active],
    )  # fmt: skip
    return {(period, is_standing) for project_id, period, is_standing in rows
            if project_id in codes or same(project_id) in names}  # fmt: skip


def _of_name(ledger: Ledger, kind: str, keys: set[str], active: list[int]) -> Iterator[tuple[date, bool]]:
    for entity in dictionary().entities.values():
        for name in (field.name for field in entity.fields.values() if field.type == kind):
            rows = ledger.ask(
                f'select distinct "{name}", period from ledger."{entity.name}" '
                f'where "{name}" is not null and list_contains(?::integer[], load_id)', [active],
            )  # fmt: skip
            yield from ((period, entity.standing) for text, period in rows if name_key(kind, text) in keys)
