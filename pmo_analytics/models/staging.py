"""The staging models: one file per entity in sql/staging, written from the dictionary of fields.

`python -m pmo_analytics.models.staging` writes them anew. A model decides once per load how each column is to be read
(decimal sign, day and month, points, the header's unit), reads cells of the common shape straight away, and the others
in one list per way of reading, so that all the ways of writing a date stand once in a model and not once per field.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from pmo_analytics.fields import Entity, Field, dictionary
from pmo_analytics.ledger import ROW_COLUMNS
from pmo_analytics.models.field_types import filled, type_of
from pmo_analytics.workspace import PROJECT_ROOT

FOLDER = PROJECT_ROOT / "sql" / "staging"
CODE = "unread(written.project_code, plain_code)"

_ROW_MEANINGS = MappingProxyType(
    {
        "load_id": ("key", "load that brought the row"),
        "row_number": ("key", "place of the row among the load's rows of this entity"),
        "source_row": ("count", "row of the sheet; null where a record is a column"),
        "source_column": ("text", "column of the sheet where a record is one"),
        "project_id": ("key", "code as written, else the name; empty where the row is of no project"),
        "project_code": ("text", "code as written"),
        "project_name": ("text", "name as written"),
        "period": ("date", "month end the row was reported for"),
        "month": ("date", "month end the row speaks about"),
        "row_key": ("key", "what makes the row the same in another load of the project and period"),
    }
)


def sql_of(entity: Entity) -> str:
    """The whole text of sql/staging/<entity>.sql."""
    return "\n".join(_Model(entity, entity).lines()) + "\n"


def narrowed(entity: Entity, filled: Collection[str]) -> str:
    """The model without the fields that no cell fills, where only those in `filled` have any.

    A load fills a part of an entity's fields, and making the whole statement ready costs more than its rows do.
    """
    needed = _needed(entity, filled)
    part = replace(entity, fields={name: field for name, field in entity.fields.items() if name in needed})
    return "\n".join(_Model(part, entity).lines())


def widened(entity: Entity, filled: Collection[str], rows: str) -> str:
    """All columns of the entity, from rows that the narrowed model made: those that were left out are null."""
    needed = _needed(entity, filled)
    columns = [
        f"null::{entity.fields[name].sql_type} as {name}" if name in entity.fields and name not in needed else name
        for name in _column_names(entity)
    ]
    return f"select {', '.join(columns)} from {rows}"


def _needed(entity: Entity, filled: Collection[str]) -> set[str]:
    return {*filled, *ROW_COLUMNS, *entity.key, "month"}


def write(folder: Path = FOLDER) -> None:
    """Write the model of every entity into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for entity in dictionary().entities.values():
        (folder / f"{entity.name}.sql").write_text(sql_of(entity), encoding="utf-8")


