-- Baselines, typed. Approved versions of a project's plan, with their dates and budget.
-- Written by pmo_analytics/models/staging.py from data/fields/baselines.toml.
--
-- grain:   one row per load_id, row_number
-- columns:
--   load_id              key      load that brought the row
--   row_number           key      place of the row among the load's rows of this entity
--   source_row           count    row of the sheet; null where a record is a column
--   source_column        text     column of the sheet where a record is one
--   project_id           key      code as written, else the name; empty where the row is of no project
--   project_code         text     code as written
--   project_name         text     name as written
--   period               date     month end the row was reported for
--   row_key              key      what makes the row the same in another load of the project and period
--   version              text     Number or name of the approved plan.
--   kind                 text     Whether it is the original plan, a replan, a rebaseline or an over-target baseline.
--   approved_on          date     Day the plan was approved.
--   approved_by          text     Person or board that approved the plan.
--   effective_period     date     First reporting period the version holds for.
--   baseline_start       date     Start of the project under this version.
--   baseline_finish      date     Finish of the project under this version.
--   budget_at_completion money    Approved cost of all planned work under this version.
--   planned_hours        hours    Work planned for the whole project under this version.
--   contingency_approved money    Contingency approved with this version.
--   currency             text     Currency of the amounts, as an ISO code; blank: the project's.
--   change_id            text     Change request that led to this version.
--   reason               text     Why the plan was changed.
--   extra                json     columns of the table that match no field, by their headers
--   problems             problems cells that could not be read, or were read with doubt
with
setting as (
    select
        max(value) filter (name = 'date_order') as date_order,
        try_cast(max(value) filter (name = 'hours_per_day') as double) as hours_per_day,
        try_cast(max(value) filter (name = 'fiscal_year_start_month') as integer) as fiscal_start
    from reference.settings
),
vote as (
    select
        load_id,
        sum(order_vote(approved_on)) as approved_on_vote,
        bool_and(is_serial(approved_on)) as approved_on_serial,
        sum(order_vote(effective_period)) as effective_period_vote,
        bool_and(is_serial(effective_period)) as effective_period_serial,
        sum(order_vote(baseline_start)) as baseline_start_vote,
        bool_and(is_serial(baseline_start)) as baseline_start_serial,
        sum(order_vote(baseline_finish)) as baseline_finish_vote,
        bool_and(is_serial(baseline_finish)) as baseline_finish_serial,
        sum(decimal_vote(budget_at_completion)) as budget_at_completion_vote,
        sum(decimal_vote(planned_hours)) as planned_hours_vote,
        sum(decimal_vote(contingency_approved)) as contingency_approved_vote
    from ledger.baselines
    group by load_id
),
header as (
    select
        load_id,
        any_value(value_map) filter (field = 'kind') as kind_words,
        any_value(date_order) filter (field = 'approved_on') as approved_on_named,
        any_value(date_order) filter (field = 'effective_period') as effective_period_named,
        any_value(date_order) filter (field = 'baseline_start') as baseline_start_named,
        any_value(date_order) filter (field = 'baseline_finish') as baseline_finish_named,
        max(multiplier) filter (field = 'budget_at_completion') as budget_at_completion_multiplier,
        max(multiplier) filter (field = 'planned_hours') as planned_hours_multiplier,
        max(multiplier) filter (field = 'contingency_approved') as contingency_approved_multiplier
    from ledger.load_columns
    where entity = 'baselines'
    group by load_id
),
load_vote as (
    select
        *,
        list_sum([budget_at_completion_vote, planned_hours_vote, contingency_approved_vote]) as number_vote,
        list_sum([approved_on_vote, effective_period_vote, baseline_start_vote, baseline_finish_vote]) as date_vote
    from vote
),
convention as (
    select
        load_id,
        folded_keys(kind_words) as kind_words,
        date_order(approved_on_named, approved_on_vote, date_vote, setting.date_order) as approved_on_order,
        approved_on_serial,
        date_order(effective_period_named, effective_period_vote, date_vote, setting.date_order) as effective_period_order,
        effective_period_serial,
        date_order(baseline_start_named, baseline_start_vote, date_vote, setting.date_order) as baseline_start_order,
        baseline_start_serial,
        date_order(baseline_finish_named, baseline_finish_vote, date_vote, setting.date_order) as baseline_finish_order,
        baseline_finish_serial,
        decimal_mark(budget_at_completion_vote, number_vote) as budget_at_completion_mark,
        budget_at_completion_multiplier,
        decimal_mark(planned_hours_vote, number_vote) as planned_hours_mark,
        planned_hours_multiplier,
        decimal_mark(contingency_approved_vote, number_vote) as contingency_approved_mark,
        contingency_approved_multiplier
    from load_vote
    left join header using (load_id)
    cross join setting
),
known as (
    select
        written,
        convention,
        currency_of(written.currency) as row_currency,
        written.period as row_period,
        hours_per_day,
        fiscal_start
    from ledger.baselines as written
    join convention using (load_id)
    cross join setting
),
easy as (
    select
        *,
        easy_id(written.project_code) as plain_code,
        easy_id(written.version) as version,
        coalesce(choice_of(written.kind, convention.kind_words), choice_of(written.kind, map {'original': 'original', 'initial': 'original', 'first': 'original', 'baseline 0': 'original', 'original baseline': 'original', 'initial baseline': 'original', 'bl0': 'original', '原始': 'original', '初始': 'original', '首版': 'original', '初版': 'original', '原始基线': 'original', '初始基线': 'original', '首次': 'original', '原计划': 'original', 'replan': 'replan', 're plan': 'replan', 'replanned': 'replan', 'internal replan': 'replan', 'revised plan': 'replan', '重新计划': 'replan', '重排': 'replan', '计划调整': 'replan', '内部调整': 'replan', '重新排期': 'replan', 'rebaseline': 'rebaseline', 're baseline': 'rebaseline', 'rebaselined': 'rebaseline', 'revised': 'rebaseline', 'revision': 'rebaseline', 'new baseline': 'rebaseline', 'change': 'rebaseline', 'current': 'rebaseline', 'updated': 'rebaseline', 'approved change': 'rebaseline', '重设基线': 'rebaseline', '重新基线': 'rebaseline', '基线变更': 'rebaseline', '变更': 'rebaseline', '调整': 'rebaseline', '修订': 'rebaseline', '批准变更': 'rebaseline', '变更基线': 'rebaseline', '基线调整': 'rebaseline', 'over target': 'over_target', 'otb': 'over_target', 'over target baseline': 'over_target', 'otb/ots': 'over_target', '超目标': 'over_target', '超目标基线': 'over_target', '超概': 'over_target', '超预算基线': 'over_target'})) as kind,
        easy_date(written.approved_on) as approved_on,
        easy_name(written.approved_by) as approved_by,
        easy_date(written.effective_period) as effective_period,
        easy_date(written.baseline_start) as baseline_start,
        easy_date(written.baseline_finish) as baseline_finish,
        easy_money(written.budget_at_completion, convention.budget_at_completion_mark, convention.budget_at_completion_multiplier) as budget_at_completion,
        easy_number(written.planned_hours, convention.planned_hours_mark, convention.planned_hours_multiplier) as planned_hours,
        easy_money(written.contingency_approved, convention.contingency_approved_mark, convention.contingency_approved_multiplier) as contingency_approved,
        currency_of(written.currency) as currency,
        easy_id(written.change_id) as change_id,
        easy_text(written.reason) as reason
    from known
),
hard as (
    select
        *,
        case when unread(written.project_code, plain_code) is not null
            or unread(written.version, version) is not null
            or unread(written.change_id, change_id) is not null
            then by_field(read_ids(with_text([
            {'field': 'project_id', 'text': unread(written.project_code, plain_code)},
            {'field': 'version', 'text': unread(written.version, version)},
            {'field': 'change_id', 'text': unread(written.change_id, change_id)}]))) end as hard_ids,
        case when unread(written.kind, kind) is not null
            or unread(written.currency, currency) is not null
            then by_field(read_words(with_text([
            {'field': 'kind', 'text': unread(written.kind, kind), 'otherwise': 'not_a_choice'},
            {'field': 'currency', 'text': unread(written.currency, currency), 'otherwise': 'not_a_currency'}]))) end as hard_words,
        case when unread(written.approved_on, approved_on) is not null
            or unread(written.effective_period, effective_period) is not null
            or unread(written.baseline_start, baseline_start) is not null
            or unread(written.baseline_finish, baseline_finish) is not null
            then by_field(read_dates(with_text([
            {'field': 'approved_on', 'text': unread(written.approved_on, approved_on), 'day_order': convention.approved_on_order, 'edge': 'finish', 'serial': convention.approved_on_serial, 'period': row_period, 'fiscal_start': fiscal_start},
            {'field': 'effective_period', 'text': unread(written.effective_period, effective_period), 'day_order': convention.effective_period_order, 'edge': 'start', 'serial': convention.effective_period_serial, 'period': row_period, 'fiscal_start': fiscal_start},
            {'field': 'baseline_start', 'text': unread(written.baseline_start, baseline_start), 'day_order': convention.baseline_start_order, 'edge': 'start', 'serial': convention.baseline_start_serial, 'period': row_period, 'fiscal_start': fiscal_start},
            {'field': 'baseline_finish', 'text': unread(written.baseline_finish, baseline_finish), 'day_order': convention.baseline_finish_order, 'edge': 'finish', 'serial': convention.baseline_finish_serial, 'period': row_period, 'fiscal_start': fiscal_start}]))) end as hard_dates,
        case when unread(written.approved_by, approved_by) is not null
            then by_field(read_names(with_text([
            {'field': 'approved_by', 'text': unread(written.approved_by, approved_by)}]))) end as hard_names,
        case when unread(written.budget_at_completion, budget_at_completion) is not null
            or unread(written.contingency_approved, contingency_approved) is not null
            then by_field(read_money(with_text([
            {'field': 'budget_at_completion', 'text': unread(written.budget_at_completion, budget_at_completion), 'mark': convention.budget_at_completion_mark, 'multiplier': convention.budget_at_completion_multiplier, 'currency': row_currency},
            {'field': 'contingency_approved', 'text': unread(written.contingency_approved, contingency_approved), 'mark': convention.contingency_approved_mark, 'multiplier': convention.contingency_approved_multiplier, 'currency': row_currency}]))) end as hard_money,
        case when unread(written.planned_hours, planned_hours) is not null
            then by_field(read_quantities(with_text([
            {'field': 'planned_hours', 'text': unread(written.planned_hours, planned_hours), 'mark': convention.planned_hours_mark, 'multiplier': convention.planned_hours_multiplier, 'hours_per_day': hours_per_day, 'kind': 'hours', 'otherwise': 'not_hours'}]))) end as hard_quantities,
        case when unread(written.reason, reason) is not null
            then by_field(read_texts(with_text([
            {'field': 'reason', 'text': unread(written.reason, reason)}]))) end as hard_texts
    from easy
)
select
    written.load_id,
    written.row_number,
    written.source_row,
    written.source_column,
    written.project_id,
    written.project_code,
    written.project_name,
    written.period,
    coalesce(coalesce(version, read_later(hard_ids, 'version')), concat('row:', written.load_id, ':', written.row_number)) as row_key,
    coalesce(version, read_later(hard_ids, 'version')) as version,
    kind as kind,
    coalesce(approved_on, read_later(hard_dates, 'approved_on')) as approved_on,
    coalesce(approved_by, read_later(hard_names, 'approved_by')) as approved_by,
    coalesce(effective_period, read_later(hard_dates, 'effective_period')) as effective_period,
    coalesce(baseline_start, read_later(hard_dates, 'baseline_start')) as baseline_start,
    coalesce(baseline_finish, read_later(hard_dates, 'baseline_finish')) as baseline_finish,
    coalesce(budget_at_completion, read_later(hard_money, 'budget_at_completion')) as budget_at_completion,
    try_cast(coalesce(planned_hours, read_later(hard_quantities, 'planned_hours')) as decimal(12, 2)) as planned_hours,
    coalesce(contingency_approved, read_later(hard_money, 'contingency_approved')) as contingency_approved,
    currency as currency,
    coalesce(change_id, read_later(hard_ids, 'change_id')) as change_id,
    coalesce(reason, read_later(hard_texts, 'reason')) as reason,
    written.extra,
    case when hard_ids is not null or hard_words is not null or hard_dates is not null or hard_names is not null or hard_money is not null or hard_quantities is not null or hard_texts is not null then problems_of(list_concat(
        said(hard_ids),
        said(hard_words),
        said(hard_dates),
        said(hard_names),
        said(hard_money),
        said(hard_quantities),
        said(hard_texts)
    )) else [] end as problems
from hard
