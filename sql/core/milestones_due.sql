-- The milestones whose approved date lies in the twelve months up to the status date, and whether each was hit: by the
-- dates in force and, in projects that moved any, by the dates first approved. One that was dropped or cancelled stays
-- among them, else a miss could be deleted; one that came back under another name on the same approved date was not
-- dropped.
--
-- grain:   one row per basis, project_id, period, row_key
-- columns:
--   basis          key   current or original: by the approved date last reported, by the one first reported
--   project_id     key   project
--   period         date  month end
--   row_key        key   what makes it that milestone inside its project
--   baseline_date  date  that approved date
--   is_hit         flag  whether it was reached by then; null where nobody says when
--   is_dropped     flag  whether it is no longer reported
-- looks ahead: a project has original dates in all its months once any of them was moved
with
dates as (select * from core.milestone_dates),
originals as (select * from core.milestone_originals),

moved as (select project_id from originals where is_moved),

every_date as (
    select 'current' as basis, dates.* from dates
    union all
    select
        'original' as basis,
        dates.* replace (if(dates.baseline_date is null, null, originals.original_date) as baseline_date)
    from dates inner join originals using (project_id, row_key) semi join moved using (project_id)
),

reported as (select distinct project_id, period, status_date from dates),

-- what is said of a milestone holds until it is reported again
said as (
    select *, lead(period, 1, 'infinity'::date) over (
        partition by basis, project_id, row_key order by period
    ) as said_anew
    from every_date
),

last_known as (
    select
        said.basis,
        reported.project_id,
        reported.period,
        reported.status_date as until,
        said.* exclude (basis, project_id, period, status_date, said_anew),
        said.period < reported.period as is_dropped
    from reported inner join said
        on said.project_id = reported.project_id
        and said.period between (reported.period - interval 12 month)::date and reported.period
        and said.said_anew > reported.period
),

kept as (
    select *,
        is_dropped and count(*) filter (where not is_dropped) over (
            partition by basis, project_id, period, baseline_date
        ) > 0 as is_renamed
    from last_known
)

select
    basis,
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
