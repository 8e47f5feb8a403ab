"""A file that cannot be used gets a sentence that names it and the remedy, exit code 1, and leaves nothing behind."""

import pytest

from tests.workbooks import csv_file, workbook

pytestmark = pytest.mark.asks("projects")

GOOD = [["Project ID", "Project name", "BAC"], ["P-1", "Alpha", 1000]]


def empty(folder):
    return csv_file(folder / "empty 2026-03.csv", "")


def no_table(folder):
    return csv_file(folder / "letter 2026-03.csv", "Dear all\nplease find nothing enclosed\n")


def truncated(folder):
    path = workbook(folder / "cut 2026-03.xlsx", {"Projects": GOOD})
    path.write_bytes(path.read_bytes()[:2000])
    return path


def encrypted(folder):
    path = folder / "secret 2026-03.xlsx"
    name = "EncryptedPackage".encode("utf-16-le")
    path.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504) + name + bytes(4096))
    return path


def unknown(folder):
    return workbook(folder / "lunch 2026-03.xlsx", {"Menu": [["Dish", "Taste", "Chef"], ["Soup", "fine", "Ann"]]})


def without_month(folder):
    return workbook(folder / "tracker.xlsx", {"Projects": GOOD})


@pytest.mark.parametrize("made", [empty, no_table, truncated, encrypted, unknown, without_month])
def test_a_file_that_cannot_be_used_is_refused_whole(pmo, tmp_path, workspace, made):
    path = made(tmp_path)
    report = pmo.load(path, expect=1)["files"][0]
    assert report["status"] == "refused"
    assert path.name in report["reason"]
    assert not workspace.ledger.exists()
    assert pmo("load", path, expect=1).stderr.strip() == report["reason"]


def test_a_file_over_the_cap_is_refused_and_the_setting_is_named(pmo, tmp_path, workspace):
    workspace.home.mkdir(parents=True)
    workspace.settings_file.write_text("[limits]\nfile_bytes = 100\n")
    report = pmo.load(workbook(tmp_path / "big 2026-03.xlsx", {"Projects": GOOD}), expect=1)["files"][0]
    assert "big 2026-03.xlsx" in report["reason"] and "file_bytes" in report["reason"]


def test_a_bad_file_does_not_keep_the_good_ones_out(pmo, tmp_path):
    good = workbook(tmp_path / "good 2026-03.xlsx", {"Projects": GOOD})
    report = pmo.load(truncated(tmp_path), good, expect=1)
    assert [one["status"] for one in report["files"]] == ["refused", "loaded"]
    assert [row["project_id"] for row in pmo.read("projects")] == ["P-1"]


def test_a_wrong_call_ends_with_two(pmo, tmp_path):
    pmo.load(workbook(tmp_path / "good 2026-03.xlsx", {"Projects": GOOD}))
    for words in (
        ["read", "nothing_of_that_name"],
        ["undo", "99"],
        ["alias", "P-1", "P-77"],
        ["read", "projects", "--period", "soon"],
        ["read", "projects", "--where", "department"],
        ["load", "x.xlsx", "--add", "--replace", "1"],
        ["--language", "fr", "loads"],
    ):
        pmo(*words, expect=2)
