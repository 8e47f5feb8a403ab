-- The cells that some fields of one kind of rows were read from: what each says, where it stands, and the value it gave.
--
-- $entity names the kind, $written the table of its cells, $known that of its values; $fields are asked for. Rows are of
-- $project where it is given; of $subject where that is given: rows that bear its name in one of $names, or whose key is
-- the subject's, alone or behind its project; those of a person also under every other name that means the person. With
-- $looks_back earlier months are told too: what a month alone cost is told by two reports. What a month first reported
-- and does not say any more stands beside, as `is_first`; `kind` says of the others whether they say something new.
-- At most $most of a field, the latest first.
with
asked as (select unnest($fields::varchar[]) as field),
visible as (
    select speaking.*
    from core.visible as speaking
    where speaking.entity = $entity
        and speaking.period <= $period::date
        and ($looks_back or speaking.period = $period::date)
        and ($project is null or speaking.project_id = $project)
        and (speaking.project_id = '' or exists (
            select 1 from scope
            where scope.project_id = speaking.project_id and scope.period = speaking.period
        ))
),
source_rows as (select * from core.source_rows where entity = $entity),
problems as (select * from core.cell_problems where entity = $entity),
addresses as (select * from core.column_addresses where entity = $entity),
disagreements as (select * from core.disagreements where entity = $entity),
jumps as (
    select
        project_id, period as written_period, field, load_id,
        if(power > 0, 'money_jump_up', 'money_jump_down') as reason,
        jump_text(amount, period, amount_before, period_before) as text
    from core.amount_jumps
    where $entity = 'projects'
),
loads as (select * from ledger.loads inner join ledger.files using (file_id)),
reported as (
    select * from core.reported_fields
    where $entity = 'projects' and $looks_back and period <= $period::date and list_contains($fields::varchar[], field)
        and ($project is null or project_id = $project)
        and exists (
            select 1 from scope
            where scope.project_id = reported_fields.project_id and scope.period = reported_fields.period
        )
),
people as (select written_id, written_name from core.person_identity where person = $subject),
cells as (from query_table($written)),
-- not every kind of rows is of a project, or has several rows of one
known as (
    select null::varchar as project_id, null::varchar as row_key where false
    union all by name
    from query_table($known)
),

heard as (
    select
        visible.project_id,
        visible.period,
        visible.written_period,
        source_rows.load_id,
        source_rows.row_number,
        source_rows.source_row,
        source_rows.source_column,
        source_rows.row_key,
        visible.precedence * 1000000000 - source_rows.row_number::bigint as hearing
    from source_rows inner join visible
        on visible.load_id = source_rows.load_id
        and visible.raw_project_id = source_rows.project_id
        and visible.written_period = source_rows.period
),

values_known as (
    select coalesce(known.project_id, '') as project_id, coalesce(known.row_key, '') as row_key, known.period,
        to_json(known) as said
    from known
    where known.period <= $period::date and ($project is null or coalesce(known.project_id, '') = $project)
),

-- a plan by month is written once for all the months in which it holds
valued as (
    select heard.*, values_known.said
    from heard asof inner join values_known
        on values_known.project_id = heard.project_id
        and values_known.row_key = heard.row_key
        and values_known.period <= heard.period
    where $subject is null
        or heard.row_key = $subject
        or heard.row_key <> '' and starts_with($subject, heard.project_id) and ends_with($subject, heard.row_key)
        or list_contains(list_transform($names::varchar[],
            lambda name: json_extract_string(values_known.said, '$.' || name)), $subject)
        or list_contains($names::varchar[], 'person_name') and exists (
            select 1 from people
            where people.written_id = coalesce(values_known.said ->> '$.person_id', '')
                and people.written_name = coalesce(values_known.said ->> '$.person_name', '')
        )
),

texts as (
    select cells.load_id, cells.row_number, to_json(cells) as said
    from cells semi join valued using (load_id, row_number)
),

