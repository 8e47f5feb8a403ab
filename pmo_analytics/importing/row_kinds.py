"""Logs whose rows are of several kinds, told by a column: risks, issues, decisions, whatever stands in a RAID log."""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

import pyarrow as pa

from pmo_analytics.fields import dictionary
from pmo_analytics.importing.formats import formats
from pmo_analytics.importing.headers import key, read_header
from pmo_analytics.importing.recognition import Recognition
from pmo_analytics.importing.sheet_names import entities_named
from pmo_analytics.importing.spread import Spread
from pmo_analytics.importing.tables import Reason, SetAside, Table, cell_of, said_in
from pmo_analytics.reading import Finding

HEADERS = frozenset(
    ("type", "category", "kind", "class", "raid", "itemtype", "entrytype", "recordtype", "logtype", "raidtype",
     "raidcategory", "raiditem", "typeofitem", "itemcategory", "entrycategory",
     "类型", "类别", "分类", "种类", "事项类型", "事项类别", "事项分类", "条目类型", "记录类型", "登记类型", "项类型")
)  # fmt: skip
KINDS: Mapping[str, tuple[str, ...]] = MappingProxyType({
    "risks": ("risk", "threat", "opportunity", "r", "风险", "风险项", "威胁", "机会"),
    "issues": ("issue", "problem", "i", "问题", "问题项"),
    "decisions": ("decision", "keydecision", "decisionneeded", "decisionrequired", "决策", "决策项", "决定", "决议"),
    "actions": ("action", "actionitem", "todo", "行动", "行动项", "待办", "待办事项", "督办", "督办事项", "措施"),
    "dependencies": ("dependency", "externaldependency", "依赖", "依赖项", "依赖关系", "外部依赖", "相依", "相依性",
                     "相依项目"),
    "changes": ("change", "changerequest", "cr", "变更", "变更项", "变更请求", "变更申请"),
    "lessons": ("lesson", "lessonlearned", "lessonlearnt", "lessonslearned", "经验教训", "经验"),
})  # fmt: skip
WITHOUT_PLACE = frozenset(
    ("assumption", "constraint", "question", "query", "假设", "假设条件", "假定", "前提", "前提条件", "约束",
     "约束条件", "制约", "制约因素")
)  # fmt: skip
TWO_KINDS = frozenset({"a", "d"})  # an assumption or an action, a dependency or a decision
ENTITY_OF = MappingProxyType({word: entity for entity, words in KINDS.items() for word in words})
FEWEST_KINDS, LEAST_TOLD = 2, 0.8
# R - Risk, 风险R: the word is what counts.
CODED = re.compile(
    r"(?i)[a-z]\s*[-–—:：./)）]\s*(\S.*)|(.*[\u3400-\u9fff])\s*[-–—:：/]?\s*[a-z]|(\S.*?)\s*[-–—:]\s*[a-z]"
)
CODE_ENDS = ("id", "no", "ref", "number", "code", "编号", "序号")
NAME_ENDS = ("", "name", "title", "description", "statement", "summary", "details", "名称", "描述", "说明", "内容")


def by_kind(table: Table) -> list[Table]:
    """The table cut into one for each kind of its rows, in the order in which they come; itself where it is no log.

    A row of another kind, or of none that can be told, is set aside with the first of them, and a finding says so.
    """
    at = _told_by(table)
    if at is None:
        return [table]
    entities = Spread.of_column(table.columns[at]).map(_entity_of)
    places: dict[str, list[int]] = {}
    for index, entity in enumerate(entities):
        places.setdefault(entity or "", []).append(index)
    others = places.pop("", [])
    parts = [_part(table, entity, indexes) for entity, indexes in places.items()]
    aside = sorted((*table.set_aside, *_set_aside(table, at, others)), key=lambda one: one.place)
    first = replace(parts[0], set_aside=tuple(aside), notes=(*table.notes, *_notes(table, at, others)))
    return [first, *parts[1:]]


def told_of(table: Table, told: Mapping[str, str]) -> dict[str, str]:
    """What is known beforehand of the columns of one kind of rows: that the kind names no field, and of what is `told`
    (header -> address) all but the fields of other kinds."""
    if table.kind is None:
        return dict(told)
    at = _told_by_header(table)
    fields = {header: field for header, field in told.items() if field.partition(".")[0] in ("", table.kind)}
    return ({table.headers[at].text: _of_kind(table, at)} if at is not None else {}) | fields


def named_by_description(table: Table, meaning: Recognition) -> dict[str, str]:
    """The column that describes the rows of one kind, as what they are called, where no other column names them."""
    fields = {match.field: match for match in meaning.matches if match.entity == table.kind}
    key_fields = dictionary().entities[table.kind].key if table.kind else ()
    name = next((name for name in key_fields if name.endswith("_name")), None)
    described = fields.get("description")
    if name is None or described is None or name in fields or "description" in key_fields:
        return {}
    return {table.headers[described.header].text: f"{table.kind}.{name}"}


