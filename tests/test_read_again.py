"""A file that is loaded already: read once more in another way, and taken back or restored as a whole."""

import pytest

from tests.workbooks import workbook

pytestmark = pytest.mark.asks("projects", "loads")

HEADERS = ["Project ID", "Project name", "Zieldatum", "Actual cost"]
ROW = ["P-1", "Alpha", "2026-09-30", 450]
RISKS = [["Project ID", "Risk ID", "Risk description", "Probability"], ["P-1", "R1", "Strike", 0.5]]
SAID = ("--map", "Zieldatum=projects.forecast_finish")


@pytest.fixture
def path(tmp_path):
    return workbook(tmp_path / "tracker 2026-03.xlsx", {"Projects": [HEADERS, ROW], "Risks": RISKS})


def loads(pmo):
    return {one["load_id"]: one["is_active"] for one in pmo.json("loads")}


def finish(pmo):
    return [row["forecast_finish"] for row in pmo.read("projects", "2026-03")]


def test_a_file_is_read_otherwise_without_being_withdrawn_first(pmo, path):
    pmo.load(path)
    assert finish(pmo) == [None]
    assert pmo.load(path, *SAID)["files"][0]["status"] == "already_loaded"
    (seen,) = pmo.load(path, *SAID, "--again", "--dry-run")["files"]
    assert (seen["status"], seen["sheets"][0]["replaces"]) == ("loaded", [])
    assert loads(pmo) == {1: True, 2: True} and finish(pmo) == [None]
    (done,) = pmo.load(path, *SAID, "--again")["files"]
    assert done["sheets"][0]["mapped"] == seen["sheets"][0]["mapped"]
    assert loads(pmo) == {1: False, 2: False, 3: True, 4: True}
    assert [day[:10] for day in finish(pmo)] == ["2026-09-30"]


def test_a_file_of_which_nothing_was_loaded_is_read_again_as_if_for_the_first_time(pmo, path):
    pmo.load(path, "--again")
    assert loads(pmo) == {1: True, 2: True}


def test_all_tables_of_a_file_are_withdrawn_and_restored_by_its_name(pmo, path, tmp_path):
    other = workbook(tmp_path / "other 2026-03.xlsx", {"Projects": [HEADERS, ["P-2", "Beta", None, 7]]})
    pmo.load(path)
    pmo.load(other)
    assert "Withdrawn: load 1, 2." in pmo("undo", "--file", path.name).output
    assert loads(pmo) == {1: False, 2: False, 3: True}
    assert "stands" in str(pmo("undo", "--file", path.name, expect=2).exception)
    assert "Reinstated: load 1, 2." in pmo("redo", "--file", path.name).output
    assert loads(pmo) == {1: True, 2: True, 3: True}
    pmo("redo", "--file", path.name, expect=2)
    pmo("undo", "--file", "nowhere.xlsx", expect=2)


def test_loads_are_named_by_number_or_by_file_and_not_by_both(pmo, path):
    pmo.load(path)
    pmo("undo", expect=2)
    pmo("undo", "1", "--file", path.name, expect=2)
    assert loads(pmo) == {1: True, 2: True}


def test_a_name_that_would_go_in_a_circle_refuses_that_file_alone(pmo, path, tmp_path):
    pmo.load(path)
    pmo.load(workbook(tmp_path / "b 2026-03.xlsx", {"Projects": [HEADERS, ["P-2", "Beta", None, 7]]}))
    pmo("alias", "P-2", "P-1")
    renamed = workbook(tmp_path / "c 2026-04.xlsx", {"Projects": [HEADERS, ["P-2", "Beta", None, 8]]})
    free = workbook(tmp_path / "d 2026-04.xlsx", {"Projects": [HEADERS, ["P-3", "Gamma", None, 9]]})
    first, second = pmo.load(renamed, free, "--same", "P-1=P-2", expect=1)["files"]
    assert (first["status"], second["status"]) == ("refused", "loaded")
    assert "already means" in first["reason"]
