"""The tracker template: what it offers, and that it comes back whole."""

import io
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from pmo_analytics import operations
from pmo_analytics.exporting import template
from pmo_analytics.fields import EXAMPLE_CODES, dictionary
from pmo_analytics.words import set_language
from pmo_analytics.workspace import Workspace
from tests.command_line import Pmo

OWN_ROWS = {  # of the sheets that have no example
    "fx_rates": {"currency": "EUR", "to_currency": "CNY", "rate_type": "Plan", "fiscal_year": "2026", "rate": 7.8},
    "calendars": {"calendar_name": "Site", "day": datetime(2026, 5, 1), "ends_on": datetime(2026, 5, 3),
                  "kind": "Holiday", "is_working_day": "No", "day_name": "May holiday"},
}  # fmt: skip


@pytest.fixture(params=["en", "zh"])
def spoken(request: pytest.FixtureRequest) -> Any:
    set_language(request.param)
    yield request.param
    set_language("en")


@pytest.fixture
def book(spoken: str) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(template.template_bytes(spoken)))


def loaded(path: Path, home: Path) -> operations.FileReport:
    (report,) = operations.load(Workspace(home), [path], operations.Said(), "Ann", dry_run=True)
    return report


def test_there_is_a_sheet_for_every_kind_of_row(book: openpyxl.Workbook, spoken: str) -> None:
    expected = {entity.label[spoken] for entity in dictionary().entities.values()}
    assert set(book.sheetnames[1:]) == expected
    assert list(template.sheets()) and set(template.sheets()) == set(dictionary().entities)


def test_as_it_is_it_loads_nothing_and_has_no_findings(book: openpyxl.Workbook, spoken: str, tmp_path: Path) -> None:
    book.save(path := tmp_path / "tracker 2026-03.xlsx")
    report = loaded(path, tmp_path / "home")
    assert report.status == "loaded", report.reason
    assert report.findings.empty, report.findings
    assert {sheet.rows_loaded for sheet in report.sheets} == {0}
    reasons = {one.reason for sheet in report.sheets for one in sheet.set_aside}
    assert reasons == {"example"}


def test_filled_in_every_column_is_understood_as_the_field_it_is_for(
    book: openpyxl.Workbook, spoken: str, tmp_path: Path
) -> None:
    labels = {entity.label[spoken]: entity for entity in dictionary().entities.values()}
    for sheet in book.worksheets[1:]:
        entity = labels[sheet.title]
        columns = template.sheets()[entity.name]["columns"]
        own = OWN_ROWS.get(entity.name)
        for place, name in enumerate(columns, start=1):
            value = own[name] if own else sheet.cell(2, place).value
            sheet.cell(2 if own else 3, place, "P-7" if sheet.cell(2, place).value == EXAMPLE_CODES[spoken] else value)
    book.save(path := tmp_path / "tracker 2026-03.xlsx")
    report = loaded(path, tmp_path / "home")
    assert report.findings.empty, report.findings.to_string()
    assert [sheet.rows_loaded for sheet in report.sheets] == [1] * len(labels)
    for sheet in report.sheets:
        found = {use.field for use in sheet.columns}
        assert (sheet.sheet, found) == (sheet.sheet, set(template.sheets()[sheet.entity]["columns"]))


def test_choices_lights_and_flags_are_offered_in_the_readers_language(book: openpyxl.Workbook, spoken: str) -> None:
    label = dictionary().entities["risks"].label[spoken]
    offered = {validation.formula1 for validation in book[label].data_validations.dataValidation}
    assert any(("Threat" if spoken == "en" else "威胁") in text for text in offered)
    projects = book[dictionary().entities["projects"].label[spoken]]
    lights = "Green,Amber,Red" if spoken == "en" else "绿,黄,红"
    assert f'"{lights}"' in {validation.formula1 for validation in projects.data_validations.dataValidation}
    assert all(cell.comment and cell.comment.text for cell in projects[1])


def test_a_project_of_ones_own_that_is_called_example_is_loaded(tmp_path: Path, spoken: str) -> None:
    book = openpyxl.Workbook()
    for row in [["Project ID", "Project name", "BAC"], ["EX-1", "Example shop", 100], ["EXAMPLE", "Not mine", 5]]:
        book.active.append(row)
    book.save(path := tmp_path / "tracker 2026-03.xlsx")
    (sheet,) = loaded(path, tmp_path / "home").sheets
    assert (sheet.rows_loaded, [one.reason for one in sheet.set_aside]) == (1, ["example"])


@pytest.mark.asks("loads")
def test_the_command_writes_it_and_refuses_to_write_over_a_file(pmo: Pmo, tmp_path: Path) -> None:
    out = tmp_path / "template.xlsx"
    pmo("template", "--language", "zh", "--out", out)
    assert openpyxl.load_workbook(out).sheetnames[1] == "项目"
    set_language("en")
    pmo("template", "--out", out, expect=2)
    (report,) = pmo.load(out, "--period", "2026-03")["files"]
    assert (report["status"], {sheet["rows_loaded"] for sheet in report["sheets"]}) == ("loaded", {0})
