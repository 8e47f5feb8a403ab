-- Tasks, typed. Tasks and work items of a schedule or a tracking tool.
-- Written by pmo_analytics/models/staging.py from data/fields/tasks.toml.
--
-- grain:   one row per load_id, row_number
-- columns:
--   load_id                   key      load that brought the row
--   row_number                key      place of the row among the load's rows of this entity
--   source_row                count    row of the sheet; null where a record is a column
--   source_column             text     column of the sheet where a record is one
--   project_id                key      code as written, else the name; empty where the row is of no project
--   project_code              text     code as written
--   project_name              text     name as written
--   period                    date     month end the row was reported for
--   row_key                   key      what makes the row the same in another load of the project and period
--   task_id                   text     Code of the task inside its project.
--   task_name                 text     What is to be done.
--   task_type                 text     Kind of work item, such as story, bug or activity.
--   description               text     What the task is about, in more words.
--   parent_task               text     Task this one is a part of, by code or name.
--   wbs                       text     Place of the task in the work breakdown structure.
--   outline_level             count    Depth of the task in the schedule, 1 at the top.
--   stage                     text     Stage, section or board column the task belongs to.
--   iteration                 text     Sprint, iteration or target version.
--   component                 text     Part of the product the task touches.
--   owner                     text     Person who does the task.
--   reporter                  text     Person who entered the task.
--   department                text     Unit responsible for the task.
--   status                    text     Where the task stands.
--   resolution                text     How the task was closed.
--   baseline_start            date     Approved start of the task; a plain start date is read as this one.
--   baseline_finish           date     Approved finish of the task; a plain due or end date is read as this one.
--   forecast_start            date     Start now expected.
--   forecast_finish           date     Finish now expected.
--   actual_start              date     Day the work on the task began.
--   actual_finish             date     Day the task was finished; blank while it is not.
--   created_on                date     Day the task was entered.
--   updated_on                date     Day the task was last changed.
--   assigned_on               date     Day the task was given to its owner.
--   latest_finish             date     Date that must be kept, whatever the plan says.
--   constraint_type           text     Constraint on the dates, such as must start on.
--   constraint_date           date     Date of the constraint.
--   percent_complete          percent  Share of the task's work that is done.
--   percent_planned           percent  Share of the task's work that should be done under the plan.
--   duration_days             days     Planned length of the task in working days.
--   actual_duration_days      days     Length the task has taken in working days.
--   remaining_duration_days   days     Working days still needed.
--   minimum_duration_days     days     Shortest remaining duration thought possible.
--   most_likely_duration_days days     Most likely remaining duration.
--   maximum_duration_days     days     Longest remaining duration thought possible.
--   total_float_days          days     Working days the task may slip before the project does.
--   free_float_days           days     Working days the task may slip before the next one does.
--   planned_hours             hours    Work planned for the task.
--   actual_hours              hours    Work spent on the task so far.
--   remaining_hours           hours    Work still needed for the task.
--   story_points              ratio    Size of the work item in points.
--   planned_cost              money    Approved cost of the task.
--   actual_cost               money    Cost of the task so far, cumulative.
--   currency                  text     Currency of the amounts, as an ISO code; blank: the project's.
--   is_milestone              flag     Whether the row is a milestone rather than work.
--   is_summary                flag     Whether the row sums up others and holds no work of its own.
--   is_critical               flag     Whether the task is on the critical path.
--   is_level_of_effort        flag     Whether the task is support that lasts as long as others do.
--   is_active                 flag     Whether the task counts in the plan.
--   priority                  text     How urgent the task is, as the tool writes it.
--   predecessors              text     Tasks that must come before, as the tool writes them.
--   successors                text     Tasks that must come after, as the tool writes them.
--   calendar_name             text     Calendar of working days the task follows.
--   tags                      text     Words the tool sorts tasks by.
--   comment                   text     Anything else said of the task.
--   extra                     json     columns of the table that match no field, by their headers
--   problems                  problems cells that could not be read, or were read with doubt
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
        sum(decimal_vote(outline_level)) as outline_level_vote,
        sum(order_vote(baseline_start)) as baseline_start_vote,
        bool_and(is_serial(baseline_start)) as baseline_start_serial,
        sum(order_vote(baseline_finish)) as baseline_finish_vote,
        bool_and(is_serial(baseline_finish)) as baseline_finish_serial,
        sum(order_vote(forecast_start)) as forecast_start_vote,
        bool_and(is_serial(forecast_start)) as forecast_start_serial,
        sum(order_vote(forecast_finish)) as forecast_finish_vote,
        bool_and(is_serial(forecast_finish)) as forecast_finish_serial,
        sum(order_vote(actual_start)) as actual_start_vote,
        bool_and(is_serial(actual_start)) as actual_start_serial,
        sum(order_vote(actual_finish)) as actual_finish_vote,
        bool_and(is_serial(actual_finish)) as actual_finish_serial,
        sum(order_vote(created_on)) as created_on_vote,
        bool_and(is_serial(created_on)) as created_on_serial,
        sum(order_vote(updated_on)) as updated_on_vote,
        bool_and(is_serial(updated_on)) as updated_on_serial,
        sum(order_vote(assigned_on)) as assigned_on_vote,
        bool_and(is_serial(assigned_on)) as assigned_on_serial,
        sum(order_vote(latest_finish)) as latest_finish_vote,
        bool_and(is_serial(latest_finish)) as latest_finish_serial,
        sum(order_vote(constraint_date)) as constraint_date_vote,
        bool_and(is_serial(constraint_date)) as constraint_date_serial,
        sum(decimal_vote(percent_complete)) as percent_complete_vote,
        bool_or(is_points(percent_complete)) as percent_complete_points,
        sum(decimal_vote(percent_planned)) as percent_planned_vote,
        bool_or(is_points(percent_planned)) as percent_planned_points,
        sum(decimal_vote(duration_days)) as duration_days_vote,
        sum(decimal_vote(actual_duration_days)) as actual_duration_days_vote,
        sum(decimal_vote(remaining_duration_days)) as remaining_duration_days_vote,
        sum(decimal_vote(minimum_duration_days)) as minimum_duration_days_vote,
        sum(decimal_vote(most_likely_duration_days)) as most_likely_duration_days_vote,
        sum(decimal_vote(maximum_duration_days)) as maximum_duration_days_vote,
        sum(decimal_vote(total_float_days)) as total_float_days_vote,
        sum(decimal_vote(free_float_days)) as free_float_days_vote,
        sum(decimal_vote(planned_hours)) as planned_hours_vote,
        sum(decimal_vote(actual_hours)) as actual_hours_vote,
        sum(decimal_vote(remaining_hours)) as remaining_hours_vote,
        sum(decimal_vote(story_points)) as story_points_vote,
        sum(decimal_vote(planned_cost)) as planned_cost_vote,
        sum(decimal_vote(actual_cost)) as actual_cost_vote
    from ledger.tasks
    group by load_id
),
header as (
    select
        load_id,
        max(multiplier) filter (field = 'outline_level') as outline_level_multiplier,
        any_value(value_map) filter (field = 'status') as status_words,
        any_value(date_order) filter (field = 'baseline_start') as baseline_start_named,
        any_value(date_order) filter (field = 'baseline_finish') as baseline_finish_named,
        any_value(date_order) filter (field = 'forecast_start') as forecast_start_named,
        any_value(date_order) filter (field = 'forecast_finish') as forecast_finish_named,
        any_value(date_order) filter (field = 'actual_start') as actual_start_named,
        any_value(date_order) filter (field = 'actual_finish') as actual_finish_named,
        any_value(date_order) filter (field = 'created_on') as created_on_named,
        any_value(date_order) filter (field = 'updated_on') as updated_on_named,
        any_value(date_order) filter (field = 'assigned_on') as assigned_on_named,
        any_value(date_order) filter (field = 'latest_finish') as latest_finish_named,
        any_value(date_order) filter (field = 'constraint_date') as constraint_date_named,
        max(multiplier) filter (field = 'duration_days') as duration_days_multiplier,
        max(multiplier) filter (field = 'actual_duration_days') as actual_duration_days_multiplier,
        max(multiplier) filter (field = 'remaining_duration_days') as remaining_duration_days_multiplier,
        max(multiplier) filter (field = 'minimum_duration_days') as minimum_duration_days_multiplier,
        max(multiplier) filter (field = 'most_likely_duration_days') as most_likely_duration_days_multiplier,
        max(multiplier) filter (field = 'maximum_duration_days') as maximum_duration_days_multiplier,
        max(multiplier) filter (field = 'total_float_days') as total_float_days_multiplier,
        max(multiplier) filter (field = 'free_float_days') as free_float_days_multiplier,
        max(multiplier) filter (field = 'planned_hours') as planned_hours_multiplier,
        max(multiplier) filter (field = 'actual_hours') as actual_hours_multiplier,
        max(multiplier) filter (field = 'remaining_hours') as remaining_hours_multiplier,
        max(multiplier) filter (field = 'story_points') as story_points_multiplier,
        max(multiplier) filter (field = 'planned_cost') as planned_cost_multiplier,
        max(multiplier) filter (field = 'actual_cost') as actual_cost_multiplier,
        any_value(value_map) filter (field = 'is_milestone') as is_milestone_words,
        any_value(value_map) filter (field = 'is_summary') as is_summary_words,
        any_value(value_map) filter (field = 'is_critical') as is_critical_words,
        any_value(value_map) filter (field = 'is_level_of_effort') as is_level_of_effort_words,
        any_value(value_map) filter (field = 'is_active') as is_active_words
    from ledger.load_columns
    where entity = 'tasks'
    group by load_id
),
load_vote as (
    select
        *,
        list_sum([outline_level_vote, percent_complete_vote, percent_planned_vote, duration_days_vote, actual_duration_days_vote, remaining_duration_days_vote, minimum_duration_days_vote, most_likely_duration_days_vote, maximum_duration_days_vote, total_float_days_vote, free_float_days_vote, planned_hours_vote, actual_hours_vote, remaining_hours_vote, story_points_vote, planned_cost_vote, actual_cost_vote]) as number_vote,
        list_sum([baseline_start_vote, baseline_finish_vote, forecast_start_vote, forecast_finish_vote, actual_start_vote, actual_finish_vote, created_on_vote, updated_on_vote, assigned_on_vote, latest_finish_vote, constraint_date_vote]) as date_vote
    from vote
),
convention as (
    select
        load_id,
        decimal_mark(outline_level_vote, number_vote) as outline_level_mark,
        outline_level_multiplier,
        folded_keys(status_words) as status_words,
        date_order(baseline_start_named, baseline_start_vote, date_vote, setting.date_order) as baseline_start_order,
        baseline_start_serial,
        date_order(baseline_finish_named, baseline_finish_vote, date_vote, setting.date_order) as baseline_finish_order,
        baseline_finish_serial,
        date_order(forecast_start_named, forecast_start_vote, date_vote, setting.date_order) as forecast_start_order,
        forecast_start_serial,
        date_order(forecast_finish_named, forecast_finish_vote, date_vote, setting.date_order) as forecast_finish_order,
        forecast_finish_serial,
        date_order(actual_start_named, actual_start_vote, date_vote, setting.date_order) as actual_start_order,
        actual_start_serial,
        date_order(actual_finish_named, actual_finish_vote, date_vote, setting.date_order) as actual_finish_order,
        actual_finish_serial,
        date_order(created_on_named, created_on_vote, date_vote, setting.date_order) as created_on_order,
        created_on_serial,
        date_order(updated_on_named, updated_on_vote, date_vote, setting.date_order) as updated_on_order,
        updated_on_serial,
        date_order(assigned_on_named, assigned_on_vote, date_vote, setting.date_order) as assigned_on_order,
        assigned_on_serial,
        date_order(latest_finish_named, latest_finish_vote, date_vote, setting.date_order) as latest_finish_order,
        latest_finish_serial,
        date_order(constraint_date_named, constraint_date_vote, date_vote, setting.date_order) as constraint_date_order,
        constraint_date_serial,
        decimal_mark(percent_complete_vote, number_vote) as percent_complete_mark,
        percent_complete_points,
        decimal_mark(percent_planned_vote, number_vote) as percent_planned_mark,
        percent_planned_points,
        decimal_mark(duration_days_vote, number_vote) as duration_days_mark,
        duration_days_multiplier,
        decimal_mark(actual_duration_days_vote, number_vote) as actual_duration_days_mark,
        actual_duration_days_multiplier,
        decimal_mark(remaining_duration_days_vote, number_vote) as remaining_duration_days_mark,
        remaining_duration_days_multiplier,
        decimal_mark(minimum_duration_days_vote, number_vote) as minimum_duration_days_mark,
        minimum_duration_days_multiplier,
        decimal_mark(most_likely_duration_days_vote, number_vote) as most_likely_duration_days_mark,
        most_likely_duration_days_multiplier,
        decimal_mark(maximum_duration_days_vote, number_vote) as maximum_duration_days_mark,
        maximum_duration_days_multiplier,
        decimal_mark(total_float_days_vote, number_vote) as total_float_days_mark,
        total_float_days_multiplier,
        decimal_mark(free_float_days_vote, number_vote) as free_float_days_mark,
        free_float_days_multiplier,
        decimal_mark(planned_hours_vote, number_vote) as planned_hours_mark,
        planned_hours_multiplier,
        decimal_mark(actual_hours_vote, number_vote) as actual_hours_mark,
        actual_hours_multiplier,
        decimal_mark(remaining_hours_vote, number_vote) as remaining_hours_mark,
        remaining_hours_multiplier,
        decimal_mark(story_points_vote, number_vote) as story_points_mark,
        story_points_multiplier,
        decimal_mark(planned_cost_vote, number_vote) as planned_cost_mark,
        planned_cost_multiplier,
        decimal_mark(actual_cost_vote, number_vote) as actual_cost_mark,
        actual_cost_multiplier,
        folded_keys(is_milestone_words) as is_milestone_words,
        folded_keys(is_summary_words) as is_summary_words,
        folded_keys(is_critical_words) as is_critical_words,
        folded_keys(is_level_of_effort_words) as is_level_of_effort_words,
        folded_keys(is_active_words) as is_active_words
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
    from ledger.tasks as written
    join convention using (load_id)
    cross join setting
),
easy as (
    select
        *,
        easy_id(written.project_code) as plain_code,
        easy_id(written.task_id) as task_id,
        easy_text(written.task_name) as task_name,
        easy_text(written.task_type) as task_type,
        easy_text(written.description) as description,
        easy_text(written.parent_task) as parent_task,
        easy_id(written.wbs) as wbs,
        easy_count(written.outline_level, convention.outline_level_mark, convention.outline_level_multiplier) as outline_level,
        easy_text(written.stage) as stage,
        easy_text(written.iteration) as iteration,
        easy_text(written.component) as component,
        easy_name(written.owner) as owner,
        easy_name(written.reporter) as reporter,
        easy_text(written.department) as department,
        coalesce(choice_of(written.status, convention.status_words), choice_of(written.status, map {'not started': 'not_started', 'notstarted': 'not_started', 'to do': 'not_started', 'todo': 'not_started', 'open': 'not_started', 'new': 'not_started', 'backlog': 'not_started', 'selected for development': 'not_started', 'selected': 'not_started', 'pending': 'not_started', 'planned': 'not_started', 'future': 'not_started', 'future task': 'not_started', 'ready': 'not_started', 'in specification': 'not_started', 'specified': 'not_started', 'confirmed': 'not_started', 'scheduled': 'not_started', 'to be scheduled': 'not_started', 'proposed': 'not_started', 'wait': 'not_started', 'tk notstart': 'not_started', '0%': 'not_started', 'draft': 'not_started', 'created': 'not_started', 'accepted': 'not_started', 'triage': 'not_started', '未开始': 'not_started', '待处理': 'not_started', '待办': 'not_started', '新建': 'not_started', '新': 'not_started', '未启动': 'not_started', '待开始': 'not_started', '已规划': 'not_started', '规划中': 'not_started', '计划中': 'not_started', '待分配': 'not_started', '已创建': 'not_started', '新任务': 'not_started', '打开': 'not_started', '待排期': 'not_started', '未进行': 'not_started', '草稿': 'not_started', '已接受': 'not_started', 'in progress': 'in_progress', 'inprogress': 'in_progress', 'doing': 'in_progress', 'ongoing': 'in_progress', 'started': 'in_progress', 'active': 'in_progress', 'working on it': 'in_progress', 'in development': 'in_progress', 'developed': 'in_progress', 'in testing': 'in_progress', 'in test': 'in_progress', 'testing': 'in_progress', 'tested': 'in_progress', 'in review': 'in_progress', 'code review': 'in_progress', 'review': 'in_progress', 'in qa': 'in_progress', 'qa': 'in_progress', 'underway': 'in_progress', 'wip': 'in_progress', 'reopened': 'in_progress', 'on track': 'in_progress', 'feedback': 'in_progress', 'late': 'in_progress', 'overdue': 'in_progress', 'delayed': 'in_progress', 'behind': 'in_progress', 'at risk': 'in_progress', 'off track': 'in_progress', 'tk active': 'in_progress', 'implementing': 'in_progress', 'stuck in review': 'in_progress', '进行中': 'in_progress', '处理中': 'in_progress', '已开始': 'in_progress', '开发中': 'in_progress', '实现中': 'in_progress', '测试中': 'in_progress', '评审中': 'in_progress', '待测试': 'in_progress', '待验收': 'in_progress', '待评审': 'in_progress', '反馈': 'in_progress', '重新打开': 'in_progress', '激活': 'in_progress', '已激活': 'in_progress', '执行中': 'in_progress', '推进中': 'in_progress', '实施中': 'in_progress', '延期': 'in_progress', '已延期': 'in_progress', '逾期': 'in_progress', '滞后': 'in_progress', '进展中': 'in_progress', '正常': 'in_progress', '正在进行': 'in_progress', '已逾期': 'in_progress', '待验证': 'in_progress', 'on hold': 'on_hold', 'hold': 'on_hold', 'paused': 'on_hold', 'suspended': 'on_hold', 'blocked': 'on_hold', 'waiting': 'on_hold', 'waiting for support': 'on_hold', 'waiting for customer': 'on_hold', 'deferred': 'on_hold', 'postponed': 'on_hold', 'stuck': 'on_hold', 'pause': 'on_hold', 'impeded': 'on_hold', '已挂起': 'on_hold', '挂起': 'on_hold', '已暂停': 'on_hold', '暂停': 'on_hold', '搁置': 'on_hold', '阻塞': 'on_hold', '被阻塞': 'on_hold', '等待': 'on_hold', '推迟': 'on_hold', '延后': 'on_hold', '暂缓': 'on_hold', '已搁置': 'on_hold', 'done': 'done', 'complete': 'done', 'completed': 'done', 'closed': 'done', 'resolved': 'done', 'finished': 'done', 'delivered': 'done', 'fixed': 'done', 'released': 'done', 'verified': 'done', 'tk complete': 'done', '100%': 'done', 'approved': 'done', 'shipped': 'done', 'archived': 'done', '已完成': 'done', '完成': 'done', '已关闭': 'done', '关闭': 'done', '已解决': 'done', '解决': 'done', '已结束': 'done', '结束': 'done', '已发布': 'done', '已实现': 'done', '已验收': 'done', '已交付': 'done', '已上线': 'done', '完结': 'done', '已完结': 'done', '已验证': 'done', '已归档': 'done', 'cancelled': 'cancelled', 'canceled': 'cancelled', 'cancel': 'cancelled', 'rejected': 'cancelled', 'won''t do': 'cancelled', 'wont do': 'cancelled', 'won''t fix': 'cancelled', 'wontfix': 'cancelled', 'duplicate': 'cancelled', 'declined': 'cancelled', 'removed': 'cancelled', 'abandoned': 'cancelled', 'dropped': 'cancelled', 'obsolete': 'cancelled', 'invalid': 'cancelled', 'not planned': 'cancelled', 'test failed rejected': 'cancelled', '已取消': 'cancelled', '取消': 'cancelled', '已拒绝': 'cancelled', '拒绝': 'cancelled', '废弃': 'cancelled', '作废': 'cancelled', '重复': 'cancelled', '不处理': 'cancelled', '终止': 'cancelled', '中止': 'cancelled', '已终止': 'cancelled', '不予解决': 'cancelled', '已作废': 'cancelled'})) as status,
        easy_text(written.resolution) as resolution,
        easy_date(written.baseline_start) as baseline_start,
        easy_date(written.baseline_finish) as baseline_finish,
        easy_date(written.forecast_start) as forecast_start,
        easy_date(written.forecast_finish) as forecast_finish,
        easy_date(written.actual_start) as actual_start,
        easy_date(written.actual_finish) as actual_finish,
        easy_date(written.created_on) as created_on,
        easy_date(written.updated_on) as updated_on,
        easy_date(written.assigned_on) as assigned_on,
        easy_date(written.latest_finish) as latest_finish,
        easy_text(written.constraint_type) as constraint_type,
        easy_date(written.constraint_date) as constraint_date,
        easy_ratio(written.percent_complete, convention.percent_complete_mark, convention.percent_complete_points) as percent_complete,
        easy_ratio(written.percent_planned, convention.percent_planned_mark, convention.percent_planned_points) as percent_planned,
        easy_number(written.duration_days, convention.duration_days_mark, convention.duration_days_multiplier) as duration_days,
        easy_number(written.actual_duration_days, convention.actual_duration_days_mark, convention.actual_duration_days_multiplier) as actual_duration_days,
        easy_number(written.remaining_duration_days, convention.remaining_duration_days_mark, convention.remaining_duration_days_multiplier) as remaining_duration_days,
        easy_number(written.minimum_duration_days, convention.minimum_duration_days_mark, convention.minimum_duration_days_multiplier) as minimum_duration_days,
        easy_number(written.most_likely_duration_days, convention.most_likely_duration_days_mark, convention.most_likely_duration_days_multiplier) as most_likely_duration_days,
        easy_number(written.maximum_duration_days, convention.maximum_duration_days_mark, convention.maximum_duration_days_multiplier) as maximum_duration_days,
        easy_number(written.total_float_days, convention.total_float_days_mark, convention.total_float_days_multiplier) as total_float_days,
        easy_number(written.free_float_days, convention.free_float_days_mark, convention.free_float_days_multiplier) as free_float_days,
        easy_number(written.planned_hours, convention.planned_hours_mark, convention.planned_hours_multiplier) as planned_hours,
        easy_number(written.actual_hours, convention.actual_hours_mark, convention.actual_hours_multiplier) as actual_hours,
        easy_number(written.remaining_hours, convention.remaining_hours_mark, convention.remaining_hours_multiplier) as remaining_hours,
        easy_number(written.story_points, convention.story_points_mark, convention.story_points_multiplier) as story_points,
        easy_money(written.planned_cost, convention.planned_cost_mark, convention.planned_cost_multiplier) as planned_cost,
        easy_money(written.actual_cost, convention.actual_cost_mark, convention.actual_cost_multiplier) as actual_cost,
        currency_of(written.currency) as currency,
        coalesce(try_cast(choice_of(written.is_milestone, convention.is_milestone_words) as boolean), flag_of(written.is_milestone)) as is_milestone,
        coalesce(try_cast(choice_of(written.is_summary, convention.is_summary_words) as boolean), flag_of(written.is_summary)) as is_summary,
        coalesce(try_cast(choice_of(written.is_critical, convention.is_critical_words) as boolean), flag_of(written.is_critical)) as is_critical,
        coalesce(try_cast(choice_of(written.is_level_of_effort, convention.is_level_of_effort_words) as boolean), flag_of(written.is_level_of_effort)) as is_level_of_effort,
        coalesce(try_cast(choice_of(written.is_active, convention.is_active_words) as boolean), flag_of(written.is_active)) as is_active,
        easy_text(written.priority) as priority,
        easy_text(written.predecessors) as predecessors,
        easy_text(written.successors) as successors,
        easy_text(written.calendar_name) as calendar_name,
        easy_text(written.tags) as tags,
        easy_text(written.comment) as comment
    from known
),
hard as (
    select
        *,
        case when unread(written.project_code, plain_code) is not null
            or unread(written.task_id, task_id) is not null
            or unread(written.wbs, wbs) is not null
            then by_field(read_ids(with_text([
            {'field': 'project_id', 'text': unread(written.project_code, plain_code)},
            {'field': 'task_id', 'text': unread(written.task_id, task_id)},
            {'field': 'wbs', 'text': unread(written.wbs, wbs)}]))) end as hard_ids,
        case when unread(written.task_name, task_name) is not null
            or unread(written.task_type, task_type) is not null
            or unread(written.description, description) is not null
            or unread(written.parent_task, parent_task) is not null
            or unread(written.stage, stage) is not null
            or unread(written.iteration, iteration) is not null
            or unread(written.component, component) is not null
            or unread(written.department, department) is not null
            or unread(written.resolution, resolution) is not null
            or unread(written.constraint_type, constraint_type) is not null
            or unread(written.priority, priority) is not null
            or unread(written.predecessors, predecessors) is not null
            or unread(written.successors, successors) is not null
            or unread(written.calendar_name, calendar_name) is not null
            or unread(written.tags, tags) is not null
            or unread(written.comment, comment) is not null
            then by_field(read_texts(with_text([
            {'field': 'task_name', 'text': unread(written.task_name, task_name)},
            {'field': 'task_type', 'text': unread(written.task_type, task_type)},
            {'field': 'description', 'text': unread(written.description, description)},
            {'field': 'parent_task', 'text': unread(written.parent_task, parent_task)},
            {'field': 'stage', 'text': unread(written.stage, stage)},
            {'field': 'iteration', 'text': unread(written.iteration, iteration)},
            {'field': 'component', 'text': unread(written.component, component)},
            {'field': 'department', 'text': unread(written.department, department)},
            {'field': 'resolution', 'text': unread(written.resolution, resolution)},
            {'field': 'constraint_type', 'text': unread(written.constraint_type, constraint_type)},
            {'field': 'priority', 'text': unread(written.priority, priority)},
            {'field': 'predecessors', 'text': unread(written.predecessors, predecessors)},
            {'field': 'successors', 'text': unread(written.successors, successors)},
            {'field': 'calendar_name', 'text': unread(written.calendar_name, calendar_name)},
            {'field': 'tags', 'text': unread(written.tags, tags)},
            {'field': 'comment', 'text': unread(written.comment, comment)}]))) end as hard_texts,
        case when unread(written.outline_level, outline_level) is not null
            or unread(written.duration_days, duration_days) is not null
            or unread(written.actual_duration_days, actual_duration_days) is not null
            or unread(written.remaining_duration_days, remaining_duration_days) is not null
            or unread(written.minimum_duration_days, minimum_duration_days) is not null
            or unread(written.most_likely_duration_days, most_likely_duration_days) is not null
            or unread(written.maximum_duration_days, maximum_duration_days) is not null
            or unread(written.total_float_days, total_float_days) is not null
            or unread(written.free_float_days, free_float_days) is not null
            or unread(written.planned_hours, planned_hours) is not null
            or unread(written.actual_hours, actual_hours) is not null
            or unread(written.remaining_hours, remaining_hours) is not null
            or unread(written.story_points, story_points) is not null
            then by_field(read_quantities(with_text([
            {'field': 'outline_level', 'text': unread(written.outline_level, outline_level), 'mark': convention.outline_level_mark, 'multiplier': convention.outline_level_multiplier, 'hours_per_day': hours_per_day, 'kind': 'count', 'otherwise': 'not_a_whole_number'},
            {'field': 'duration_days', 'text': unread(written.duration_days, duration_days), 'mark': convention.duration_days_mark, 'multiplier': convention.duration_days_multiplier, 'hours_per_day': hours_per_day, 'kind': 'days', 'otherwise': 'not_days'},
            {'field': 'actual_duration_days', 'text': unread(written.actual_duration_days, actual_duration_days), 'mark': convention.actual_duration_days_mark, 'multiplier': convention.actual_duration_days_multiplier, 'hours_per_day': hours_per_day, 'kind': 'days', 'otherwise': 'not_days'},
            {'field': 'remaining_duration_days', 'text': unread(written.remaining_duration_days, remaining_duration_days), 'mark': convention.remaining_duration_days_mark, 'multiplier': convention.remaining_duration_days_multiplier, 'hours_per_day': hours_per_day, 'kind': 'days', 'otherwise': 'not_days'},
            {'field': 'minimum_duration_days', 'text': unread(written.minimum_duration_days, minimum_duration_days), 'mark': convention.minimum_duration_days_mark, 'multiplier': convention.minimum_duration_days_multiplier, 'hours_per_day': hours_per_day, 'kind': 'days', 'otherwise': 'not_days'},
            {'field': 'most_likely_duration_days', 'text': unread(written.most_likely_duration_days, most_likely_duration_days), 'mark': convention.most_likely_duration_days_mark, 'multiplier': convention.most_likely_duration_days_multiplier, 'hours_per_day': hours_per_day, 'kind': 'days', 'otherwise': 'not_days'},
            {'field': 'maximum_duration_days', 'text': unread(written.maximum_duration_days, maximum_duration_days), 'mark': convention.maximum_duration_days_mark, 'multiplier': convention.maximum_duration_days_multiplier, 'hours_per_day': hours_per_day, 'kind': 'days', 'otherwise': 'not_days'},
            {'field': 'total_float_days', 'text': unread(written.total_float_days, total_float_days), 'mark': convention.total_float_days_mark, 'multiplier': convention.total_float_days_multiplier, 'hours_per_day': hours_per_day, 'kind': 'days', 'otherwise': 'not_days'},
            {'field': 'free_float_days', 'text': unread(written.free_float_days, free_float_days), 'mark': convention.free_float_days_mark, 'multiplier': convention.free_float_days_multiplier, 'hours_per_day': hours_per_day, 'kind': 'days', 'otherwise': 'not_days'},
            {'field': 'planned_hours', 'text': unread(written.planned_hours, planned_hours), 'mark': convention.planned_hours_mark, 'multiplier': convention.planned_hours_multiplier, 'hours_per_day': hours_per_day, 'kind': 'hours', 'otherwise': 'not_hours'},
            {'field': 'actual_hours', 'text': unread(written.actual_hours, actual_hours), 'mark': convention.actual_hours_mark, 'multiplier': convention.actual_hours_multiplier, 'hours_per_day': hours_per_day, 'kind': 'hours', 'otherwise': 'not_hours'},
            {'field': 'remaining_hours', 'text': unread(written.remaining_hours, remaining_hours), 'mark': convention.remaining_hours_mark, 'multiplier': convention.remaining_hours_multiplier, 'hours_per_day': hours_per_day, 'kind': 'hours', 'otherwise': 'not_hours'},
            {'field': 'story_points', 'text': unread(written.story_points, story_points), 'mark': convention.story_points_mark, 'multiplier': convention.story_points_multiplier, 'hours_per_day': hours_per_day, 'kind': 'number', 'otherwise': 'not_a_number'}]))) end as hard_quantities,
        case when unread(written.owner, owner) is not null
            or unread(written.reporter, reporter) is not null
            then by_field(read_names(with_text([
            {'field': 'owner', 'text': unread(written.owner, owner)},
            {'field': 'reporter', 'text': unread(written.reporter, reporter)}]))) end as hard_names,
        case when unread(written.status, status) is not null
            or unread(written.currency, currency) is not null
            or unread(written.is_milestone, is_milestone) is not null
            or unread(written.is_summary, is_summary) is not null
            or unread(written.is_critical, is_critical) is not null
            or unread(written.is_level_of_effort, is_level_of_effort) is not null
            or unread(written.is_active, is_active) is not null
            then by_field(read_words(with_text([
            {'field': 'status', 'text': unread(written.status, status), 'otherwise': 'not_a_choice'},
            {'field': 'currency', 'text': unread(written.currency, currency), 'otherwise': 'not_a_currency'},
            {'field': 'is_milestone', 'text': unread(written.is_milestone, is_milestone), 'otherwise': 'not_a_flag'},
            {'field': 'is_summary', 'text': unread(written.is_summary, is_summary), 'otherwise': 'not_a_flag'},
            {'field': 'is_critical', 'text': unread(written.is_critical, is_critical), 'otherwise': 'not_a_flag'},
            {'field': 'is_level_of_effort', 'text': unread(written.is_level_of_effort, is_level_of_effort), 'otherwise': 'not_a_flag'},
            {'field': 'is_active', 'text': unread(written.is_active, is_active), 'otherwise': 'not_a_flag'}]))) end as hard_words,
        case when unread(written.baseline_start, baseline_start) is not null
            or unread(written.baseline_finish, baseline_finish) is not null
            or unread(written.forecast_start, forecast_start) is not null
            or unread(written.forecast_finish, forecast_finish) is not null
            or unread(written.actual_start, actual_start) is not null
            or unread(written.actual_finish, actual_finish) is not null
            or unread(written.created_on, created_on) is not null
            or unread(written.updated_on, updated_on) is not null
            or unread(written.assigned_on, assigned_on) is not null
            or unread(written.latest_finish, latest_finish) is not null
            or unread(written.constraint_date, constraint_date) is not null
            then by_field(read_dates(with_text([
            {'field': 'baseline_start', 'text': unread(written.baseline_start, baseline_start), 'day_order': convention.baseline_start_order, 'edge': 'start', 'serial': convention.baseline_start_serial, 'period': row_period, 'fiscal_start': fiscal_start},
            {'field': 'baseline_finish', 'text': unread(written.baseline_finish, baseline_finish), 'day_order': convention.baseline_finish_order, 'edge': 'finish', 'serial': convention.baseline_finish_serial, 'period': row_period, 'fiscal_start': fiscal_start},
            {'field': 'forecast_start', 'text': unread(written.forecast_start, forecast_start), 'day_order': convention.forecast_start_order, 'edge': 'start', 'serial': convention.forecast_start_serial, 'period': row_period, 'fiscal_start': fiscal_start},
            {'field': 'forecast_finish', 'text': unread(written.forecast_finish, forecast_finish), 'day_order': convention.forecast_finish_order, 'edge': 'finish', 'serial': convention.forecast_finish_serial, 'period': row_period, 'fiscal_start': fiscal_start},
            {'field': 'actual_start', 'text': unread(written.actual_start, actual_start), 'day_order': convention.actual_start_order, 'edge': 'start', 'serial': convention.actual_start_serial, 'period': row_period, 'fiscal_start': fiscal_start},
            {'field': 'actual_finish', 'text': unread(written.actual_finish, actual_finish), 'day_order': convention.actual_finish_order, 'edge': 'finish', 'serial': convention.actual_finish_serial, 'period': row_period, 'fiscal_start': fiscal_start},
            {'field': 'created_on', 'text': unread(written.created_on, created_on), 'day_order': convention.created_on_order, 'edge': 'finish', 'serial': convention.created_on_serial, 'period': row_period, 'fiscal_start': fiscal_start},
            {'field': 'updated_on', 'text': unread(written.updated_on, updated_on), 'day_order': convention.updated_on_order, 'edge': 'finish', 'serial': convention.updated_on_serial, 'period': row_period, 'fiscal_start': fiscal_start},
            {'field': 'assigned_on', 'text': unread(written.assigned_on, assigned_on), 'day_order': convention.assigned_on_order, 'edge': 'finish', 'serial': convention.assigned_on_serial, 'period': row_period, 'fiscal_start': fiscal_start},
            {'field': 'latest_finish', 'text': unread(written.latest_finish, latest_finish), 'day_order': convention.latest_finish_order, 'edge': 'finish', 'serial': convention.latest_finish_serial, 'period': row_period, 'fiscal_start': fiscal_start},
            {'field': 'constraint_date', 'text': unread(written.constraint_date, constraint_date), 'day_order': convention.constraint_date_order, 'edge': 'finish', 'serial': convention.constraint_date_serial, 'period': row_period, 'fiscal_start': fiscal_start}]))) end as hard_dates,
        case when unread(written.percent_complete, percent_complete) is not null
            or unread(written.percent_planned, percent_planned) is not null
            then by_field(read_ratios(with_text([
            {'field': 'percent_complete', 'text': unread(written.percent_complete, percent_complete), 'mark': convention.percent_complete_mark, 'points': convention.percent_complete_points},
            {'field': 'percent_planned', 'text': unread(written.percent_planned, percent_planned), 'mark': convention.percent_planned_mark, 'points': convention.percent_planned_points}]))) end as hard_ratios,
        case when unread(written.planned_cost, planned_cost) is not null
            or unread(written.actual_cost, actual_cost) is not null
            then by_field(read_money(with_text([
            {'field': 'planned_cost', 'text': unread(written.planned_cost, planned_cost), 'mark': convention.planned_cost_mark, 'multiplier': convention.planned_cost_multiplier, 'currency': row_currency},
            {'field': 'actual_cost', 'text': unread(written.actual_cost, actual_cost), 'mark': convention.actual_cost_mark, 'multiplier': convention.actual_cost_multiplier, 'currency': row_currency}]))) end as hard_money
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
    coalesce(coalesce(task_id, read_later(hard_ids, 'task_id')), coalesce(wbs, read_later(hard_ids, 'wbs')), coalesce(task_name, read_later(hard_texts, 'task_name')), concat('row:', written.load_id, ':', written.row_number)) as row_key,
    coalesce(task_id, read_later(hard_ids, 'task_id')) as task_id,
    coalesce(task_name, read_later(hard_texts, 'task_name')) as task_name,
    coalesce(task_type, read_later(hard_texts, 'task_type')) as task_type,
    coalesce(description, read_later(hard_texts, 'description')) as description,
    coalesce(parent_task, read_later(hard_texts, 'parent_task')) as parent_task,
    coalesce(wbs, read_later(hard_ids, 'wbs')) as wbs,
    try_cast(coalesce(outline_level, read_later(hard_quantities, 'outline_level')) as bigint) as outline_level,
    coalesce(stage, read_later(hard_texts, 'stage')) as stage,
    coalesce(iteration, read_later(hard_texts, 'iteration')) as iteration,
    coalesce(component, read_later(hard_texts, 'component')) as component,
    coalesce(owner, read_later(hard_names, 'owner')) as owner,
    coalesce(reporter, read_later(hard_names, 'reporter')) as reporter,
    coalesce(department, read_later(hard_texts, 'department')) as department,
    status as status,
    coalesce(resolution, read_later(hard_texts, 'resolution')) as resolution,
    coalesce(baseline_start, read_later(hard_dates, 'baseline_start')) as baseline_start,
    coalesce(baseline_finish, read_later(hard_dates, 'baseline_finish')) as baseline_finish,
    coalesce(forecast_start, read_later(hard_dates, 'forecast_start')) as forecast_start,
    coalesce(forecast_finish, read_later(hard_dates, 'forecast_finish')) as forecast_finish,
    coalesce(actual_start, read_later(hard_dates, 'actual_start')) as actual_start,
    coalesce(actual_finish, read_later(hard_dates, 'actual_finish')) as actual_finish,
    coalesce(created_on, read_later(hard_dates, 'created_on')) as created_on,
    coalesce(updated_on, read_later(hard_dates, 'updated_on')) as updated_on,
    coalesce(assigned_on, read_later(hard_dates, 'assigned_on')) as assigned_on,
    coalesce(latest_finish, read_later(hard_dates, 'latest_finish')) as latest_finish,
    coalesce(constraint_type, read_later(hard_texts, 'constraint_type')) as constraint_type,
    coalesce(constraint_date, read_later(hard_dates, 'constraint_date')) as constraint_date,
    coalesce(percent_complete, read_later(hard_ratios, 'percent_complete')) as percent_complete,
    coalesce(percent_planned, read_later(hard_ratios, 'percent_planned')) as percent_planned,
    try_cast(coalesce(duration_days, read_later(hard_quantities, 'duration_days')) as double) as duration_days,
    try_cast(coalesce(actual_duration_days, read_later(hard_quantities, 'actual_duration_days')) as double) as actual_duration_days,
    try_cast(coalesce(remaining_duration_days, read_later(hard_quantities, 'remaining_duration_days')) as double) as remaining_duration_days,
    try_cast(coalesce(minimum_duration_days, read_later(hard_quantities, 'minimum_duration_days')) as double) as minimum_duration_days,
    try_cast(coalesce(most_likely_duration_days, read_later(hard_quantities, 'most_likely_duration_days')) as double) as most_likely_duration_days,
    try_cast(coalesce(maximum_duration_days, read_later(hard_quantities, 'maximum_duration_days')) as double) as maximum_duration_days,
    try_cast(coalesce(total_float_days, read_later(hard_quantities, 'total_float_days')) as double) as total_float_days,
    try_cast(coalesce(free_float_days, read_later(hard_quantities, 'free_float_days')) as double) as free_float_days,
    try_cast(coalesce(planned_hours, read_later(hard_quantities, 'planned_hours')) as decimal(12, 2)) as planned_hours,
    try_cast(coalesce(actual_hours, read_later(hard_quantities, 'actual_hours')) as decimal(12, 2)) as actual_hours,
    try_cast(coalesce(remaining_hours, read_later(hard_quantities, 'remaining_hours')) as decimal(12, 2)) as remaining_hours,
    try_cast(coalesce(story_points, read_later(hard_quantities, 'story_points')) as double) as story_points,
    coalesce(planned_cost, read_later(hard_money, 'planned_cost')) as planned_cost,
    coalesce(actual_cost, read_later(hard_money, 'actual_cost')) as actual_cost,
    currency as currency,
    is_milestone as is_milestone,
    is_summary as is_summary,
    is_critical as is_critical,
    is_level_of_effort as is_level_of_effort,
    is_active as is_active,
    coalesce(priority, read_later(hard_texts, 'priority')) as priority,
    coalesce(predecessors, read_later(hard_texts, 'predecessors')) as predecessors,
    coalesce(successors, read_later(hard_texts, 'successors')) as successors,
    coalesce(calendar_name, read_later(hard_texts, 'calendar_name')) as calendar_name,
    coalesce(tags, read_later(hard_texts, 'tags')) as tags,
    coalesce(comment, read_later(hard_texts, 'comment')) as comment,
    written.extra,
    case when hard_ids is not null or hard_texts is not null or hard_quantities is not null or hard_names is not null or hard_words is not null or hard_dates is not null or hard_ratios is not null or hard_money is not null then problems_of(list_concat(
        said(hard_ids),
        said(hard_texts),
        said(hard_quantities),
        said(hard_names),
        said(hard_words),
        said(hard_dates),
        said(hard_ratios),
        said(hard_money)
    )) else [] end as problems
from hard
