"""Which column fills which field of the chosen entities: each field once, the surest column first."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pmo_analytics.fields import Field
from pmo_analytics.importing.choosing import Choice
from pmo_analytics.importing.columns import IDENTITY, SURE, Column, Columns
from pmo_analytics.importing.formats import Format
from pmo_analytics.importing.headers import key
from pmo_analytics.importing.looks import Look, agreement, says_states
from pmo_analytics.importing.matching import EXACT, Candidate
from pmo_analytics.importing.month_totals import is_no_month
from pmo_analytics.importing.recognition import Match, Melt
from pmo_analytics.importing.sheets import address
from pmo_analytics.reading import Finding

LEAST, LEAST_BY_WORDS, LEAST_AGREEMENT = 0.55, 0.45, 0.5
RECAST = 0.85
SCALE = frozenset("12345")
# A header that says less than its values: 'Schedule' over lights is 'Schedule RAG', 'Progress' over sentences a text.
ENDINGS = {
    "light": ("rag", "status", "health", "灯", "状态", "健康度"),
    "text": ("update", "comment", "narrative", "说明", "情况"),
    "date": ("date", "日期", "时间", "finish", "完成", "完成日期"),
    "money": ("cost", "成本", "金额"),
    "ratio": ("percent", "rate", "百分比", "率"),
}
# Alone it is the version only of what is no date and no amount.
BASELINE = frozenset({"baseline", "基线", "基准"})
AMOUNTS = {**dict.fromkeys(BASELINE, "budget_at_completion"), "实际": "actual_cost"}  # what they say alone of money
PROGRESS = re.compile("progress|complet|done|进展|进度|完成|达成")
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
    exact = _on_a_scale(columns.dictionary.entities[entity].fields, column.look, exact)
    if column.look.is_date and BASELINE & set(column.said.readings):
        exact = [one for one in exact if one.field.type == "date"]
    if entity == "projects" and column.said.years:
        exact = _of_the_year(columns, exact)
    best = exact[0].confidence if exact else 0.0
    found = {one.field.name: one for one in exact}
    if best < 1.0 and not exact_only:
        for one in _recast(columns, entity, column, exact):
            if one.confidence > found.get(one.field.name, Candidate(one.field, 0.0)).confidence:
                found[one.field.name] = one
    if best < SURE and not exact_only:
        for one in columns.words.similar(entity, column.said):
            confidence = one.confidence * agreement(one.field, column.look)
            if one.field.name not in found and confidence >= LEAST:
                found[one.field.name] = Candidate(one.field, confidence)
    return [one for one in found.values() if agreement(one.field, column.look) >= LEAST_AGREEMENT]


def _on_a_scale(fields: Mapping[str, Field], look: Look, exact: list[Candidate]) -> list[Candidate]:
    """What its values make of a rating: shares from 1 to 5 or in words are scores, levels in figures are the score."""
    return [Candidate(_on_its_scale(fields, look, one.field), one.confidence) for one in exact]


def _on_its_scale(fields: Mapping[str, Field], look: Look, field: Field) -> Field:
    if field.name == "level" and "score" in fields and look.is_number:
        return fields["score"]
    score = fields.get(f"{field.name}_score") if field.type == "ratio" else None
    is_scored = look.values <= SCALE and bool(look.values - {"1"})
    return score if score and (is_scored or says_states(score, look)) else field


def _of_the_year(columns: Columns, exact: list[Candidate]) -> list[Candidate]:
    """A budget headed by a year is that year's; other money headed by a year is of no field we know."""
    fields = columns.dictionary.entities["projects"].fields
    of_the_year = [
        Candidate(fields[IN_ITS_YEAR[one.field.name]], one.confidence) for one in exact if one.field.name in IN_ITS_YEAR
    ]
    return of_the_year + [one for one in exact if one.field.type not in ("money", "hours")]


def _recast(columns: Columns, entity: str, column: Column, exact: list[Candidate]) -> list[Candidate]:
    """What the header means given its values: lights, sentences, dates, or the words of a state."""
    look, fields = column.look, columns.dictionary.entities[entity].fields
    if not look.count:
        return []
    states = [field for field in fields.values() if field.type == "choice" and field.name in ("state", "status")]
    is_states = any(says_states(field, look) for field in states)
    kind = _kind_of(column, is_states)
    found: list[Candidate] = []
    named: list[Field | None] = []
    if kind:
        named = [columns.words.named(entity, r + end) for r in column.said.readings for end in ENDINGS[kind]]
        found = [Candidate(field, RECAST) for field in named if field and field.type == kind]
    is_amount = look.is_number and not look.is_share and not look.values <= SCALE
    if entity == "projects" and is_amount and column.said.name in AMOUNTS:
        found = [Candidate(fields[AMOUNTS[column.said.name]], SURE)]
    if kind == "light" and not found and any(one.field in states for one in exact) and "declared_overall" in fields:
        found = [Candidate(fields["declared_overall"], SURE)]
    if kind == "ratio" and not found and "percent_complete" in fields and PROGRESS.search(column.said.words):
        told = [columns.words.named(entity, reading) for reading in column.said.readings]
        is_narrative = any(field and field.type == "text" for field in told)
        found = [Candidate(fields["percent_complete"], RECAST)] if is_narrative else []
    if is_states and look.lights < 0.6 and any(one.field.name == "declared_overall" for one in exact):
        found = [Candidate(states[0], EXACT)]
    return found


def _kind_of(column: Column, is_states: bool) -> str | None:
    """The kind of field that values or unit ask for, where they ask for one."""
    look, unit = column.look, column.unit.kind if column.unit else None
    if unit == "money":
        return "money"
    if unit == "percent" or look.is_share:
        return "ratio"
    if look.is_light and not is_states:
        return "light"
    return "text" if look.is_sentence else "date" if look.is_date else None


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
    table, place = columns.table, column.header.place
    top = table.header_places[0] if table.header_places else place
    cell = column.header.cell or (address(place, top) if table.orientation == "columns" else address(top, place))
    return Finding(table.sheet, cell, field, column.header.text, expected, "note", "layout.column_kept_unmapped")