spoken as (
    select
        valued.* exclude (said),
        asked.field,
        json_extract_string(texts.said, '$.' || asked.field) as text,
        json_extract_string(valued.said, '$.' || asked.field) as value,
        json_extract_string(valued.said, '$.month')::date as month,
        problems.reason as problem,
        problems.severity,
        coalesce(problems.reason = 'placeholder' or problems.severity = 'error', false) as is_empty
    from valued inner join texts using (load_id, row_number)
    cross join asked
    left join problems
        on problems.load_id = valued.load_id and problems.row_number = valued.row_number
        and problems.field = asked.field
    where trimmed(json_extract_string(texts.said, '$.' || asked.field)) is not null
),

-- of several that speak, the one heard first that can be read gives the value
ranked as (
    select
        *,
        row_number() over (partition by project_id, period, row_key, field order by is_empty, hearing desc) = 1
            as is_shown
    from spoken
),

-- what nobody made a value of is no input, but for what nobody could read; others count where they say otherwise
counting as (
    select ranked.*
    from ranked left join disagreements using (project_id, period, row_key, field)
    where if(is_shown, value is not null or is_empty, disagreements.field is not null and not is_empty)
    qualify row_number() over (
        partition by ranked.load_id, ranked.row_number, ranked.field order by ranked.period desc
    ) = 1
),

first_said as (
    select reported.project_id, reported.period, reported.period as written_period, source_rows.load_id,
        source_rows.row_number, source_rows.source_row, source_rows.source_column, source_rows.row_key,
        reported.field, json_extract_string(to_json(cells), '$.' || reported.field) as text,
        reported.first_value as value, false as is_empty, true as is_shown, false as is_latest, true as is_first
    from reported
    inner join source_rows
        on source_rows.load_id = reported.first_load_id
        and source_rows.source_row is not distinct from reported.first_source_row
        and source_rows.source_column is not distinct from reported.first_source_column
    inner join cells on cells.load_id = source_rows.load_id and cells.row_number = source_rows.row_number
    where reported.kind in ('restated', 'withdrawn')
),

dated as (
    select counting.*, reported.kind, false as is_first,
        counting.period = max(counting.period) over (
            partition by counting.project_id, counting.row_key, counting.field
        ) as is_latest
    from counting left join reported
        on reported.project_id = counting.project_id and reported.period = counting.written_period
        and reported.field = counting.field
    union all by name
    select * from first_said
)

select
    dated.field,
    dated.project_id,
    dated.row_key,
    dated.month,
    dated.written_period as period,
    dated.is_latest,
    dated.is_shown,
    dated.is_first,
    dated.kind,
    if(dated.is_empty, null, dated.value) as value,
    dated.text,
    loads.file_name,
    loads.sheet,
    nullif(replace(replace(addresses.address, '{row}', coalesce(dated.source_row::varchar, '')),
        '{column}', coalesce(dated.source_column, '')), '') as cell,
    addresses.header,
    addresses.multiplier,
    coalesce(dated.problem, jumps.reason) as problem,
    if(dated.problem is null, jumps.text, null) as problem_text,
    coalesce(dated.severity, if(jumps.reason is not null, 'warning', null)) as severity,
    dated.load_id,
    loads.recorded_by,
    loads.recorded_at,
    count(*) filter (dated.is_latest and dated.is_shown) over (partition by dated.field) as count_cells
from dated inner join loads using (load_id)
left join addresses using (load_id, field)
left join jumps using (project_id, written_period, field, load_id)
qualify row_number() over (
    partition by dated.field order by dated.is_latest desc, dated.is_shown desc, dated.period desc, dated.month,
        dated.row_key, dated.load_id
) <= $most
order by dated.field, dated.is_latest desc, dated.period desc, dated.month, dated.project_id, dated.row_key,
    dated.is_shown desc, dated.load_id
