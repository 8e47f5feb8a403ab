"""Names that mean the same, on the command line: said, shown everywhere, taken back, as known at a moment."""

import shutil
from contextlib import nullcontext
from datetime import UTC, date, datetime

import pytest

from pmo_analytics.errors import WrongUsage
from pmo_analytics.importing.closed_names import prove_no_closed_month_changes
from pmo_analytics.ledger import Ledger
from tests.command_line import LatePmo
from tests.workbooks import workbook

ASKS = pytest.mark.asks("projects", "likely_names", "names", "aliases", "decisions")

PROJECTS = ["Project ID", "Project name", "Department", "Project manager", "BAC"]


def loaded(home, *months):
    """A workspace at `home` with a file of each month and its projects, of which nothing is built."""
    files = [workbook(home / "sent" / f"{month}.xlsx", {"Projects": [PROJECTS, *rows]}) for month, *rows in months]
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("PMO_HOME", str(home))
        LatePmo().load(*files)
    return home


@pytest.fixture(scope="module")
def two_months_home(tmp_path_factory):
    beta = ["P-2", "Beta", "HR", "Bo Fox", 500]
    return loaded(
        tmp_path_factory.mktemp("two months"),
        ("2026-02", ["P-1", "Alpha", "IT", "Ann Lee", 1000], beta),
        ("2026-03", ["P-1", "Alpha", "I.T.", "LEE Ann", 1000], beta),
    )


@pytest.fixture
def two_months(two_months_home, pmo, workspace):
    """A manager and a department who are spelled in two ways."""
    shutil.copytree(two_months_home, workspace.home)
    return pmo


def managers(pmo, *options):
    rows = pmo.json("read", "projects", *options)
    return [(row["period"][:7], row["manager"]) for row in rows if row["project_id"] == "P-1"]


APART = [("2026-02", "Ann Lee"), ("2026-03", "LEE Ann")]
JOINED = [("2026-02", "Ann Lee"), ("2026-03", "Ann Lee")]


@ASKS
def test_two_names_of_a_manager_become_one_in_every_month_and_two_again(two_months):
    pmo = two_months
    proposed = {(row["kind"], row["name"], row["other"]) for row in pmo.read("likely_names")}
    assert proposed == {("person", "Ann Lee", "LEE Ann"), ("department", "I.T.", "IT")}
    before = datetime.now(UTC).replace(tzinfo=None).isoformat()
    pmo("alias", "LEE Ann", "Ann Lee", "--kind", "person", "--why", "one person")
    assert managers(pmo) == JOINED
    assert [(row["old"], row["name"], row["why"]) for row in pmo.read("aliases")] == [
        ("LEE Ann", "Ann Lee", "one person")
    ]
    assert {row["kind"] for row in pmo.read("likely_names")} == {"department"}
    pmo("build", "--as-of", before)
    assert managers(pmo, "--as-of", before) == APART
    pmo("unalias", "lee ann", "--kind", "person")
    assert managers(pmo) == APART and pmo.read("aliases") == []
    decisions = {row["event_id"]: (row["kind"], row["about"]) for row in pmo.read("decisions")}
    assert [decisions[number] for number in sorted(decisions)][-2:] == [
        ("alias", "LEE Ann = Ann Lee"), ("unalias", "lee ann"),
    ]  # fmt: skip


def test_the_projects_of_a_manager_with_two_names_are_one_group(two_months):
    two_months("alias", "LEE Ann", "Ann Lee", "--kind", "person", "--why", "one person")
    groups = {row["name"] for row in two_months.read("rollup") if row["level"] == "manager"}
    assert groups == {"Ann Lee", "Bo Fox"}


