"""What a month of loading does: files add up, correct each other, are merged, undone, closed, known as of a moment."""

from datetime import UTC, datetime

import pytest

from tests.command_line import Pmo
from tests.workbooks import csv_file, workbook

pytestmark = pytest.mark.asks("projects", "risks", "findings", "expected_reporters", "loads")

PROJECTS = ["Project ID", "Project name", "Department", "% complete", "Planned value", "Actual cost", "BAC"]
RISKS = ["Risk ID", "Project ID", "Risk description", "Probability", "Impact cost"]
ALPHA = ["P-1", "Alpha", "IT", 0.5, 500, 450, 1000]
BETA = ["P-2", "Beta", "HR", 0.2, 300, 250, 2000]


def projects(pmo, period="2026-03"):
    return {row["project_id"]: row for row in pmo.read("projects", period)}


def test_files_of_two_managers_add_up(pmo, tmp_path):
    pmo.load(workbook(tmp_path / "a 2026-03.xlsx", {"Projects": [PROJECTS, ALPHA]}))
    pmo.load(workbook(tmp_path / "b 2026-03.xlsx", {"Projects": [PROJECTS, BETA]}))
    assert {name: row["actual_cost"] for name, row in projects(pmo).items()} == {"P-1": 450, "P-2": 250}


def test_a_corrected_file_replaces_only_the_projects_and_months_it_covers(pmo, tmp_path):
    pmo.load(workbook(tmp_path / "all 2026-02.xlsx", {"Projects": [PROJECTS, ALPHA, BETA]}))
    pmo.load(workbook(tmp_path / "all 2026-03.xlsx", {"Projects": [PROJECTS, ALPHA, BETA]}))
    corrected = [*ALPHA[:5], 470, 1000]
    report = pmo.load(workbook(tmp_path / "alpha 2026-03.xlsx", {"Projects": [PROJECTS, corrected]}))
    assert report["files"][0]["sheets"][0]["replaces"] == [{"load_id": 2, "entity": "projects"}]
    assert {name: row["actual_cost"] for name, row in projects(pmo).items()} == {"P-1": 470, "P-2": 250}
    assert projects(pmo, "2026-02")["P-1"]["actual_cost"] == 450


def test_a_corrected_register_takes_deleted_rows_away(pmo, tmp_path):
    first = {"Projects": [PROJECTS, ALPHA, BETA], "Risks": [RISKS, ["R1", "P-1", "Late supplier", 0.5, 100],
             ["R2", "P-1", "Strike", 0.1, 900], ["R3", "P-2", "Flood", 0.2, 50]]}  # fmt: skip
    second = {"Projects": [PROJECTS, ALPHA, BETA], "Risks": [RISKS, ["R1", "P-1", "Late supplier", 0.5, 100]]}
    pmo.load(workbook(tmp_path / "v1 2026-03.xlsx", first))
    assert {row["risk_id"] for row in pmo.read("risks")} == {"R1", "R2", "R3"}
    pmo.load(workbook(tmp_path / "v2 2026-03.xlsx", second))
    assert {row["risk_id"] for row in pmo.read("risks")} == {"R1"}


def test_open_and_closed_risks_of_one_month_add_up(pmo, tmp_path):
    opened = {"Projects": [PROJECTS, ALPHA], "Risks": [RISKS, ["R1", "P-1", "Late supplier", 0.5, 100]]}
    pmo.load(workbook(tmp_path / "open 2026-03.xlsx", opened))
    closed = [RISKS, ["R9", "P-1", "Old risk", 0.1, 10]]
    report = pmo.load(workbook(tmp_path / "closed 2026-03.xlsx", {"Closed risks": closed}))
    assert report["files"][0]["sheets"][0]["replaces"] == []
    assert {row["risk_id"] for row in pmo.read("risks")} == {"R1", "R9"}


def test_finance_and_manager_are_merged_field_by_field(pmo, tmp_path):
    manager = ["Project ID", "Project name", "% complete", "Forecast finish", "RAG", "Comments", "Actual cost"]
    pmo.load(workbook(tmp_path / "m 2026-03.xlsx", {"Status": [manager, ["P-1", "Alpha", 0.5, "2026-09-30", "Green",
             "All well", 400]]}))  # fmt: skip
    pmo.load(csv_file(tmp_path / "finance 2026-03.csv", "Project ID,BAC,Actual cost\nP-1,1000,450\n"))
    row = projects(pmo)["P-1"]
    assert (row["percent_complete"], row["budget_at_completion"], row["actual_cost"]) == (0.5, 1000, 450)
    found = [one for one in pmo.read("findings") if one["field"] == "actual_cost"]
    assert len(found) == 1
    assert {"G2", "C2"} <= set(found[0]["cell"].replace(",", " ").split()) or "G2" in found[0]["text"]


