"""Which column fills which field of the chosen entities: each field once, the surest column first."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pmo_analytics.importing.choosing import Choice
from pmo_analytics.importing.columns import IDENTITY, SURE, Column, Columns
from pmo_analytics.importing.formats import Format
from pmo_analytics.importing.headers import key
from pmo_analytics.importing.looks import agreement
from pmo_analytics.importing.matching import Candidate
from pmo_analytics.importing.month_totals import is_no_month
from pmo_analytics.importing.recasting import BASELINE, of_money, on_a_scale, recast
from pmo_analytics.importing.recognition import Match, Melt
from pmo_analytics.importing.tables import cell_of_header
from pmo_analytics.reading import Finding

LEAST, LEAST_BY_WORDS, LEAST_AGREEMENT = 0.55, 0.45, 0.5
ADJUSTED = re.compile(r"\b(?:revised|adjusted|amended)\b|调整(?!前)|变更后|修订")
FIRST_VERSION = re.compile(r"\b(?:original|initial|first)\b|年初|期初|初始|原|调整前")
IN_ITS_YEAR = {
    "budget_at_completion": "budget_this_year",
    "planned_value": "budget_this_year",
    "actual_cost": "actual_this_year",
    "manager_estimate_at_completion": "forecast_this_year",
}


@dataclass(frozen=True)
class Assigned:
    """The matches in the order of the columns, and notes about columns that were left out."""

    matches: tuple[Match, ...]
    notes: tuple[Finding, ...]


@dataclass(frozen=True)
class _Claim:
    column: Column
    candidate: Candidate
    entity: str
    runner_up: str | None


def assigned(
    columns: Columns, choice: Choice, melts: Sequence[Melt], format: Format | None, remembered: Mapping[str, str]
) -> Assigned:
    """The fields of the chosen entities given out to the columns that are not melted."""
    melted = {index for melt in melts for index in melt.headers}
    free = [column for column in columns.all if column.index not in melted]
    claims: list[_Claim] = []
    for column in free:
        told = remembered.get(key(column.header.text))
        if told is None and format is not None:
            told = format.address_of(column.said) if column.header.repeat == 1 else ""
        if told is not None:
            claims += _told(columns, column, told)
        elif column.header.repeat == 1:
            claims += _claims(columns, choice, column, format)
    beside = [one for one in claims if one.candidate.confidence <= 1 and format is None
              and is_no_month(one.column, one.candidate.field, melts)]  # fmt: skip
    return _given_out(columns, free, [one for one in claims if one not in beside], beside, format)


def _told(columns: Columns, column: Column, told: str) -> list[_Claim]:
    if not told:
        return []
    field = columns.dictionary.field(told)
    return [_Claim(column, Candidate(field, 1.0 + 1.0), field.entity, None)]


def _claims(columns: Columns, choice: Choice, column: Column, format: Format | None) -> list[_Claim]:
    """Every field the column may fill, in a known format only those its header names outright."""
    entities = (choice.owner[column.index],) if column.index in choice.owner else choice.entities[:1]
    if column.index not in choice.owner and len(choice.entities) > 1 and choice.entities[0] != "projects":
        entities = choice.entities
    claims: list[_Claim] = []
    for entity in entities:
        found = [one for one in _candidates(columns, entity, column, exact_only=format is not None)]
        ranked = sorted(found, key=lambda one: -one.confidence)
        for place, one in enumerate(ranked):
            other = ranked[1 - place] if len(ranked) > 1 and place < 2 else None
            other = other if other and agreement(other.field, column.look) >= 1 else None
            runner_up = f"{entity}.{other.field.name}" if other else None
            claims.append(_Claim(column, one, entity, runner_up))
    return claims


def _candidates(columns: Columns, entity: str, column: Column, exact_only: bool) -> list[Candidate]:
    exact = [one for one in columns.exact(entity, column) if one.confidence >= LEAST_BY_WORDS]
    exact = on_a_scale(columns.dictionary.entities[entity].fields, column.look, exact)
    if column.look.is_date and BASELINE & set(column.said.readings):
        exact = [one for one in exact if one.field.type == "date"]
    if entity == "projects" and column.said.years:
        exact = _of_the_year(columns, exact)
    best = exact[0].confidence if exact else 0.0
    found = {one.field.name: one for one in exact}
    if best < 1.0 and not exact_only:
        for one in recast(columns, entity, column, exact):
            if one.confidence > found.get(one.field.name, Candidate(one.field, 0.0)).confidence:
                found[one.field.name] = one
    if best < SURE and not exact_only:
        for one in columns.words.similar(entity, column.said):
            confidence = one.confidence * agreement(one.field, column.look)
            if one.field.name not in found and confidence >= LEAST:
                found[one.field.name] = Candidate(one.field, confidence)
    meant = of_money(columns, entity, column, list(found.values()))
    return [one for one in meant if agreement(one.field, column.look) >= LEAST_AGREEMENT]


def _of_the_year(columns: Columns, exact: list[Candidate]) -> list[Candidate]:
    """A budget headed by a year is that year's; other money headed by a year is of no field we know."""
    fields = columns.dictionary.entities["projects"].fields
    of_the_year = [
        Candidate(fields[IN_ITS_YEAR[one.field.name]], one.confidence) for one in exact if one.field.name in IN_ITS_YEAR
    ]
    return of_the_year + [one for one in exact if one.field.type not in ("money", "hours")]


