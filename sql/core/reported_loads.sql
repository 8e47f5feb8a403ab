-- Which loads tell what was reported of a project for a month, when it counted as reported, and which tell it now.
-- Reported is what was known when the month was first closed; where it never was, what had arrived by the month end plus
-- the cut-off days; where nothing had, what arrived on the first day. A file arrives when somebody says so, else on its
-- status date, else when it was recorded, and then in time if on the same day as one that came in time. Lists without
-- a month of their own report nothing.
--
-- grain:   one row per load_id, raw_project_id, period
-- columns:
--   load_id         key     the load, withdrawn ones included
--   raw_project_id  key     the project as the file writes it
--   project_id      key     the project that is meant
--   period          date    month end
--   arrived_on      date    when its file arrived, as said, else as recorded
--   counted_at      moment  up to when a report of the month counts as first reported, UTC
--   basis           text    closed: the month's first closing; received: the cut-off; first: nothing was there by
--                          then
--   is_late         flag    whether the first report came after that; null where only the recording clock is known
--   is_first        flag    whether it tells what was first reported
--   is_now          flag    whether it tells what is known now
--   precedence      count   higher is heard first
-- check: basis in ('closed', 'received', 'first')
with
coverage as (select * from ledger.coverage where entity = 'projects' and not is_standing),
loads as (select * from ledger.loads),
files as (select * from ledger.files),
events as (select * from ledger.events),
settings as (select max(value)::integer as cut_off_day from reference.settings where name = 'cut_off_day'),
identity as (select * from core.project_identity),
reports as (select * from staging.projects),
replaced as (select * from core.replaced_loads where entity = 'projects'),
visible as (select * from core.visible where entity = 'projects' and written_period = period),

closings as (
    select (payload ->> 'period')::date as period, min(recorded_at) as closed_at
    from events
    where kind = 'close'
    group by all
),

standings as (
    select (payload ->> 'load_id')::integer as load_id, event_id, kind, recorded_at
    from events
    where kind in ('withdraw', 'reinstate')
),

own_dates as (
    select load_id, project_id as raw_project_id, period, max(status_date) as status_date
    from reports
    group by all
),

file_dates as (
    select loads.file_id, own_dates.period, max(own_dates.status_date) as status_date
    from own_dates inner join loads using (load_id)
    group by all
),

spoken as (
    select
        coverage.load_id, coverage.project_id as raw_project_id, identity.project_id, coverage.period,
        loads.file_id, loads.recorded_at, loads.is_active,
        own_dates.load_id is not null as has_rows,
        coalesce(files.received_on, own_dates.status_date, file_dates.status_date) as said_to_arrive_on,
        closings.closed_at,
        (coverage.period + settings.cut_off_day)::date as cut_off_on,
        coalesce(closings.closed_at, (coverage.period + settings.cut_off_day + 1)::timestamp) as counted_at
    from coverage
    inner join identity on identity.raw_project_id = coverage.project_id
    inner join loads using (load_id)
    inner join files using (file_id)
    left join own_dates
        on own_dates.load_id = coverage.load_id and own_dates.raw_project_id = coverage.project_id
        and own_dates.period = coverage.period
    left join file_dates on file_dates.file_id = loads.file_id and file_dates.period = coverage.period
    left join closings on closings.period = coverage.period
    cross join settings
),

decided as (
    select spoken.load_id, spoken.raw_project_id, spoken.period, arg_max(standings.kind, standings.event_id) as kind
    from spoken inner join standings
        on standings.load_id = spoken.load_id and standings.recorded_at <= spoken.counted_at
    group by all
),

-- in a ledger that is filled afterwards the recording says nothing of the arrival, but what came together counts together
arrived as (
    select
        *,
        coalesce(said_to_arrive_on, recorded_at::date) as arrived_on,
        coalesce(said_to_arrive_on <= cut_off_on, recorded_at::date <= greatest(
            cut_off_on,
            max(recorded_at::date) filter (said_to_arrive_on <= cut_off_on) over (partition by project_id, period)
        )) as is_before_cut_off
    from spoken
),

-- a load that was recorded after the moment and withdrawn since was never part of what was known
stood as (
    select
        arrived.*,
        if(arrived.recorded_at <= arrived.counted_at, coalesce(decided.kind = 'reinstate', true), arrived.is_active)
        and if(arrived.closed_at is null, arrived.is_before_cut_off, arrived.recorded_at <= arrived.closed_at)
            as is_punctual
    from arrived left join decided using (load_id, raw_project_id, period)
),

reported as (
    select
        *,
        bool_or(is_punctual and has_rows) over report as is_in_time,
        min(arrived_on) filter (is_active and has_rows) over report as first_day,
        bool_or(said_to_arrive_on is not null and is_active and has_rows) over report as is_arrival_said,
        dense_rank() over (partition by project_id, period order by recorded_at, load_id) as precedence
    from stood
    window report as (partition by project_id, period)
),

known as (
    select *, if(is_in_time, is_punctual, is_active and arrived_on = first_day) as is_known from reported
),

hidden as (
    select distinct older.load_id, older.project_id, older.period
    from known as older
    inner join replaced on replaced.replaces_load_id = older.load_id
    semi join known as newer
        on newer.load_id = replaced.load_id and newer.is_known
        and newer.project_id = older.project_id and newer.period = older.period
)

select
    known.load_id,
    known.raw_project_id,
    known.project_id,
    known.period,
    known.arrived_on,
    known.counted_at,
    case when not is_in_time then 'first' when closed_at is null then 'received' else 'closed' end as basis,
    case when is_in_time then false when closed_at is not null or is_arrival_said then true end as is_late,
    coalesce(is_known, false) and hidden.load_id is null as is_first,
    visible.load_id is not null as is_now,
    known.precedence
from known
left join hidden using (load_id, project_id, period)
left join visible using (load_id, raw_project_id, period)
where has_rows