class _Model:
    """One entity's model while it is being written."""

    def __init__(self, entity: Entity, whole: Entity) -> None:
        """`whole` is the entity with all its fields: in their order stand the families, and so a row's problems."""
        self.entity = entity
        self.fields = [field for field in entity.fields.values() if field.name not in ROW_COLUMNS]
        self.own = [field for field in self.fields if field.name != "month"]
        self.months = ["month"] if entity.by_month else []
        fields = (field for field in whole.fields.values() if field.name not in ROW_COLUMNS)
        order = dict.fromkeys(type_of(field).family for field in fields)
        by_family = {name: [field for field in self.fields if type_of(field).family == name] for name in order}
        self.families = {"ids": [], **{name: fields for name, fields in by_family.items() if fields}}

    def lines(self) -> Iterator[str]:
        yield from self._header()
        yield from self._conventions()
        yield from self._read()
        yield from self._select()

    def _header(self) -> Iterator[str]:
        columns = [(name, *_ROW_MEANINGS[name]) for name in [*ROW_COLUMNS, *self.months, "row_key"]]
        columns += [(field.name, field.display_unit, field.meaning["en"]) for field in self.own]
        columns += [
            ("extra", "json", "columns of the table that match no field, by their headers"),
            ("problems", "problems", "cells that could not be read, or were read with doubt"),
        ]
        width = max(len(name) for name, *_ in columns)
        yield f"-- {self.entity.label['en']}, typed. {self.entity.meaning['en']}"
        yield f"-- Written by pmo_analytics/models/staging.py from data/fields/{self.entity.name}.toml."
        yield from ("--", "-- grain:   one row per load_id, row_number", "-- columns:")
        yield from (f"--   {name:<{width}} {unit:<8} {meaning}" for name, unit, meaning in columns)

    def _conventions(self) -> Iterator[str]:
        """How each load is to be read: what its cells and its headers say."""
        votes, headers, conventions = (
            [filled(line, field) for field in self.fields for line in getattr(type_of(field), name)]
            for name in ("votes", "headers", "conventions")
        )
        together = []
        for kind, asked in (("number", "sum(decimal_vote("), ("date", "sum(order_vote(")):
            names = [vote.rpartition(" ")[2] for vote in votes if vote.startswith(asked)]
            together += [f"list_sum([{', '.join(names)}]) as {kind}_vote"] if names else []
        settings = [
            "max(value) filter (name = 'date_order') as date_order",
            "try_cast(max(value) filter (name = 'hours_per_day') as double) as hours_per_day",
            "try_cast(max(value) filter (name = 'fiscal_year_start_month') as integer) as fiscal_start",
        ]
        name = self.entity.name
        of_name = f"where entity = '{name}'"
        loads = ("from load_vote", "left join header using (load_id)", "cross join setting")
        yield "with"
        yield from _cte("setting", settings, "from reference.settings")
        yield from _cte("vote", ["load_id", *votes], f"from ledger.{name}", "group by load_id")
        yield from _cte("header", ["load_id", *headers], "from ledger.load_columns", of_name, "group by load_id")
        yield from _cte("load_vote", ["*", *together], "from vote")
        yield from _cte("convention", ["load_id", *conventions], *loads)

    def _read(self) -> Iterator[str]:
        """The cells that are easy to read, then maps of the others, one for each way of reading."""
        currency = "currency_of(written.currency)" if "currency" in self.entity.fields else "null::varchar"
        known = [f"{currency} as row_currency", "written.period as row_period", "hours_per_day", "fiscal_start"]
        rows = (f"from ledger.{self.entity.name} as written", "join convention using (load_id)", "cross join setting")
        easy = [f"{filled(type_of(field).easy, field)} as {field.name}" for field in self.fields]
        hard = [self._hard(family, fields) for family, fields in self.families.items()]
        yield from _cte("known", ["written", "convention", *known], *rows)
        yield from _cte("easy", ["*", "easy_id(written.project_code) as plain_code", *easy], "from known")
        yield from _cte("hard", ["*", *hard], "from easy", comma="")

    def _hard(self, family: str, fields: Sequence[Field]) -> str:
        """The cells of a family that were not easy, read: a map from field to cell; null where there are none."""
        texts = [filled("unread({w}, {f})", field) for field in fields]
        cells = [
            f"{{'field': '{field.name}', 'text': {text}{filled(type_of(field).parts, field)}}}"
            for field, text in zip(fields, texts, strict=True)
        ]
        if family == "ids":
            texts.insert(0, CODE)
            cells.insert(0, f"{{'field': 'project_id', 'text': {CODE}}}")
        asked = "\n            or ".join(f"{text} is not null" for text in texts)
        listed = ",\n            ".join(cells)
        reading = f"by_field(read_{family}(with_text([\n            {listed}])))"
        return f"case when {asked}\n            then {reading} end as hard_{family}"

    def _select(self) -> Iterator[str]:
        lists = [f"hard_{family}" for family in self.families]
        columns = [f"written.{name}" for name in ROW_COLUMNS]
        columns += [f"{self._value(name)} as {name}" for name in self.months]
        columns += [f"{self._row_key()} as row_key"]
        columns += [f"{self._value(field.name)} as {field.name}" for field in self.own]
        said = [f"said({name})" for name in lists]
        if self.months:  # that a month is no day goes without saying
            day = "lambda day: day.field <> 'month' or day.problem is distinct from 'approximate_date'"
            said = [f"list_filter({text}, {day})" if "dates" in text else text for text in said]
        yield "select"
        yield from (f"    {column}," for column in [*columns, "written.extra"])
        yield f"    case when {' or '.join(f'{name} is not null' for name in lists)} then problems_of(list_concat("
        yield ",\n".join(f"        {text}" for text in said)
        yield "    )) else [] end as problems"
        yield "from hard"

    def _value(self, name: str) -> str:
        """The value of a field in the last select, where its easy part bears its name. A month is its last day."""
        field = self.entity.fields[name]
        value = filled(type_of(field).later, field)
        return f"month_end({value})" if name in self.months else value

    def _row_key(self) -> str:
        own = "concat('row:', written.load_id, ':', written.row_number)"
        parts = [", ".join(self._key_text(name) for name in names) for names in self.entity.key_parts]
        if not parts:
            return "''"
        if len(parts) == 1:
            return f"coalesce({parts[0]}, {own})"
        joined = ", ".join(f"coalesce({part}, '')" for part in parts)
        return f"coalesce(nullif(concat_ws('|', {joined}), '{'|' * (len(parts) - 1)}'), {own})"

    def _key_text(self, name: str) -> str:
        """The value of a field as text, else what is written."""
        if self.entity.fields[name].type in ("text", "id", "person", "department"):
            return self._value(name)
        return f"cast({self._value(name)} as varchar), name_of(written.{name})"


def _column_names(entity: Entity) -> list[str]:
    """The columns of an entity's model, in order."""
    model = _Model(entity, entity)
    return [*ROW_COLUMNS, *model.months, "row_key", *(field.name for field in model.own), "extra", "problems"]


def _cte(name: str, columns: Sequence[str], *clauses: str, comma: str = ",") -> Iterator[str]:
    yield f"{name} as ("
    yield "    select"
    yield ",\n".join(f"        {column}" for column in columns)
    yield from (f"    {clause}" for clause in clauses)
    yield f"){comma}"


if __name__ == "__main__":
    write()
