"""What a table's columns mean: by a known format, the dictionary's words, likeness, and what the values say."""

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

from pmo_analytics.fields import Dictionary, dictionary
from pmo_analytics.importing.assigning import Assigned, assigned
from pmo_analytics.importing.choosing import Choice, has_key, nearest
from pmo_analytics.importing.columns import Columns
from pmo_analytics.importing.currencies import currencies_of
from pmo_analytics.importing.formats import Format, FormatRows, formats
from pmo_analytics.importing.gate_columns import gate_melts
from pmo_analytics.importing.headers import key, read_header
from pmo_analytics.importing.looks import FLAGS
from pmo_analytics.importing.matching import words_of
from pmo_analytics.importing.milestone_columns import milestone_melts, of_their_projects, with_subjects
from pmo_analytics.importing.month_reports import reports_across
from pmo_analytics.importing.recognition import Match, Melt, Recognition
from pmo_analytics.importing.scales import scale_notes, unit_notes
from pmo_analytics.importing.shapes import entities_of, shape_notes, shape_of
from pmo_analytics.importing.staffing import OF_PERSONS, is_capacity
from pmo_analytics.importing.tables import Table

__all__ = ["Match", "Melt", "Recognition", "recognise", "vocabulary"]

FIGURE = re.compile(r"[\d\s.,:/+-]*")
FEWEST_SURE = 2
MONTHS_OF_LINES = ("baseline_periods", ("month",))  # what lines of PV, EV and AC lack where no month heads a column
MONTHS_OF_REPORTS = ("projects", ("period",))
SURE_ENOUGH = 0.7
PERSONS = frozenset({"person_id", "person_name"})
STATES = frozenset({"status", "state", "level", "firmness", "decision"})


@lru_cache(maxsize=50_000)
def vocabulary(text: str) -> float:
    """From 0 to 1, how surely a text is the name of a field: 1 outright, 0.9 in part, 0 where no word is known."""
    if FIGURE.fullmatch(text):  # most cells of most sheets, and no field is called by a figure
        return 0.0
    said = read_header(text)
    if said.readings[0] in _known_words():
        return 1.0
    return 0.9 if any(reading in _known_words() for reading in said.readings if reading not in said.aliases) else 0.0


@cache
def _known_words() -> frozenset[str]:
    tables = words_of(dictionary()).by_entity.values()
    known = {word for table in tables for word in table} | {word for format in formats() for word in format.words}
    # 'Completed' heads a column of dates, but in most cells it is a status: such words do not make a header.
    said_in_cells = {
        key(text)
        for entity in dictionary().entities.values()
        for field in entity.fields.values()
        if field.name in STATES
        for texts in field.values.values()
        for text in texts
    }
    labels = {word for words in words_of(dictionary()).labels.values() for word in words}
    return frozenset(word for word in known - (said_in_cells - labels) - FLAGS if len(word) > 1 or word == "#")


