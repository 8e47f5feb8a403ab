"""What a header means given the values under it: a light, a sentence, a date, a share, a score, an amount."""

import re
from collections.abc import Mapping

from pmo_analytics.fields import Field
from pmo_analytics.importing.columns import SURE, Column, Columns
from pmo_analytics.importing.looks import Look, says_states
from pmo_analytics.importing.matching import EXACT, Candidate

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
ESTIMATE, AMOUNT, SAMPLE = re.compile(r"\bestimate$"), re.compile("[£$€¥￥]"), 200
PROGRESS = re.compile("progress|complet|done|进展|进度|完成|达成")


def on_a_scale(fields: Mapping[str, Field], look: Look, exact: list[Candidate]) -> list[Candidate]:
    """What its values make of a rating: shares from 1 to 5 or in words are scores, levels in figures are the score."""
    return [Candidate(_on_its_scale(fields, look, one.field), one.confidence) for one in exact]


def _on_its_scale(fields: Mapping[str, Field], look: Look, field: Field) -> Field:
    if field.name == "level" and "score" in fields and look.is_number:
        return fields["score"]
    score = fields.get(f"{field.name}_score") if field.type == "ratio" else None
    is_scored = look.values <= SCALE and bool(look.values - {"1"})
    return score if score and (is_scored or says_states(score, look)) else field


def of_money(columns: Columns, entity: str, column: Column, found: list[Candidate]) -> list[Candidate]:
    """What an estimate of a project without a unit is by what stands beneath and beside it: an amount where its cells
    are amounts, or other headers are of money and none of hours; the original one is the original budget."""
    if entity != "projects" or column.said.unit or column.unit or not ESTIMATE.search(column.said.words):
        return found
    kinds = {one.field.type for other in columns.all if other.index != column.index
             and not ESTIMATE.search(other.said.words) and (one := columns.best(entity, other))}  # fmt: skip
    texts = columns.table.columns[column.index].drop_null()[:SAMPLE].to_pylist()
    if not any(map(AMOUNT.search, texts)) and ("money" not in kinds or "hours" in kinds):
        return found
    original = columns.dictionary.entities[entity].fields["original_budget"]
    return [
        Candidate(original, min(one.confidence, RECAST)) if one.field.name == "planned_hours" else one
        for one in found if one.field.type != "hours" or one.field.name == "planned_hours"
    ]  # fmt: skip


def recast(columns: Columns, entity: str, column: Column, exact: list[Candidate]) -> list[Candidate]:
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
