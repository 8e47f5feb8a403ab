"""The dictionary of what can be loaded: data/fields/*.toml as values.

It owns entities, their fields, the types a field may have and the words people write for it in both languages.
Header recognition, the ledger's columns, the staging types, the template and the dictionary page all read it here.
"""

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from dataclasses import field as attribute
from functools import cache
from pathlib import Path
from typing import Any

from pmo_analytics.errors import DictionaryBroken
from pmo_analytics.workspace import PROJECT_ROOT

LANGUAGES = ("en", "zh")

# type -> (SQL type of the staging column, unit it is shown in); the units are the closed set of the model headers.
TYPES = {
    "text": ("VARCHAR", "text"),
    "id": ("VARCHAR", "text"),
    "person": ("VARCHAR", "text"),
    "department": ("VARCHAR", "text"),
    "date": ("DATE", "date"),
    "money": ("DECIMAL(24,6)", "money"),
    "ratio": ("DOUBLE", "percent"),
    "number": ("DOUBLE", "ratio"),
    "count": ("BIGINT", "count"),
    "hours": ("DECIMAL(12,2)", "hours"),
    "days": ("DOUBLE", "days"),
    "months": ("DOUBLE", "months"),
    "score": ("BIGINT", "score"),
    "light": ("VARCHAR", "text"),
    "flag": ("BOOLEAN", "flag"),
    "choice": ("VARCHAR", "text"),
    "currency": ("VARCHAR", "text"),
}

NAME = re.compile("[a-z][a-z0-9_]*")  # what a field may be called, because it is a column's name too
INHERITED = ("project_id", "project_name", "period")
EXAMPLE_CODES = {"en": "EXAMPLE", "zh": "示例"}  # first cell of the template's example rows, by language
LISTS_MARK = "pmo-analytics:lists"  # first cell of the template's hidden sheet of what its dropdowns offer

Texts = Mapping[str, str]
Words = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Field:
    """One thing a cell can say about an entity.

    `values`: of a choice, canonical value -> the texts that mean it; of a score, number -> the words for it; of a text,
    the terms that people write in either language, under their English names; any other text stands as it is written.
    `edge` is "start" where an approximate date means its first day, else None (its last). `unit`: for people, as "FTE".
    """

    entity: str
    name: str
    type: str
    label: Texts = attribute(hash=False)
    meaning: Texts = attribute(hash=False)
    synonyms: Words = attribute(hash=False)
    values: Words = attribute(hash=False)
    edge: str | None = None
    unit: str | None = None

    @property
    def address(self) -> str:
        """`entity.field`, the name used in format files, registers and findings."""
        return f"{self.entity}.{self.name}"

    @property
    def sql_type(self) -> str:
        """The DuckDB type of the staging column."""
        return TYPES[self.type][0]

    @property
    def display_unit(self) -> str:
        """The unit the value is shown in."""
        return TYPES[self.type][1]

    @property
    def words(self) -> tuple[str, ...]:
        """Every header text that stands for the field: its labels and its synonyms."""
        return tuple(dict.fromkeys((*self.label.values(), *self.synonyms["en"], *self.synonyms["zh"])))


@dataclass(frozen=True)
class Entity:
    """One kind of thing that can be loaded.

    `key_parts` makes a row's identity inside project and period: each part is a choice of fields, of which the first
    that is not blank counts (a risk without a number goes by its name). `key` is the same without the grouping.
    An entity `of_project` begins with the fields in INHERITED; a word that one of its own fields claims is theirs.
    """

    name: str
    label: Texts = attribute(hash=False)
    meaning: Texts = attribute(hash=False)
    key_parts: tuple[tuple[str, ...], ...]
    of_project: bool
    by_month: bool
    standing: bool
    fields: Mapping[str, Field] = attribute(hash=False)

    @property
    def key(self) -> tuple[str, ...]:
        """The names of all fields that take part in a row's identity."""
        return tuple(name for part in self.key_parts for name in part)


@dataclass(frozen=True)
class Dictionary:
    """All entities by name, projects first."""

    entities: Mapping[str, Entity] = attribute(hash=False)

    @classmethod
    def from_folder(cls, folder: Path) -> "Dictionary":
        """The dictionary that a folder of <entity>.toml files describes.

        DictionaryBroken names the file, the field and the setting that are wrong, and what was found there.
        """
        files = [_EntityFile(path) for path in sorted(folder.glob("*.toml"))]
        files.sort(key=lambda file: (file.setting("place", int), file.name))
        projects = next((file for file in files if file.name == "projects"), None)
        if projects is None:
            raise DictionaryBroken("field_malformed", file="projects.toml", field="entity", setting="file", found="-")
        inherited = projects.fields()
        return cls({file.name: file.entity(inherited) for file in files})

    def field(self, address: str) -> Field:
        """The field at `entity.field`; KeyError where there is none."""
        entity, name = address.split(".")
        return self.entities[entity].fields[name]


@cache
def dictionary() -> Dictionary:
    """The project's own dictionary, read once."""
    return Dictionary.from_folder(PROJECT_ROOT / "data" / "fields")


