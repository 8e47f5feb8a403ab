"""The tracker template: an empty workbook that project managers fill in, made from the dictionary of fields.

A sheet per entity, each header with a note of what it means, dropdowns and checks below it, and an example row that is
known by its code and set aside when the workbook comes back. What a dropdown offers stands in its cells, a list too
long for that on a hidden sheet.
"""

import io
import tomllib
from datetime import date
from functools import cache
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from pmo_analytics.fields import EXAMPLE_CODES, LISTS_MARK, Entity, Field, dictionary
from pmo_analytics.words import language, say, set_language
from pmo_analytics.workspace import PROJECT_ROOT

ROWS = 500  # so many rows below the header are checked and formatted
LONGEST_LIST = 255  # signs that a cell's own list may have
LISTS = "Lists"
LIGHTS = ("green", "amber", "red")
NUMBERS = ("money", "number", "count", "hours", "days", "months", "score")
FORMATS = {"date": "yyyy-mm-dd", "money": "#,##0.##", "ratio": "0%", "hours": "#,##0.##", "days": "0", "count": "0"}
WIDE, USUAL = 34, 15
WIDE_FIELDS = ("text",)
HEADER = {"bold": True, "text_wrap": True, "valign": "vcenter", "bottom": 1, "bottom_color": "#5B6671"}
FIRST_DAY = date(1990, 1, 1)


def template_bytes(spoken: str) -> bytes:
    """The template as an xlsx file, in the language given: a button's data is made where none is chosen yet."""
    set_language(spoken)
    written = io.BytesIO()
    with xlsxwriter.Workbook(written, {"in_memory": True, "strings_to_formulas": False}) as book:
        book.set_properties({"title": say("template.title")})
        _Template(book).write()
    return written.getvalue()


