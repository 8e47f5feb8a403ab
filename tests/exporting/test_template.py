"""The tracker template: what it offers, and that it comes back whole."""

import io
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.utils import get_column_letter

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


def visible(book: openpyxl.Workbook) -> list[Any]:
    return [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]


def offered(book: openpyxl.Workbook, sheet: str, cell: str) -> list[str] | None:
    """What the dropdown of a cell offers, wherever its list stands; None where there is no dropdown."""
    lists = [one.formula1 for one in book[sheet].data_validations.dataValidation if cell in one and one.type == "list"]
    if not lists:
        return None
    (source,) = lists
    if source.startswith('"'):
        assert len(source) <= 255 + len('""')
        return source.strip('"').split(",")
    ((name, cells),) = book.defined_names[source].destinations
    assert book[name].sheet_state == "veryHidden"
    return [cell.value for (cell,) in book[name][cells]]


def test_there_is_a_sheet_for_every_kind_of_row(book: openpyxl.Workbook, spoken: str) -> None:
    expected = {entity.label[spoken] for entity in dictionary().entities.values()}
    assert {sheet.title for sheet in visible(book)[1:]} == expected
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
    for sheet in visible(book)[1:]:
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


def test_every_choice_has_its_dropdown_of_all_that_may_be_chosen(book: openpyxl.Workbook, spoken: str) -> None:
    for name, sheet in template.sheets().items():
        entity = dictionary().entities[name]
        for place, column in enumerate(sheet["columns"], start=1):
            field = entity.fields[column]
            wanted = [template.spelled_choice(field, value) for value in field.values]
            if field.type == "choice" or field.type == "text" and wanted:
                cells = [f"{get_column_letter(place)}{row}" for row in (2, template.ROWS)]
                found = [offered(book, entity.label[spoken], cell) for cell in cells]
                assert (column, found) == (column, [wanted, wanted])


def test_a_dropdown_too_long_for_a_cell_is_read_from_the_hidden_lists() -> None:
    set_language("en")
    book = openpyxl.load_workbook(io.BytesIO(template.template_bytes("en")))
    assert set(book.defined_names) == {"risks_category"}
    assert len(",".join(offered(book, "Risks", "E2") or [])) > 255


def test_lists_of_ones_own_are_a_table_like_any_other(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(io.BytesIO(template.template_bytes("en")))
    book["Lists"]["A1"] = "Project ID"
    book["Lists"]["A2"], book["Lists"]["B1"] = "P-7", "Category"
    book.save(path := tmp_path / "tracker 2026-03.xlsx")
    assert "Lists" in {sheet.sheet for sheet in loaded(path, tmp_path / "home").sheets}


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
