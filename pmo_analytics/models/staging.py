"""The staging models: one file per entity in sql/staging, written from the dictionary of fields.

`python -m pmo_analytics.models.staging` writes them anew. A model decides once per load how each column is to be read
(decimal sign, day and month, points, the header's unit), reads cells of the common shape straight away, and the others
type by type, so that a macro that knows every way of writing a date stands once in a model and not once per field.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from textwrap import wrap
from types import MappingProxyType

from pmo_analytics.fields import Entity, Field, dictionary
from pmo_analytics.ledger import ROW_COLUMNS
from pmo_analytics.workspace import PROJECT_ROOT

FOLDER = PROJECT_ROOT / "sql" / "staging"
WIDTH = 120
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


@dataclass(frozen=True)
class _Type:
    """How the fields of one type are read; {f} is the field, {w} its text, {c} what is known of its column.

    `votes` are asked of every cell of a load and `headers` of the load's columns; `conventions` follow from both.
    `hard` reads a cell of the list `family` (its `parts` beside field and text) that `easy` left unread.
    """

    easy: str
    family: str
    hard: str
    parts: str = ""
    votes: tuple[str, ...] = ()
    headers: tuple[str, ...] = ()
    conventions: tuple[str, ...] = ()
    is_whole: bool = False  # easy reads all that can be read, and the list only finds the reason


def _number(family: str, easy: str, hard: str, *votes: str) -> _Type:
    """A number: it has a decimal sign, and its header may have a unit unless it is a share."""
    own = "points" if votes else "multiplier"
    return _Type(
        easy,
        family,
        hard,
        parts=f", 'mark': {{c}}_mark, '{own}': {{c}}_{own}",
        votes=("sum(decimal_vote({f})) as {f}_vote", *votes),
        headers=() if votes else ("max(multiplier) filter (field = '{f}') as {f}_multiplier",),
        conventions=("decimal_mark({f}_vote, number_vote) as {f}_mark", f"{{f}}_{own}"),
    )


def _word(easy: str, otherwise: str, has_words: bool = True) -> _Type:
    """A word out of a list, to which a load may have added its own words."""
    return _Type(
        easy,
        "words",
        "{'value': null::varchar, 'problem': cell.otherwise}",
        parts=f", 'otherwise': '{otherwise}'",
        headers=("any_value(value_map) filter (field = '{f}') as {f}_words",) if has_words else (),
        conventions=("folded_keys({f}_words) as {f}_words",) if has_words else (),
        is_whole=True,
    )


_EASY_NUMBER = "easy_number({w}, {c}_mark, {c}_multiplier)"
_NUMBER_CELL = "cell.text, cell.mark, cell.multiplier"

_TYPES: Mapping[str, _Type] = MappingProxyType(
    {
        "text": _Type("easy_text({w})", "texts", "to_text(cell.text)"),
        "person": _Type("easy_name({w})", "names", "to_name(cell.text)"),
        "id": _Type("easy_id({w})", "ids", "to_id(cell.text)"),
        "date": _Type(
            "easy_date({w})",
            "dates",
            "to_date(cell.text, cell.day_order, cell.edge, cell.serial, row_period, fiscal_start)",
            parts=", 'day_order': {c}_order, 'edge': '{edge}', 'serial': {c}_serial",
            votes=("sum(order_vote({f})) as {f}_vote", "bool_and(is_serial({f})) as {f}_serial"),
            headers=("any_value(date_order) filter (field = '{f}') as {f}_named",),
            conventions=("date_order({f}_named, {f}_vote, date_vote, setting.date_order) as {f}_order", "{f}_serial"),
        ),
        "money": _number("money", "easy_money({w}, {c}_mark, {c}_multiplier)", f"to_money({_NUMBER_CELL}, row_currency)"),
        "ratio": _number(
            "ratios",
            "easy_ratio({w}, {c}_mark, {c}_points)",
            "to_ratio(cell.text, cell.mark, cell.points)",
            "bool_or(is_points({f})) as {f}_points",
        ),
        "number": _number("numbers", _EASY_NUMBER, f"to_number({_NUMBER_CELL})"),
        "count": _number("counts", f"whole({_EASY_NUMBER})", f"to_count({_NUMBER_CELL})"),
        "hours": _number(
            "hours", f"try_cast({_EASY_NUMBER} as decimal(12, 2))", f"to_work_hours({_NUMBER_CELL}, hours_per_day)"
        ),
        "days": _number("days", _EASY_NUMBER, f"to_day_count({_NUMBER_CELL}, hours_per_day)"),
        "months": _number("months", _EASY_NUMBER, f"to_month_count({_NUMBER_CELL})"),
        "light": _Type(
            "coalesce(choice_of({w}, {c}_words), easy_light({w}))",
            "lights",
            "to_light(cell.text)",
            headers=("any_value(value_map) filter (field = '{f}') as {f}_words",),
            conventions=("folded_keys({f}_words) as {f}_words",),
        ),
        "score": _word("coalesce(try_cast(choice_of({w}, {c}_words) as bigint), score_of({w}))", "not_a_score"),
        "flag": _word("coalesce(try_cast(choice_of({w}, {c}_words) as boolean), flag_of({w}))", "not_a_flag"),
        "choice": _word("coalesce(choice_of({w}, {c}_words), choice_of({w}, {words}))", "not_a_choice"),
        "currency": _word("currency_of({w})", "not_a_currency", has_words=False),
    }
)


def sql_of(entity: Entity) -> str:
    """The whole text of sql/staging/<entity>.sql."""
    return "\n".join(_Model(entity).lines()) + "\n"


def write(folder: Path = FOLDER) -> None:
    """Write the model of every entity into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for entity in dictionary().entities.values():
        (folder / f"{entity.name}.sql").write_text(sql_of(entity), encoding="utf-8")