@ASKS
def test_a_name_is_refused_that_nobody_bears_or_that_means_the_other_already(two_months, workspace):
    pmo = two_months
    pmo("different", "IT", "I.T.", "--kind", "department")
    assert {row["kind"] for row in pmo.read("likely_names")} == {"person"}
    with Ledger.open(workspace.ledger) as ledger, ledger.transaction():
        ledger.record_event("alias", "Ann", {"kind": "person", "old": "Ann Lee", "new": "LEE Ann"})
        ledger.record_event("alias", "Ann", {"old": "P-2", "new": "P-1"})  # of a version that knew projects only
        last = ledger.ask("select max(event_id) from ledger.events")
    for key, *words in (
        ("person_unknown", "alias", "Nobody", "Ann Lee", "--kind", "person"),
        ("person_unknown", "alias", "Ann Lee", "IT", "--kind", "person"),
        ("department_unknown", "alias", "IT", "Ann Lee", "--kind", "department"),
        ("alias_in_circle", "alias", "LEE Ann", "Ann Lee", "--kind", "person"),
        ("alias_in_circle", "alias", "P-1", "P-2"),
        ("alias_to_itself", "alias", "Ann Lee", "Ann Lee", "--kind", "person"),
        ("kind_unknown", "alias", "Ann Lee", "Bo Fox", "--kind", "customer"),
        ("alias_unknown", "unalias", "Bo Fox", "--kind", "person"),
        ("alias_unknown", "unalias", "Ann Lee"),
        ("person_unknown", "different", "Ann Lee", "Nobody", "--kind", "person"),
        ("different_projects", "different", "P-1", "P-2", "--kind", "project"),
    ):
        assert pmo(*words, expect=2).exception.key.endswith(key), words
    with Ledger.open(workspace.ledger) as ledger:
        assert ledger.ask("select max(event_id) from ledger.events") == last


@pytest.fixture(scope="module")
def renamed_home(tmp_path_factory):
    told = (("2026-02", "P-1", "Ann Lee"), ("2026-03", "X-1", "LEE Ann"), ("2026-04", "P-9", "A. Lee"))
    months = (
        (month, [code, "Alpha", "IT", manager, 1000], ["P-2", "Beta", "HR", "Bo Fox", 500])
        for month, code, manager in told
    )
    return loaded(tmp_path_factory.mktemp("renamed"), *months)


@pytest.fixture
def renamed(renamed_home, pmo, workspace):
    """P-1 of February is X-1 in March, P-9 in April; its manager is written in three ways."""
    shutil.copytree(renamed_home, workspace.home)
    return pmo


@ASKS
def test_names_join_only_where_no_closed_month_would_change(renamed, workspace) -> None:
    closed = {date(2026, 2, 28), date(2026, 3, 31)}
    with Ledger.open(workspace.ledger) as ledger:
        for old, new, kind, months in (
            ("P-1", "X-1", "project", ["2026-02", "2026-03"]),
            ("X-1", "P-1", "project", ["2026-03"]),
            ("P-9", "P-1", "project", []),
            ("Ann Lee", "LEE Ann", "person", ["2026-02", "2026-03"]),
            ("lee  ann", "Ann Lee", "person", ["2026-03"]),
            ("A. Lee", "LEE Ann", "person", []),
            ("HR", "IT", "department", ["2026-02", "2026-03"]),
        ):
            with pytest.raises(WrongUsage) if months else nullcontext() as refused:
                prove_no_closed_month_changes(ledger, kind, old, new, closed)
            said = refused.value.said() if refused else ": "
            assert f": {', '.join(months)}" in said, (old, new)


@ASKS
def test_an_alias_of_a_closed_month_is_made_and_taken_back_once_it_is_reopened(renamed) -> None:
    renamed("close", "2026-03")
    words = ("alias", "X-1", "P-1")
    refused = renamed(*words, expect=2).exception.said()
    assert ": 2026-03. Reopen each with a reason first: pmo reopen 2026-03 --why" in refused
    renamed("reopen", "2026-03", "--why", "one of two names")
    renamed(*words)
    renamed("close", "2026-03")
    assert "2026-03" in renamed("unalias", "X-1", expect=2).exception.said()


@ASKS
def test_a_file_that_renames_a_project_of_a_closed_month_is_refused(renamed, tmp_path) -> None:
    renamed("close", "2026-04")
    path = workbook(tmp_path / "2026-05.xlsx", {"Projects": [PROJECTS, ["P-10", "Alpha", "IT", "A. Lee", 1000]]})
    (report,) = renamed.load(path, "--same", "P-9=P-10", expect=1)["files"]
    assert report["status"] == "refused" and "2026-04. Reopen each" in report["reason"]
    renamed("reopen", "2026-04", "--why", "one project")
    renamed("load", path, "--same", "P-9=P-10")
