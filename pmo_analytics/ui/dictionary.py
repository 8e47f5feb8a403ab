"""The rows of the dictionary: every indicator and every loadable field, in the reader's words, and searchable."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from pmo_analytics.display import is_nothing
from pmo_analytics.explaining.sentences import made
from pmo_analytics.fields import dictionary
from pmo_analytics.indicators import PARTS
from pmo_analytics.ui import bounds, labels
from pmo_analytics.ui.project import family
from pmo_analytics.ui.tables import Column
from pmo_analytics.words import known, language, say

WAYS = ("formula", "method", *PARTS)


def indicator_rows(register: pd.DataFrame, under_each: pd.DataFrame) -> pd.DataFrame:
    """`dictionary_indicators` in words, one row per indicator; `under_each`: the rows of `profile_bounds`."""
    others = bounds.elsewhere(under_each)
    speak = language()
    return pd.DataFrame(
        {
            "label": register[f"label_{speak}"],
            "code": register["indicator"],
            "family": register["family"].map(family),
            "meaning": register[f"meaning_{speak}"],
            "made": [_made(row) for row in register.to_dict("records")],
            "inputs": [_inputs(row.inputs) for row in register.itertuples()],
            "bounds": [bounds.written(row) for row in register.to_dict("records")],
            "elsewhere": [others.get(name, "") for name in register["indicator"]],
            "unit": register["unit"].map(unit),
            "rollup": register["rollup"].map(_rollup),
            "known": [f"{row.count_with_value} / {row.count_subjects}" for row in register.itertuples()],
            "source": register["source"].fillna(""),
            "model": "sql/indicators/" + register["family"] + "/" + register["indicator"] + ".sql",
            "found_by": [f"{_texts(row)} {' '.join(row.inputs)} {row.indicator}" for row in register.itertuples()],
        }
    )


def field_rows(fields: pd.DataFrame) -> pd.DataFrame:
    """`dictionary_fields` in words, with the headers each field goes by, one row per field."""
    speak = language()
    entities = dictionary().entities
    synonyms = [_synonyms(row.entity, row.field) for row in fields.itertuples()]
    return pd.DataFrame(
        {
            "label": fields[f"label_{speak}"],
            "code": fields["entity"] + "." + fields["field"],
            "entity": [entities[name].label[speak] if name in entities else name for name in fields["entity"]],
            "meaning": fields[f"meaning_{speak}"],
            "synonyms": synonyms,
            "unit": fields["unit"].map(unit),
            "headers": fields["headers"].fillna(""),
            "found_by": [
                f"{_texts(row)} {words} {row.entity}.{row.field}"
                for row, words in zip(fields.itertuples(), synonyms, strict=True)
            ],
        }
    )


def matching(rows: pd.DataFrame, text: str) -> pd.DataFrame:
    """The rows that hold every word of `text`, whatever its case."""
    found = rows["found_by"].str.casefold()
    for word in text.casefold().split():
        rows, found = rows[found.str.contains(word, regex=False)], found[found.str.contains(word, regex=False)]
    return rows


def indicator_columns() -> list[Column]:
    """Name, meaning, how it is made and from what, bounds, unit, roll-up, known, definition."""
    return [
        Column("label", say("dictionary.column.name"), "head", detail="code"),
        Column("meaning", say("dictionary.column.meaning"), "text"),
        Column("made", say("dictionary.column.made"), "text"),
        Column("inputs", say("dictionary.column.inputs"), "text"),
        Column("bounds", say("dictionary.column.bounds"), "text", detail="elsewhere"),
        Column("unit", say("dictionary.column.unit"), "short"),
        Column("rollup", say("dictionary.column.rollup"), "short"),
        Column("known", say("dictionary.column.known"), "short"),
        Column("source", say("dictionary.column.source"), "text", detail="model"),
    ]


def downloaded_columns() -> list[Column]:
    """`indicator_columns` with the bounds of other profiles in a column of its own."""
    return [*indicator_columns(), Column("elsewhere", say("dictionary.column.elsewhere"), "text")]


def field_columns() -> list[Column]:
    """Name, part of, meaning, headers it goes by, unit, headers it was loaded from."""
    return [
        Column("label", say("dictionary.column.name"), "head", detail="code"),
        Column("entity", say("dictionary.column.entity"), "short"),
        Column("meaning", say("dictionary.column.meaning"), "text"),
        Column("synonyms", say("dictionary.column.synonyms"), "text"),
        Column("unit", say("dictionary.column.unit"), "short"),
        Column("headers", say("dictionary.column.headers"), "text"),
    ]


def unit(name: str) -> str:
    """The word for a unit."""
    return say(f"dictionary.unit.{name}") if known(f"dictionary.unit.{name}") else name


def _texts(row: tuple) -> str:
    return f"{row.label_en} {row.label_zh} {row.meaning_en} {row.meaning_zh}"


def _made(row: Mapping[str, Any]) -> str:
    """How an indicator is made, in the reader's words."""
    texts = {name: None if is_nothing(text) else text for name, text in row.items() if name.startswith(WAYS)}
    parts = {part: texts[f"{part}_{language()}"] for part in PARTS}
    return made(texts["formula"], parts if all(parts.values()) else None, texts[f"method_{language()}"])


def _rollup(name: str) -> str:
    return say(f"dictionary.rollup.{name}")


def _inputs(addresses: list[str]) -> str:
    return say("table.list_comma").join(dict.fromkeys(labels.field(address) for address in addresses))


def _synonyms(entity: str, name: str) -> str:
    found = dictionary().entities.get(entity)
    field = found.fields.get(name) if found else None
    return say("table.list_comma").join(field.words[1:]) if field else ""
