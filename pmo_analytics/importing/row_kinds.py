"""Logs whose rows are of several kinds, told by a column or by titles: risks, issues, whatever stands in a RAID log."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

import pyarrow as pa

from pmo_analytics.fields import dictionary
from pmo_analytics.importing.formats import formats
from pmo_analytics.importing.headers import key, read_header
from pmo_analytics.importing.kind_titles import Kinds, kinds_by_titles
from pmo_analytics.importing.kind_words import KINDS, LONGEST_TITLE, WITHOUT_PLACE, kind_of, kind_titled
from pmo_analytics.importing.other_lists import is_log_by_name, list_called, list_headed
from pmo_analytics.importing.recognition import Recognition
from pmo_analytics.importing.sheet_names import entities_named
from pmo_analytics.importing.sheets import Grid, column_letters
from pmo_analytics.importing.spread import Spread, carried_down
from pmo_analytics.importing.tables import Header, Reason, SetAside, Table, cell_of, cell_of_header, said_in
from pmo_analytics.importing.type_groups import LEAST_TOLD, is_in_groups
from pmo_analytics.reading import Finding

HEADERS = frozenset(
    ("type", "category", "kind", "class", "raid", "itemtype", "entrytype", "recordtype", "logtype", "raidtype",
     "raidcategory", "raiditem", "typeofitem", "itemcategory", "entrycategory",
     "类型", "类别", "分类", "种类", "事项类型", "事项类别", "事项分类", "条目类型", "记录类型", "登记类型", "项类型")
)  # fmt: skip
TEXTS = frozenset({"内容", "事项", "事项内容", "content", "item", "text"})
FEWEST_KINDS = 2
CODE_ENDS = ("id", "no", "ref", "number", "code", "编号", "序号")
NAME_ENDS = ("", "name", "title", "description", "statement", "summary", "details", "名称", "描述", "说明", "内容")


def by_kind(grid: Grid, tables: Sequence[Table]) -> list[Table]:
    """The tables of a sheet, each log cut into one for each kind of its rows, in the order in which they come.

    A column tells the kinds, else the titles above the rows. A row of another kind, or of none that can be told, is set
    aside with the first of them, and a finding says so; a table of such rows alone is left whole and unrecognised.
    """
    by_column = [_told_by(table) for table in tables]
    titled = kinds_by_titles(grid, [one for one, told in zip(tables, by_column, strict=True) if told is None])
    parts = []
    for table, told in zip(tables, by_column, strict=True):
        known = told or titled.get(id(table))
        parts += _cut(known.table, known) if known else [table]
    return parts


def _cut(table: Table, told: Kinds) -> list[Table]:
    places: dict[str, list[int]] = {}
    for index, kind in enumerate(told.kinds):
        places.setdefault(kind if kind in KINDS else "", []).append(index)
    others = places.pop("", [])
    notes = (*table.notes, *_notes(table, told, others))
    if not places:
        return [replace(table, kind="", notes=notes)]
    parts = [_part(table, told, entity, indexes) for entity, indexes in places.items()]
    aside = sorted((*table.set_aside, *_set_aside(table, told, others)), key=lambda one: one.place)
    first = replace(parts[0], set_aside=tuple(aside), notes=(*notes, *parts[0].notes))
    return [first, *parts[1:]]


def told_of(table: Table, told: Mapping[str, str]) -> dict[str, str]:
    """What is known beforehand of the columns of one kind of rows: what the cut says of them, and of what is `told`
    (header -> address) all but the fields of other kinds."""
    if table.kind is None:
        return dict(told)
    fields = {header: field for header, field in told.items() if field.partition(".")[0] in ("", table.kind)}
    return table.told | fields


def named_by_description(table: Table, meaning: Recognition) -> dict[str, str]:
    """The column that describes the rows of one kind, or holds their text, as what they are called, where no other one
    names them."""
    fields = {match.field: match for match in meaning.matches if match.entity == table.kind}
    key_fields = dictionary().entities[table.kind].key if table.kind else ()
    name = next((name for name in key_fields if name.endswith("_name")), None)
    described = fields.get("description")
    if name is None or name in fields or described and "description" in key_fields:
        return {}
    texts = [table.headers[at].text for at in meaning.unmapped if key(table.headers[at].text) in TEXTS]
    texts = [table.headers[described.header].text] if described else texts
    return {texts[0]: f"{table.kind}.{name}"} if texts else {}


def _told_by(table: Table) -> Kinds | None:
    """The kinds of the rows by a column: nearly all that it says are kinds, of each row or of the first of each group,
    several, risks or issues among them; None in a table of one kind of rows, and in a known format."""
    at = _column_of_kinds(table)
    headers = [read_header(header.text) for header in table.headers]
    if at is None or any(one.fits(table.sheet, table.orientation, headers) for one in formats()):
        return None
    if _lists_one_kind(table, at) or _lists_something_else(table, at):
        return None
    notes: tuple[Finding, ...] = ()
    if is_in_groups(table, at):
        notes = (_group_note(table, at),)
        whole = pa.array(carried_down(table.columns[at].to_pylist()), pa.string())
        table = replace(table, columns=(*table.columns[:at], whole, *table.columns[at + 1 :]))
    kinds = Spread.of_column(table.columns[at]).map(kind_of)
    texts = table.columns[at]
    return Kinds(replace(table, notes=(*table.notes, *notes)), kinds, lambda record: texts[record].as_py(),
                 lambda record: cell_of(table, at, record), at=at)  # fmt: skip


def _group_note(table: Table, at: int) -> Finding:
    """A note at the header of the types, at the first of them where they have none."""
    header = table.headers[at]
    place = (cell_of_header(table, header), header.text)
    if _is_unnamed(header):
        place = (cell_of(table, at, 0), table.columns[at][0].as_py())
    cell, text = place
    return Finding(table.sheet, cell, None, text, "layout.kind_in_each_row", "note", "layout.kind_of_group")


def _is_unnamed(header: Header) -> bool:
    return header.text == f"[{column_letters(header.place)}]"


def _lists_one_kind(table: Table, at: int) -> bool:
    """Whether headers such as Risk ID or Issue description say that every row is of one kind, whatever its category."""
    named = set(entities_named(table.sheet, dictionary())) & set(KINDS)
    headed = {kind for header in table.headers for kind in _kinds_headed(header.text)}
    is_raid = any("raid" in key(text) for text in (table.sheet, table.headers[at].text))
    return not is_raid and len(headed) == 1 and named <= headed


def _lists_something_else(table: Table, at: int) -> bool:
    """Whether its headers, its sheet's name or a title say that it is a list of projects, tasks, decisions, whatever
    the types; never where one of them says RAID or names several kinds."""
    titles = [text for _, text in table.title if len(text) <= LONGEST_TITLE]
    if is_log_by_name((table.sheet, table.headers[at].text, *titles)):
        return False
    names = (table.sheet, *filter(kind_titled, titles))
    kinds = {kind_of(text) for text in table.columns[at].drop_null().unique().to_pylist()}
    return bool(list_headed(table, at) or list_called(table, names, kinds, at))


def _kinds_headed(text: str) -> set[str]:
    """The kinds of which a header is the code, or of risks and issues the name or the description."""
    readings = set(read_header(text).readings)
    return {
        kind
        for kind, words in KINDS.items()
        for ends in (CODE_ENDS, NAME_ENDS if kind in ("risks", "issues") else ())
        if readings & {word + end for word in words if len(word) > 1 for end in ends}
    }


def _column_of_kinds(table: Table) -> int | None:
    """The column of types, or one without a header beside the rows, where it tells several kinds."""
    if table.orientation != "rows":
        return None
    named = (
        at for at, header in enumerate(table.headers)
        if HEADERS & set(read_header(header.text).readings) or _is_unnamed(header)
    )  # fmt: skip
    return next((at for at in named if _tells_kinds(table, at)), None)


def _tells_kinds(table: Table, at: int) -> bool:
    """Whether nearly all types said are kinds, several of them; where most are blank they begin groups, or the sheet is
    called a RAID log."""
    column = table.columns[at]
    texts = Spread.of_column(column.drop_null())
    kinds = Counter[str]()
    for text, count in zip(texts.values, texts.counts(), strict=True):
        kinds[kind_of(text)] += count
    said = kinds.total()
    told = said - kinds.pop("", 0)
    is_said = 2 * said >= len(column) or column[0].is_valid or is_log_by_name([table.sheet, table.headers[at].text])
    is_log = len(kinds) >= FEWEST_KINDS and bool({"risks", "issues"} & set(kinds))
    return is_log and told >= LEAST_TOLD * said and is_said


def _part(table: Table, told: Kinds, entity: str, indexes: Sequence[int]) -> Table:
    """The rows of one kind, with nothing of the rows that are set aside."""
    notes = (told.note(indexes[0]),) if told.note else ()
    part = replace(table.of_records(indexes), kind=entity, set_aside=(), notes=notes)
    return part if told.at is None else replace(part, told={part.headers[told.at].text: _of_kind(part, told.at)})


def _set_aside(table: Table, told: Kinds, indexes: Sequence[int]) -> list[SetAside]:
    found = []
    for index in indexes:
        reason: Reason = "other_kind" if told.kinds[index] in WITHOUT_PLACE else "kind_unclear"
        found.append(SetAside(table.records[index], reason, said_in(table, index)))
    return found


def _notes(table: Table, told: Kinds, indexes: Sequence[int]) -> list[Finding]:
    """A finding for each kind that has no place, at its first row, and for each row whose kind cannot be told."""
    of_kind: dict[str, list[int]] = {}
    for index in indexes:
        kind = told.kinds[index]
        of_kind.setdefault(kind if kind in WITHOUT_PLACE else str(index), []).append(index)
    notes = []
    for kind, rows in of_kind.items():
        text = told.text_of(rows[0])
        say = (f"{text} ({len(rows)})", "layout.kind_with_a_place", "warning", "layout.kind_kept_aside")
        if kind not in WITHOUT_PLACE:
            say = (text or said_in(table, rows[0]), "layout.kind_of_row", "error", "layout.row_kept_aside")
        notes.append(Finding(table.sheet, told.cell_of(rows[0]), None, *say))
    return notes


def _of_kind(table: Table, at: int) -> str:
    """The field that the kind of rows fills: threat or opportunity of a risk."""
    words = {key(text) for text in table.columns[at].drop_null().unique().to_pylist()}
    return "risks.kind" if table.kind == "risks" and words & {"threat", "opportunity", "威胁", "机会"} else ""