@cache
def sheets() -> dict[str, dict[str, Any]]:
    """data/template/columns.toml: by entity its `columns` and, where it has one, its `example`."""
    text = (PROJECT_ROOT / "data" / "template" / "columns.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def spelled_choice(field: Field, value: str) -> str:
    """How the reader's language writes one value of a choice: its first spelling there."""
    spellings = [text for text in field.values[value] if text.isascii() == (language() != "zh")]
    first = (spellings or field.values[value])[0]
    return first[:1].upper() + first[1:]


class _Template:
    """The workbook while it is written."""

    def __init__(self, book: Workbook) -> None:
        self.book = book
        self.title = book.add_format({"bold": True, "font_size": 16, "font_color": "#111A24"})
        self.body = book.add_format({"text_wrap": True, "valign": "top"})
        self.header = book.add_format(HEADER | {"bg_color": "#E8F0F9"})
        self.key = book.add_format(HEADER | {"bg_color": "#1F5FA8", "font_color": "#FFFFFF"})
        self.formats: dict[tuple[str, bool], Format] = {}
        self.lists: dict[str, list[str]] = {}  # by the name under which a cell refers to them

    def write(self) -> None:
        self._instructions()
        for name, sheet in sheets().items():
            self._sheet(dictionary().entities[name], sheet["columns"], sheet.get("example"))
        self._lists()

    def _instructions(self) -> None:
        sheet = self.book.add_worksheet(say("template.how"))
        sheet.hide_gridlines(2)
        sheet.set_column(0, 0, 100)
        sheet.write_string(0, 0, say("template.title"), self.title)
        for row, line in enumerate(("row", "month", "example", "blank", "own", "checked"), start=2):
            sheet.write_string(row, 0, f"{row - 1}. " + say(f"template.{line}", code=example_code()), self.body)
        sheet.write_string(9, 0, say("template.sheets"), self.title)
        for row, name in enumerate(sheets(), start=11):
            entity = dictionary().entities[name]
            text = f"{entity.label[language()]} – {entity.meaning[language()]}"
            sheet.write_string(row, 0, text, self.body)

    def _sheet(self, entity: Entity, columns: list[str], example: dict[str, Any] | None) -> None:
        sheet = self.book.add_worksheet(entity.label[language()])
        sheet.freeze_panes(1, 2)
        sheet.set_row(0, 32)
        for place, name in enumerate(columns):
            field = entity.fields[name]
            sheet.set_column(place, place, WIDE if field.type in WIDE_FIELDS and place else USUAL, self._format(field))
            sheet.write_string(0, place, field.label[language()], self.key if name in entity.key else self.header)
            sheet.write_comment(0, place, _note(field), {"x_scale": 1.6, "font_size": 9})
            check = self._check(field)
            if check:
                sheet.data_validation(1, place, ROWS, place, check)
            if example:
                value = example_code() if place == 0 else example.get(name)
                _write(sheet, place, field, value, self._format(field, is_example=True))

    def _check(self, field: Field) -> dict[str, Any] | None:
        """What a cell below the header may hold; a warning, not a wall: what cannot be read becomes a finding."""
        offered = _offered(field)
        if not offered:
            return _bounds(field)
        source: list[str] | str = offered
        if len(",".join(offered)) > LONGEST_LIST:
            name = f"{field.entity}_{field.name}"
            self.lists[name], source = offered, f"={name}"
        return {"validate": "list", "source": source, "error_type": "warning"}

    def _lists(self) -> None:
        """The lists that are too long for a cell, each a column under its name, which the cells refer to."""
        if not self.lists:
            return
        sheet = self.book.add_worksheet(LISTS)
        sheet.very_hidden()
        sheet.write_string(0, 0, LISTS_MARK)
        for place, (name, offered) in enumerate(self.lists.items(), start=1):
            sheet.write_column(0, place, [name, *offered])
            column = xl_col_to_name(place, col_abs=True)
            self.book.define_name(name, f"={LISTS}!{column}$2:{column}${len(offered) + 1}")

    def _format(self, field: Field, is_example: bool = False) -> Format:
        key = (FORMATS.get(field.type, ""), is_example)
        if key not in self.formats:
            grey = {"italic": True, "font_color": "#5B6671"} if is_example else {}
            self.formats[key] = self.book.add_format(({"num_format": key[0]} if key[0] else {}) | grey)
        return self.formats[key]


def example_code() -> str:
    """What stands in the first column of an example row, in the reader's language."""
    return EXAMPLE_CODES[language()]


def _note(field: Field) -> str:
    """What the field means and how it is written."""
    hint = say(f"template.type.{field.type}") if field.type != "text" else ""
    return "\n".join(part for part in (field.meaning[language()], hint) if part)


def _bounds(field: Field) -> dict[str, Any] | None:
    if field.type == "date":
        return {"validate": "date", "criteria": ">=", "value": FIRST_DAY, "error_type": "warning"}
    if field.type in NUMBERS:
        return {"validate": "decimal", "criteria": "between", "minimum": -1e15, "maximum": 1e15,
                "error_type": "warning"}  # fmt: skip
    if field.type == "ratio":
        return {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 2, "error_type": "warning"}
    return None


def _offered(field: Field) -> list[str]:
    if field.type == "light":
        return [say(f"lights.{light}") for light in LIGHTS]
    if field.type == "flag":
        return [say("template.yes"), say("template.no")]
    if field.type == "score":
        return []
    return [spelled_choice(field, value) for value in field.values]


def _write(sheet: Worksheet, place: int, field: Field, value: Any, style: Format) -> None:
    """One cell of the example row; what the example leaves out stays blank."""
    if isinstance(value, dict):
        value = value[language()]
    if value is None:
        sheet.write_blank(1, place, None, style)
    elif isinstance(value, bool):
        sheet.write_string(1, place, say("template.yes" if value else "template.no"), style)
    elif isinstance(value, date):
        sheet.write_datetime(1, place, value, style)
    elif isinstance(value, (int, float)):
        sheet.write_number(1, place, value, style)
    elif field.type == "light":
        sheet.write_string(1, place, say(f"lights.{value}"), style)
    else:
        sheet.write_string(1, place, spelled_choice(field, value) if field.type == "choice" else value, style)
