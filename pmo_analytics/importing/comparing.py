"""What is different since the last edition of a table: columns that came or went, projects that are new, that are
missing, or that seem to go by another name now."""

from collections.abc import Mapping
from datetime import date

from rapidfuzz import fuzz

from pmo_analytics.importing.memory import likeness, said_by
from pmo_analytics.ledger import Ledger
from pmo_analytics.reading import Changes, Project, Rename, TableReading

EDITIONS = 60  # how many of the newest loads are looked through for the edition before
LIKE_ENOUGH = 0.5
MELTED = "{column}{row}"  # the address of columns that each stand for a month: they come and go by themselves
RENAMED_FROM = 0.6
BY_NAME = 0.8
EVIDENCE = {"budget_at_completion": 0.3, "baseline_start": 0.2, "manager": 0.2, "sponsor": 0.1, "customer": 0.1}


def changes(ledger: Ledger, load_id: int, table: TableReading, sha256: str) -> Changes | None:
    """What is different in a load that has been recorded, as of the last time that projects were identified; None
    where no load of another file is like it."""
    since = _edition_before(ledger, table, sha256) if table.periods else None
    if since is None:
        return None
    headers = _headers(ledger, [load_id, since])
    new, gone = _only(headers[load_id], headers[since]), _only(headers[since], headers[load_id])
    if table.entities[0].entity != "projects":
        return Changes(since, new, gone)
    here, before = _projects(ledger, load_id), _projects(ledger, since)
    known = _known_elsewhere(ledger, load_id)
    newcomers = {name: told for name, told in here.items() if name not in known}
    missing = {name: told for name, told in before.items() if name not in here}
    return Changes(
        since, new, gone, tuple(map(_named, newcomers.values())), tuple(map(_named, missing.values())),
        tuple(_renames(missing, newcomers)),
    )  # fmt: skip


def _edition_before(ledger: Ledger, table: TableReading, sha256: str) -> int | None:
    """The load in force that is most like the table, not newer than it, the latest month of several."""
    entity, latest = table.entities[0].entity, max(table.periods)
    rows = ledger.ask(
        f"""
        select load_id, max(period) from ledger.load_entities join ledger.loads using (load_id)
        join ledger.files using (file_id) join ledger.coverage using (load_id, entity)
        anti join temp.main.hidden using (load_id)
        where entity = $entity and sha256 <> $sha256
        group by load_id having max(period) <= $latest order by load_id desc limit {EDITIONS}
        """,
        {"entity": entity, "sha256": sha256, "latest": latest},
    )
    active = {load_id for load_id, _, is_active in ledger.loads() if is_active}
    periods: dict[int, date] = {load_id: period for load_id, period in rows if load_id in active}
    own = said_by(use.header for use in table.columns if use.address != MELTED)
    likest = {load_id: likeness(own, said_by(headers)) for load_id, headers in _headers(ledger, list(periods)).items()}
    alike = [load_id for load_id, share in likest.items() if share >= LIKE_ENOUGH]
    return max(alike, key=lambda one: (periods[one], likest[one], one), default=None)


def _headers(ledger: Ledger, load_ids: list[int]) -> dict[int, list[str]]:
    rows = ledger.ask(
        "select load_id, header from ledger.load_columns "
        "where list_contains($load_ids::integer[], load_id) and address <> $melted group by all order by all",
        {"load_ids": load_ids, "melted": MELTED},
    )
    headers: dict[int, list[str]] = {load_id: [] for load_id in load_ids}
    for load_id, header in rows:
        headers[load_id].append(header)
    return headers


def _only(headers: list[str], others: list[str]) -> tuple[str, ...]:
    known = said_by(others)
    return tuple(header for header in headers if not said_by([header]) <= known)


def _projects(ledger: Ledger, load_id: int) -> dict[str, dict[str, str | None]]:
    """What the last row of each project of a load says of it, by the project that is meant."""
    told = ", ".join(f"arg_max({name}, row_number) as {name}" for name in EVIDENCE)
    rows = ledger.ask(
        f"""
        select identity.project_id, max(coalesce(project_name, projects.project_id)) as name, {told}
        from ledger.projects inner join identity on identity.raw_project_id = projects.project_id
        where load_id = ? group by identity.project_id order by identity.project_id
        """,
        [load_id],
    )
    return {row[0]: dict(zip(("project_id", "name", *EVIDENCE), row, strict=True)) for row in rows}


def _known_elsewhere(ledger: Ledger, load_id: int) -> set[str]:
    rows = ledger.ask(
        "select distinct identity.project_id from ledger.coverage as spoken "
        "inner join identity on identity.raw_project_id = spoken.project_id "
        "anti join temp.main.hidden using (load_id) "
        "where load_id <> $load_id and not exists (from ledger.loads as other join ledger.loads as own using (file_id) "
        "  where other.load_id = spoken.load_id and own.load_id = $load_id)",
        {"load_id": load_id},
    )
    return {project_id for (project_id,) in rows}


def _renames(
    gone: Mapping[str, dict[str, str | None]], new: Mapping[str, dict[str, str | None]]
) -> list[Rename]:
    """The likeliest pairs, each project in one of them at most."""
    weighed = [(*_likelihood(old, now), old, now) for old in gone.values() for now in new.values()]
    pairs: list[Rename] = []
    taken: set[str | None] = set()
    for weight, alike, old, now in sorted(weighed, key=lambda one: -one[0]):
        if weight >= RENAMED_FROM and not {old["project_id"], now["project_id"]} & taken:
            pairs.append(Rename(_named(old), _named(now), alike))
            taken |= {old["project_id"], now["project_id"]}
    return pairs


def _likelihood(old: Mapping[str, str | None], new: Mapping[str, str | None]) -> tuple[float, tuple[str, ...]]:
    """How much speaks for one project under two names, and the fields that agree."""
    by_name = fuzz.token_sort_ratio(old["name"], new["name"], processor=str.casefold) / 100
    agreeing = tuple(name for name in EVIDENCE if old[name] is not None and old[name] == new[name])
    named = ("project_name",) if by_name >= BY_NAME else ()
    return BY_NAME * by_name + sum(EVIDENCE[name] for name in agreeing), named + agreeing


def _named(told: Mapping[str, str | None]) -> Project:
    return Project(told["project_id"] or "", told["name"] or "")
