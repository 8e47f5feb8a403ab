"""Which fields a header may stand for: by the dictionary's words, by small changes to them, by likeness."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process

from pmo_analytics.fields import Dictionary, Field
from pmo_analytics.importing.headers import CJK, HeaderText, key, normalise, read_header
from pmo_analytics.importing.units import Unit

EXACT, PARTLY, VARIED, REORDERED, ALIKE = 1.0, 0.95, 0.9, 0.85, 0.75
A_SYNONYM = 0.01  # what a synonym is less than the field's own label, so that of two columns the plainer one wins
SHORTEST_ALIKE = 5
COMMON = 55  # of 100, how much two texts have in common for one field to be the next best of the other
FITTING = {
    "money": frozenset({"money", "number", "text"}),
    "hours": frozenset({"hours", "days", "number", "text"}),
    "days": frozenset({"days", "hours", "months", "number", "count", "text"}),
    "months": frozenset({"months", "days", "number", "text", "date"}),
    "percent": frozenset({"ratio", "number", "score"}),
    "count": frozenset({"count", "number", "score", "text", "id"}),
    "date": frozenset({"date"}),
}
SYNONYMS = (
    ("时间", "日期"), ("日期", "时间"), ("completion", "finish"), ("end", "finish"), ("begin", "start"),
    ("planned", "plan"), ("forecasted", "forecast"), ("完工", "完成"), ("结束", "完成"), ("开工", "开始"),
)  # fmt: skip
# A project's own words that may stand before a field's name, by entity; 'milestone forecast' is a milestone's forecast.
SINGULAR = {
    "projects": ("project", "项目"),
    "milestones": ("milestone", "里程碑", "节点"),
    "tasks": ("task", "activity", "任务"),
    "risks": ("toprisk", "keyrisk", "mainrisk", "risk", "主要风险", "重大风险", "风险"),
    "issues": ("topissue", "keyissue", "mainissue", "issue", "主要问题", "重大问题", "问题"),
    "changes": ("changerequest", "change", "变更"),
    "decisions": ("decision", "决策"),
    "actions": ("actionitem", "action", "行动项", "行动", "督办"),
    "benefits": ("benefit", "效益", "收益"),
    "gates": ("gate", "阶段门"),
    "lessons": ("lesson", "经验教训", "经验"),
    "training": ("training", "培训"),
    "dependencies": ("dependency", "依赖"),
    "people": ("person", "resource", "人员", "资源"),
    "baselines": ("baseline", "基线"),
}
# Signs that turn a date, a role or a sum into another one: two Chinese headers that differ in them are not alike.
TELLING = frozenset("开始启完结止计划预测算际实基线批准成本费工时编号名称人状态残余年月日累本上下总")
FILLERS = frozenset({"the", "of", "a", "an", "in", "for", "and", "to"})


@dataclass(frozen=True)
class Candidate:
    """A field a header may stand for, with how sure its words alone make it."""

    field: Field
    confidence: float


class Words:
    """The words of a dictionary, ready to look headers up in."""

    def __init__(self, dictionary: Dictionary) -> None:
        self.by_entity: dict[str, dict[str, Field]] = {}
        self.written: dict[str, dict[str, Field]] = {}
        self.labels: dict[str, set[str]] = {}
        self.singles: frozenset[str] = frozenset()
        for name, entity in dictionary.entities.items():
            exact = {key(word): field for field in entity.fields.values() for word in field.words}
            read = {read_header(word).readings[0]: f for f in entity.fields.values() for word in f.words}
            self.by_entity[name] = {**read, **exact}
            self.labels[name] = {key(text) for field in entity.fields.values() for text in field.label.values()}
            self.written[name] = {normalise(word): field for field in entity.fields.values() for word in field.words}
            self.singles |= {single for word in self.written[name] for single in word.split()}

    def exact(self, entity: str, header: HeaderText) -> list[Candidate]:
        """The fields that the header names outright or with a small change, surest first, each once."""
        table = self.by_entity[entity]
        found: dict[str, Candidate] = {}
        for reading, confidence in _readings(entity, header):
            field = table.get(reading)
            if field is not None and fits(field, header.unit):
                sure = confidence if reading in self.labels[entity] else confidence - A_SYNONYM
                found.setdefault(field.name, Candidate(field, sure))
        for reading in header.readings:
            field = table.get(_without_date(reading))
            if field is not None and field.type == "date":
                found.setdefault(field.name, Candidate(field, VARIED))
        return sorted(found.values(), key=lambda one: -one.confidence)

    def named(self, entity: str, reading: str) -> Field | None:
        """The field that a reading names outright."""
        return self.by_entity[entity].get(reading)

    def similar(self, entity: str, header: HeaderText) -> list[Candidate]:
        """The fields whose words are like the header's: other order, a slip of the pen; never another telling word."""
        text = header.words
        if len(text) < SHORTEST_ALIKE:
            return []
        known = self.written[entity].keys()
        rows = process.extract(text, known, scorer=fuzz.token_sort_ratio, score_cutoff=72, limit=8)
        found: dict[str, Candidate] = {}
        for written, _, _ in rows:
            field, confidence = self.written[entity][written], self._likeness(text, written)
            if confidence and fits(field, header.unit):
                earlier = found.get(field.name)
                if earlier is None or earlier.confidence < confidence:
                    found[field.name] = Candidate(field, confidence)
        return sorted(found.values(), key=lambda one: -one.confidence)

    def near(self, entity: str, header: HeaderText) -> list[Field]:
        """The fields whose words have something in common with the header's, nearest first: to ask, not to decide."""
        known = self.written[entity].keys()
        rows = process.extract(header.words, known, scorer=fuzz.token_sort_ratio, score_cutoff=COMMON, limit=None)
        fields = (self.written[entity][written] for written, _, _ in rows)
        return list({field.name: field for field in fields if fits(field, header.unit)}.values())

    def _likeness(self, text: str, other: str) -> float:
        if re.search(f"[{CJK}]", text + other):
            different = set(text) ^ set(other)
            alike = fuzz.ratio(text, other) >= 78 and not different & TELLING
            return ALIKE if alike else 0.0
        own, others = [[word for word in side.split() if word not in FILLERS] for side in (text, other)]
        if sorted(own) == sorted(others):
            return REORDERED
        if len(own) != len(others):
            return 0.0
        left = list(others)
        for word in own:
            near = word if word in left else self._misspelt(word, left)
            if near is None:
                return 0.0
            left.remove(near)
        return ALIKE

    def _misspelt(self, word: str, others: list[str]) -> str | None:
        """The word meant by a misspelt one; a word that the dictionary knows is not misspelt."""
        if word in self.singles or len(word) < 3:
            return None
        return next((other for other in others if fuzz.ratio(word, other) >= 78), None)