def recognise(
    table: Table,
    dictionary: Dictionary,
    formats: Sequence[Format],
    remembered: Mapping[str, str] | None = None,
    entity: str | None = None,
    format: str | None = None,
    hours_per_day: float = 8,
    beside: Sequence[str] = (),
    fiscal_start: int = 1,
) -> Recognition:
    """What the table is and which column fills which field.

    `remembered` (header text -> 'entity.field', '' for not used) goes before everything else; `entity` ('' for none)
    and `format` are what the user says it is; `beside` are texts that may tell a year its months lack,
    `fiscal_start` the month in which a fiscal year begins. No field is
    filled by two columns: the surer one has it, the other stays unmapped with a note. Where nothing is recognised there
    are no entities, and `nearest` says what came closest.
    """
    columns = Columns(table, dictionary, hours_per_day)
    if entity == "":
        return _nothing(columns)
    told = {key(header): address for header, address in (remembered or {}).items()}
    headers = [column.said for column in columns.all]
    possible = [one for one in formats if _is(one, format) and (entity is None or entity in entities_of(one))]
    known = next((one for one in possible if one.fits(table.sheet, table.orientation, headers)), None)
    shape = shape_of(columns, known, entity, told, beside, fiscal_start)
    if shape is None:
        return _nothing(columns, MONTHS_OF_REPORTS if reports_across(columns) else MONTHS_OF_LINES)
    choice, melts, told = shape.choice, shape.melts, shape.told
    found = assigned(columns, choice, melts, known, {**shape.apart, **told})
    if known is None and entity is None and not melts:
        melts = gate_melts(columns, choice, found, frozenset(told))
        melts = melts or milestone_melts(columns, choice, found, frozenset(told))
        if melts:
            choice = with_subjects(columns, choice, melts)
            found = of_their_projects(assigned(columns, choice, melts, known, {**shape.apart, **told}))
    is_said, is_spread = bool(known or entity or told), bool(melts or shape.quarters or shape.years)
    if not _is_recognised(columns, choice, found, is_spread, is_said):
        return _nothing(columns, _closest(columns, choice, found))
    entities = _spoken_of(choice.entities, found, melts, dictionary)
    used = {match.header for match in found.matches} | {index for melt in melts for index in melt.headers}
    constants = known.constants if known else {}
    filled = [(match.header, match.entity, match.field) for match in found.matches]
    filled += [(index, melt.entity, melt.value_field) for melt in melts for index in melt.headers]
    currencies = currencies_of(columns, filled, constants)
    return Recognition(
        format=known.name if known else None,
        matches=found.matches,
        melts=tuple(melts),
        date_order=known.date_order if known else None,
        entities=entities,
        unmapped=tuple(column.index for column in columns.all if column.index not in used),
        notes=(
            *found.notes,
            *currencies.notes,
            *shape_notes(columns, shape, found.matches, melts),
            *unit_notes(columns, filled),
            *(scale_notes(columns, filled) if known is None else ()),
        ),
        constants=constants,
        rows=known.rows if known else FormatRows(),
        currencies=currencies,
        is_in_groups=shape.is_in_groups,
    )


def _is(format: Format, name: str | None) -> bool:
    return name is None or format.name == name


def _is_recognised(columns: Columns, choice: Choice, found: Assigned, is_spread: bool, is_said: bool) -> bool:
    """Whether enough is known to load the table: its key, or what the user or a format says, and a second column or
    figures spread over months or quarters."""
    if not choice.entities or not (found.matches or is_spread) or _lacks_persons(choice, found):
        return False
    if is_said:
        return True
    sure = [match for match in found.matches if match.confidence >= SURE_ENOUGH]
    entity = columns.dictionary.entities[choice.entities[0]]
    names = {"project_id", "project_name", *entity.key}
    named = has_key(columns, entity) or any(match.field in names for match in sure)
    return bool(is_spread and sure) or (named and len(sure) >= FEWEST_SURE) or len(sure) > 2 * FEWEST_SURE


def _lacks_persons(choice: Choice, found: Assigned) -> bool:
    """Whether a table of the capacity of people names none: rows of one month could not be told apart."""
    return choice.entities == ("people",) and not any(match.field in PERSONS for match in found.matches)


def _closest(columns: Columns, choice: Choice, found: Assigned) -> tuple[str, tuple[str, ...]] | None:
    months = [column for column in columns.all if column.said.month is not None]
    if _lacks_persons(choice, found) or months and is_capacity(columns, months):
        return OF_PERSONS
    return nearest(columns) if columns.all else None


def _nothing(columns: Columns, nearest: tuple[str, tuple[str, ...]] | None = None) -> Recognition:
    unmapped = tuple(column.index for column in columns.all)
    return Recognition(None, (), (), None, (), unmapped, nearest)


def _spoken_of(
    entities: tuple[str, ...], found: Assigned, melts: Sequence[Melt], dictionary: Dictionary
) -> tuple[str, ...]:
    """The entities that really get a column, projects first, in the order chosen."""
    filled = {match.entity for match in found.matches} | {melt.entity for melt in melts}
    order = [name for name in entities if name in filled]
    order += [name for name in dictionary.entities if name in filled and name not in order]
    return tuple(sorted(order, key=lambda name: name != "projects"))