def folded(text: str) -> str:
    """A header as it is compared: width, case, spaces and punctuation folded; % and # carry meaning and stay."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(sign for sign in plain if sign.isalnum() or sign in "%#")


class _EntityFile:
    """One toml file while it is being read; every complaint names it."""

    ENTITY_SETTINGS = frozenset({"label", "meaning", "key", "of_project", "by_month", "standing", "place"})
    FIELD_SETTINGS = frozenset({"type", "label", "meaning", "synonyms", "values", "edge", "unit"})

    def __init__(self, path: Path) -> None:
        self.path, self.name = path, path.stem
        try:
            self.tables: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
            raise self.malformed("-", "toml", problem) from problem
        for table, settings in self.tables.items():
            if not NAME.fullmatch(table):
                raise self.malformed(table, "name", table)
            allowed = self.ENTITY_SETTINGS if table == "entity" else self.FIELD_SETTINGS
            unknown = set(settings) - allowed if isinstance(settings, dict) else {table}
            if unknown:
                raise self.malformed(table, ", ".join(sorted(unknown)), settings)

    def malformed(self, field: str, setting: str, found: object) -> DictionaryBroken:
        return DictionaryBroken("field_malformed", file=self.path.name, field=field, setting=setting, found=str(found))

    def setting(self, name: str, kind: type) -> Any:
        found = self.tables.get("entity", {}).get(name)
        if type(found) is not kind:
            raise self.malformed("entity", name, found)
        return found

    def texts(self, table: str, setting: str) -> Texts:
        found = self.tables.get(table, {}).get(setting)
        if not isinstance(found, dict) or set(found) != set(LANGUAGES):
            raise self.malformed(table, setting, found)
        if not all(isinstance(text, str) and text.strip() for text in found.values()):
            raise self.malformed(table, setting, found)
        return found

    def words(self, table: str, setting: str) -> Words:
        found = self.tables[table].get(setting, {})
        lists = list(found.values()) if isinstance(found, dict) else [None]
        if not all(isinstance(texts, list) and all(isinstance(text, str) for text in texts) for texts in lists):
            raise self.malformed(table, setting, found)
        return {name: tuple(texts) for name, texts in found.items()}

    def field(self, name: str) -> Field:
        settings = self.tables[name]
        kind, edge, unit = settings.get("type"), settings.get("edge"), settings.get("unit")
        synonyms, values = self.words(name, "synonyms"), self.words(name, "values")
        if kind not in TYPES:
            raise self.malformed(name, "type", kind)
        if edge not in (None, "start") or (edge and kind != "date"):
            raise self.malformed(name, "edge", edge)
        is_known = kind in ("choice", "text") or kind == "score" and all(map(str.isdecimal, values))
        if kind == "choice" and not values or values and not is_known:
            raise self.malformed(name, "values", values)
        if set(synonyms) != set(LANGUAGES):
            raise self.malformed(name, "synonyms", synonyms)
        label, meaning = self.texts(name, "label"), self.texts(name, "meaning")
        return Field(self.name, name, kind, label, meaning, synonyms, values, edge, unit)

    def fields(self) -> dict[str, Field]:
        return {name: self.field(name) for name in self.tables if name != "entity"}

    def entity(self, projects: Mapping[str, Field]) -> Entity:
        own = self.fields()
        of_project, by_month = self.setting("of_project", bool), self.setting("by_month", bool)
        fields = self._inherited(projects, own) | own if of_project and self.name != "projects" else own
        self._prove_words_differ(fields)
        parts = tuple(tuple(part) if isinstance(part, list) else (part,) for part in self.setting("key", list))
        if strangers := {name for part in parts for name in part} - set(fields):
            raise self.malformed("entity", "key", ", ".join(sorted(map(str, strangers))))
        if by_month != ("month" in own):
            raise self.malformed("entity", "by_month", by_month)
        label, meaning = self.texts("entity", "label"), self.texts("entity", "meaning")
        standing = self.setting("standing", bool)
        return Entity(self.name, label, meaning, parts, of_project, by_month, standing, fields)

    def _inherited(self, projects: Mapping[str, Field], own: Mapping[str, Field]) -> dict[str, Field]:
        """The project's own identity in this entity, without the words that mean something else here."""
        claimed = {folded(word) for field in own.values() for word in field.words}
        inherited = {}
        for name in INHERITED:
            if name not in projects:
                raise DictionaryBroken("field_malformed", file="projects.toml", field=name, setting="type", found="-")
            kept = {
                language: tuple(word for word in words if folded(word) not in claimed)
                for language, words in projects[name].synonyms.items()
            }
            inherited[name] = replace(projects[name], entity=self.name, synonyms=kept)
        return inherited

    def _prove_words_differ(self, fields: Mapping[str, Field]) -> None:
        owner: dict[str, str] = {}
        for field in fields.values():
            for word in field.words:
                if owner.setdefault(folded(word), field.name) != field.name:
                    raise self.malformed(field.name, "synonyms", f"{word} = {owner[folded(word)]}")
