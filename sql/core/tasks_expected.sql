-- The tasks that the report of the month before expected to finish since, as it was reported then: what was recorded
-- until that month was closed, or until its cut-off day; where it came later still, its first load. Loads of that time
-- are merged field by field, the newest first. A later correction of that month does not make a promise kept.
--
-- grain:   one row per project_id, period, row_key
-- columns:
--   project_id       key   project
--   period           date  month end in which they should have finished
--   row_key          key   what makes it that task inside its project
--   forecast_finish  date  finish expected then; null where none was told
--   is_expected      flag  whether that lies between the two status dates
--   is_finished      flag  whether it was finished by the later of them; one that is no longer reported was not
with
periods as (select * from core.project_periods),
identity as (select * from core.project_identity),
coverage as (select * from ledger.coverage where entity = 'tasks'),
loads as (select * from ledger.loads where is_active),
files as (select * from ledger.files),
replaced_loads as (select * from core.replaced_loads where entity = 'tasks'),
events as (select * from ledger.events where kind in ('close', 'reopen')),
settings as (select max(value)::integer as cut_off_day from reference.settings where name = 'cut_off_day'),
written as (select * from staging.tasks),
summaries as (select * from core.task_summaries),
dates as (select * from core.task_dates),
plans as (select * from core.tasks),

closings as (
    select (payload ->> 'period')::date as period, max(recorded_at) as closed_at
    from events
    group by all
    having arg_max(kind, event_id) = 'close'
),

sent as (
    select
        coverage.load_id,
        coverage.project_id as raw_project_id,
        identity.project_id,
        coverage.period,
        coalesce(files.received_on::timestamp, loads.recorded_at) as known_at,
        coalesce(closings.closed_at, (coverage.period + settings.cut_off_day)::timestamp + interval 1 day) as until
    from coverage
    inner join loads using (load_id)
    inner join files using (file_id)
    inner join identity on identity.raw_project_id = coverage.project_id
    cross join settings
    left join closings on closings.period = coverage.period
),

known_then as (
    select * from sent
    qualify known_at < until or load_id = min(load_id) over (partition by project_id, period)
),

replaced as (
    select older.load_id, older.project_id, older.period
    from known_then as older
    inner join replaced_loads on replaced_loads.replaces_load_id = older.load_id
    semi join known_then as newer
        on newer.load_id = replaced_loads.load_id
        and newer.project_id = older.project_id and newer.period = older.period
),

heard as (
    select
        known_then.project_id,
        known_then.period,
        written.* exclude (project_id, period, load_id),
        known_then.load_id::bigint * 1000000000 - written.row_number::bigint as hearing
    from known_then anti join replaced using (load_id, project_id, period)
    inner join written
        on written.load_id = known_then.load_id
        and written.project_id = known_then.raw_project_id
        and written.period = known_then.period
),

merged as (
    select
        project_id,
        period,
        row_key,
        arg_max(forecast_finish, hearing) as forecast_finish,
        arg_max(actual_finish, hearing) as actual_finish,
        arg_max(status, hearing) as status,
        arg_max(percent_complete, hearing) as percent_complete,
        arg_max(duration_days, hearing) as duration_days,
        arg_max(is_active, hearing) as is_active,
        arg_max(is_level_of_effort, hearing) as is_level_of_effort,
        arg_max(is_summary, hearing) as is_summary,
        arg_max(is_milestone, hearing) as is_milestone
    from heard
    group by project_id, period, row_key
),

reported_then as (
    select
        project_id,
        period,
        row_key,
        forecast_finish,
        actual_finish,
        coalesce(is_active, true) and not coalesce(is_level_of_effort, false) and not coalesce(is_summary, false)
            and not coalesce(is_milestone, duration_days = 0, false) as is_work,
        coalesce(status in ('done', 'cancelled'), false) or coalesce(percent_complete >= 1, false) as is_done
    from merged
),

followed as (
    select
        now.project_id,
        now.period,
        reported_then.row_key,
        before.status_date as asked_on,
        now.status_date as answered_on,
        reported_then.forecast_finish
    from periods as now
    inner join periods as before
        on before.project_id = now.project_id
        and before.period = last_day((now.period - interval 1 month)::date)
    inner join reported_then on reported_then.project_id = before.project_id and reported_then.period = before.period
    anti join summaries
        on summaries.project_id = before.project_id and summaries.period = before.period
        and summaries.row_key = reported_then.row_key
    where reported_then.is_work
        and not reported_then.is_done
        and coalesce(reported_then.actual_finish > greatest(before.status_date, before.period), true)
),

sent_now as (select project_id, period from plans)

select
    followed.project_id,
    followed.period,
    followed.row_key,
    followed.forecast_finish,
    coalesce(followed.forecast_finish > followed.asked_on and followed.forecast_finish <= followed.answered_on, false)
        as is_expected,
    coalesce(dates.is_finished, false) as is_finished
from followed semi join sent_now using (project_id, period)
left join dates using (project_id, period, row_key)