def test_undo_shows_again_what_was_replaced_and_redo_takes_it_back(pmo, tmp_path):
    pmo.load(workbook(tmp_path / "v1 2026-03.xlsx", {"Projects": [PROJECTS, ALPHA]}))
    pmo.load(workbook(tmp_path / "v2 2026-03.xlsx", {"Projects": [PROJECTS, [*ALPHA[:5], 470, 1000]]}))
    pmo("undo", "2", "--why", "wrong file")
    assert projects(pmo)["P-1"]["actual_cost"] == 450
    pmo("redo", "2")
    assert projects(pmo)["P-1"]["actual_cost"] == 470


def test_the_same_bytes_are_loaded_once_and_again_after_an_undo(pmo, tmp_path):
    path = workbook(tmp_path / "v1 2026-03.xlsx", {"Projects": [PROJECTS, ALPHA]})
    assert pmo.load(path)["files"][0]["status"] == "loaded"
    assert pmo.load(path)["files"][0]["status"] == "already_loaded"
    pmo("undo", "1")
    assert pmo.load(path, "--period", "2026-04")["files"][0]["sheets"][0]["periods"] == ["2026-04"]


def test_a_closed_month_takes_nothing_until_it_is_reopened_with_a_reason(pmo, tmp_path):
    pmo.load(workbook(tmp_path / "v1 2026-02.xlsx", {"Projects": [PROJECTS, ALPHA, BETA]}))
    pmo.load(workbook(tmp_path / "v1 2026-03.xlsx", {"Projects": [PROJECTS, ALPHA]}))
    closing = pmo.json("close", "2026-03")
    assert (closing["count_expected"], closing["count_reported"]) == (2, 1)
    assert closing["missing"] == [{"project_id": "P-2", "project_name": "Beta"}]
    pmo("undo", "2", "--why", "wrong file", expect=2)
    assert set(projects(pmo)) == {"P-1"}
    late = workbook(tmp_path / "late 2026-03.xlsx", {"Projects": [PROJECTS, BETA]})
    refused = pmo.load(late, expect=1)
    assert refused["files"][0]["status"] == "refused"
    assert "2026-03" in refused["files"][0]["reason"]
    pmo("reopen", "2026-03", "--why", "Beta was on leave")
    assert pmo.load(late)["files"][0]["status"] == "loaded"


def test_the_portfolio_is_kept_as_it_was_known_at_a_moment(pmo, tmp_path):
    pmo.load(workbook(tmp_path / "v1 2026-03.xlsx", {"Projects": [PROJECTS, ALPHA]}))
    moment = datetime.now(UTC).replace(tzinfo=None).isoformat()
    pmo.load(workbook(tmp_path / "v2 2026-03.xlsx", {"Projects": [PROJECTS, [*ALPHA[:5], 470, 1000], BETA]}))
    pmo("build", "--as-of", moment)
    then = pmo.json("read", "projects", "--as-of", moment)
    assert [(row["project_id"], row["actual_cost"]) for row in then] == [("P-1", 450)]
    assert set(projects(pmo)) == {"P-1", "P-2"}


def test_an_alias_makes_one_project_of_two(pmo, tmp_path):
    pmo.load(workbook(tmp_path / "v1 2026-02.xlsx", {"Projects": [PROJECTS, ["X-1", *ALPHA[1:]]]}))
    pmo.load(workbook(tmp_path / "v1 2026-03.xlsx", {"Projects": [PROJECTS, ALPHA]}))
    assert {row["project_id"] for row in pmo.read("projects")} == {"X-1", "P-1"}
    pmo("alias", "X-1", "P-1")
    assert [(row["project_id"], row["period"]) for row in pmo.read("projects")] == [
        ("P-1", "2026-02-28"), ("P-1", "2026-03-31"),
    ]  # fmt: skip


def test_a_name_without_a_code_joins_the_one_code_that_bears_it(pmo, tmp_path):
    pmo.load(csv_file(tmp_path / "2026-02.csv", "Project name,BAC\nAlpha,1000\nGamma,70\n"))
    pmo.load(workbook(tmp_path / "v1 2026-03.xlsx", {"Projects": [PROJECTS, ALPHA, BETA]}))
    assert {(row["project_id"], row["period"][:7]) for row in pmo.read("projects")} == {
        ("P-1", "2026-02"), ("Gamma", "2026-02"), ("P-1", "2026-03"), ("P-2", "2026-03"),
    }  # fmt: skip


