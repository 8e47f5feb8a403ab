"""A table's columns while their meaning is looked for: the header taken apart, what the values look like."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from pmo_analytics.fields import Dictionary, Field
from pmo_analytics.importing.headers import BRACKETS, HeaderText, key, read_header
from pmo_analytics.importing.looks import Look, agreement, look_at
from pmo_analytics.importing.matching import Candidate, Words, words_of
from pmo_analytics.importing.sheet_names import entities_named
from pmo_analytics.importing.tables import CORNERS, Header, Table, is_corner
from pmo_analytics.importing.traditional import is_traditional, narrow
from pmo_analytics.importing.units import Unit, unit_in

# 'in £ million', 'figures in k€', 'all figures £k', '金额单位为万元': two words and one are tried for the unit.
TOLD_UNIT = re.compile(
    r"(?:单位\s*[:为是]?\s*|\b(?:in|(?:figures|amounts|values)(?!\s+in\b))\s+)((\S+?)(?:\s+\w+)?)(?=[\s,;，；。.)\]|]|$)",
    re.IGNORECASE,
)
UNIT_LABELS = frozenset({"单位", "金额单位", "货币单位", "unit", "units", "currencyunit"})
IDENTITY = frozenset({"project_id", "project_name", "period"})
NAMES_UNDER_A_CORNER = "Project name"  # what stands across a table of columns whose corner only says 'Field'
MONTHS_UNDER_A_CORNER = "Month"
SURE = 0.9  # a header that names a field outright, or nearly


@dataclass(frozen=True)
class Column:
    """A column: `index` is its place among the table's headers; `unit` the header's own, or that of a unit row."""

    index: int
    header: Header
    said: HeaderText
    look: Look
    unit: Unit | None


class Columns:
    """All columns of a table, and the dictionary's words to hold against them. `table_unit` is that of money whose
    header names none; it is also the `sheet_unit` where only the sheet's name tells it."""

    def __init__(self, table: Table, dictionary: Dictionary, hours_per_day: float) -> None:
        self.table, self.dictionary = table, dictionary
        self.words: Words = words_of(dictionary)
        self.hours_per_day = Decimal(str(hours_per_day))
        self.is_traditional = any(is_traditional(header.text) for header in table.headers)
        self.all = tuple(self._column(index, header) for index, header in enumerate(table.headers))
        told = self._of_no_country(_table_unit(table))
        self.sheet_unit = self._of_no_country(unit_of_sheet(table.sheet, dictionary)) if told is None else None
        self.table_unit = told or self.sheet_unit
        self._exact: dict[tuple[str, int], list[Candidate]] = {}

    def _column(self, index: int, header: Header) -> Column:
        text = header.text if header.repeat == 1 else header.text.rsplit(" (", 1)[0]
        if self.table.orientation == "columns" and index == 0 and self._heads_projects(text, header):
            names = self.table.columns[index].drop_null().unique().to_pylist()
            text = MONTHS_UNDER_A_CORNER if names and all(map(_is_month, names)) else NAMES_UNDER_A_CORNER
        said = read_header(text)
        unit = said.unit or (unit_in(header.unit_text) if header.unit_text else None)
        return Column(index, header, said, look_at(self.table.columns[index]), self._of_no_country(unit))

    def _heads_projects(self, text: str, header: Header) -> bool:
        """Whether the corner of a table of columns says nothing of what stands beside it: not where it names a thing
        of which the other rows tell more than of projects, such as a benefit's indicator with its target."""
        if text == f"[{header.place + 1}]" or key(text) in CORNERS:
            return True
        others = [read_header(one.text) for one in self.table.headers[1:]]
        known = {
            name: sum(bool(self.words.exact(name, one)) for one in others)
            for name in self.dictionary.entities
            if name == "projects" or self.words.named(name, key(text))
        }
        of_projects = known.pop("projects")
        return is_corner(text) and of_projects > max(known.values(), default=0)

    def _of_no_country(self, unit: Unit | None) -> Unit | None:
        """The unit; a yuan beside headers in traditional characters may be of Taiwan and names no currency."""
        return replace(unit, currency=None) if unit and unit.is_plain_yuan and self.is_traditional else unit

    def exact(self, entity: str, column: Column) -> list[Candidate]:
        """The fields of an entity that a header names, weighed by what its values look like; surest first."""
        known = self._exact.get((entity, column.index))
        if known is None:
            found = self.words.exact(entity, column.said)
            weighed = [Candidate(one.field, one.confidence * agreement(one.field, column.look)) for one in found]
            known = sorted(weighed, key=lambda one: -one.confidence)
            self._exact[entity, column.index] = known
        return known

    def best(self, entity: str, column: Column) -> Candidate | None:
        """The surest of them, if it is sure enough to count for anything."""
        found = self.exact(entity, column)
        return found[0] if found and found[0].confidence >= 0.5 else None

    def currency_unit(self, field: Field, column: Column) -> Unit | None:
        """The unit in the header, or else in the table's title, that names the currency of the column's amounts."""
        own = column.unit if column.unit and column.unit.kind == "money" else None
        said = [unit for unit in (own, self.table_unit) if unit and unit.money]
        return said[0] if said and field.type == "money" else None

    def multiplier(self, field: Field, column: Column) -> Decimal | None:
        """What numbers of the column are multiplied by to be in the field's unit; None is 1."""
        unit = column.unit
        if field.type == "money":
            unit = unit if unit and unit.kind == "money" else self.table_unit
            return unit.multiplier if unit else None
        if unit is None or field.type not in ("hours", "days", "months"):
            return None
        steps = unit.multiplier or Decimal(1)
        if (field.type, unit.kind) == ("hours", "days"):
            steps *= self.hours_per_day
        elif (field.type, unit.kind) == ("days", "hours"):
            steps /= self.hours_per_day
        elif unit.kind == "hours" and steps >= 8:
            steps *= self.hours_per_day / 8
        elif unit.kind != field.type:
            return None
        return steps if steps != 1 else None


def _is_month(text: str) -> bool:
    said = read_header(text)
    return said.month is not None and said.name == ""


def lines_around(table: Table) -> list[str]:
    """What stands above the table and between its rows."""
    return [text for _, text in table.title] + [one.text for one in table.set_aside if one.reason == "heading"]


def _table_unit(table: Table) -> Unit | None:
    """The unit of money that lines around the table give for all of it: 单位：万元, (in £ million), in k€."""
    told = [value for label, (value, _) in table.labels.items() if key(label) in UNIT_LABELS]
    for text in lines_around(table):
        plain = narrow(text)
        told += [plain, *BRACKETS.findall(plain), *(part for found in TOLD_UNIT.findall(plain) for part in found)]
    found = [unit for text in told if (unit := unit_in(text.strip(" ()[]"))) and unit.kind == "money"]
    return found[0] if found else None


def unit_of_sheet(sheet: str, dictionary: Dictionary) -> Unit | None:
    """The unit of money in brackets in a sheet's name, or behind what the sheet lists: Budget (£m), 预算-万元."""
    plain = narrow(sheet)
    told = read_header(plain).unit
    if told is None or told.kind != "money" or told.text.isdigit():
        return None
    before = plain[: plain.rfind(told.text)].strip()
    is_bracketed = any(told.text in inside for inside in BRACKETS.findall(plain))
    is_last = plain.strip().endswith(told.text) and entities_named(before, dictionary)
    return told if is_bracketed or is_last else None