def _told_by(table: Table) -> int | None:
    """The column that tells the kinds of the rows: nearly every row says one, several are said, risks or issues among
    them; None in a table of one kind of rows, and in a known format."""
    at = _told_by_header(table, _tells_kinds)
    headers = [read_header(header.text) for header in table.headers]
    if at is None or any(one.fits(table.sheet, table.orientation, headers) for one in formats()):
        return None
    return None if _lists_one_kind(table, at) else at


def _lists_one_kind(table: Table, at: int) -> bool:
    """Whether headers such as Risk ID or Issue description say that every row is of one kind, whatever its category."""
    named = set(entities_named(table.sheet, dictionary())) & set(KINDS)
    headed = {kind for header in table.headers for kind in _kinds_headed(header.text)}
    is_raid = any("raid" in key(text) for text in (table.sheet, table.headers[at].text))
    return not is_raid and len(headed) == 1 and named <= headed


def _kinds_headed(text: str) -> set[str]:
    """The kinds of which a header is the code, or of risks and issues the name or the description."""
    readings = set(read_header(text).readings)
    return {
        kind
        for kind, words in KINDS.items()
        for ends in (CODE_ENDS, NAME_ENDS if kind in ("risks", "issues") else ())
        if readings & {word + end for word in words if len(word) > 1 for end in ends}
    }


def _told_by_header(table: Table, is_it: Callable[[pa.Array], bool] = lambda column: True) -> int | None:
    if table.orientation != "rows":
        return None
    named = (at for at, header in enumerate(table.headers) if HEADERS & set(read_header(header.text).readings))
    return next((at for at in named if is_it(table.columns[at])), None)


def _tells_kinds(column: pa.Array) -> bool:
    texts = Spread.of_column(column)
    kinds = Counter[str]()
    for text, count in zip(texts.values, texts.counts(), strict=True):
        kinds[_kind_of(text)] += count
    told = kinds.total() - kinds.pop("", 0)
    return len(kinds) >= FEWEST_KINDS and bool({"risks", "issues"} & set(kinds)) and told >= LEAST_TOLD * len(column)


def _kind_of(text: str | None) -> str:
    """The entity that a kind of rows is; else its own word where it is known as a kind, '' where it is not."""
    coded = CODED.fullmatch(text.strip()) if text else None
    texts = [text, *filter(None, coded.groups() if coded else ())] if text else []
    words = {word for one in texts for reading in read_header(one).readings for word in _singulars(reading)}
    entity = next((ENTITY_OF[word] for word in words if word in ENTITY_OF), None)
    return entity or next(iter(words & (WITHOUT_PLACE | TWO_KINDS)), "")


def _entity_of(text: str | None) -> str | None:
    kind = _kind_of(text)
    return kind if kind in KINDS else None


def _singulars(word: str) -> tuple[str, ...]:
    return (word, word.removesuffix("s"), word.removesuffix("ies") + "y") if word.isascii() else (word,)


def _part(table: Table, entity: str, indexes: Sequence[int]) -> Table:
    """The rows of one kind, with nothing of the rows that are set aside."""
    return replace(table.of_records(indexes), kind=entity, set_aside=(), notes=())


def _set_aside(table: Table, at: int, indexes: Sequence[int]) -> list[SetAside]:
    found = []
    for index in indexes:
        reason: Reason = "other_kind" if _kind_of(table.columns[at][index].as_py()) in WITHOUT_PLACE else "kind_unclear"
        found.append(SetAside(table.records[index], reason, said_in(table, index)))
    return found


def _notes(table: Table, at: int, indexes: Sequence[int]) -> list[Finding]:
    """A finding for each kind that has no place, at its first row, and for each row whose kind cannot be told."""
    of_kind: dict[str, list[int]] = {}
    for index in indexes:
        kind = _kind_of(table.columns[at][index].as_py())
        of_kind.setdefault(kind if kind in WITHOUT_PLACE else str(index), []).append(index)
    notes = []
    for kind, rows in of_kind.items():
        text = table.columns[at][rows[0]].as_py()
        told = (f"{text} ({len(rows)})", "layout.kind_with_a_place", "warning", "layout.kind_kept_aside")
        if kind not in WITHOUT_PLACE:
            told = (text or said_in(table, rows[0]), "layout.kind_of_row", "error", "layout.row_kept_aside")
        notes.append(Finding(table.sheet, cell_of(table, at, rows[0]), None, *told))
    return notes


def _of_kind(table: Table, at: int) -> str:
    """The field that the kind of rows fills: threat or opportunity of a risk."""
    words = {key(text) for text in table.columns[at].drop_null().unique().to_pylist()}
    return "risks.kind" if table.kind == "risks" and words & {"threat", "opportunity", "威胁", "机会"} else ""
