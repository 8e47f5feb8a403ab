"""The sample is loaded with one command where nothing is loaded, and withdrawn with another."""

import shutil
from pathlib import Path

import pytest

from pmo_analytics import operations, warehouse
from pmo_analytics import sample as sample_room
from pmo_analytics.workspace import Workspace
from tests.workbooks import workbook

HEADER = ["Project ID", "Project name", "BAC", "Actual cost"]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two small files in the sample's place."""
    folder = tmp_path / "sample"
    for month, cost in (("2026-02", 50), ("2026-01", 40)):
        workbook(folder / f"tracker {month}.xlsx", {"Projects": [HEADER, ["P1", "Bridge", 100, cost]]})
    (folder / "README.md").write_text("All of it is invented.", encoding="utf-8")
    monkeypatch.setattr(sample_room, "FOLDER", folder)
    return folder


@pytest.fixture
def own_file(tmp_path: Path) -> Path:
    return workbook(tmp_path / "our tracker 2026-03.xlsx", {"Projects": [HEADER, ["Q1", "Harbour", 300, 10]]})


@pytest.mark.asks("projects")
@pytest.mark.usefixtures("folder")
def test_the_sample_is_loaded_into_an_empty_workspace_oldest_month_first(pmo) -> None:
    report = pmo.json("demo")
    assert [(file["name"], file["status"]) for file in report["files"]] == [
        ("tracker 2026-01.xlsx", "loaded"), ("tracker 2026-02.xlsx", "loaded"),
    ]  # fmt: skip
    assert [row["actual_cost"] for row in pmo.read("projects")] == [40, 50]


@pytest.mark.asks("projects")
@pytest.mark.usefixtures("folder")
def test_the_command_says_what_it_has_done_in_a_sentence(pmo) -> None:
    assert pmo("demo").stdout.splitlines() == [
        "The sample portfolio is loaded from 2 files. Look at it in the app, or with: pmo read projects"
    ]


@pytest.mark.asks("projects")
@pytest.mark.usefixtures("folder")
def test_the_progress_of_the_loading_is_told(workspace: Workspace) -> None:
    told: list[str] = []
    operations.demo(workspace, "Ann", progress=told.append)
    assert any("tracker 2026-01.xlsx" in text for text in told)


@pytest.mark.asks("projects")
@pytest.mark.usefixtures("folder")
def test_where_anything_is_loaded_the_sample_is_refused_with_the_remedy(pmo, own_file: Path) -> None:
    pmo("load", own_file)
    refused = pmo("demo", expect=2)
    assert "PMO_HOME" in str(refused.exception) and "pmo undo" in str(refused.exception)
    assert [row["project_id"] for row in pmo.read("projects")] == ["Q1"]
    pmo("undo", "1")
    pmo("demo")
    assert {row["project_id"] for row in pmo.read("projects")} == {"P1"}


@pytest.mark.asks("projects")
@pytest.mark.usefixtures("folder")
def test_the_sample_is_withdrawn_and_what_was_loaded_beside_it_stays(pmo, own_file: Path) -> None:
    pmo("demo")
    pmo("demo", expect=2)
    pmo("load", own_file)
    assert "2" in pmo("demo", "--remove").stdout
    assert [row["project_id"] for row in pmo.read("projects")] == ["Q1"]
    pmo("demo", "--remove", expect=2)


@pytest.mark.asks("projects")
@pytest.mark.usefixtures("folder")
def test_a_withdrawn_sample_can_be_loaded_again(pmo) -> None:
    pmo("demo")
    pmo("demo", "--remove")
    assert pmo.read("projects") == []
    assert [file["status"] for file in pmo.json("demo")["files"]] == ["loaded", "loaded"]
    assert [row["actual_cost"] for row in pmo.read("projects")] == [40, 50]


def test_the_whole_sample_is_recognised_by_its_bytes_and_withdrawn(
    sample_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = shutil.copytree(sample_home, tmp_path / "copy")
    monkeypatch.setenv("PMO_HOME", str(home))
    assert len(warehouse.periods()) == 12
    removed = operations.remove_demo(Workspace(home), "Ann")
    assert len(removed) > 150
    assert warehouse.periods() == []
    loads = warehouse.read("loads")
    assert not loads["is_active"].any()
