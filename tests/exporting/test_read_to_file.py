"""`pmo read` as csv and as a workbook: the same as what the pages give, for programs and for people."""

import csv
import io
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from pmo_analytics import operations
from pmo_analytics.workspace import Workspace
from tests.workbooks import workbook

ROWS = [
    ["Project ID", "Project name", "Department", "BAC", "% complete", "Forecast finish"],
    ["P-1", "@Bridge", "IT", 1000, 0.5, "2026-12-15"],
    ["P-2", "客服知识库", "HR", 800, 0.25, "2026-08-31"],
]


@pytest.fixture(scope="module")
def loaded_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("loaded")
    path = workbook(home / "sent" / "tracker 2026-03.xlsx", {"Projects": ROWS})
    (report,) = operations.load(Workspace(home), [path], operations.Said(), "Ann")
    assert report.status == "loaded"
    return home


@pytest.fixture
def loaded(loaded_home: Path, workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    """A workspace with the tracker as the current one. The tests only read."""
    monkeypatch.setenv("PMO_HOME", str(loaded_home))


@pytest.mark.usefixtures("loaded")
def test_csv_is_printed_for_programs_and_no_text_in_it_calculates(pmo) -> None:
    printed = pmo("read", "projects", "--format", "csv").stdout
    rows = list(csv.DictReader(io.StringIO(printed)))
    names = ("project_id", "project_name", "budget_at_completion", "forecast_finish")
    assert [[row[name] for name in names] for row in rows] == [
        ["P-1", "'@Bridge", "1000", "2026-12-15"],
        ["P-2", "客服知识库", "800", "2026-08-31"],
    ]
    assert not printed.startswith("\ufeff") and "\r" not in printed


@pytest.mark.usefixtures("loaded")
def test_a_csv_file_is_one_that_a_spreadsheet_opens(pmo, tmp_path) -> None:
    pmo("read", "projects", "--format", "csv", "--out", tmp_path / "projects.csv")
    assert (tmp_path / "projects.csv").read_bytes().startswith(b"\xef\xbb\xbfproject_id,")


@pytest.mark.usefixtures("loaded")
def test_a_condition_that_finds_nothing_says_what_there_is(pmo) -> None:
    found = pmo("read", "projects", "--where", "department=Finance", "--format", "csv")
    assert found.stderr == "No row has department = Finance. There is: HR, IT\n"
    assert len(found.stdout.splitlines()) == 1
    found = pmo("read", "indicators", "--where", "grain=portfolio", "--json")
    assert found.stderr.startswith("No row has grain = portfolio. There is: project")
    assert found.stdout == "[]\n"
    assert pmo("read", "projects", "--where", "department=IT").stderr == ""


@pytest.mark.usefixtures("loaded")
@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("projects", "--period", "2031-01"), "Nothing was reported for 2031-01. The months that are known: 2026-0"),
        (("lessons",), "lessons has no row: nothing that was loaded brings any. What can be loaded: pmo template"),
        (("lessons", "--period", "2026-03"), "lessons has no row in 2026-03. All months: leave out --period."),
    ],
)
def test_where_there_is_no_row_a_sentence_says_why_and_what_to_do(pmo, asked, said) -> None:
    found = pmo("read", *asked)
    assert found.stderr.startswith(said)
    assert found.stdout == ""
    assert pmo("read", *asked, "--json").stdout == "[]\n"


@pytest.mark.usefixtures("loaded")
def test_a_name_like_no_other_is_told_where_all_names_are(pmo) -> None:
    for words in (("read", "xqzzz"), ("explain", "xqzzz", "P-1")):
        with pytest.raises(AssertionError) as refused:
            pmo(*words)
        assert "none of a similar name" in str(refused.value.__cause__) and "–" not in str(refused.value.__cause__)


@pytest.mark.usefixtures("loaded")
def test_a_workbook_has_units_and_says_what_was_asked(pmo, tmp_path) -> None:
    path = tmp_path / "projects.xlsx"
    pmo("read", "projects", "--period", "2026-03", "--where", "department=IT", "--format", "xlsx", "--out", path)
    book = openpyxl.load_workbook(path)
    header, *rows = book["projects"].iter_rows()
    (found,) = [dict(zip([cell.value for cell in header], row, strict=True)) for row in rows]
    shown = {name: (found[name].value, found[name].number_format) for name in (
        "project_name", "budget_at_completion", "percent_complete", "forecast_finish")}  # fmt: skip
    assert shown == {
        "project_name": ("@Bridge", "General"),
        "budget_at_completion": (1000, "#,##0"),
        "percent_complete": (0.5, "0.0%"),
        "forecast_finish": (datetime(2026, 12, 15), "yyyy-mm-dd"),
    }
    assert found["project_name"].data_type == "s"
    facts = dict(book["About"].values)
    assert facts.pop("Sources").startswith("from 1 file, loaded 20")
    assert facts == {
        "Table": "projects", "Month": "2026-03", "Status date": "2026-03-31", "Snapshot": "1",
        "Only rows with": "department=IT",
    }  # fmt: skip


@pytest.mark.parametrize("words", [["--format", "xlsx"], ["--format", "tsv"]])
def test_a_workbook_without_a_file_and_an_unknown_format_are_wrong_usage(pmo, words) -> None:
    pmo("read", "projects", *words, expect=2)
