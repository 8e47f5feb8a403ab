"""Which values of a month that was reported before become others when a file is loaded: each with what stood until now,
what stands then and the cells of both; and the rows that come and go. What a month did not hold yet is no revision."""

from collections.abc import Collection, Mapping, Sequence

import pandas as pd

from pmo_analytics.importing.disagreements import SEEN, TYPED, Disagreements
from pmo_analytics.ledger import CATALOG, Ledger
from pmo_analytics.models.typed import Typing

COLUMNS = (
    "sheet", "entity", "project_id", "project_name", "period", "row_key", "field", "kind", "before", "after",
    "file_now", "sheet_now", "cell_now", "file_before", "sheet_before", "cell_before",
)  # fmt: skip
KINDS = ("changed", "filled", "emptied", "came", "went")


class Revisions:
    """Holds what the models make of the loads in force `before` beside what they make of them with a file."""

    def __init__(self, ledger: Ledger, typing: Typing, ground: Disagreements) -> None:
        self.ledger, self.typing, self.ground = ledger, typing, ground
        self.before = [load_id for load_id, _, is_active in ledger.loads() if is_active]
        self.beside: list[int] = []

    def go_on(self, load_ids: Collection[int]) -> None:
        """Hold the files that follow against these typed loads as well: they came before them in the batch."""
        self.before += load_ids
        self.beside += load_ids

    def of(self, load_ids: Collection[int]) -> pd.DataFrame:
        """The revisions by these typed loads of one file, as rows of COLUMNS in the order of its cells, what goes last
        in each sheet. `kind` is one of KINDS; a row that comes or goes is one line, without a field. Values are texts
        as the models keep them. Who speaks for which project is as of the last call of `Surroundings.identify`; the
        typing's choice of loads is another afterwards."""
        withdrawn = self._withdrawn(load_ids)
        earlier = dict(self.ledger.ask(_EARLIER, {"touching": [*load_ids, *withdrawn], "before": self.before}))
        earlier = {entity: others for entity, others in earlier.items() if self._are_typed(entity, others)}
        if not earlier:
            return pd.DataFrame(columns=list(COLUMNS))
        before = sorted({load_id for others in earlier.values() for load_id in others})
        with self.ground.hearing(list(load_ids), earlier):
            self._keep("before", before)
            self._keep("after", [*load_ids, *(one for one in before if one not in withdrawn)])
            self.typing.choose([*load_ids, *before])  # of all of them the addresses are looked up
            with self.typing.on_ground():
                rows = [row for entity in earlier for row in self._rows(entity, load_ids)]
        return pd.DataFrame(rows, columns=list(COLUMNS))

    def _withdrawn(self, load_ids: Collection[int]) -> list[int]:
        """What the file was until now, where it is read again."""
        every = self.ledger.loads()
        own = {sha256 for load_id, sha256, _ in every if load_id in load_ids}
        return [load_id for load_id, sha256, is_active in every
                if sha256 in own and load_id in self.before and not is_active]  # fmt: skip

    def _rows(self, entity: str, new: Collection[int]) -> Sequence[tuple]:
        for name in ("before", "after"):
            said = _SAID.format(entity=entity, name=name)
            self.ledger.connection.execute(f"create or replace temp table said_{name} as {said}", {"entity": entity})
        return self.ledger.ask(_COMPARED, {"entity": entity, "new": list(new)})

    def _are_typed(self, entity: str, load_ids: Sequence[int]) -> bool:
        """Whether the typed rows of all these loads are there; where they are not, a build makes them."""
        kept = set(load_ids) - set(self.beside)
        listed = f"select load_id from {TYPED}.main.typed_loads where entity = ?"
        return not kept or kept <= {load_id for (load_id,) in self.ledger.ask(listed, [entity])}

    def _keep(self, name: str, load_ids: Collection[int]) -> None:
        """What the models make of these loads, kept for all kinds of rows at once: who speaks, with which rows."""
        self.typing.choose(load_ids)
        with self.typing.on_ground():
            for made, sql in _KEPT.items():
                self.ledger.connection.execute(f"create or replace temp table {made}_{name} as {sql}")


