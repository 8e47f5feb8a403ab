-- The milestones whose approved date lies in the twelve months up to the status date, and whether each was hit. One
-- that was dropped or cancelled stays among them, else a miss could be deleted; one that came back under another name
-- on the same approved date was not dropped.
--
-- grain:   one row per project_id, period, row_key
-- columns:
--   project_id     key   project
--   period         date  month end
--   row_key        key   what makes it that milestone inside its project
--   baseline_date  date  approved date, as last reported
--   is_hit         flag  whether it was reached by then; null where nobody says when
--   is_dropped     flag  whether it is no longer reported
with
dates as (select * from core.milestone_dates),

reported as (select distinct project_id, period, status_date from dates),

last_known as (
    select
        reported.project_id,
        reported.period,
        reported.status_date as until,
        dates.* exclude (project_id, period, status_date),
        dates.period < reported.period as is_dropped
    from reported inner join dates
        on dates.project_id = reported.project_id
        and dates.period between (reported.period - interval 12 month)::date and reported.period
    qualify row_number() over (
        partition by reported.project_id, reported.period, dates.row_key order by dates.period desc
    ) = 1
),

kept as (
    select *,
        is_dropped and count(*) filter (where not is_dropped) over (
            partition by project_id, period, baseline_date
        ) > 0 as is_renamed
    from last_known
)

select
    project_id,
    period,
    row_key,
    baseline_date,
    case
        when is_reached then reached_date <= baseline_date
        when slip_reason like 'INVALID%' then null
        else false
    end as is_hit,
    is_dropped
from kept
where not is_renamed and baseline_date <= until and baseline_date > (until - interval 12 month)::date
