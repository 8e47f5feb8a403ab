"""What the page of the findings asks: only what still waits for somebody, of projects that the reader may see."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

JANUARY, FEBRUARY, MARCH = date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31)
Rows = Callable[[str], list[dict[str, Any]]]


def finding(number: int, **more: Any) -> dict[str, Any]:
    """An error in D14 of P1's tracker in March, unless it says otherwise."""
    return {
        "finding_number": number, "load_id": 1, "file_name": "a.xlsx", "sheet": "March", "cell": "D14",
        "entity": "projects", "field": "actual_cost", "project_id": "P1", "period": MARCH, "text": "30 Feb",
        "expected": "not_a_number", "severity": "error", "action": "findings.not_a_number", "is_active": True, **more,
    }  # fmt: skip


@pytest.fixture
def files(given: Callable[..., None]) -> Callable[..., None]:
    """files(finding(...), ...): a.xlsx speaks of P1 and P2 in March, b.csv of P2, c.xlsx of P1 in February; old.xlsx
    spoke of P1 in March until a.xlsx replaced it. P9 is out of the reader's sight where he narrows."""

    def put(*findings: dict[str, Any], seen: tuple[str, ...] = ("P1", "P2"), compared: date = FEBRUARY) -> None:
        speaking = [(1, "P1", MARCH), (1, "P2", MARCH), (2, "P2", MARCH), (3, "P1", FEBRUARY)]
        given("chosen", {"period": MARCH, "compared": compared})
        given("scope", [{"project_id": one, "period": month} for one in seen for month in (FEBRUARY, MARCH)])
        given("core.periods", [{"period": JANUARY}, {"period": FEBRUARY}, {"period": MARCH}])
        given("core.project_periods", [
            {"project_id": "P1", "period": FEBRUARY}, {"project_id": "P1", "period": MARCH},
            {"project_id": "P2", "period": MARCH},
        ])  # fmt: skip
        given("core.visible", [
            {"entity": "projects", "load_id": load, "project_id": project, "period": month, "written_period": month}
            for load, project, month in speaking
        ])  # fmt: skip
        given("core.visible", {"entity": "projects", "load_id": 3, "project_id": "P1", "period": MARCH,
                               "written_period": FEBRUARY})  # fmt: skip
        names = ("a.xlsx", "b.csv", "c.xlsx", "old.xlsx")
        given("ledger.files", [{"file_id": n, "file_name": name, "sha256": name} for n, name in enumerate(names, 1)])
        given("ledger.loads", [{"load_id": n, "file_id": n, "recorded_by": "Ann"} for n in (1, 2, 3, 4)])
        given("core.projects", [
            {"project_id": "P1", "period": MARCH, "project_name": "Alpha", "manager": "Li Na"},
            {"project_id": "P1", "period": FEBRUARY, "project_name": "Alpha", "manager": "Somebody before her"},
            {"project_id": "P2", "period": MARCH, "project_name": "Beta"},
        ])  # fmt: skip
        given("marts.findings", list(findings))

    return put


FINDINGS = (
    finding(1),
    finding(2, cell="D2", severity="note"),
    finding(3, load_id=2, project_id="P2", severity="warning"),
    finding(4, cell="", project_id=None, period=None, entity=None, severity="note"),  # of the file as a whole
    finding(5, load_id=4, cell="D99"),  # in a file that was replaced
    finding(6, is_active=False, cell="D98"),  # in a load that was withdrawn
    finding(7, load_id=3, period=FEBRUARY, cell="D97"),  # of another month
)


def listed(rows: list[dict[str, Any]]) -> list[int]:
    return [int(row["finding_number"]) for row in rows]


def test_what_was_replaced_or_withdrawn_waits_for_nobody(files: Callable, rows: Rows) -> None:
    files(*FINDINGS)
    found = {(int(row["finding_number"]), row["period"]): row for row in rows("marts.open_findings")}
    assert set(found) == {(1, MARCH), (2, MARCH), (3, MARCH), (4, MARCH), (7, FEBRUARY)}
    assert (found[1, MARCH]["manager"], found[1, MARCH]["sha256"]) == ("Li Na", "a.xlsx")
    assert found[7, FEBRUARY]["manager"] == "Somebody before her"
    assert found[4, MARCH]["project_id"] is None


def test_a_finding_stays_where_another_load_replaced_only_another_kind_of_row(files: Callable, rows: Rows) -> None:
    files(finding(1, entity="risks"), finding(2, entity="projects"), finding(3, entity=None))
    assert listed(rows("marts.open_findings")) == [2, 3]


def test_errors_come_first_then_by_file_and_row(files: Callable, rows: Rows) -> None:
    files(*FINDINGS)
    rows("marts.open_findings")
    found = rows("queries.finding_list")
    assert listed(found) == [1, 3, 2, 4]
    assert found[0]["project_name"] == "Alpha"


def test_who_sees_a_part_sees_no_finding_of_a_whole_file(files: Callable, rows: Rows) -> None:
    files(*FINDINGS, seen=("P2",))
    rows("marts.open_findings")
    assert listed(rows("queries.finding_list")) == [3]
    assert [(row["file_name"], row["count_projects"], row["count_error"], row["count_warning"], row["count_note"])
            for row in rows("queries.finding_files")] == [("b.csv", 1, 0, 1, 0), ("a.xlsx", 1, 0, 0, 0)]  # fmt: skip
    assert [(row["manager"], row["count_warning"]) for row in rows("queries.finding_owners")] == [("", 1)]
    cards = {(row["card"], row["period"]): row for row in rows("queries.finding_cards")}
    assert cards["warning", MARCH]["value"] == 1 and cards["note", MARCH]["value"] == 0
    assert (cards["clean", MARCH]["value"], cards["clean", MARCH]["count_of"]) == (1, 2)


def test_files_and_owners_with_most_to_mend_come_first(files: Callable, rows: Rows) -> None:
    files(*FINDINGS)
    rows("marts.open_findings")
    assert [(row["file_name"], row["load_id"], row["count_error"], row["count_warning"], row["count_note"])
            for row in rows("queries.finding_files")] == [("a.xlsx", 1, 1, 0, 2), ("b.csv", 2, 0, 1, 0)]  # fmt: skip
    owners = rows("queries.finding_owners")
    assert [tuple(row.values()) for row in owners] == [("Li Na", 1, 1, 0, 1), ("", 1, 0, 1, 1)]


def test_cards_count_each_month_and_compare_only_with_a_month_that_has_files(files: Callable, rows: Rows) -> None:
    files(*FINDINGS)
    rows("marts.open_findings")
    cards = {(row["card"], row["period"]): (row["value"], row["change"]) for row in rows("queries.finding_cards")}
    assert cards["error", MARCH] == (1, 0) and cards["error", FEBRUARY] == (1, None)
    assert cards["warning", MARCH] == (1, 1) and cards["note", MARCH] == (2, 2)
    assert cards["clean", MARCH] == (0, 0) and cards["clean", FEBRUARY] == (0, None)
    assert cards["error", JANUARY] == (0, None)


def test_nothing_is_compared_with_a_month_without_files(files: Callable, rows: Rows) -> None:
    files(finding(1), compared=JANUARY)
    rows("marts.open_findings")
    assert {row["change"] for row in rows("queries.finding_cards")} == {None}
