"""What is different since the last edition of a table: columns that came or went, projects that are new, that are
missing, or that seem to go by another name now."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from rapidfuzz import fuzz

from pmo_analytics.importing.memory import likeness, said_by
from pmo_analytics.ledger import Ledger
from pmo_analytics.reading import Changes, Project, Rename, TableReading

EDITIONS = 60  # how many of the newest loads are looked through for the edition before
LIKE_ENOUGH = 0.5
MELTED = "{column}{row}"  # the address of columns that each stand for a month: they come and go by themselves
RENAMED_FROM, MOST_PAIRS = 0.6, 20_000
BY_NAME = 0.8
EVIDENCE = {"budget_at_completion": 0.3, "baseline_start": 0.2, "manager": 0.2, "sponsor": 0.1, "customer": 0.1}


def changes(ledger: Ledger, load_id: int, table: TableReading, file_name: str, sha256: str) -> Changes | None:
    """What is different in a load that has been recorded, as of the last time that projects were identified; None
    where no load of another file is like it."""
    others = _Others(ledger, load_id, table, sha256)
    since = others.edition_before(file_name) if table.periods else None
    if since is None:
        return None
    headers = others.headers([load_id, since])
    new, gone = _only(headers[load_id], headers[since]), _only(headers[since], headers[load_id])
    if table.entities[0].entity != "projects":
        return Changes(since, new, gone)
    here, before = _projects(ledger, load_id), _projects(ledger, since)
    known, reported = others.projects_known(), others.projects_reported()
    newcomers = {name: told for name, told in here.items() if name not in known}
    missing = {name: told for name, told in before.items() if name not in here.keys() | reported}
    return Changes(
        since, new, gone, tuple(map(_named, newcomers.values())), tuple(map(_named, missing.values())),
        tuple(_renames(missing, newcomers)),
    )  # fmt: skip


class _Others:
    """The loads in force of other files, beside a load of the ledger that holds `table`."""

    def __init__(self, ledger: Ledger, load_id: int, table: TableReading, sha256: str) -> None:
        self.ledger, self.load_id, self.table = ledger, load_id, table
        self.entity = table.entities[0].entity
        self.active = [one for one, other, is_active in ledger.loads() if is_active and other != sha256]

    def edition_before(self, file_name: str) -> int | None:
        """The load that the table is the next edition of: not newer, with like headers, and of the same projects or,
        where none is the same, in a file of the same name but for its month. The latest month of several."""
        rows = self.ledger.ask(
            f"""
            with own as (select distinct identity.project_id from ledger.coverage as spoken {_MEANT}
                         where load_id = $load_id and entity = $entity),
            spoken as (select distinct load_id, period, identity.project_id from ledger.coverage as spoken {_MEANT}
                       where entity = $entity and list_contains($active::integer[], load_id))
            select load_id, max(file_name), max(period), count(own.project_id), count(distinct spoken.project_id)
            from spoken join ledger.loads using (load_id) join ledger.files using (file_id)
            anti join temp.main.hidden using (load_id) left join own on own.project_id = spoken.project_id
            group by load_id having max(period) <= $latest order by load_id desc limit {EDITIONS}
            """,
            {"entity": self.entity, "load_id": self.load_id, "active": self.active, "latest": max(self.table.periods)},
        )
        name = said_by([Path(file_name).stem])
        shares: dict[int, tuple[bool, date]] = {
            load_id: (2 * common >= count, period)
            for load_id, other, period, common, count in rows
            if common or said_by([Path(other).stem]) == name
        }
        own = said_by(use.header for use in self.table.columns if use.address != MELTED)
        likest = {one: likeness(own, said_by(headers)) for one, headers in self.headers(list(shares)).items()}
        alike = [load_id for load_id, share in likest.items() if share >= LIKE_ENOUGH]
        return max(alike, key=lambda one: (*shares[one], likest[one], one), default=None)

    def headers(self, load_ids: list[int]) -> dict[int, list[str]]:
        """The headers of loads, without those that each stand for a month."""
        rows = self.ledger.ask(
            "select load_id, header from ledger.load_columns "
            "where list_contains($load_ids::integer[], load_id) and address <> $melted group by all order by all",
            {"load_ids": load_ids, "melted": MELTED},
        )
        headers: dict[int, list[str]] = {load_id: [] for load_id in load_ids}
        for load_id, header in rows:
            headers[load_id].append(header)
        return headers

    def projects_known(self) -> set[str]:
        """The projects that any other file speaks of."""
        return self._projects_of("true", {})

    def projects_reported(self) -> set[str]:
        """The projects that another file reports in the latest month of the table."""
        return self._projects_of("period = $latest and entity = 'projects'", {"latest": max(self.table.periods)})

    def _projects_of(self, condition: str, more: dict[str, date]) -> set[str]:
        rows = self.ledger.ask(
            f"select distinct identity.project_id from ledger.coverage as spoken {_MEANT} "
            "anti join temp.main.hidden using (load_id) "
            f"where list_contains($active::integer[], load_id) and {condition}",
            {"active": self.active, **more},
        )
        return {project_id for (project_id,) in rows}


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


def _renames(gone: Mapping[str, dict[str, str | None]], new: Mapping[str, dict[str, str | None]]) -> list[Rename]:
    """The likeliest pairs, each project in one of them at most; none where there are too many to compare."""
    if len(gone) * len(new) > MOST_PAIRS:
        return []
    weighed = ((*_likelihood(old, now), old, now) for old in gone.values() for now in new.values())
    likely = [one for one in weighed if one[0] >= RENAMED_FROM]
    pairs: list[Rename] = []
    taken: set[str | None] = set()
    for _, alike, old, now in sorted(likely, key=lambda one: -one[0]):
        if not {old["project_id"], now["project_id"]} & taken:
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


_MEANT = "inner join identity on identity.raw_project_id = spoken.project_id"