@lru_cache(maxsize=4)
def words_of(dictionary: Dictionary) -> Words:
    """The words of a dictionary, prepared once."""
    return Words(dictionary)


def fits(field: Field, unit: Unit | None) -> bool:
    """Whether the unit written in a header can be the field's; 'Last day' names a day, 'Working day' a kind of day."""
    is_one_day = unit is not None and unit.text.casefold() == "day" and field.type in ("date", "flag", "choice")
    return unit is None or is_one_day or field.type in FITTING[unit.kind]


def _readings(entity: str, header: HeaderText) -> Iterator[tuple[str, float]]:
    """The header's readings with the confidence each deserves, the plain ones first."""
    singulars = SINGULAR.get(entity, ())
    for position, reading in enumerate(header.readings):
        yield reading, EXACT if position == 0 else PARTLY
    for reading in header.readings:
        for singular in singulars:
            bare = reading.removeprefix(singular)
            if bare:
                yield bare, PARTLY if bare != reading else VARIED
            else:
                yield from ((other, VARIED) for other in singulars)
        yield from ((changed, VARIED) for changed in _changed(reading))


def _changed(reading: str) -> Iterator[str]:
    """The same words in the singular, or with an equal word in place of one."""
    if reading.isascii() and reading.endswith("s") and not reading.endswith("ss"):
        yield reading[:-1]
    for old, new in SYNONYMS:
        if old in reading:
            yield reading.replace(old, new)


def _without_date(reading: str) -> str:
    ending = next((word for word in ("date", "日期", "时间") if reading.endswith(word)), "")
    return reading.removesuffix(ending) if ending else ""
