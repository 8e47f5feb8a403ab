"""What a table's columns mean: by a known format, the dictionary's words, likeness, and what the values say."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache, lru_cache

from pmo_analytics.fields import Dictionary, dictionary
from pmo_analytics.importing.assigning import Assigned, assigned
from pmo_analytics.importing.benefit_years import benefit_melts, benefit_years, kept_years
from pmo_analytics.importing.choosing import (
    ORGANISATION,
    Choice,
    chosen,
    has_key,
    nearest,
    tells_nothing_else,
    tells_of_projects,
)
from pmo_analytics.importing.columns import Columns
from pmo_analytics.importing.currencies import currencies_of
from pmo_analytics.importing.earned_value import line_column, line_melts
from pmo_analytics.importing.fiscal_years import fiscal_notes
from pmo_analytics.importing.formats import Format, FormatRows, formats
from pmo_analytics.importing.gate_columns import gate_melts
from pmo_analytics.importing.headers import key, read_header
from pmo_analytics.importing.looks import FLAGS
from pmo_analytics.importing.matching import words_of
from pmo_analytics.importing.melts import format_melts, month_columns, month_melts, year_melts
from pmo_analytics.importing.milestone_columns import milestone_melts, of_their_projects, with_subjects
from pmo_analytics.importing.month_kinds import kind_notes, kinds_left
from pmo_analytics.importing.month_rows import month_column, month_notes
from pmo_analytics.importing.month_totals import with_totals
from pmo_analytics.importing.original_dates import date_notes, original_dates
from pmo_analytics.importing.quarters import kept_quarters, quarter_columns, quarter_melts
from pmo_analytics.importing.recognition import Match, Melt, Recognition
from pmo_analytics.importing.scales import scale_notes, unit_notes
from pmo_analytics.importing.staffing import effort_notes, has_people
from pmo_analytics.importing.stage_rows import may_list_stages, stage_notes, stage_rows
from pmo_analytics.importing.tables import Table

__all__ = ["Match", "Melt", "Recognition", "recognise", "vocabulary"]

FIGURE = re.compile(r"[\d\s.,:/+-]*")
FEWEST_SURE = 2
BESIDE_MONTHS = (("projects",), ("baseline_periods",))  # what a list of months of money is easily taken for
SURE_ENOUGH = 0.7
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
    remembered = {key(header): address for header, address in (remembered or {}).items()}
    headers = [column.said for column in columns.all]
    possible = [one for one in formats if _is(one, format) and (entity is None or entity in _entities_of(one))]
    told, quarters, listed, staged, years = remembered, frozenset(), None, None, ()
    known = next((one for one in possible if one.fits(table.sheet, table.orientation, headers)), None)
    if known is not None:
        melts = format_melts(columns, known)
        choice = Choice(_entities_of(known))
    elif entity is None and (lines := line_column(columns)):
        melts = line_melts(columns, lines, beside, fiscal_start)
        if not melts:
            return _nothing(columns, ("baseline_periods", ("month",)))
        choice, told = Choice(("projects", "baseline_periods")), {key(lines.header.text): "", **remembered}
    else:
        months = month_columns(columns)
        # beside months they are subtotals
        quarters = quarter_columns(columns) if not months else frozenset()
        choice = chosen(columns, months | quarters) if entity is None else Choice((entity,))
        if entity is None and choice.entities in BESIDE_MONTHS and not months | quarters:
            listed = month_column(columns, ORGANISATION)
            choice = Choice(("budgets",)) if listed else choice
        if entity is None and may_list_stages(columns, choice.entities) and not months | quarters:
            staged = stage_rows(columns, frozenset(told))
            choice = Choice((staged.entity,)) if staged else choice
        melts = month_melts(columns, choice.entities, fiscal_start)
        melts += quarter_melts(columns, choice.entities, fiscal_start) if quarters else []
        years = benefit_years(columns, choice.entities)
        melts += benefit_melts(columns, years, fiscal_start)
        taken = [index for melt in melts for index in melt.headers]
        melts += year_melts(columns, [*taken, *(column.index for column in years)])
    melts = _untold(melts, columns, remembered)
    choice = _with_melted(choice, melts, columns)
    choice = with_totals(columns, choice, melts) if known is None else choice
    if quarters and not melts and choice.entities in ((), ("projects",)) and tells_nothing_else(columns, quarters):
        choice = Choice(("budgets",))
    kept = kinds_left(columns, melts, frozenset(told)) if known is None else ()
    melted = {index for melt in melts for index in melt.headers}
    years = tuple(column for column in years if column.index not in melted)
    dates = original_dates(columns, choice.entities) if known is None else {}
    apart = {**dates, **{column.index: "" for column in (*kept, *years)}}
    apart |= {staged.column.index: staged.field} if staged else {}
    apart = {key(columns.all[index].header.text): address for index, address in apart.items()}
    found = assigned(columns, choice, melts, known, {**apart, **told})
    if known is None and entity is None and not melts:
        melts = gate_melts(columns, choice, found, frozenset(told))
        melts = melts or milestone_melts(columns, choice, found, frozenset(told))
        if melts:
            choice = with_subjects(columns, choice, melts)
            found = of_their_projects(assigned(columns, choice, melts, known, {**apart, **told}))
    is_said, is_spread = bool(known or entity or told), bool(melts or quarters or years)
    if not _is_recognised(columns, choice, found, is_spread, is_said):
        return _nothing(columns, nearest(columns) if columns.all else None)
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
            *kept_quarters(columns, quarters - used, told),
            *fiscal_notes(columns, melts),
            *effort_notes(columns, melts),
            *month_notes(columns, listed, found.matches),
            *kind_notes(columns, kept),
            *date_notes(columns, dates, found.matches),
            *kept_years(columns, years, told),
            *stage_notes(columns, staged, found.matches),
            *unit_notes(columns, filled),
            *(scale_notes(columns, filled) if known is None else ()),
        ),  # fmt: skip
        constants=constants,
        rows=known.rows if known else FormatRows(),
        currencies=currencies,
        is_in_groups=bool(staged or listed),
    )


def _is(format: Format, name: str | None) -> bool:
    return name is None or format.name == name


def _entities_of(format: Format) -> tuple[str, ...]:
    addresses = [address for address in format.columns.values() if address]
    return tuple(dict.fromkeys(address.split(".")[0] for address in addresses))


def _untold(melts: Sequence[Melt], columns: Columns, remembered: Mapping[str, str]) -> list[Melt]:
    """The melts without the columns of which it was said what they mean."""
    left = []
    for melt in melts:
        kept = [
            (index, name)
            for index, name in zip(melt.headers, melt.names, strict=True)
            if key(columns.all[index].header.text) not in remembered
        ]
        if kept:
            headers, names = zip(*kept, strict=True)
            left.append(replace(melt, headers=headers, names=names))
    return left


def _with_melted(choice: Choice, melts: Sequence[Melt], columns: Columns) -> Choice:
    """The choice with the entities of the melts; those alone, where the table says little else of its projects."""
    melted = tuple(dict.fromkeys(melt.entity for melt in melts if melt.entity not in choice.entities))
    if not melted:
        return choice
    if choice.entities in ((), ("projects",)) and not tells_of_projects(columns, melts):
        return Choice(melted)
    is_effort = set(melted) == {"assignments"}
    if is_effort and (choice.entities == ("people",) or choice.entities[:1] != ("projects",) and has_people(columns)):
        return Choice(melted)
    return Choice((*choice.entities, *melted), choice.owner)


def _is_recognised(columns: Columns, choice: Choice, found: Assigned, is_spread: bool, is_said: bool) -> bool:
    """Whether enough is known to load the table: its key, or what the user or a format says, and a second column or
    figures spread over months or quarters."""
    if not choice.entities or not (found.matches or is_spread):
        return False
    if is_said:
        return True
    sure = [match for match in found.matches if match.confidence >= SURE_ENOUGH]
    entity = columns.dictionary.entities[choice.entities[0]]
    names = {"project_id", "project_name", *entity.key}
    named = has_key(columns, entity) or any(match.field in names for match in sure)
    return bool(is_spread and sure) or (named and len(sure) >= FEWEST_SURE) or len(sure) > 2 * FEWEST_SURE


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
