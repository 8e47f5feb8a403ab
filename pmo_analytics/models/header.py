"""A model file's header as values: the contract that every build proves and the dictionary page shows."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from pmo_analytics.errors import ContractBroken
from pmo_analytics.fields import INHERITED, dictionary

# unit -> the SQL types a column of that unit may have; the first is the one to make an empty column of.
UNITS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "key": ("VARCHAR", "INTEGER", "BIGINT"),
        "text": ("VARCHAR",),
        "light": ("VARCHAR",),
        "currency": ("VARCHAR",),
        "date": ("DATE",),
        "month": ("DATE",),
        "moment": ("TIMESTAMP",),
        "flag": ("BOOLEAN",),
        "count": ("BIGINT", "INTEGER"),
        "score": ("BIGINT", "INTEGER", "DOUBLE"),
        "days": ("DOUBLE", "BIGINT", "INTEGER"),
        "months": ("DOUBLE", "BIGINT", "INTEGER"),
        "hours": ("DECIMAL(12,2)",),
        "money": ("DECIMAL(24,6)",),
        "ratio": ("DOUBLE",),
        "percent": ("DOUBLE",),
        "points": ("DOUBLE",),
        "number": ("DOUBLE",),
        "json": ("JSON", "VARCHAR"),
        "list": ("VARCHAR[]",),
        "problems": ('STRUCT(field VARCHAR, "text" VARCHAR, reason VARCHAR, severity VARCHAR)[]',),
    }
)

WILDCARD = "*"
_GRAIN = re.compile(r"one row(?: per (\w+(?:, \w+)*))?")
_COLUMN = re.compile(r"(\S+)\s+(\S+)\s+(\S.*)")


@dataclass(frozen=True)
class Column:
    """One column of a model: its name, its unit (a key of UNITS) and what it means."""

    name: str
    unit: str
    meaning: str

    @property
    def sql_types(self) -> tuple[str, ...]:
        """The SQL types the column may have, the usual one first."""
        return UNITS[self.unit]


@dataclass(frozen=True)
class Header:
    """What a model promises: these columns in this order, `grain` unique and never null, each check true everywhere."""

    purpose: str
    grain: tuple[str, ...]
    columns: tuple[Column, ...]
    checks: tuple[str, ...]

    @classmethod
    def from_sql(cls, text: str, file: str) -> "Header":
        """The header at the top of a model's SQL; ContractBroken names `file` and the line that is malformed."""
        return _HeaderLines(text, file).header()

    @property
    def column_names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)


@dataclass(frozen=True)
class _Line:
    """One comment line: its number in the file, how far its text stands from the dashes, and the text."""

    number: int
    indent: int
    text: str


class _HeaderLines:
    """The comment lines at the top of one file while they are being read; every complaint names file and line."""

    def __init__(self, sql: str, file: str) -> None:
        self.file = file
        self.lines = list(_comment_lines(sql))

    def malformed(self, line: _Line | None, expected: str) -> ContractBroken:
        number, found = (line.number, line.text) if line else (1, "")
        return ContractBroken("models.header_malformed", file=self.file, line=number, expected=expected, found=found)

    def header(self) -> Header:
        purpose: list[str] = []
        grain: tuple[_Line, tuple[str, ...]] | None = None
        columns: list[Column] = []
        checks: list[str] = []
        section, column_indent = "purpose", 0
        for line in self.lines:
            word, _, rest = line.text.partition(":")
            if line.indent <= 1 and word in ("grain", "columns", "check"):
                section = word
                if section == "grain":
                    grain = line, self._grain(line, rest.strip())
                elif section == "check":
                    checks.append(self._check(line, rest.strip()))
                elif rest:
                    raise self.malformed(line, "columns:")
            elif not line.text:
                continue
            elif section == "purpose":
                purpose.append(line.text)
            elif section == "columns":
                column_indent = column_indent or line.indent
                if line.indent > column_indent and columns:
                    columns[-1] = Column(columns[-1].name, columns[-1].unit, f"{columns[-1].meaning} {line.text}")
                else:
                    columns.extend(self._columns(line))
            elif section == "check" and line.indent > 1:
                checks[-1] += f" {line.text}"
            else:
                raise self.malformed(line, "grain:, columns: or check:")
        return self._whole(" ".join(purpose), grain, columns, checks)

    def _grain(self, line: _Line, text: str) -> tuple[str, ...]:
        found = _GRAIN.fullmatch(text)
        if not found:
            raise self.malformed(line, "grain: one row per name, name")
        return tuple(found[1].split(", ")) if found[1] else ()

    def _check(self, line: _Line, text: str) -> str:
        if not text:
            raise self.malformed(line, "check: an expression")
        return text

    def _columns(self, line: _Line) -> list[Column]:
        found = _COLUMN.fullmatch(line.text)
        if not found:
            raise self.malformed(line, "name unit meaning")
        name, unit, meaning = found.groups()
        if name == WILDCARD:
            return self._fields(line, unit)
        if not re.fullmatch(r"[a-z_][a-z0-9_]*", name):
            raise self.malformed(line, "snake_case")
        if unit not in UNITS:
            raise self.malformed(line, ", ".join(UNITS))
        return [Column(name, unit, meaning)]

    def _fields(self, line: _Line, table: str) -> list[Column]:
        """The typed fields of an entity, as every staging model has them after its own columns."""
        schema, _, name = table.partition(".")
        entity = dictionary().entities.get(name)
        if schema != "staging" or entity is None:
            raise self.malformed(line, "* staging.<entity>")
        own = (field for field in entity.fields.values() if field.name not in (*INHERITED, "month"))
        return [Column(field.name, field.display_unit, field.meaning["en"]) for field in own]

    def _whole(
        self, purpose: str, grain: tuple[_Line, tuple[str, ...]] | None, columns: list[Column], checks: list[str]
    ) -> Header:
        if not purpose:
            raise self.malformed(None, "-- what the model is")
        if grain is None:
            raise self.malformed(None, "grain:")
        if not columns:
            raise self.malformed(None, "columns:")
        names = [column.name for column in columns]
        repeated = sorted({name for name in names if names.count(name) > 1})
        if repeated:
            raise self.malformed(None, f"{', '.join(repeated)} x 1")
        line, grain_names = grain
        if set(grain_names) - set(names):
            raise self.malformed(line, f"grain: {', '.join(names)}")
        return Header(purpose, grain_names, tuple(columns), tuple(checks))


def _comment_lines(sql: str) -> Iterator[_Line]:
    """The comment lines before the first line of SQL; blank lines among them are passed over."""
    for number, line in enumerate(sql.splitlines(), start=1):
        if not line.strip():
            continue
        if not line.startswith("--"):
            return
        body = line[2:].rstrip()
        yield _Line(number, len(body) - len(body.lstrip()), body.strip())
