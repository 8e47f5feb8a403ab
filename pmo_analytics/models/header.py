"""A model file's header as values: the contract that every build proves and the dictionary page shows."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
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
        "map": ("MAP(VARCHAR, VARCHAR)",),
        "problems": ('STRUCT(field VARCHAR, "text" VARCHAR, reason VARCHAR, severity VARCHAR)[]',),
    }
)

WILDCARD = "*"
WORDS = ("grain", "columns", "looks ahead", "looks back", "check")
NOT_BACK = "no"
_GRAIN = re.compile(r"one row(?: per (\w+(?:, \w+)*))?")
_TABLES = re.compile(r"\w+\.\w+(?:, \w+\.\w+)*")
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
    """What a model promises: these columns in this order, `grain` unique and never null, each check true everywhere.
    `looks_ahead` says why a row of a month may be made of later months too; empty where it never is. `looks_back` are
    the tables of whose earlier months a row is made as well; of other tables with a row per month it is made of that
    month's rows alone. None where it may be made of the earlier months of all."""

    purpose: str
    grain: tuple[str, ...]
    columns: tuple[Column, ...]
    checks: tuple[str, ...]
    looks_ahead: str = ""
    looks_back: frozenset[str] | None = None

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


@dataclass(frozen=True)
class _Section:
    """A header's part: `word` is purpose or one of WORDS, `text` what follows it on its own line."""

    word: str
    text: str
    first: _Line | None
    lines: list[_Line]


class _HeaderLines:
    """The comment lines at the top of one file while they are being read; every complaint names file and line."""

    def __init__(self, sql: str, file: str) -> None:
        self.file = file
        self.lines = list(_comment_lines(sql))

    def malformed(self, line: _Line | None, expected: str) -> ContractBroken:
        number, found = (line.number, line.text) if line else (1, "")
        return ContractBroken("models.header_malformed", file=self.file, line=number, expected=expected, found=found)

    def header(self) -> Header:
        purpose, *sections = self._sections()
        if not purpose.lines:
            raise self.malformed(None, "-- what the model is")
        columns = self._columns_of(self._only(sections, "columns"))
        grain = self._only(sections, "grain")
        checks = tuple(self._text(section) for section in sections if section.word == "check")
        ahead = " ".join(self._text(section) for section in sections if section.word == "looks ahead")
        keys = self._grain(grain, [column.name for column in columns])
        return Header(_joined(purpose), keys, columns, checks, ahead, self._looks_back(sections))

    def _looks_back(self, sections: list[_Section]) -> frozenset[str] | None:
        if not any(section.word == "looks back" for section in sections):
            return None
        section = self._only(sections, "looks back")
        text = self._text(section)
        if text == NOT_BACK:
            return frozenset()
        if not _TABLES.fullmatch(text):
            raise self.malformed(section.first, f"looks back: {NOT_BACK}; looks back: core.x, core.y")
        return frozenset(text.split(", "))

    def _sections(self) -> list[_Section]:
        sections = [_Section("purpose", "", None, [])]
        for line in self.lines:
            word, colon, text = line.text.partition(":")
            if line.indent == 1 and colon and word in WORDS:
                sections.append(_Section(word, text.strip(), line, []))
            elif line.text:
                sections[-1].lines.append(line)
        for section in sections[1:]:
            for line in section.lines:
                if line.indent == 1 or section.word == "grain":
                    raise self.malformed(line, ", ".join(f"{word}:" for word in WORDS))
        return sections

    def _only(self, sections: list[_Section], word: str) -> _Section:
        found = [section for section in sections if section.word == word]
        if len(found) != 1:
            raise self.malformed(found[1].first if found else None, f"{word}: x 1")
        return found[0]

    def _grain(self, section: _Section, columns: list[str]) -> tuple[str, ...]:
        found = _GRAIN.fullmatch(section.text)
        if not found:
            raise self.malformed(section.first, "grain: one row per name, name")
        names = tuple(found[1].split(", ")) if found[1] else ()
        if set(names) - set(columns):
            raise self.malformed(section.first, f"grain: {', '.join(columns)}")
        return names

    def _text(self, section: _Section) -> str:
        if not section.text:
            raise self.malformed(section.first, f"{section.word}: ...")
        return f"{section.text} {_joined(section)}".strip()

    def _columns_of(self, section: _Section) -> tuple[Column, ...]:
        """The columns; a line that stands further in than the first goes on with the meaning before it."""
        if section.text or not section.lines:
            raise self.malformed(section.first, "columns:")
        columns: list[Column] = []
        for line in section.lines:
            if line.indent > section.lines[0].indent:
                columns[-1] = replace(columns[-1], meaning=f"{columns[-1].meaning} {line.text}")
            else:
                columns += self._columns(line)
        names = [column.name for column in columns]
        repeated = sorted({name for name in names if names.count(name) > 1})
        if repeated:
            raise self.malformed(section.first, f"{', '.join(repeated)} x 1")
        return tuple(columns)

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


def _joined(section: _Section) -> str:
    return " ".join(line.text for line in section.lines)


def _comment_lines(sql: str) -> Iterator[_Line]:
    """The comment lines before the first line of SQL; blank lines among them are passed over."""
    for number, line in enumerate(sql.splitlines(), start=1):
        if not line.strip():
            continue
        if not line.startswith("--"):
            return
        body = line[2:].rstrip()
        yield _Line(number, len(body) - len(body.lstrip()), body.strip())