class _Model:
    """One entity's model while it is being written."""

    def __init__(self, entity: Entity) -> None:
        self.entity = entity
        self.fields = [field for field in entity.fields.values() if field.name not in ROW_COLUMNS]
        self.families: dict[str, list[Field]] = {"ids": []}
        for field in self.fields:
            self.families.setdefault(_TYPES[field.type].family, []).append(field)

    def lines(self) -> Iterator[str]:
        yield from self._header()
        yield from self._conventions()
        yield from self._read()
        yield from self._select()

    def _header(self) -> Iterator[str]:
        own = [(field.name, field.display_unit, field.meaning["en"]) for field in self.fields if field.name != "month"]
        before = [*ROW_COLUMNS, *(["month"] if self.entity.by_month else []), "row_key"]
        columns = [(name, *_ROW_MEANINGS[name]) for name in before] + own
        columns += [
            ("extra", "json", "columns of the table that match no field, by their headers"),
            ("problems", "problems", "cells that could not be read, or were read with doubt"),
        ]
        width = max(len(name) for name, *_ in columns)
        yield f"-- {self.entity.label['en']}, typed. {self.entity.meaning['en']}"
        yield f"-- Written by pmo_analytics/models/staging.py from data/fields/{self.entity.name}.toml: change it there."
        yield "--"
        yield "-- grain:   one row per load_id, row_number"
        yield "-- columns:"
        yield from (f"--   {name:<{width}} {unit:<8} {meaning}" for name, unit, meaning in columns)

    def _conventions(self) -> Iterator[str]:
        """How each load is to be read: what its cells and its headers say."""
        votes, headers, conventions = (
            [_filled(line, field) for field in self.fields for line in getattr(_TYPES[field.type], name)]
            for name in ("votes", "headers", "conventions")
        )
        name = self.entity.name
        yield "with setting as ("
        yield "    select"
        yield "        max(value) filter (name = 'date_order') as date_order,"
        yield "        try_cast(max(value) filter (name = 'hours_per_day') as double) as hours_per_day,"
        yield "        try_cast(max(value) filter (name = 'fiscal_year_start_month') as integer) as fiscal_start"
        yield "    from reference.settings"
        yield "),"
        yield from _cte("vote", ["load_id", *votes], f"from ledger.{name}", "group by load_id")
        of_name = f"where entity = '{name}'"
        yield from _cte("header", ["load_id", *headers], "from ledger.load_columns", of_name, "group by load_id")
        together = []
        for kind, cast in (("number", "sum(decimal_vote("), ("date", "sum(order_vote(")):
            asked = [vote.rpartition(" ")[2] for vote in votes if vote.startswith(cast)]
            together += [f"list_sum([{', '.join(asked)}]) as {kind}_vote"] if asked else []
        yield from _cte("load_vote", ["*", *together], "from vote")
        sources = ("from load_vote", "left join header using (load_id)", "cross join setting")
        yield from _cte("convention", ["load_id", *conventions], *sources)

    def _read(self) -> Iterator[str]:
        """The cells that are easy to read, then lists of the others, one for each way of reading."""
        currency = "currency_of(written.currency)" if "currency" in self.entity.fields else "null::varchar"
        yield from _cte(
            "written_cells",
            ["written", "convention", "written.period as row_period", f"{currency} as row_currency", "hours_per_day", "fiscal_start"],
            f"from ledger.{self.entity.name} as written",
            "join convention on convention.load_id = written.load_id",
            "cross join setting",
        )
        easy = [f"{_filled(_TYPES[field.type].easy, field)} as {field.name}" for field in self.fields]
        code = ["easy_id(written.project_code) as plain_code"]
        yield from _cte("easy", ["*", *code, *easy], "from written_cells")
        hard = [self._hard(family, fields) for family, fields in self.families.items()]
        yield from _cte("hard", ["*", *hard], "from easy", last=True)

    def _hard(self, family: str, fields: Sequence[Field]) -> str:
        """The list of a family's cells that were not easy, read; null where there are none."""
        cells = [_filled(f"{{{{'field': '{{f}}', 'text': unread({{w}}, {{f}}){_TYPES[field.type].parts}}}}}", field)
                 for field in fields]  # fmt: skip
        texts = [_filled("unread({w}, {f})", field) for field in fields]
        if family == "ids":
            texts.insert(0, CODE)
            cells.insert(0, f"{{'field': 'project_id', 'text': {CODE}}}")
        reading = _TYPES[fields[0].type].hard if fields else _TYPES["id"].hard
        asked = " or ".join(f"{text} is not null" for text in texts)
        listed = ",\n            ".join(cells)
        return (
            f"case when {asked}\n"
            f"        then map_from_entries(list_transform(list_filter([\n            {listed}],\n"
            f"            lambda cell: cell.text is not null),\n"
            f"            lambda cell: {{'key': cell.field, 'value': struct_insert({reading}, text := cell.text)}})) end"
            f" as hard_{family}"
        )

    def _select(self) -> Iterator[str]:
        lists = [f"hard_{family}" for family in self.families]
        months = [f"month_end({self._value('month')}) as month"] if self.entity.by_month else []
        own = [f"{self._value(field.name)} as {field.name}" for field in self.fields if field.name != "month"]
        yield "select"
        yield from wrap(", ".join(f"written.{name}" for name in ROW_COLUMNS) + ",", WIDTH, initial_indent="    ",
                        subsequent_indent="    ")  # fmt: skip
        yield from (f"    {value}," for value in [*months, f"{self._row_key()} as row_key", *own, "written.extra"])
        yield f"    case when {' or '.join(f'{name} is not null' for name in lists)} then problems_of(list_concat("
        yield ",\n".join(f"        {self._said(name)}" for name in lists)
        yield "    )) else [] end as problems"
        yield "from hard"

    def _said(self, name: str) -> str:
        """What a list of cells says, but for what goes without saying: that a month is no day."""
        if not (self.entity.by_month and name == "hard_dates"):
            return f"said({name})"
        return f"list_filter(said({name}), lambda day: day.field <> 'month' or day.problem <> 'approximate_date')"

    def _value(self, name: str) -> str:
        """The value of a field in the last select, where its easy part bears its name."""
        kind = _TYPES[self.entity.fields[name].type]
        if kind.is_whole:
            return name
        return f"coalesce({name}, read_later(hard_{kind.family}, '{name}'))"

    def _row_key(self) -> str:
        own = "concat('row:', written.load_id, ':', written.row_number)"
        parts = [self._key_part(names) for names in self.entity.key_parts]
        if len(parts) < 2:
            return f"coalesce({parts[0]}, {own})" if parts else "''"
        joined = ", ".join(f"coalesce({part}, '')" for part in parts)
        return f"coalesce(nullif(concat_ws('|', {joined}), '{'|' * (len(parts) - 1)}'), {own})"

    def _key_part(self, names: Sequence[str]) -> str:
        """The first of the fields that says something: its value, else its text."""
        texts: list[str] = []
        for name in names:
            if self.entity.fields[name].type in ("text", "id", "person"):
                texts.append(self._value(name))
            else:
                value = f"month_end({self._value(name)})" if name == "month" else self._value(name)
                texts += [f"cast({value} as varchar)", f"name_of(written.{name})"]
        return texts[0] if len(texts) == 1 else f"coalesce({', '.join(texts)})"


def _filled(line: str, field: Field) -> str:
    return line.format(
        f=field.name,
        w=f"written.{field.name}",
        c=f"convention.{field.name}",
        edge=field.edge or "finish",
        words=_words(field),
    )


def _words(field: Field) -> str:
    """The map of a choice's words, folded as the macro `folded` folds a cell, as SQL."""
    words = {_folded(spelling): value for value, spellings in field.values.items() for spelling in (value, *spellings)}
    return f"map {{{', '.join(f'{_quoted(word)}: {_quoted(value)}' for word, value in words.items())}}}"


def _folded(word: str) -> str:
    return re.sub(r"[\s_-]+", " ", unicodedata.normalize("NFKC", word).lower().strip())


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _cte(name: str, columns: Sequence[str], *clauses: str, last: bool = False) -> Iterator[str]:
    yield f"{name} as ("
    yield "    select"
    yield ",\n".join(f"        {column}" for column in columns)
    yield from (f"    {clause}" for clause in clauses)
    yield ")" if last else "),"


if __name__ == "__main__":
    write()
