"""What pages read: project rows with their source, health in one row, findings with their cells, loads."""

from datetime import date, datetime

import pytest

from pmo_analytics.fields import dictionary
from tests.sql.conftest import named_in

MAR = "2026-03-31"
HEALTH = named_in("marts.project_health")


def test_a_project_row_says_which_file_and_line_it_is_from(portfolio) -> None:
    portfolio.load("projects", {"project_id": "P1", "project_name": "Bridge", "stage": "Build"}, {"project_id": "P2"})
    portfolio.load("projects", {"project_id": "P2", "project_name": "Harbour"})
    names = ("project_id", "project_name", "stage", "file_name", "sheet", "source_row")
    assert [tuple(row[name] for name in names) for row in portfolio.rows("marts.projects")] == [
        ("P1", "Bridge", "Build", "file 1.xlsx", "Sheet1", 2),
        ("P2", "Harbour", None, "file 2.xlsx", "Sheet1", 2),
    ]
    missing = set(dictionary().entities["projects"].fields) - set(portfolio.rows("marts.projects")[0])
    assert missing == set()


def test_health_brings_who_how_and_why_into_one_row(portfolio) -> None:
    portfolio.load(
        "projects",
        {"project_id": "P1", "project_name": "Bridge", "manager": "Ann", "state": "active", "declared_overall": "green",
         "budget_at_completion": 1000, "percent_complete": 0.5, "actual_cost": 800, "baseline_start": "2026-01-01",
         "baseline_finish": "2026-06-30", "forecast_finish": "2026-07-30", "decisions_needed": "More money"},
        {"project_id": "P2"},
    )  # fmt: skip
    first, second = portfolio.only(*HEALTH, light="overall").rows("marts.project_health")
    assert {name: first[name] for name in (
        "project_name", "manager", "state", "budget_at_completion", "estimate_at_completion", "over_budget",
        "percent_complete", "percent_planned", "percent_spent", "cost_performance_index", "schedule_performance_index",
        "finish_slip_days", "computed_overall", "declared_overall", "computed_cost", "computed_schedule", "months_red",
        "count_findings", "decisions_needed",
    )} == {
        "project_name": "Bridge", "manager": "Ann", "state": "active", "budget_at_completion": 1000,
        "estimate_at_completion": 1600, "over_budget": 600, "percent_complete": 0.5, "percent_planned": 0.5,
        "percent_spent": 0.8, "cost_performance_index": 0.625, "schedule_performance_index": 1.0,
        "finish_slip_days": 30, "computed_overall": "red", "declared_overall": "green", "computed_cost": "red",
        "computed_schedule": "red", "months_red": 1, "count_findings": 0, "decisions_needed": "More money",
    }  # fmt: skip
    assert first["attention"] == pytest.approx(100 * (1 - 0.05**0.5 * (0.5 - 0.225 * (30 / 181 - 0.1) / 0.05) ** 0.5))
    assert (first["slip_reason"], first["over_budget_reason"]) == (None, None)
    assert (second["project_name"], second["computed_overall"], second["attention"]) == ("P2", None, None)
    assert second["slip_reason"] == "NO_BASELINE"
    assert second["over_budget_reason"] == "MISSING_INPUT(budget_at_completion)"


def test_a_project_known_only_from_its_risks_is_a_project_without_figures(portfolio) -> None:
    portfolio.load("projects", {"project_id": "P1", "actual_cost": 5})
    portfolio.load("risks", {"project_id": "P2", "risk_id": "R1"})
    portfolio.only(*HEALTH, light="overall")
    assert [row["project_id"] for row in portfolio.rows("marts.project_health")] == ["P1", "P2"]
    assert portfolio.values("actual_cost", "reason") == {"P1": None, "P2": "MISSING_INPUT(actual_cost)"}