def test_a_dry_run_says_what_the_load_will_say_and_changes_nothing(pmo, tmp_path):
    path = workbook(tmp_path / "v1 2026-03.xlsx", {"Projects": [PROJECTS, [*ALPHA[:5], "n/k", 1000]]})
    before = pmo.load(path, "--dry-run")
    assert pmo("read", "projects", expect=1).stdout == ""
    after = pmo.load(path)
    for report in (before, after):
        for sheet in report["files"][0]["sheets"]:
            sheet.pop("load_id")
    assert before == after
    assert before["files"][0]["sheets"][0]["findings"]["error"] == 1


def test_projects_that_a_corrected_file_lacks_are_kept_or_dropped_as_asked(pmo, tmp_path):
    pmo.load(workbook(tmp_path / "v1 2026-03.xlsx", {"Projects": [PROJECTS, ALPHA, BETA]}))
    smaller = {"Projects": [PROJECTS, [*ALPHA[:5], 470, 1000]]}
    report = pmo.load(workbook(tmp_path / "v2 2026-03.xlsx", smaller))
    assert report["files"][0]["sheets"][0]["lacking"] == ["P-2"]
    assert set(projects(pmo)) == {"P-1", "P-2"}
    pmo("undo", "2")
    pmo.load(workbook(tmp_path / "v3 2026-03.xlsx", smaller | {"Notes": [["nothing here"]]}), "--drop")
    assert set(projects(pmo)) == {"P-1"}


def test_a_column_that_is_no_field_is_kept_and_can_be_read(pmo, tmp_path):
    sheet = {"Projects": [[*PROJECTS, "Favourite colour"], [*ALPHA, "mauve"], [*BETA, None]]}
    report = pmo.load(workbook(tmp_path / "v1 2026-03.xlsx", sheet))
    assert report["files"][0]["sheets"][0]["unmapped"] == ["Favourite colour"]
    extras = {name: row["extra"] for name, row in projects(pmo).items()}
    assert "mauve" in extras["P-1"] and "Favourite colour" in extras["P-1"]
    assert "mauve" not in str(extras["P-2"])


def test_a_build_that_was_killed_is_made_up_for_by_loading_again(tmp_path, workspace, monkeypatch):
    pmo = Pmo()
    pmo.load(workbook(tmp_path / "v1 2026-02.xlsx", {"Projects": [PROJECTS, ALPHA]}))
    path = workbook(tmp_path / "v1 2026-03.xlsx", {"Projects": [PROJECTS, ALPHA, BETA]})
    with monkeypatch.context() as killed:
        killed.setattr("pmo_analytics.models.build.snapshots.keep", lambda *_: (_ for _ in ()).throw(SystemExit(9)))
        pmo("load", path, expect=9)
    assert {row["period"] for row in pmo.read("projects")} == {"2026-02-28"}
    assert pmo.load(path)["files"][0]["status"] == "already_loaded"
    assert {row["period"] for row in pmo.read("projects")} == {"2026-02-28", "2026-03-31"}


def test_the_user_says_what_a_file_stands_in_for(pmo, tmp_path):
    pmo.load(workbook(tmp_path / "v1 2026-03.xlsx", {"Projects": [PROJECTS, ALPHA]}))
    other = workbook(tmp_path / "v2 2026-03.xlsx", {"Projects": [PROJECTS, [*ALPHA[:5], 470, 1000]]})
    risks = workbook(tmp_path / "r 2026-03.xlsx", {"Risks": [RISKS, ["R1", "P-1", "Late supplier", 0.5, 100]]})
    pmo("load", other, "--replace", "99", expect=1)
    assert "load 1" in pmo.load(risks, "--replace", "1", expect=1)["files"][0]["reason"]
    added = pmo.load(other, "--add")["files"][0]["sheets"][0]
    assert added["replaces"] == []
    third = workbook(tmp_path / "v3 2026-03.xlsx", {"Projects": [PROJECTS, [*ALPHA[:5], 480, 1000]]})
    replacing = pmo.load(third, "--replace", "2")["files"][0]["sheets"][0]
    assert replacing["replaces"] == [{"load_id": 2, "entity": "projects"}]
    assert projects(pmo)["P-1"]["actual_cost"] == 480
