"""How the cells of each type of field are read: by which macros of sql/macros, and what those are told."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from types import MappingProxyType

from pmo_analytics.fields import Field


@dataclass(frozen=True)
class FieldType:
    """How the fields of one type are read; {f} is the field, {w} its text, {c} what is known of its column.

    `votes` are asked of every cell of a load and `headers` of the load's columns; `conventions` follow from both.
    `easy` reads cells of the common shape, the macro read_<family> the others; `parts` is what it is told of each.
    """

    easy: str
    family: str
    parts: str = ""
    votes: tuple[str, ...] = ()
    headers: tuple[str, ...] = ()
    conventions: tuple[str, ...] = ()
    later: str = "coalesce({f}, read_later(hard_{family}, '{f}'))"


_MARK = "decimal_mark({f}_vote, number_vote) as {f}_mark"
_UNITED = {
    "votes": ("sum(decimal_vote({f})) as {f}_vote",),
    "headers": ("max(multiplier) filter (field = '{f}') as {f}_multiplier",),
    "conventions": (_MARK, "{f}_multiplier"),
}
_WORDED = {
    "headers": ("any_value(value_map) filter (field = '{f}') as {f}_words",),
    "conventions": ("folded_keys({f}_words) as {f}_words",),
}


def _quantity(kind: str, sql_type: str, otherwise: str, easy: str = "easy_number") -> FieldType:
    """A number with a decimal sign, whose cell or header may have a unit."""
    parts = ", 'mark': {c}_mark, 'multiplier': {c}_multiplier, 'hours_per_day': hours_per_day"
    return FieldType(
        easy + "({w}, {c}_mark, {c}_multiplier)",
        "quantities",
        f"{parts}, 'kind': '{kind}', 'otherwise': '{otherwise}'",
        later=f"try_cast(coalesce({{f}}, read_later(hard_quantities, '{{f}}')) as {sql_type})",
        **_UNITED,
    )


def _word(easy: str, otherwise: str, worded: Mapping[str, tuple[str, ...]] = _WORDED) -> FieldType:
    """A word out of a list, to which a load may have added its own words: what is not easy has no value."""
    return FieldType(easy, "words", f", 'otherwise': '{otherwise}'", later="{f}", **worded)


TYPES: Mapping[str, FieldType] = MappingProxyType(
    {
        "text": FieldType("easy_text({w})", "texts"),
        "person": FieldType("easy_name({w})", "names"),
        "department": FieldType("easy_text({w})", "texts"),
        "id": FieldType("easy_id({w})", "ids"),
        "date": FieldType(
            "easy_date({w})",
            "dates",
            ", 'day_order': {c}_order, 'edge': '{edge}', 'serial': {c}_serial, 'period': row_period, "
            "'fiscal_start': fiscal_start",
            ("sum(order_vote({f})) as {f}_vote", "bool_and(is_serial({f})) as {f}_serial"),
            ("any_value(date_order) filter (field = '{f}') as {f}_named",),
            ("date_order({f}_named, {f}_vote, date_vote, setting.date_order) as {f}_order", "{f}_serial"),
        ),
        "money": FieldType(
            "easy_money({w}, {c}_mark, {c}_multiplier)",
            "money",
            ", 'mark': {c}_mark, 'multiplier': {c}_multiplier, 'currency': row_currency",
            **_UNITED,
        ),
        "ratio": FieldType(
            "easy_ratio({w}, {c}_mark, {c}_points)",
            "ratios",
            ", 'mark': {c}_mark, 'points': {c}_points",
            ("sum(decimal_vote({f})) as {f}_vote", "bool_or(is_points({f})) as {f}_points"),
            conventions=(_MARK, "{f}_points"),
        ),
        "number": _quantity("number", "double", "not_a_number"),
        "count": _quantity("count", "bigint", "not_a_whole_number", "easy_count"),
        "hours": _quantity("hours", "decimal(12, 2)", "not_hours"),
        "days": _quantity("days", "double", "not_days"),
        "months": _quantity("months", "double", "not_months"),
        "light": FieldType("coalesce(choice_of({w}, {c}_words), easy_light({w}))", "lights", **_WORDED),
        "score": _word("coalesce(try_cast(choice_of({w}, {c}_words) as bigint), score_of({w}))", "not_a_score"),
        "flag": _word("coalesce(try_cast(choice_of({w}, {c}_words) as boolean), flag_of({w}))", "not_a_flag"),
        "choice": _word("coalesce(choice_of({w}, {c}_words), choice_of({w}, {words}))", "not_a_choice"),
        "currency": _word("currency_of({w})", "not_a_currency", MappingProxyType({})),
    }
)


TERM = replace(TYPES["text"], easy="coalesce(choice_of({w}, {words}), easy_text({w}))")
SCALE = replace(
    TYPES["score"],
    easy="coalesce(try_cast(choice_of({w}, {c}_words) as bigint), score_of({w}), "
    "try_cast(choice_of({w}, {words}) as bigint))",
)
WITH_VALUES = MappingProxyType({"text": TERM, "score": SCALE})


def type_of(field: Field) -> FieldType:
    """How a field is read: a text that has terms as one of them where it is one, a score also by its words."""
    return WITH_VALUES.get(field.type, TYPES[field.type]) if field.values else TYPES[field.type]


def filled(line: str, field: Field) -> str:
    """A template of FieldType for one field."""
    return line.format(
        f=field.name, w=f"written.{field.name}", c=f"convention.{field.name}", family=TYPES[field.type].family,
        edge=field.edge or "finish", words=_words(field),
    )  # fmt: skip


@cache
def _words(field: Field) -> str:
    """The map of a field's words, folded as the macro `folded` folds a cell, as SQL."""
    words = {folded(spelling): value for value, spellings in field.values.items() for spelling in (value, *spellings)}
    return f"map {{{', '.join(f'{_quoted(word)}: {_quoted(value)}' for word, value in words.items())}}}"


def folded(word: str) -> str:
    """A word as the macro `folded` of sql/macros gives it."""
    return re.sub(r"[\s_-]+", " ", unicodedata.normalize("NFKC", word).lower().strip())


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