@pytest.fixture
def found(database, portfolio):
    """A workbook with two projects, one cell that could not be typed, and two things noticed while reading."""
    bad = {"field": "actual_cost", "text": "lots", "reason": "not_a_number", "severity": "error"}
    portfolio.load(
        "projects",
        {"project_id": "P1", "problems": [bad]},
        {"project_id": "P2", "problems": []},
    )
    portfolio.load("risks", {"project_id": "P2", "risk_id": "R1"}, is_active=False)
    column = {"load_id": 1, "entity": "projects", "field": "actual_cost"}
    database.given("ledger.load_columns", [
        {**column, "header": "Cost", "address": "C{row}", "confidence": 0.9},
        {**column, "header": "Spend", "address": "D{row}", "confidence": 0.5},
        {"load_id": 1, "header": "Colour", "address": "E{row}"},
    ])  # fmt: skip
    noticed = {"expected": "layout.merged", "severity": "note", "action": "layout.filled"}
    database.given("ledger.findings", [
        {"load_id": 1, "cell": "B3", **noticed},
        {"load_id": 1, "cell": "", **noticed},
        {"load_id": 2, "cell": "", **noticed},
    ])  # fmt: skip
    return portfolio


def test_findings_name_the_cell_the_project_and_whether_they_still_count(found) -> None:
    names = ("cell", "entity", "field", "project_id", "text", "expected", "severity", "action", "is_active")
    rows = {(int(row["load_id"]), *(row[name] for name in names)) for row in found.rows("marts.findings")}
    noticed = ("layout.merged", "note", "layout.filled")
    assert rows == {
        (1, "C2", "projects", "actual_cost", "P1", "lots", "not_a_number", "error", "findings.not_a_number", True),
        (1, "B3", None, None, "P2", None, *noticed, True),
        (1, "", None, None, None, None, *noticed, True),
        (2, "", None, None, "P2", None, *noticed, False),
    }
    found.only(*HEALTH, light="overall")
    counted = {row["project_id"]: row["count_findings"] for row in found.rows("marts.project_health")}
    assert counted == {"P1": 1, "P2": 1}


def test_a_notice_is_about_the_project_of_its_row_or_of_its_column_where_that_is_the_record(portfolio) -> None:
    def placed(*places: tuple[str, int, str | None]) -> list[dict[str, object]]:
        return [{"project_id": name, "source_row": row, "source_column": column} for name, row, column in places]

    months = placed(("P1", 2, "D"), ("P1", 2, "E"), ("P2", 3, "D"), ("P2", 3, "E"), ("P3", 5, "E"), ("P4", 4, None))
    portfolio.load("budgets", *months)
    portfolio.load("budgets", *placed(("P5", 2, "D"), ("P5", 3, "D"), ("P6", 3, "E")), orientation="columns")
    noticed = {"expected": "layout.formula", "severity": "warning", "action": "layout.kept"}
    cells = {1: ("D1", "D2", "E2", "D3", "E3", "A4", "AD5"), 2: ("C2", "D2", "D9", "E2")}
    portfolio.database.given("ledger.findings", [
        {"load_id": load_id, "cell": cell, **noticed} for load_id, group in cells.items() for cell in group
    ])  # fmt: skip
    told = [(int(row["load_id"]), row["cell"], row["project_id"]) for row in portfolio.rows("marts.findings")]
    assert sorted(told) == [
        (1, "A4", "P4"), (1, "AD5", "P3"), (1, "D1", None), (1, "D2", "P1"), (1, "D3", "P2"), (1, "E2", "P1"),
        (1, "E3", "P2"), (2, "C2", None), (2, "D2", "P5"), (2, "D9", "P5"), (2, "E2", "P6"),
    ]  # fmt: skip


def test_a_row_that_names_no_project_is_a_finding_and_a_total_is_none(database, found) -> None:
    database.given("ledger.set_aside", [
        {"load_id": 1, "source_row": 7, "reason": "no_project", "text": "? | 5"},
        {"load_id": 1, "source_column": "G", "reason": "no_project", "text": "9"},
        {"load_id": 1, "source_row": 8, "reason": "total", "text": "Total | 5"},
    ])  # fmt: skip
    names = ("cell", "project_id", "period", "text", "severity", "action")
    rows = [row for row in found.rows("marts.findings") if row["expected"] == "row_without_project"]
    told = ("error", "findings.row_without_project")
    assert [tuple(row[name] for name in names) for row in rows] == [
        ("A7", None, date(2026, 3, 31), "? | 5", *told), ("G1", None, date(2026, 3, 31), "9", *told),
    ]  # fmt: skip