# of each kind of row, the loads in force that speak of the same projects and months as the file does or did
_EARLIER = f"""
with seen as ({SEEN}),
touched as (select distinct entity, meant, period from seen where list_contains($touching::integer[], load_id))
select entity, list(distinct load_id)
from seen semi join touched using (entity, meant, period)
where list_contains($before::integer[], load_id)
group by entity order by entity
"""
_KEPT: Mapping[str, str] = {
    "spoke": "select * from core.visible where written_period = period",
    "rows": "select * from core.source_rows",
    "names": "select * from core.names",
}
# a row without a key is known by what it says
_SAID = """
with visible as (select * from spoke_{name} where entity = $entity),
fields as (select field, type from reference.fields where entity = $entity),
written as (select load_id, row_number, to_json(rows) as said from staging."{entity}" as rows),
cells as (
    select load_id, row_number, unnest(map_entries(from_json(said, '"MAP(VARCHAR, VARCHAR)"'))) as entry from written
),
named as (
    select
        load_id, row_number, entry.key as field, entry.value as text,
        case type when 'person' then called(entry.value, people) when 'department' then called(entry.value, departments)
            else entry.value end as meant
    from cells inner join fields on fields.field = entry.key cross join names_{name}
    where entry.value is not null
        and entry.key not in ('project_id', 'project_code', 'period')
        and ($entity = 'projects' or entry.key <> 'project_name')
),
told as (
    select load_id, row_number, md5(string_agg(concat(field, '=', meant), chr(10) order by field)) as told
    from named group by all
),
spoken as (
    select
        rows.load_id, rows.row_number, rows.source_row, rows.source_column, rows.project_name, visible.project_id,
        visible.period, if(starts_with(rows.row_key, 'row:'), concat('row:', told), rows.row_key) as row_key,
        visible.precedence * 1000000000 - rows.row_number::bigint as hearing
    from rows_{name} as rows inner join visible
        on visible.load_id = rows.load_id and visible.raw_project_id = rows.project_id and visible.period = rows.period
    inner join told on told.load_id = rows.load_id and told.row_number = rows.row_number
    where rows.entity = $entity
)
select
    project_id, period, row_key, field,
    arg_max({{
        'text': text, 'meant': meant, 'load_id': load_id, 'row_number': row_number, 'source_row': source_row,
        'source_column': source_column, 'project_name': project_name
    }}, hearing) as cell
from spoken inner join named using (load_id, row_number)
group by all
"""
_CELL = """if(is_whole, coalesce({of}.source_column || '1', 'A' || {of}.source_row),
            replace(replace({address}.address, '{{row}}', coalesce({of}.source_row::varchar, '')),
                '{{column}}', coalesce({of}.source_column, '')))"""
_NOW, _OLDER = _CELL.format(of="after", address="now_address"), _CELL.format(of="before", address="older_address")
_COMPARED = f"""
with cells as (
    select
        project_id, period, row_key, field, said_before.cell as before, said_after.cell as after,
        bool_or(said_before.cell is not null) over of_row as was_there,
        bool_or(said_after.cell is not null) over of_row as is_there,
        coalesce(min(said_after.cell.source_row) over of_row, min(said_before.cell.source_row) over of_row) as place,
        row_number() over (of_row order by field) = 1 as is_first
    from said_before full join said_after using (project_id, period, row_key, field)
    window of_row as (partition by project_id, period, row_key)
),
-- where nothing that spoke falls silent, a row or a cell that was blank is added and revises nothing
silenced as (
    select distinct period
    from spoke_before anti join spoke_after using (entity, load_id, project_id, period)
    where entity = $entity
),
revised as (
    select
        *,
        case
            when not was_there then 'came' when not is_there then 'went' when before is null then 'filled'
            when after is null then 'emptied' when before.meant <> after.meant then 'changed'
        end as kind,
        kind in ('came', 'went') as is_whole
    from cells
    where kind is not null and (not is_whole or is_first)
        and (kind not in ('came', 'filled') or period in (from silenced))
),
spoke as (
    select project_id, period, max(load_id) as load_id from spoke_after
    where entity = $entity and list_contains($new::integer[], load_id) group by all
),
fallback as (
    select max(load_id) as load_id from {CATALOG}.ledger.load_entities
    where entity = $entity and list_contains($new::integer[], load_id)
),
loads as (select load_id, file_name, sheet from {CATALOG}.ledger.loads join {CATALOG}.ledger.files using (file_id)),
placed as (
    select
        revised.*, coalesce(spoke.load_id, fallback.load_id, list_max($new::integer[])) as own_load,
        coalesce(after.project_name, before.project_name) as project_name,
        now.file_name as file_now, now.sheet as sheet_now, older.file_name as file_before, older.sheet as sheet_before,
        {_NOW} as cell_now, {_OLDER} as cell_before
    from revised cross join fallback left join spoke using (project_id, period)
    left join loads as now on now.load_id = after.load_id
    left join loads as older on older.load_id = before.load_id
    left join core.column_addresses as now_address
        on now_address.load_id = after.load_id and now_address.entity = $entity and now_address.field = revised.field
    left join core.column_addresses as older_address
        on older_address.load_id = before.load_id and older_address.entity = $entity
        and older_address.field = revised.field
)
select
    loads.sheet, $entity, project_id, coalesce(project_name, project_id), strftime(placed.period, '%Y-%m'),
    if(starts_with(row_key, 'row:') or $entity = 'projects', null, row_key), if(is_whole, null, field), kind,
    if(is_whole, null, before.meant), if(is_whole, null, after.meant),
    file_now, sheet_now, cell_now, file_before, sheet_before, cell_before
from placed left join loads on loads.load_id = own_load
order by own_load, kind = 'went', place, length(coalesce(cell_now, cell_before)),
    coalesce(cell_now, cell_before), project_id, placed.period, row_key, placed.field
"""