def _given_out(
    columns: Columns, free: list[Column], claims: list[_Claim], beside: list[_Claim], format: Format | None
) -> Assigned:
    """Each field to its surest claim and each column to its surest field still free, none of those `beside`."""
    ranked = sorted(claims, key=lambda claim: (-claim.candidate.confidence, _age(claim), claim.column.index))
    matches: dict[int, Match] = {}
    taken: dict[tuple[str, str], int] = {}
    lost: dict[int, _Claim] = {}
    for claim in ranked:
        index, field = claim.column.index, claim.candidate.field
        place = claim.entity, field.name
        if index in matches or (index in lost and claim.candidate.confidence < SURE):
            continue
        if place in taken:
            lost.setdefault(index, claim)
            continue
        taken[place] = index
        matches[index] = _match(columns, claim, format)
    notes = [
        _note(columns, claim.column, f"{claim.entity}.{claim.candidate.field.name}", "layout.one_column_per_field")
        for index, claim in sorted(lost.items())
        if index not in matches
    ]
    sums = {one.column.index: one for one in reversed(beside) if one.column.index not in {*matches, *lost}}
    notes += [
        _note(columns, one.column, one.candidate.field.address, "layout.amount_of_each_month")
        for _, one in sorted(sums.items())
    ]
    repeats = format.repeats if format else frozenset()
    notes += [
        _note(columns, column, None, "layout.header_only_once")
        for column in free
        if column.header.repeat > 1 and column.index not in matches and not repeats & set(column.said.readings)
    ]
    told = {claim.column.index for claim in claims if claim.candidate.confidence > 1}
    found = [matches[index] for index in sorted(matches)]
    found = [match if match.header in told else _with_runner_up(columns, match, frozenset(taken)) for match in found]
    return Assigned(tuple(found), tuple(notes))


def _age(claim: _Claim) -> int:
    """Of two amounts for one field the adjusted one is in force, and the first version is the last to be taken."""
    words = claim.column.said.words
    if claim.candidate.field.type != "money":
        return 0
    return -1 if ADJUSTED.search(words) else 1 if FIRST_VERSION.search(words) else 0


def _with_runner_up(columns: Columns, match: Match, taken: frozenset[tuple[str, str]]) -> Match:
    """The match with the nearest field of the same type that the values fit as well and no other column fills."""
    if match.runner_up or match.field in IDENTITY:
        return match
    column, fields = columns.all[match.header], columns.dictionary.entities[match.entity].fields
    for field in columns.words.near(match.entity, column.said):
        is_free = (match.entity, field.name) not in taken and field.name not in IDENTITY
        if is_free and field.type == fields[match.field].type and agreement(field, column.look) >= 1:
            return replace(match, runner_up=f"{match.entity}.{field.name}")
    return match


def _match(columns: Columns, claim: _Claim, format: Format | None) -> Match:
    column, field = claim.column, claim.candidate.field
    steps = columns.multiplier(field, column)
    if steps is None and format is not None and field.name not in IDENTITY:
        steps = format.multiplier_of(column.said)
    values = format.values.get(f"{claim.entity}.{field.name}", {}) if format else {}
    confidence = round(min(1.0, claim.candidate.confidence), 3)
    return Match(column.index, claim.entity, field.name, confidence, claim.runner_up, steps, values)


def _note(columns: Columns, column: Column, field: str | None, expected: str) -> Finding:
    table, cell = columns.table, cell_of_header(columns.table, column.header)
    return Finding(table.sheet, cell, field, column.header.text, expected, "note", "layout.column_kept_unmapped")