def test_loads_say_what_they_brought_and_what_they_stand_for(database, found) -> None:
    database.given("ledger.load_entities", [
        {"load_id": 1, "entity": "projects", "shape": [], "rows_loaded": 3},
        {"load_id": 2, "entity": "risks", "shape": [], "rows_loaded": 1},
        {"load_id": 2, "entity": "issues", "shape": [], "rows_loaded": 1},
    ])  # fmt: skip
    database.given("ledger.replacements", {"load_id": 2, "entity": "risks", "replaces_load_id": 1})
    names = ("load_id", "file_name", "entities", "periods", "count_findings", "is_active", "replaces", "recorded_at")
    assert [tuple(row[name] for name in names) for row in found.rows("marts.loads")] == [
        (1, "file 1.xlsx", "projects", "2026-03", 3, True, None, datetime(2026, 4, 1, 0, 1)),
        (2, "file 2.xlsx", "issues, risks", "2026-03", 1, False, "1", datetime(2026, 4, 1, 0, 2)),
    ]


def test_a_load_speaks_until_all_of_it_is_replaced_by_one_in_force(database) -> None:
    for load_id, is_active in ((1, True), (2, True), (3, True), (4, False)):
        database.given("ledger.files", {"file_id": load_id, "file_name": f"{load_id}.xlsx"})
        database.given("ledger.loads", {"load_id": load_id, "file_id": load_id, "is_active": is_active})
    database.given("ledger.replacements", [
        {"load_id": new, "entity": "projects", "replaces_load_id": old} for new, old in ((2, 1), (3, 2), (4, 3))
    ])  # fmt: skip
    database.given("core.visible", [{"entity": "projects", "load_id": one, "project_id": "P1"} for one in (2, 3)])
    rows = {row["load_id"]: (row["replaced_by"], row["is_speaking"]) for row in database.rows("marts.loads")}
    assert rows == {1: ("2", False), 2: ("3", True), 3: (None, True), 4: (None, False)}


def test_what_was_set_aside_is_listed_with_its_reason(database, found) -> None:
    database.given("ledger.set_aside", [
        {"load_id": 1, "source_row": 9, "reason": "total", "text": "Total 123"},
        {"load_id": 1, "source_column": "G", "reason": "blank"},
    ])  # fmt: skip
    names = ("load_id", "file_name", "source_row", "source_column", "reason", "text")
    rows = [tuple(row[name] for name in names) for row in found.rows("marts.set_aside")]
    assert rows == [(1, "file 1.xlsx", 9, None, "total", "Total 123"), (1, "file 1.xlsx", None, "G", "blank", None)]


@pytest.mark.parametrize("entity", sorted(set(dictionary().entities) - {"projects"}))
def test_every_entity_keeps_all_its_fields_and_merges_rows_of_one_key(entity: str, portfolio) -> None:
    kind = dictionary().entities[entity]
    keyed = {part[0]: "2026-02-28" if kind.fields[part[0]].type == "date" else _first_value(kind.fields[part[0]])
             for part in kind.key_parts}  # fmt: skip
    of = {"project_id": "P1"} if kind.of_project else {}
    taken = ("project_id", "project_name", *kind.key)
    free = [name for name, field in kind.fields.items() if field.type == "text" and name not in taken]
    other, decoy = {**keyed, **of}, {**keyed, **of, "row_key": "decoy"}
    portfolio.load(entity, {**other, **dict.fromkeys(free, "old")}, decoy)
    portfolio.load(entity, {**other, **dict.fromkeys(free[:1], "new")}, {**other, **dict.fromkeys(free, "repeat")})
    rows = portfolio.rows(f"core.{entity}")
    assert len(rows) == 2
    row = next(row for row in rows if row["row_key"] != "decoy")
    assert {name: row[name] for name in free} == {name: "new" if name in free[:1] else "repeat" for name in free}
    assert {name: str(row[name]) for name in keyed} == keyed
    assert int(row["load_id"]) == 2
    assert set(kind.fields) - {"project_id", "project_name", "period"} <= set(row)


def _first_value(field) -> str:
    return next(iter(field.values)) if field.values else {"currency": "EUR", "count": "1"}.get(field.type, "K1")
