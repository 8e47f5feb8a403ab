-- Projects, typed. One row per project and reporting period: who, why, when, how far, how much, and what the manager says of it.
-- Written by pmo_analytics/models/staging.py from data/fields/projects.toml.
--
-- grain:   one row per load_id, row_number
-- columns:
--   load_id                             key      load that brought the row
--   row_number                          key      place of the row among the load's rows of this entity
--   source_row                          count    row of the sheet; null where a record is a column
--   source_column                       text     column of the sheet where a record is one
--   project_id                          key      code as written, else the name; empty where the row is of no project
--   project_code                        text     code as written
--   project_name                        text     name as written
--   period                              date     month end the row was reported for
--   row_key                             key      what makes the row the same in another load of the project and period
--   portfolio                           text     Portfolio the project belongs to.
--   programme                           text     Programme the project is part of.
--   department                          text     Department or unit that owns the project.
--   delivery_organisation               text     Supplier or body that does the work.
--   customer                            text     Who the project is done for.
--   sponsor                             text     Executive accountable for the project and its benefits.
--   manager                             text     Person who runs the project day to day.
--   technical_lead                      text     Person who answers for the technical solution.
--   pmo_contact                         text     Person in the project office who follows the project.
--   objective                           text     What the project is to achieve, in a few sentences.
--   strategic_goal                      text     Goal of the organisation that the project serves.
--   strategic_score                     score    Agreed score for how well the project serves the strategy.
--   project_class                       text     Class by size, risk or oversight, which decides what the PMO requires.
--   project_type                        text     Kind of project, such as IT, construction or research.
--   priority                            text     How important the project is beside others, as the organisation writes it.
--   stage                               text     Stage of the life cycle the project is in.
--   state                               text     Whether the project is proposed, active, on hold, closed or cancelled.
--   currency                            text     Currency of the project's amounts, as an ISO code.
--   status_date                         date     Day up to which progress and cost are known.
--   baseline_start                      date     Approved start of the project; a plain start date is read as this one.
--   baseline_finish                     date     Approved finish of the project; a plain end date is read as this one.
--   forecast_start                      date     Start now expected.
--   forecast_finish                     date     Finish now expected.
--   actual_start                        date     Day the work began.
--   actual_finish                       date     Day the project was finished; blank while it is not.
--   approved_on                         date     Day the project or its business case was approved.
--   planned_duration_days               days     Planned length of the project in days.
--   reported_slip_days                  days     Days late as the tracker itself states them; late is positive.
--   percent_complete                    percent  Share of all work that is done, judged by results, not by time or money spent.
--   percent_planned                     percent  Share of all work that should be done by the status date under the plan.
--   execution_rate                      percent  Share of the budget that is spent, as the tracker itself states it.
--   time_elapsed_rate                   percent  Share of the year or of the plan's time that has passed, as the tracker states it.
--   budget_at_completion                money    Approved cost of all planned work, cumulative to the end; never the contract value.
--   original_budget                     money    Budget as first approved, before any change.
--   funding_approved                    money    Money released for spending so far.
--   management_reserve                  money    Money held outside the budget for the unforeseen.
--   capital_budget                      money    Part of the budget that is capital expenditure.
--   operating_budget                    money    Part of the budget that is operating expenditure.
--   planned_value                       money    Budget of the work that should be done by the status date, cumulative.
--   planned_value_this_period           money    Budget of the work that should be done in this period alone.
--   earned_value                        money    Budget of the work that is done, cumulative.
--   earned_value_this_period            money    Budget of the work that was done in this period alone.
--   actual_cost                         money    Cost of the work done so far, cumulative from the start, accruals included.
--   actual_cost_this_period             money    Cost of this period alone.
--   estimate_to_complete                money    Manager's estimate of what is still to be spent.
--   manager_estimate_at_completion      money    Manager's own estimate of the cost at completion.
--   committed_cost                      money    Orders and contracts placed with others but not yet in the actual cost.
--   contingency_approved                money    Contingency approved for known risks.
--   contingency_drawn                   money    Contingency used so far, cumulative.
--   cost_tolerance                      percent  By what share of its budget the project may overrun before it must be escalated.
--   time_tolerance_days                 days     By how many days the project may finish late before it must be escalated.
--   budget_this_year                    money    Approved budget of the fiscal year.
--   budget_year_to_date                 money    Budget from the start of the fiscal year to the status date.
--   actual_this_year                    money    Cost from the start of the fiscal year to the status date.
--   forecast_this_year                  money    Cost now expected for the whole fiscal year.
--   contract_number                     text     Number of the customer or supplier contract.
--   contract_value                      money    What the customer pays for the project: a supplier's revenue, not its budget.
--   invoiced                            money    Amount invoiced to the customer, cumulative.
--   receipts                            money    Cash received from the customer, cumulative.
--   remaining_budget                    money    Budget not yet spent, as the tracker itself states it.
--   reported_cost_variance              money    Cost variance as the tracker itself states it.
--   reported_variance_at_completion     money    Variance at completion as the tracker itself states it.
--   reported_schedule_variance          text     Schedule variance as the tracker itself states it; trackers write money, percent or days.
--   reported_cost_performance_index     ratio    Cost performance index as the tracker itself states it.
--   reported_schedule_performance_index ratio    Schedule performance index as the tracker itself states it.
--   planned_benefits                    money    Value of all benefits expected of the project.
--   net_present_value                   money    Net present value stated in the business case.
--   return_on_investment                percent  Return on investment stated in the business case.
--   benefit_cost_ratio                  ratio    Benefits divided by costs, as stated in the business case.
--   payback_months                      months   Months until the benefits have paid back the cost.
--   discount_rate                       percent  Yearly rate that discounts later money.
--   planned_hours                       hours    Work planned for the whole project.
--   actual_hours                        hours    Work done so far, cumulative.
--   remaining_hours                     hours    Work still to be done.
--   forecast_hours                      hours    Work now expected for the whole project.
--   team_size                           count    People working on the project.
--   planned_full_time_equivalents       ratio    Full-time equivalents planned or funded.
--   actual_full_time_equivalents        ratio    Full-time equivalents in place.
--   declared_overall                    text     Overall state of the project as its manager, or the report itself, rates it.
--   declared_schedule                   text     State of the schedule as declared.
--   declared_cost                       text     State of cost against budget as declared.
--   declared_scope                      text     State of the scope as declared.
--   declared_risk                       text     State of the risks as declared.
--   declared_resource                   text     State of people and resources as declared.
--   declared_benefits                   text     State of the benefits as declared.
--   declared_quality                    text     State of quality as declared.
--   declared_stakeholders               text     State of stakeholders and communication as declared.
--   assessed_overall                    text     Overall state as the project office rates it, beside the manager's own.
--   assessed_reason                     text     Why the project office rates the project so.
--   risk_level                          text     How risky the project is as a whole, as declared.
--   highlights                          text     What was achieved in this period.
--   next_steps                          text     What will be done next.
--   decisions_needed                    text     What the manager asks others to decide or help with.
--   narrative                           text     The report's own words on how the project stands.
--   schedule_narrative                  text     The report's own words on the schedule.
--   cost_narrative                      text     The report's own words on budget and cost.
--   scope_narrative                     text     The report's own words on the scope.
--   resource_narrative                  text     The report's own words on people and resources.
--   top_risks                           text     The main risks in the report's own words.
--   top_issues                          text     The main issues in the report's own words.
--   recovery_plan                       text     How the project is to be brought back to plan.
--   next_milestone                      text     The next milestone due.
--   next_milestone_date                 date     Day the next milestone is due.
--   open_risks                          count    Risks still open, as the tracker counts them.
--   open_issues                         count    Issues still open, as the tracker counts them.
--   open_changes                        count    Changes still open, as the tracker counts them.
--   open_defects                        count    Defects still open, as the tracker counts them.
--   baseline_version                    text     Version of the approved plan the row refers to.
--   method                              text     How the project is run, such as waterfall or agile.
--   template_version                    text     Version of the reporting template the row was written on.
--   location                            text     Where the project is carried out.
--   funding_source                      text     Where the money comes from.
--   cost_centre                         text     Cost centre that carries the project.
--   reporter                            text     Person who filled in the report.
--   submitted_on                        date     Day the report was handed in.
--   updated_on                          date     Day the row was last changed.
--   created_on                          date     Day the project was first entered.
--   tags                                text     Words the organisation sorts projects by.
--   link                                text     Address of the project's own site or folder.
--   notes                               text     Anything else.
--   extra                               json     columns of the table that match no field, by their headers
--   problems                            problems cells that could not be read, or were read with doubt
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
        sum(order_vote(status_date)) as status_date_vote,
        bool_and(is_serial(status_date)) as status_date_serial,
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
        sum(order_vote(approved_on)) as approved_on_vote,
        bool_and(is_serial(approved_on)) as approved_on_serial,
        sum(decimal_vote(planned_duration_days)) as planned_duration_days_vote,
        sum(decimal_vote(reported_slip_days)) as reported_slip_days_vote,
        sum(decimal_vote(percent_complete)) as percent_complete_vote,
        bool_or(is_points(percent_complete)) as percent_complete_points,
        sum(decimal_vote(percent_planned)) as percent_planned_vote,
        bool_or(is_points(percent_planned)) as percent_planned_points,
        sum(decimal_vote(execution_rate)) as execution_rate_vote,
        bool_or(is_points(execution_rate)) as execution_rate_points,
        sum(decimal_vote(time_elapsed_rate)) as time_elapsed_rate_vote,
        bool_or(is_points(time_elapsed_rate)) as time_elapsed_rate_points,
        sum(decimal_vote(budget_at_completion)) as budget_at_completion_vote,
        sum(decimal_vote(original_budget)) as original_budget_vote,
        sum(decimal_vote(funding_approved)) as funding_approved_vote,
        sum(decimal_vote(management_reserve)) as management_reserve_vote,
        sum(decimal_vote(capital_budget)) as capital_budget_vote,
        sum(decimal_vote(operating_budget)) as operating_budget_vote,
        sum(decimal_vote(planned_value)) as planned_value_vote,
        sum(decimal_vote(planned_value_this_period)) as planned_value_this_period_vote,
        sum(decimal_vote(earned_value)) as earned_value_vote,
        sum(decimal_vote(earned_value_this_period)) as earned_value_this_period_vote,
        sum(decimal_vote(actual_cost)) as actual_cost_vote,
        sum(decimal_vote(actual_cost_this_period)) as actual_cost_this_period_vote,
        sum(decimal_vote(estimate_to_complete)) as estimate_to_complete_vote,
        sum(decimal_vote(manager_estimate_at_completion)) as manager_estimate_at_completion_vote,
        sum(decimal_vote(committed_cost)) as committed_cost_vote,
        sum(decimal_vote(contingency_approved)) as contingency_approved_vote,
        sum(decimal_vote(contingency_drawn)) as contingency_drawn_vote,
        sum(decimal_vote(cost_tolerance)) as cost_tolerance_vote,
        bool_or(is_points(cost_tolerance)) as cost_tolerance_points,
        sum(decimal_vote(time_tolerance_days)) as time_tolerance_days_vote,
        sum(decimal_vote(budget_this_year)) as budget_this_year_vote,
        sum(decimal_vote(budget_year_to_date)) as budget_year_to_date_vote,
        sum(decimal_vote(actual_this_year)) as actual_this_year_vote,
        sum(decimal_vote(forecast_this_year)) as forecast_this_year_vote,
        sum(decimal_vote(contract_value)) as contract_value_vote,
        sum(decimal_vote(invoiced)) as invoiced_vote,
        sum(decimal_vote(receipts)) as receipts_vote,
        sum(decimal_vote(remaining_budget)) as remaining_budget_vote,
        sum(decimal_vote(reported_cost_variance)) as reported_cost_variance_vote,
        sum(decimal_vote(reported_variance_at_completion)) as reported_variance_at_completion_vote,
        sum(decimal_vote(reported_cost_performance_index)) as reported_cost_performance_index_vote,
        sum(decimal_vote(reported_schedule_performance_index)) as reported_schedule_performance_index_vote,
        sum(decimal_vote(planned_benefits)) as planned_benefits_vote,
        sum(decimal_vote(net_present_value)) as net_present_value_vote,
        sum(decimal_vote(return_on_investment)) as return_on_investment_vote,
        bool_or(is_points(return_on_investment)) as return_on_investment_points,
        sum(decimal_vote(benefit_cost_ratio)) as benefit_cost_ratio_vote,
        sum(decimal_vote(payback_months)) as payback_months_vote,
        sum(decimal_vote(discount_rate)) as discount_rate_vote,
        bool_or(is_points(discount_rate)) as discount_rate_points,
        sum(decimal_vote(planned_hours)) as planned_hours_vote,
        sum(decimal_vote(actual_hours)) as actual_hours_vote,
        sum(decimal_vote(remaining_hours)) as remaining_hours_vote,
        sum(decimal_vote(forecast_hours)) as forecast_hours_vote,
        sum(decimal_vote(team_size)) as team_size_vote,
        sum(decimal_vote(planned_full_time_equivalents)) as planned_full_time_equivalents_vote,
        sum(decimal_vote(actual_full_time_equivalents)) as actual_full_time_equivalents_vote,
        sum(order_vote(next_milestone_date)) as next_milestone_date_vote,
        bool_and(is_serial(next_milestone_date)) as next_milestone_date_serial,
        sum(decimal_vote(open_risks)) as open_risks_vote,
        sum(decimal_vote(open_issues)) as open_issues_vote,
        sum(decimal_vote(open_changes)) as open_changes_vote,
        sum(decimal_vote(open_defects)) as open_defects_vote,
        sum(order_vote(submitted_on)) as submitted_on_vote,
        bool_and(is_serial(submitted_on)) as submitted_on_serial,
        sum(order_vote(updated_on)) as updated_on_vote,
        bool_and(is_serial(updated_on)) as updated_on_serial,
        sum(order_vote(created_on)) as created_on_vote,
        bool_and(is_serial(created_on)) as created_on_serial
    from ledger.projects
    group by load_id
),
header as (
    select
        load_id,
        any_value(value_map) filter (field = 'strategic_score') as strategic_score_words,
        any_value(value_map) filter (field = 'state') as state_words,
        any_value(date_order) filter (field = 'status_date') as status_date_named,
        any_value(date_order) filter (field = 'baseline_start') as baseline_start_named,
        any_value(date_order) filter (field = 'baseline_finish') as baseline_finish_named,
        any_value(date_order) filter (field = 'forecast_start') as forecast_start_named,
        any_value(date_order) filter (field = 'forecast_finish') as forecast_finish_named,
        any_value(date_order) filter (field = 'actual_start') as actual_start_named,
        any_value(date_order) filter (field = 'actual_finish') as actual_finish_named,
        any_value(date_order) filter (field = 'approved_on') as approved_on_named,
        max(multiplier) filter (field = 'planned_duration_days') as planned_duration_days_multiplier,
        max(multiplier) filter (field = 'reported_slip_days') as reported_slip_days_multiplier,
        max(multiplier) filter (field = 'budget_at_completion') as budget_at_completion_multiplier,
        max(multiplier) filter (field = 'original_budget') as original_budget_multiplier,
        max(multiplier) filter (field = 'funding_approved') as funding_approved_multiplier,
        max(multiplier) filter (field = 'management_reserve') as management_reserve_multiplier,
        max(multiplier) filter (field = 'capital_budget') as capital_budget_multiplier,
        max(multiplier) filter (field = 'operating_budget') as operating_budget_multiplier,
        max(multiplier) filter (field = 'planned_value') as planned_value_multiplier,
        max(multiplier) filter (field = 'planned_value_this_period') as planned_value_this_period_multiplier,
        max(multiplier) filter (field = 'earned_value') as earned_value_multiplier,
        max(multiplier) filter (field = 'earned_value_this_period') as earned_value_this_period_multiplier,
        max(multiplier) filter (field = 'actual_cost') as actual_cost_multiplier,
        max(multiplier) filter (field = 'actual_cost_this_period') as actual_cost_this_period_multiplier,
        max(multiplier) filter (field = 'estimate_to_complete') as estimate_to_complete_multiplier,
        max(multiplier) filter (field = 'manager_estimate_at_completion') as manager_estimate_at_completion_multiplier,
        max(multiplier) filter (field = 'committed_cost') as committed_cost_multiplier,
        max(multiplier) filter (field = 'contingency_approved') as contingency_approved_multiplier,
        max(multiplier) filter (field = 'contingency_drawn') as contingency_drawn_multiplier,
        max(multiplier) filter (field = 'time_tolerance_days') as time_tolerance_days_multiplier,
        max(multiplier) filter (field = 'budget_this_year') as budget_this_year_multiplier,
        max(multiplier) filter (field = 'budget_year_to_date') as budget_year_to_date_multiplier,
        max(multiplier) filter (field = 'actual_this_year') as actual_this_year_multiplier,
        max(multiplier) filter (field = 'forecast_this_year') as forecast_this_year_multiplier,
        max(multiplier) filter (field = 'contract_value') as contract_value_multiplier,
        max(multiplier) filter (field = 'invoiced') as invoiced_multiplier,
        max(multiplier) filter (field = 'receipts') as receipts_multiplier,
        max(multiplier) filter (field = 'remaining_budget') as remaining_budget_multiplier,
        max(multiplier) filter (field = 'reported_cost_variance') as reported_cost_variance_multiplier,
        max(multiplier) filter (field = 'reported_variance_at_completion') as reported_variance_at_completion_multiplier,
        max(multiplier) filter (field = 'reported_cost_performance_index') as reported_cost_performance_index_multiplier,
        max(multiplier) filter (field = 'reported_schedule_performance_index') as reported_schedule_performance_index_multiplier,
        max(multiplier) filter (field = 'planned_benefits') as planned_benefits_multiplier,
        max(multiplier) filter (field = 'net_present_value') as net_present_value_multiplier,
        max(multiplier) filter (field = 'benefit_cost_ratio') as benefit_cost_ratio_multiplier,
        max(multiplier) filter (field = 'payback_months') as payback_months_multiplier,
        max(multiplier) filter (field = 'planned_hours') as planned_hours_multiplier,
        max(multiplier) filter (field = 'actual_hours') as actual_hours_multiplier,
        max(multiplier) filter (field = 'remaining_hours') as remaining_hours_multiplier,
        max(multiplier) filter (field = 'forecast_hours') as forecast_hours_multiplier,
        max(multiplier) filter (field = 'team_size') as team_size_multiplier,
        max(multiplier) filter (field = 'planned_full_time_equivalents') as planned_full_time_equivalents_multiplier,
        max(multiplier) filter (field = 'actual_full_time_equivalents') as actual_full_time_equivalents_multiplier,
        any_value(value_map) filter (field = 'declared_overall') as declared_overall_words,
        any_value(value_map) filter (field = 'declared_schedule') as declared_schedule_words,
        any_value(value_map) filter (field = 'declared_cost') as declared_cost_words,
        any_value(value_map) filter (field = 'declared_scope') as declared_scope_words,
        any_value(value_map) filter (field = 'declared_risk') as declared_risk_words,
        any_value(value_map) filter (field = 'declared_resource') as declared_resource_words,
        any_value(value_map) filter (field = 'declared_benefits') as declared_benefits_words,
        any_value(value_map) filter (field = 'declared_quality') as declared_quality_words,
        any_value(value_map) filter (field = 'declared_stakeholders') as declared_stakeholders_words,
        any_value(value_map) filter (field = 'assessed_overall') as assessed_overall_words,
        any_value(value_map) filter (field = 'risk_level') as risk_level_words,
        any_value(date_order) filter (field = 'next_milestone_date') as next_milestone_date_named,
        max(multiplier) filter (field = 'open_risks') as open_risks_multiplier,
        max(multiplier) filter (field = 'open_issues') as open_issues_multiplier,
        max(multiplier) filter (field = 'open_changes') as open_changes_multiplier,
        max(multiplier) filter (field = 'open_defects') as open_defects_multiplier,
        any_value(date_order) filter (field = 'submitted_on') as submitted_on_named,
        any_value(date_order) filter (field = 'updated_on') as updated_on_named,
        any_value(date_order) filter (field = 'created_on') as created_on_named
    from ledger.load_columns
    where entity = 'projects'
    group by load_id
),
load_vote as (
    select
        *,
        list_sum([planned_duration_days_vote, reported_slip_days_vote, percent_complete_vote, percent_planned_vote, execution_rate_vote, time_elapsed_rate_vote, budget_at_completion_vote, original_budget_vote, funding_approved_vote, management_reserve_vote, capital_budget_vote, operating_budget_vote, planned_value_vote, planned_value_this_period_vote, earned_value_vote, earned_value_this_period_vote, actual_cost_vote, actual_cost_this_period_vote, estimate_to_complete_vote, manager_estimate_at_completion_vote, committed_cost_vote, contingency_approved_vote, contingency_drawn_vote, cost_tolerance_vote, time_tolerance_days_vote, budget_this_year_vote, budget_year_to_date_vote, actual_this_year_vote, forecast_this_year_vote, contract_value_vote, invoiced_vote, receipts_vote, remaining_budget_vote, reported_cost_variance_vote, reported_variance_at_completion_vote, reported_cost_performance_index_vote, reported_schedule_performance_index_vote, planned_benefits_vote, net_present_value_vote, return_on_investment_vote, benefit_cost_ratio_vote, payback_months_vote, discount_rate_vote, planned_hours_vote, actual_hours_vote, remaining_hours_vote, forecast_hours_vote, team_size_vote, planned_full_time_equivalents_vote, actual_full_time_equivalents_vote, open_risks_vote, open_issues_vote, open_changes_vote, open_defects_vote]) as number_vote,
        list_sum([status_date_vote, baseline_start_vote, baseline_finish_vote, forecast_start_vote, forecast_finish_vote, actual_start_vote, actual_finish_vote, approved_on_vote, next_milestone_date_vote, submitted_on_vote, updated_on_vote, created_on_vote]) as date_vote
    from vote
),
convention as (
    select
        load_id,
        folded_keys(strategic_score_words) as strategic_score_words,
        folded_keys(state_words) as state_words,
        date_order(status_date_named, status_date_vote, date_vote, setting.date_order) as status_date_order,
        status_date_serial,
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
        date_order(approved_on_named, approved_on_vote, date_vote, setting.date_order) as approved_on_order,
        approved_on_serial,
        decimal_mark(planned_duration_days_vote, number_vote) as planned_duration_days_mark,
        planned_duration_days_multiplier,
        decimal_mark(reported_slip_days_vote, number_vote) as reported_slip_days_mark,
        reported_slip_days_multiplier,
        decimal_mark(percent_complete_vote, number_vote) as percent_complete_mark,
        percent_complete_points,
        decimal_mark(percent_planned_vote, number_vote) as percent_planned_mark,
        percent_planned_points,
        decimal_mark(execution_rate_vote, number_vote) as execution_rate_mark,
        execution_rate_points,
        decimal_mark(time_elapsed_rate_vote, number_vote) as time_elapsed_rate_mark,
        time_elapsed_rate_points,
        decimal_mark(budget_at_completion_vote, number_vote) as budget_at_completion_mark,
        budget_at_completion_multiplier,
        decimal_mark(original_budget_vote, number_vote) as original_budget_mark,
        original_budget_multiplier,
        decimal_mark(funding_approved_vote, number_vote) as funding_approved_mark,
        funding_approved_multiplier,
        decimal_mark(management_reserve_vote, number_vote) as management_reserve_mark,
        management_reserve_multiplier,
        decimal_mark(capital_budget_vote, number_vote) as capital_budget_mark,
        capital_budget_multiplier,
        decimal_mark(operating_budget_vote, number_vote) as operating_budget_mark,
        operating_budget_multiplier,
        decimal_mark(planned_value_vote, number_vote) as planned_value_mark,
        planned_value_multiplier,
        decimal_mark(planned_value_this_period_vote, number_vote) as planned_value_this_period_mark,
        planned_value_this_period_multiplier,
        decimal_mark(earned_value_vote, number_vote) as earned_value_mark,
        earned_value_multiplier,
        decimal_mark(earned_value_this_period_vote, number_vote) as earned_value_this_period_mark,
        earned_value_this_period_multiplier,
        decimal_mark(actual_cost_vote, number_vote) as actual_cost_mark,
        actual_cost_multiplier,
        decimal_mark(actual_cost_this_period_vote, number_vote) as actual_cost_this_period_mark,
        actual_cost_this_period_multiplier,
        decimal_mark(estimate_to_complete_vote, number_vote) as estimate_to_complete_mark,
        estimate_to_complete_multiplier,
        decimal_mark(manager_estimate_at_completion_vote, number_vote) as manager_estimate_at_completion_mark,
        manager_estimate_at_completion_multiplier,
        decimal_mark(committed_cost_vote, number_vote) as committed_cost_mark,
        committed_cost_multiplier,
        decimal_mark(contingency_approved_vote, number_vote) as contingency_approved_mark,
        contingency_approved_multiplier,
        decimal_mark(contingency_drawn_vote, number_vote) as contingency_drawn_mark,
        contingency_drawn_multiplier,
        decimal_mark(cost_tolerance_vote, number_vote) as cost_tolerance_mark,
        cost_tolerance_points,
        decimal_mark(time_tolerance_days_vote, number_vote) as time_tolerance_days_mark,
        time_tolerance_days_multiplier,
        decimal_mark(budget_this_year_vote, number_vote) as budget_this_year_mark,
        budget_this_year_multiplier,
        decimal_mark(budget_year_to_date_vote, number_vote) as budget_year_to_date_mark,
        budget_year_to_date_multiplier,
        decimal_mark(actual_this_year_vote, number_vote) as actual_this_year_mark,
        actual_this_year_multiplier,
        decimal_mark(forecast_this_year_vote, number_vote) as forecast_this_year_mark,
        forecast_this_year_multiplier,
        decimal_mark(contract_value_vote, number_vote) as contract_value_mark,
        contract_value_multiplier,
        decimal_mark(invoiced_vote, number_vote) as invoiced_mark,
        invoiced_multiplier,
        decimal_mark(receipts_vote, number_vote) as receipts_mark,
        receipts_multiplier,
        decimal_mark(remaining_budget_vote, number_vote) as remaining_budget_mark,
        remaining_budget_multiplier,
        decimal_mark(reported_cost_variance_vote, number_vote) as reported_cost_variance_mark,
        reported_cost_variance_multiplier,
        decimal_mark(reported_variance_at_completion_vote, number_vote) as reported_variance_at_completion_mark,
        reported_variance_at_completion_multiplier,
        decimal_mark(reported_cost_performance_index_vote, number_vote) as reported_cost_performance_index_mark,
        reported_cost_performance_index_multiplier,
        decimal_mark(reported_schedule_performance_index_vote, number_vote) as reported_schedule_performance_index_mark,
        reported_schedule_performance_index_multiplier,
        decimal_mark(planned_benefits_vote, number_vote) as planned_benefits_mark,
        planned_benefits_multiplier,
        decimal_mark(net_present_value_vote, number_vote) as net_present_value_mark,
        net_present_value_multiplier,
        decimal_mark(return_on_investment_vote, number_vote) as return_on_investment_mark,
        return_on_investment_points,
        decimal_mark(benefit_cost_ratio_vote, number_vote) as benefit_cost_ratio_mark,
        benefit_cost_ratio_multiplier,
        decimal_mark(payback_months_vote, number_vote) as payback_months_mark,
        payback_months_multiplier,
        decimal_mark(discount_rate_vote, number_vote) as discount_rate_mark,
        discount_rate_points,
        decimal_mark(planned_hours_vote, number_vote) as planned_hours_mark,
        planned_hours_multiplier,
        decimal_mark(actual_hours_vote, number_vote) as actual_hours_mark,
        actual_hours_multiplier,
        decimal_mark(remaining_hours_vote, number_vote) as remaining_hours_mark,
        remaining_hours_multiplier,
        decimal_mark(forecast_hours_vote, number_vote) as forecast_hours_mark,
        forecast_hours_multiplier,
        decimal_mark(team_size_vote, number_vote) as team_size_mark,
        team_size_multiplier,
        decimal_mark(planned_full_time_equivalents_vote, number_vote) as planned_full_time_equivalents_mark,
        planned_full_time_equivalents_multiplier,
        decimal_mark(actual_full_time_equivalents_vote, number_vote) as actual_full_time_equivalents_mark,
        actual_full_time_equivalents_multiplier,
        folded_keys(declared_overall_words) as declared_overall_words,
        folded_keys(declared_schedule_words) as declared_schedule_words,
        folded_keys(declared_cost_words) as declared_cost_words,
        folded_keys(declared_scope_words) as declared_scope_words,
        folded_keys(declared_risk_words) as declared_risk_words,
        folded_keys(declared_resource_words) as declared_resource_words,
        folded_keys(declared_benefits_words) as declared_benefits_words,
        folded_keys(declared_quality_words) as declared_quality_words,
        folded_keys(declared_stakeholders_words) as declared_stakeholders_words,
        folded_keys(assessed_overall_words) as assessed_overall_words,
        folded_keys(risk_level_words) as risk_level_words,
        date_order(next_milestone_date_named, next_milestone_date_vote, date_vote, setting.date_order) as next_milestone_date_order,
        next_milestone_date_serial,
        decimal_mark(open_risks_vote, number_vote) as open_risks_mark,
        open_risks_multiplier,
        decimal_mark(open_issues_vote, number_vote) as open_issues_mark,
        open_issues_multiplier,
        decimal_mark(open_changes_vote, number_vote) as open_changes_mark,
        open_changes_multiplier,
        decimal_mark(open_defects_vote, number_vote) as open_defects_mark,
        open_defects_multiplier,
        date_order(submitted_on_named, submitted_on_vote, date_vote, setting.date_order) as submitted_on_order,
        submitted_on_serial,
        date_order(updated_on_named, updated_on_vote, date_vote, setting.date_order) as updated_on_order,
        updated_on_serial,
        date_order(created_on_named, created_on_vote, date_vote, setting.date_order) as created_on_order,
        created_on_serial
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
    from ledger.projects as written
    join convention using (load_id)
    cross join setting
),
easy as (
    select
        *,
        easy_id(written.project_code) as plain_code,
        easy_text(written.portfolio) as portfolio,
        easy_text(written.programme) as programme,
        easy_text(written.department) as department,
        easy_text(written.delivery_organisation) as delivery_organisation,
        easy_text(written.customer) as customer,
        easy_name(written.sponsor) as sponsor,
        easy_name(written.manager) as manager,
        easy_name(written.technical_lead) as technical_lead,
        easy_name(written.pmo_contact) as pmo_contact,
        easy_text(written.objective) as objective,
        easy_text(written.strategic_goal) as strategic_goal,
        coalesce(try_cast(choice_of(written.strategic_score, convention.strategic_score_words) as bigint), score_of(written.strategic_score)) as strategic_score,
        easy_text(written.project_class) as project_class,
        easy_text(written.project_type) as project_type,
        easy_text(written.priority) as priority,
        coalesce(choice_of(written.stage, map {'idea': 'Idea', 'idea phase': 'Idea', 'idea stage': 'Idea', '构想': 'Idea', '构想阶段': 'Idea', 'proposal': 'Proposal', 'proposal phase': 'Proposal', 'proposal stage': 'Proposal', '立项': 'Proposal', '申报': 'Proposal', '立项阶段': 'Proposal', '申报阶段': 'Proposal', 'feasibility': 'Feasibility', 'feasibility phase': 'Feasibility', 'feasibility stage': 'Feasibility', '可行性研究': 'Feasibility', '可研': 'Feasibility', '可行性研究阶段': 'Feasibility', '可研阶段': 'Feasibility', 'initiation': 'Initiation', 'initiation phase': 'Initiation', 'initiation stage': 'Initiation', '启动': 'Initiation', '启动阶段': 'Initiation', 'planning': 'Planning', 'planning phase': 'Planning', 'planning stage': 'Planning', '规划': 'Planning', '策划': 'Planning', '规划阶段': 'Planning', '策划阶段': 'Planning', 'requirements': 'Requirements', 'requirements phase': 'Requirements', 'requirements stage': 'Requirements', '需求': 'Requirements', '需求阶段': 'Requirements', 'design': 'Design', 'design phase': 'Design', 'design stage': 'Design', '设计': 'Design', '设计阶段': 'Design', 'procurement': 'Procurement', 'procurement phase': 'Procurement', 'procurement stage': 'Procurement', '采购': 'Procurement', '采购阶段': 'Procurement', 'development': 'Development', 'development phase': 'Development', 'development stage': 'Development', '开发': 'Development', '开发阶段': 'Development', 'build': 'Build', 'build phase': 'Build', 'build stage': 'Build', '实施': 'Build', '建设': 'Build', '构建': 'Build', '实施阶段': 'Build', '建设阶段': 'Build', '构建阶段': 'Build', 'construction': 'Construction', 'construction phase': 'Construction', 'construction stage': 'Construction', '施工': 'Construction', '施工阶段': 'Construction', 'testing': 'Testing', 'test': 'Testing', 'testing phase': 'Testing', 'testing stage': 'Testing', '测试': 'Testing', '测试阶段': 'Testing', 'pilot': 'Pilot', 'pilot phase': 'Pilot', 'pilot stage': 'Pilot', '试点': 'Pilot', '试点阶段': 'Pilot', 'trial operation': 'Trial operation', 'trial operation phase': 'Trial operation', 'trial operation stage': 'Trial operation', '试运行': 'Trial operation', '试运行阶段': 'Trial operation', 'go live': 'Go-live', 'go live phase': 'Go-live', 'go live stage': 'Go-live', '上线': 'Go-live', '上线阶段': 'Go-live', 'acceptance': 'Acceptance', 'acceptance phase': 'Acceptance', 'acceptance stage': 'Acceptance', '验收': 'Acceptance', '验收阶段': 'Acceptance', 'test and hand over': 'Test and hand-over', 'test and hand over phase': 'Test and hand-over', 'test and hand over stage': 'Test and hand-over', '验收移交': 'Test and hand-over', '验收移交阶段': 'Test and hand-over', 'hand over': 'Hand-over', 'handover': 'Hand-over', 'hand over phase': 'Hand-over', 'hand over stage': 'Hand-over', '移交': 'Hand-over', '移交阶段': 'Hand-over', 'rollout': 'Rollout', 'roll out': 'Rollout', 'rollout phase': 'Rollout', 'rollout stage': 'Rollout', '推广': 'Rollout', '推广阶段': 'Rollout', 'operation': 'Operation', 'operations': 'Operation', 'operation phase': 'Operation', 'operation stage': 'Operation', '运营': 'Operation', '运维': 'Operation', '运营阶段': 'Operation', '运维阶段': 'Operation', 'closed': 'Closed', 'close out': 'Closed', 'closeout': 'Closed', 'closure': 'Closed', 'closed phase': 'Closed', 'closed stage': 'Closed', '收尾': 'Closed', '结项': 'Closed', '已结项': 'Closed', '收尾阶段': 'Closed', '结项阶段': 'Closed', '已结项阶段': 'Closed'}), easy_text(written.stage)) as stage,
        coalesce(choice_of(written.state, convention.state_words), choice_of(written.state, map {'proposed': 'proposed', 'proposal': 'proposed', 'idea': 'proposed', 'draft': 'proposed', 'pipeline': 'proposed', 'planned': 'proposed', 'approved': 'proposed', 'not started': 'proposed', 'notstarted': 'proposed', 'not yet started': 'proposed', 'to do': 'proposed', 'todo': 'proposed', 'new': 'proposed', 'future': 'proposed', 'pending': 'proposed', 'backlog': 'proposed', 'concept': 'proposed', 'requested': 'proposed', 'submitted': 'proposed', 'pre approval': 'proposed', 'awaiting approval': 'proposed', 'scheduled': 'proposed', '拟立项': 'proposed', '待立项': 'proposed', '立项中': 'proposed', '未立项': 'proposed', '拟建': 'proposed', '储备': 'proposed', '储备项目': 'proposed', '待审批': 'proposed', '审批中': 'proposed', '未开始': 'proposed', '未启动': 'proposed', '未开工': 'proposed', '待启动': 'proposed', '待开始': 'proposed', '待开工': 'proposed', '待办': 'proposed', '草稿': 'proposed', '申请中': 'proposed', '筹备中': 'proposed', '已立项': 'proposed', '已批准': 'proposed', '新建': 'proposed', '未实施': 'proposed', '计划中': 'proposed', 'active': 'active', 'in progress': 'active', 'ongoing': 'active', 'on going': 'active', 'open': 'active', 'started': 'active', 'executing': 'active', 'execution': 'active', 'in execution': 'active', 'delivery': 'active', 'in delivery': 'active', 'delivering': 'active', 'in flight': 'active', 'running': 'active', 'underway': 'active', 'under way': 'active', 'implementation': 'active', 'implementing': 'active', 'in implementation': 'active', 'wip': 'active', 'work in progress': 'active', 'doing': 'active', 'planning': 'active', 'in planning': 'active', 'initiating': 'active', 'initiation': 'active', 'initiated': 'active', 'monitoring': 'active', 'closing': 'active', 'in closure': 'active', 'delayed': 'active', 'late': 'active', 'overdue': 'active', 'behind schedule': 'active', 'reopened': 'active', 'in development': 'active', 'in review': 'active', '进行中': 'active', '实施中': 'active', '执行中': 'active', '在建': 'active', '在研': 'active', '在途': 'active', '在施': 'active', '推进中': 'active', '开展中': 'active', '建设中': 'active', '开发中': 'active', '已启动': 'active', '启动': 'active', '已开始': 'active', '已开工': 'active', '处理中': 'active', '运行中': 'active', '活动': 'active', '激活': 'active', '已激活': 'active', '正常推进': 'active', '正在进行': 'active', '正在实施': 'active', '规划中': 'active', '试运行': 'active', '收尾': 'active', '收尾中': 'active', '验收中': 'active', '待验收': 'active', '测试中': 'active', '延期': 'active', '已延期': 'active', '滞后': 'active', '逾期': 'active', '已逾期': 'active', '延误': 'active', 'on hold': 'on_hold', 'hold': 'on_hold', 'held': 'on_hold', 'paused': 'on_hold', 'pause': 'on_hold', 'suspended': 'on_hold', 'suspend': 'on_hold', 'deferred': 'on_hold', 'postponed': 'on_hold', 'frozen': 'on_hold', 'parked': 'on_hold', 'blocked': 'on_hold', 'stalled': 'on_hold', 'dormant': 'on_hold', 'waiting': 'on_hold', 'inactive': 'on_hold', '已挂起': 'on_hold', '挂起': 'on_hold', '暂停': 'on_hold', '已暂停': 'on_hold', '暂停中': 'on_hold', '搁置': 'on_hold', '已搁置': 'on_hold', '暂缓': 'on_hold', '缓建': 'on_hold', '停工': 'on_hold', '停滞': 'on_hold', '冻结': 'on_hold', '暂停实施': 'on_hold', '暂缓实施': 'on_hold', '阻塞': 'on_hold', '延缓': 'on_hold', '锁定': 'on_hold', '已锁定': 'on_hold', 'closed': 'closed', 'complete': 'closed', 'completed': 'closed', 'done': 'closed', 'finished': 'closed', 'delivered': 'closed', 'closed out': 'closed', 'ended': 'closed', 'archived': 'closed', 'implemented': 'closed', 'project closed': 'closed', '已关闭': 'closed', '关闭': 'closed', '已完成': 'closed', '完成': 'closed', '已结项': 'closed', '结项': 'closed', '已验收': 'closed', '验收通过': 'closed', '通过验收': 'closed', '已结束': 'closed', '结束': 'closed', '已竣工': 'closed', '竣工': 'closed', '完工': 'closed', '已完工': 'closed', '完结': 'closed', '已完结': 'closed', '归档': 'closed', '已归档': 'closed', '存档': 'closed', '已交付': 'closed', '已上线': 'closed', '已办结': 'closed', '办结': 'closed', '已投产': 'closed', '结题': 'closed', '已结题': 'closed', '已结案': 'closed', '结案': 'closed', 'cancelled': 'cancelled', 'canceled': 'cancelled', 'cancel': 'cancelled', 'terminated': 'cancelled', 'withdrawn': 'cancelled', 'rejected': 'cancelled', 'abandoned': 'cancelled', 'aborted': 'cancelled', 'dropped': 'cancelled', 'discontinued': 'cancelled', 'declined': 'cancelled', 'killed': 'cancelled', '已取消': 'cancelled', '取消': 'cancelled', '终止': 'cancelled', '已终止': 'cancelled', '中止': 'cancelled', '已中止': 'cancelled', '撤销': 'cancelled', '已撤销': 'cancelled', '作废': 'cancelled', '已作废': 'cancelled', '废弃': 'cancelled', '放弃': 'cancelled', '不立项': 'cancelled', '已否决': 'cancelled', '否决': 'cancelled', '关停': 'cancelled', '停止': 'cancelled', '已停止': 'cancelled', '撤项': 'cancelled'})) as state,
        currency_of(written.currency) as currency,
        easy_date(written.status_date) as status_date,
        easy_date(written.baseline_start) as baseline_start,
        easy_date(written.baseline_finish) as baseline_finish,
        easy_date(written.forecast_start) as forecast_start,
        easy_date(written.forecast_finish) as forecast_finish,
        easy_date(written.actual_start) as actual_start,
        easy_date(written.actual_finish) as actual_finish,
        easy_date(written.approved_on) as approved_on,
        easy_number(written.planned_duration_days, convention.planned_duration_days_mark, convention.planned_duration_days_multiplier) as planned_duration_days,
        easy_number(written.reported_slip_days, convention.reported_slip_days_mark, convention.reported_slip_days_multiplier) as reported_slip_days,
        easy_ratio(written.percent_complete, convention.percent_complete_mark, convention.percent_complete_points) as percent_complete,
        easy_ratio(written.percent_planned, convention.percent_planned_mark, convention.percent_planned_points) as percent_planned,
        easy_ratio(written.execution_rate, convention.execution_rate_mark, convention.execution_rate_points) as execution_rate,
        easy_ratio(written.time_elapsed_rate, convention.time_elapsed_rate_mark, convention.time_elapsed_rate_points) as time_elapsed_rate,
        easy_money(written.budget_at_completion, convention.budget_at_completion_mark, convention.budget_at_completion_multiplier) as budget_at_completion,
        easy_money(written.original_budget, convention.original_budget_mark, convention.original_budget_multiplier) as original_budget,
        easy_money(written.funding_approved, convention.funding_approved_mark, convention.funding_approved_multiplier) as funding_approved,
        easy_money(written.management_reserve, convention.management_reserve_mark, convention.management_reserve_multiplier) as management_reserve,
        easy_money(written.capital_budget, convention.capital_budget_mark, convention.capital_budget_multiplier) as capital_budget,
        easy_money(written.operating_budget, convention.operating_budget_mark, convention.operating_budget_multiplier) as operating_budget,
        easy_money(written.planned_value, convention.planned_value_mark, convention.planned_value_multiplier) as planned_value,
        easy_money(written.planned_value_this_period, convention.planned_value_this_period_mark, convention.planned_value_this_period_multiplier) as planned_value_this_period,
        easy_money(written.earned_value, convention.earned_value_mark, convention.earned_value_multiplier) as earned_value,
        easy_money(written.earned_value_this_period, convention.earned_value_this_period_mark, convention.earned_value_this_period_multiplier) as earned_value_this_period,
        easy_money(written.actual_cost, convention.actual_cost_mark, convention.actual_cost_multiplier) as actual_cost,
        easy_money(written.actual_cost_this_period, convention.actual_cost_this_period_mark, convention.actual_cost_this_period_multiplier) as actual_cost_this_period,
        easy_money(written.estimate_to_complete, convention.estimate_to_complete_mark, convention.estimate_to_complete_multiplier) as estimate_to_complete,
        easy_money(written.manager_estimate_at_completion, convention.manager_estimate_at_completion_mark, convention.manager_estimate_at_completion_multiplier) as manager_estimate_at_completion,
        easy_money(written.committed_cost, convention.committed_cost_mark, convention.committed_cost_multiplier) as committed_cost,
        easy_money(written.contingency_approved, convention.contingency_approved_mark, convention.contingency_approved_multiplier) as contingency_approved,
        easy_money(written.contingency_drawn, convention.contingency_drawn_mark, convention.contingency_drawn_multiplier) as contingency_drawn,
        easy_ratio(written.cost_tolerance, convention.cost_tolerance_mark, convention.cost_tolerance_points) as cost_tolerance,
        easy_number(written.time_tolerance_days, convention.time_tolerance_days_mark, convention.time_tolerance_days_multiplier) as time_tolerance_days,
        easy_money(written.budget_this_year, convention.budget_this_year_mark, convention.budget_this_year_multiplier) as budget_this_year,
        easy_money(written.budget_year_to_date, convention.budget_year_to_date_mark, convention.budget_year_to_date_multiplier) as budget_year_to_date,
        easy_money(written.actual_this_year, convention.actual_this_year_mark, convention.actual_this_year_multiplier) as actual_this_year,
        easy_money(written.forecast_this_year, convention.forecast_this_year_mark, convention.forecast_this_year_multiplier) as forecast_this_year,
        easy_id(written.contract_number) as contract_number,
        easy_money(written.contract_value, convention.contract_value_mark, convention.contract_value_multiplier) as contract_value,
        easy_money(written.invoiced, convention.invoiced_mark, convention.invoiced_multiplier) as invoiced,
        easy_money(written.receipts, convention.receipts_mark, convention.receipts_multiplier) as receipts,
        easy_money(written.remaining_budget, convention.remaining_budget_mark, convention.remaining_budget_multiplier) as remaining_budget,
        easy_money(written.reported_cost_variance, convention.reported_cost_variance_mark, convention.reported_cost_variance_multiplier) as reported_cost_variance,
        easy_money(written.reported_variance_at_completion, convention.reported_variance_at_completion_mark, convention.reported_variance_at_completion_multiplier) as reported_variance_at_completion,
        easy_text(written.reported_schedule_variance) as reported_schedule_variance,
        easy_number(written.reported_cost_performance_index, convention.reported_cost_performance_index_mark, convention.reported_cost_performance_index_multiplier) as reported_cost_performance_index,
        easy_number(written.reported_schedule_performance_index, convention.reported_schedule_performance_index_mark, convention.reported_schedule_performance_index_multiplier) as reported_schedule_performance_index,
        easy_money(written.planned_benefits, convention.planned_benefits_mark, convention.planned_benefits_multiplier) as planned_benefits,
        easy_money(written.net_present_value, convention.net_present_value_mark, convention.net_present_value_multiplier) as net_present_value,
        easy_ratio(written.return_on_investment, convention.return_on_investment_mark, convention.return_on_investment_points) as return_on_investment,
        easy_number(written.benefit_cost_ratio, convention.benefit_cost_ratio_mark, convention.benefit_cost_ratio_multiplier) as benefit_cost_ratio,
        easy_number(written.payback_months, convention.payback_months_mark, convention.payback_months_multiplier) as payback_months,
        easy_ratio(written.discount_rate, convention.discount_rate_mark, convention.discount_rate_points) as discount_rate,
        easy_number(written.planned_hours, convention.planned_hours_mark, convention.planned_hours_multiplier) as planned_hours,
        easy_number(written.actual_hours, convention.actual_hours_mark, convention.actual_hours_multiplier) as actual_hours,
        easy_number(written.remaining_hours, convention.remaining_hours_mark, convention.remaining_hours_multiplier) as remaining_hours,
        easy_number(written.forecast_hours, convention.forecast_hours_mark, convention.forecast_hours_multiplier) as forecast_hours,
        easy_count(written.team_size, convention.team_size_mark, convention.team_size_multiplier) as team_size,
        easy_number(written.planned_full_time_equivalents, convention.planned_full_time_equivalents_mark, convention.planned_full_time_equivalents_multiplier) as planned_full_time_equivalents,
        easy_number(written.actual_full_time_equivalents, convention.actual_full_time_equivalents_mark, convention.actual_full_time_equivalents_multiplier) as actual_full_time_equivalents,
        coalesce(choice_of(written.declared_overall, convention.declared_overall_words), easy_light(written.declared_overall)) as declared_overall,
        coalesce(choice_of(written.declared_schedule, convention.declared_schedule_words), easy_light(written.declared_schedule)) as declared_schedule,
        coalesce(choice_of(written.declared_cost, convention.declared_cost_words), easy_light(written.declared_cost)) as declared_cost,
        coalesce(choice_of(written.declared_scope, convention.declared_scope_words), easy_light(written.declared_scope)) as declared_scope,
        coalesce(choice_of(written.declared_risk, convention.declared_risk_words), easy_light(written.declared_risk)) as declared_risk,
        coalesce(choice_of(written.declared_resource, convention.declared_resource_words), easy_light(written.declared_resource)) as declared_resource,
        coalesce(choice_of(written.declared_benefits, convention.declared_benefits_words), easy_light(written.declared_benefits)) as declared_benefits,
        coalesce(choice_of(written.declared_quality, convention.declared_quality_words), easy_light(written.declared_quality)) as declared_quality,
        coalesce(choice_of(written.declared_stakeholders, convention.declared_stakeholders_words), easy_light(written.declared_stakeholders)) as declared_stakeholders,
        coalesce(choice_of(written.assessed_overall, convention.assessed_overall_words), easy_light(written.assessed_overall)) as assessed_overall,
        easy_text(written.assessed_reason) as assessed_reason,
        coalesce(choice_of(written.risk_level, convention.risk_level_words), choice_of(written.risk_level, map {'very high': 'very_high', 'extreme': 'very_high', 'critical': 'very_high', 'severe': 'very_high', '极高': 'very_high', '很高': 'very_high', '特别重大': 'very_high', '重大': 'very_high', 'high': 'high', 'h': 'high', '高': 'high', '较高': 'high', '高风险': 'high', '较大': 'high', 'medium': 'medium', 'med': 'medium', 'm': 'medium', 'moderate': 'medium', '中': 'medium', '中等': 'medium', '中风险': 'medium', '一般': 'medium', 'low': 'low', 'l': 'low', 'minor': 'low', '低': 'low', '较低': 'low', '低风险': 'low', '较小': 'low'})) as risk_level,
        easy_text(written.highlights) as highlights,
        easy_text(written.next_steps) as next_steps,
        easy_text(written.decisions_needed) as decisions_needed,
        easy_text(written.narrative) as narrative,
        easy_text(written.schedule_narrative) as schedule_narrative,
        easy_text(written.cost_narrative) as cost_narrative,
        easy_text(written.scope_narrative) as scope_narrative,
        easy_text(written.resource_narrative) as resource_narrative,
        easy_text(written.top_risks) as top_risks,
        easy_text(written.top_issues) as top_issues,
        easy_text(written.recovery_plan) as recovery_plan,
        easy_text(written.next_milestone) as next_milestone,
        easy_date(written.next_milestone_date) as next_milestone_date,
        easy_count(written.open_risks, convention.open_risks_mark, convention.open_risks_multiplier) as open_risks,
        easy_count(written.open_issues, convention.open_issues_mark, convention.open_issues_multiplier) as open_issues,
        easy_count(written.open_changes, convention.open_changes_mark, convention.open_changes_multiplier) as open_changes,
        easy_count(written.open_defects, convention.open_defects_mark, convention.open_defects_multiplier) as open_defects,
        easy_text(written.baseline_version) as baseline_version,
        easy_text(written.method) as method,
        easy_text(written.template_version) as template_version,
        easy_text(written.location) as location,
        easy_text(written.funding_source) as funding_source,
        easy_id(written.cost_centre) as cost_centre,
        easy_name(written.reporter) as reporter,
        easy_date(written.submitted_on) as submitted_on,
        easy_date(written.updated_on) as updated_on,
        easy_date(written.created_on) as created_on,
        easy_text(written.tags) as tags,
        easy_text(written.link) as link,
        easy_text(written.notes) as notes
    from known
),
hard as (
    select
        *,
        case when unread(written.project_code, plain_code) is not null
            or unread(written.contract_number, contract_number) is not null
            or unread(written.cost_centre, cost_centre) is not null
            then by_field(read_ids(with_text([
            {'field': 'project_id', 'text': unread(written.project_code, plain_code)},
            {'field': 'contract_number', 'text': unread(written.contract_number, contract_number)},
            {'field': 'cost_centre', 'text': unread(written.cost_centre, cost_centre)}]))) end as hard_ids,
        case when unread(written.portfolio, portfolio) is not null
            or unread(written.programme, programme) is not null
            or unread(written.department, department) is not null
            or unread(written.delivery_organisation, delivery_organisation) is not null
            or unread(written.customer, customer) is not null
            or unread(written.objective, objective) is not null
            or unread(written.strategic_goal, strategic_goal) is not null
            or unread(written.project_class, project_class) is not null
            or unread(written.project_type, project_type) is not null
            or unread(written.priority, priority) is not null
            or unread(written.stage, stage) is not null
            or unread(written.reported_schedule_variance, reported_schedule_variance) is not null
            or unread(written.assessed_reason, assessed_reason) is not null
            or unread(written.highlights, highlights) is not null
            or unread(written.next_steps, next_steps) is not null
            or unread(written.decisions_needed, decisions_needed) is not null
            or unread(written.narrative, narrative) is not null
            or unread(written.schedule_narrative, schedule_narrative) is not null
            or unread(written.cost_narrative, cost_narrative) is not null
            or unread(written.scope_narrative, scope_narrative) is not null
            or unread(written.resource_narrative, resource_narrative) is not null
            or unread(written.top_risks, top_risks) is not null
            or unread(written.top_issues, top_issues) is not null
            or unread(written.recovery_plan, recovery_plan) is not null
            or unread(written.next_milestone, next_milestone) is not null
            or unread(written.baseline_version, baseline_version) is not null
            or unread(written.method, method) is not null
            or unread(written.template_version, template_version) is not null
            or unread(written.location, location) is not null
            or unread(written.funding_source, funding_source) is not null
            or unread(written.tags, tags) is not null
            or unread(written.link, link) is not null
            or unread(written.notes, notes) is not null
            then by_field(read_texts(with_text([
            {'field': 'portfolio', 'text': unread(written.portfolio, portfolio)},
            {'field': 'programme', 'text': unread(written.programme, programme)},
            {'field': 'department', 'text': unread(written.department, department)},
            {'field': 'delivery_organisation', 'text': unread(written.delivery_organisation, delivery_organisation)},
            {'field': 'customer', 'text': unread(written.customer, customer)},
            {'field': 'objective', 'text': unread(written.objective, objective)},
            {'field': 'strategic_goal', 'text': unread(written.strategic_goal, strategic_goal)},
            {'field': 'project_class', 'text': unread(written.project_class, project_class)},
            {'field': 'project_type', 'text': unread(written.project_type, project_type)},
            {'field': 'priority', 'text': unread(written.priority, priority)},
            {'field': 'stage', 'text': unread(written.stage, stage)},
            {'field': 'reported_schedule_variance', 'text': unread(written.reported_schedule_variance, reported_schedule_variance)},
            {'field': 'assessed_reason', 'text': unread(written.assessed_reason, assessed_reason)},
            {'field': 'highlights', 'text': unread(written.highlights, highlights)},
            {'field': 'next_steps', 'text': unread(written.next_steps, next_steps)},
            {'field': 'decisions_needed', 'text': unread(written.decisions_needed, decisions_needed)},
            {'field': 'narrative', 'text': unread(written.narrative, narrative)},
            {'field': 'schedule_narrative', 'text': unread(written.schedule_narrative, schedule_narrative)},
            {'field': 'cost_narrative', 'text': unread(written.cost_narrative, cost_narrative)},
            {'field': 'scope_narrative', 'text': unread(written.scope_narrative, scope_narrative)},
            {'field': 'resource_narrative', 'text': unread(written.resource_narrative, resource_narrative)},
            {'field': 'top_risks', 'text': unread(written.top_risks, top_risks)},
            {'field': 'top_issues', 'text': unread(written.top_issues, top_issues)},
            {'field': 'recovery_plan', 'text': unread(written.recovery_plan, recovery_plan)},
            {'field': 'next_milestone', 'text': unread(written.next_milestone, next_milestone)},
            {'field': 'baseline_version', 'text': unread(written.baseline_version, baseline_version)},
            {'field': 'method', 'text': unread(written.method, method)},
            {'field': 'template_version', 'text': unread(written.template_version, template_version)},
            {'field': 'location', 'text': unread(written.location, location)},
            {'field': 'funding_source', 'text': unread(written.funding_source, funding_source)},
            {'field': 'tags', 'text': unread(written.tags, tags)},
            {'field': 'link', 'text': unread(written.link, link)},
            {'field': 'notes', 'text': unread(written.notes, notes)}]))) end as hard_texts,
        case when unread(written.sponsor, sponsor) is not null
            or unread(written.manager, manager) is not null
            or unread(written.technical_lead, technical_lead) is not null
            or unread(written.pmo_contact, pmo_contact) is not null
            or unread(written.reporter, reporter) is not null
            then by_field(read_names(with_text([
            {'field': 'sponsor', 'text': unread(written.sponsor, sponsor)},
            {'field': 'manager', 'text': unread(written.manager, manager)},
            {'field': 'technical_lead', 'text': unread(written.technical_lead, technical_lead)},
            {'field': 'pmo_contact', 'text': unread(written.pmo_contact, pmo_contact)},
            {'field': 'reporter', 'text': unread(written.reporter, reporter)}]))) end as hard_names,
        case when unread(written.strategic_score, strategic_score) is not null
            or unread(written.state, state) is not null
            or unread(written.currency, currency) is not null
            or unread(written.risk_level, risk_level) is not null
            then by_field(read_words(with_text([
            {'field': 'strategic_score', 'text': unread(written.strategic_score, strategic_score), 'otherwise': 'not_a_score'},
            {'field': 'state', 'text': unread(written.state, state), 'otherwise': 'not_a_choice'},
            {'field': 'currency', 'text': unread(written.currency, currency), 'otherwise': 'not_a_currency'},
            {'field': 'risk_level', 'text': unread(written.risk_level, risk_level), 'otherwise': 'not_a_choice'}]))) end as hard_words,
        case when unread(written.status_date, status_date) is not null
            or unread(written.baseline_start, baseline_start) is not null
            or unread(written.baseline_finish, baseline_finish) is not null
            or unread(written.forecast_start, forecast_start) is not null
            or unread(written.forecast_finish, forecast_finish) is not null
            or unread(written.actual_start, actual_start) is not null
            or unread(written.actual_finish, actual_finish) is not null
            or unread(written.approved_on, approved_on) is not null
            or unread(written.next_milestone_date, next_milestone_date) is not null
            or unread(written.submitted_on, submitted_on) is not null
            or unread(written.updated_on, updated_on) is not null
            or unread(written.created_on, created_on) is not null
            then by_field(read_dates(with_text([
            {'field': 'status_date', 'text': unread(written.status_date, status_date), 'day_order': convention.status_date_order, 'edge': 'finish', 'serial': convention.status_date_serial, 'period': row_period, 'fiscal_start': fiscal_start},
            {'field': 'baseline_start', 'text': unread(written.baseline_start, baseline_start), 'day_order': convention.baseline_start_order, 'edge': 'start', 'serial': convention.baseline_start_serial, 'period': row_period, 'fiscal_start': fiscal_start},
            {'field': 'baseline_finish', 'text': unread(written.baseline_finish, baseline_finish), 'day_order': convention.baseline_finish_order, 'edge': 'finish', 'serial': convention.baseline_finish_serial, 'period': row_period, 'fiscal_start': fiscal_start},
            {'field': 'forecast_start', 'text': unread(written.forecast_start, forecast_start), 'day_order': convention.forecast_start_order, 'edge': 'start', 'serial': convention.forecast_start_serial, 'period': row_period, 'fiscal_start': fiscal_start},
            {'field': 'forecast_finish', 'text': unread(written.forecast_finish, forecast_finish), 'day_order': convention.forecast_finish_order, 'edge': 'finish', 'serial': convention.forecast_finish_serial, 'period': row_period, 'fiscal_start': fiscal_start},
            {'field': 'actual_start', 'text': unread(written.actual_start, actual_start), 'day_order': convention.actual_start_order, 'edge': 'start', 'serial': convention.actual_start_serial, 'period': row_period, 'fiscal_start': fiscal_start},
            {'field': 'actual_finish', 'text': unread(written.actual_finish, actual_finish), 'day_order': convention.actual_finish_order, 'edge': 'finish', 'serial': convention.actual_finish_serial, 'period': row_period, 'fiscal_start': fiscal_start},
            {'field': 'approved_on', 'text': unread(written.approved_on, approved_on), 'day_order': convention.approved_on_order, 'edge': 'finish', 'serial': convention.approved_on_serial, 'period': row_period, 'fiscal_start': fiscal_start},
            {'field': 'next_milestone_date', 'text': unread(written.next_milestone_date, next_milestone_date), 'day_order': convention.next_milestone_date_order, 'edge': 'finish', 'serial': convention.next_milestone_date_serial, 'period': row_period, 'fiscal_start': fiscal_start},
            {'field': 'submitted_on', 'text': unread(written.submitted_on, submitted_on), 'day_order': convention.submitted_on_order, 'edge': 'finish', 'serial': convention.submitted_on_serial, 'period': row_period, 'fiscal_start': fiscal_start},
            {'field': 'updated_on', 'text': unread(written.updated_on, updated_on), 'day_order': convention.updated_on_order, 'edge': 'finish', 'serial': convention.updated_on_serial, 'period': row_period, 'fiscal_start': fiscal_start},
            {'field': 'created_on', 'text': unread(written.created_on, created_on), 'day_order': convention.created_on_order, 'edge': 'finish', 'serial': convention.created_on_serial, 'period': row_period, 'fiscal_start': fiscal_start}]))) end as hard_dates,
        case when unread(written.planned_duration_days, planned_duration_days) is not null
            or unread(written.reported_slip_days, reported_slip_days) is not null
            or unread(written.time_tolerance_days, time_tolerance_days) is not null
            or unread(written.reported_cost_performance_index, reported_cost_performance_index) is not null
            or unread(written.reported_schedule_performance_index, reported_schedule_performance_index) is not null
            or unread(written.benefit_cost_ratio, benefit_cost_ratio) is not null
            or unread(written.payback_months, payback_months) is not null
            or unread(written.planned_hours, planned_hours) is not null
            or unread(written.actual_hours, actual_hours) is not null
            or unread(written.remaining_hours, remaining_hours) is not null
            or unread(written.forecast_hours, forecast_hours) is not null
            or unread(written.team_size, team_size) is not null
            or unread(written.planned_full_time_equivalents, planned_full_time_equivalents) is not null
            or unread(written.actual_full_time_equivalents, actual_full_time_equivalents) is not null
            or unread(written.open_risks, open_risks) is not null
            or unread(written.open_issues, open_issues) is not null
            or unread(written.open_changes, open_changes) is not null
            or unread(written.open_defects, open_defects) is not null
            then by_field(read_quantities(with_text([
            {'field': 'planned_duration_days', 'text': unread(written.planned_duration_days, planned_duration_days), 'mark': convention.planned_duration_days_mark, 'multiplier': convention.planned_duration_days_multiplier, 'hours_per_day': hours_per_day, 'kind': 'days', 'otherwise': 'not_days'},
            {'field': 'reported_slip_days', 'text': unread(written.reported_slip_days, reported_slip_days), 'mark': convention.reported_slip_days_mark, 'multiplier': convention.reported_slip_days_multiplier, 'hours_per_day': hours_per_day, 'kind': 'days', 'otherwise': 'not_days'},
            {'field': 'time_tolerance_days', 'text': unread(written.time_tolerance_days, time_tolerance_days), 'mark': convention.time_tolerance_days_mark, 'multiplier': convention.time_tolerance_days_multiplier, 'hours_per_day': hours_per_day, 'kind': 'days', 'otherwise': 'not_days'},
            {'field': 'reported_cost_performance_index', 'text': unread(written.reported_cost_performance_index, reported_cost_performance_index), 'mark': convention.reported_cost_performance_index_mark, 'multiplier': convention.reported_cost_performance_index_multiplier, 'hours_per_day': hours_per_day, 'kind': 'number', 'otherwise': 'not_a_number'},
            {'field': 'reported_schedule_performance_index', 'text': unread(written.reported_schedule_performance_index, reported_schedule_performance_index), 'mark': convention.reported_schedule_performance_index_mark, 'multiplier': convention.reported_schedule_performance_index_multiplier, 'hours_per_day': hours_per_day, 'kind': 'number', 'otherwise': 'not_a_number'},
            {'field': 'benefit_cost_ratio', 'text': unread(written.benefit_cost_ratio, benefit_cost_ratio), 'mark': convention.benefit_cost_ratio_mark, 'multiplier': convention.benefit_cost_ratio_multiplier, 'hours_per_day': hours_per_day, 'kind': 'number', 'otherwise': 'not_a_number'},
            {'field': 'payback_months', 'text': unread(written.payback_months, payback_months), 'mark': convention.payback_months_mark, 'multiplier': convention.payback_months_multiplier, 'hours_per_day': hours_per_day, 'kind': 'months', 'otherwise': 'not_months'},
            {'field': 'planned_hours', 'text': unread(written.planned_hours, planned_hours), 'mark': convention.planned_hours_mark, 'multiplier': convention.planned_hours_multiplier, 'hours_per_day': hours_per_day, 'kind': 'hours', 'otherwise': 'not_hours'},
            {'field': 'actual_hours', 'text': unread(written.actual_hours, actual_hours), 'mark': convention.actual_hours_mark, 'multiplier': convention.actual_hours_multiplier, 'hours_per_day': hours_per_day, 'kind': 'hours', 'otherwise': 'not_hours'},
            {'field': 'remaining_hours', 'text': unread(written.remaining_hours, remaining_hours), 'mark': convention.remaining_hours_mark, 'multiplier': convention.remaining_hours_multiplier, 'hours_per_day': hours_per_day, 'kind': 'hours', 'otherwise': 'not_hours'},
            {'field': 'forecast_hours', 'text': unread(written.forecast_hours, forecast_hours), 'mark': convention.forecast_hours_mark, 'multiplier': convention.forecast_hours_multiplier, 'hours_per_day': hours_per_day, 'kind': 'hours', 'otherwise': 'not_hours'},
            {'field': 'team_size', 'text': unread(written.team_size, team_size), 'mark': convention.team_size_mark, 'multiplier': convention.team_size_multiplier, 'hours_per_day': hours_per_day, 'kind': 'count', 'otherwise': 'not_a_whole_number'},
            {'field': 'planned_full_time_equivalents', 'text': unread(written.planned_full_time_equivalents, planned_full_time_equivalents), 'mark': convention.planned_full_time_equivalents_mark, 'multiplier': convention.planned_full_time_equivalents_multiplier, 'hours_per_day': hours_per_day, 'kind': 'number', 'otherwise': 'not_a_number'},
            {'field': 'actual_full_time_equivalents', 'text': unread(written.actual_full_time_equivalents, actual_full_time_equivalents), 'mark': convention.actual_full_time_equivalents_mark, 'multiplier': convention.actual_full_time_equivalents_multiplier, 'hours_per_day': hours_per_day, 'kind': 'number', 'otherwise': 'not_a_number'},
            {'field': 'open_risks', 'text': unread(written.open_risks, open_risks), 'mark': convention.open_risks_mark, 'multiplier': convention.open_risks_multiplier, 'hours_per_day': hours_per_day, 'kind': 'count', 'otherwise': 'not_a_whole_number'},
            {'field': 'open_issues', 'text': unread(written.open_issues, open_issues), 'mark': convention.open_issues_mark, 'multiplier': convention.open_issues_multiplier, 'hours_per_day': hours_per_day, 'kind': 'count', 'otherwise': 'not_a_whole_number'},
            {'field': 'open_changes', 'text': unread(written.open_changes, open_changes), 'mark': convention.open_changes_mark, 'multiplier': convention.open_changes_multiplier, 'hours_per_day': hours_per_day, 'kind': 'count', 'otherwise': 'not_a_whole_number'},
            {'field': 'open_defects', 'text': unread(written.open_defects, open_defects), 'mark': convention.open_defects_mark, 'multiplier': convention.open_defects_multiplier, 'hours_per_day': hours_per_day, 'kind': 'count', 'otherwise': 'not_a_whole_number'}]))) end as hard_quantities,
        case when unread(written.percent_complete, percent_complete) is not null
            or unread(written.percent_planned, percent_planned) is not null
            or unread(written.execution_rate, execution_rate) is not null
            or unread(written.time_elapsed_rate, time_elapsed_rate) is not null
            or unread(written.cost_tolerance, cost_tolerance) is not null
            or unread(written.return_on_investment, return_on_investment) is not null
            or unread(written.discount_rate, discount_rate) is not null
            then by_field(read_ratios(with_text([
            {'field': 'percent_complete', 'text': unread(written.percent_complete, percent_complete), 'mark': convention.percent_complete_mark, 'points': convention.percent_complete_points},
            {'field': 'percent_planned', 'text': unread(written.percent_planned, percent_planned), 'mark': convention.percent_planned_mark, 'points': convention.percent_planned_points},
            {'field': 'execution_rate', 'text': unread(written.execution_rate, execution_rate), 'mark': convention.execution_rate_mark, 'points': convention.execution_rate_points},
            {'field': 'time_elapsed_rate', 'text': unread(written.time_elapsed_rate, time_elapsed_rate), 'mark': convention.time_elapsed_rate_mark, 'points': convention.time_elapsed_rate_points},
            {'field': 'cost_tolerance', 'text': unread(written.cost_tolerance, cost_tolerance), 'mark': convention.cost_tolerance_mark, 'points': convention.cost_tolerance_points},
            {'field': 'return_on_investment', 'text': unread(written.return_on_investment, return_on_investment), 'mark': convention.return_on_investment_mark, 'points': convention.return_on_investment_points},
            {'field': 'discount_rate', 'text': unread(written.discount_rate, discount_rate), 'mark': convention.discount_rate_mark, 'points': convention.discount_rate_points}]))) end as hard_ratios,
        case when unread(written.budget_at_completion, budget_at_completion) is not null
            or unread(written.original_budget, original_budget) is not null
            or unread(written.funding_approved, funding_approved) is not null
            or unread(written.management_reserve, management_reserve) is not null
            or unread(written.capital_budget, capital_budget) is not null
            or unread(written.operating_budget, operating_budget) is not null
            or unread(written.planned_value, planned_value) is not null
            or unread(written.planned_value_this_period, planned_value_this_period) is not null
            or unread(written.earned_value, earned_value) is not null
            or unread(written.earned_value_this_period, earned_value_this_period) is not null
            or unread(written.actual_cost, actual_cost) is not null
            or unread(written.actual_cost_this_period, actual_cost_this_period) is not null
            or unread(written.estimate_to_complete, estimate_to_complete) is not null
            or unread(written.manager_estimate_at_completion, manager_estimate_at_completion) is not null
            or unread(written.committed_cost, committed_cost) is not null
            or unread(written.contingency_approved, contingency_approved) is not null
            or unread(written.contingency_drawn, contingency_drawn) is not null
            or unread(written.budget_this_year, budget_this_year) is not null
            or unread(written.budget_year_to_date, budget_year_to_date) is not null
            or unread(written.actual_this_year, actual_this_year) is not null
            or unread(written.forecast_this_year, forecast_this_year) is not null
            or unread(written.contract_value, contract_value) is not null
            or unread(written.invoiced, invoiced) is not null
            or unread(written.receipts, receipts) is not null
            or unread(written.remaining_budget, remaining_budget) is not null
            or unread(written.reported_cost_variance, reported_cost_variance) is not null
            or unread(written.reported_variance_at_completion, reported_variance_at_completion) is not null
            or unread(written.planned_benefits, planned_benefits) is not null
            or unread(written.net_present_value, net_present_value) is not null
            then by_field(read_money(with_text([
            {'field': 'budget_at_completion', 'text': unread(written.budget_at_completion, budget_at_completion), 'mark': convention.budget_at_completion_mark, 'multiplier': convention.budget_at_completion_multiplier, 'currency': row_currency},
            {'field': 'original_budget', 'text': unread(written.original_budget, original_budget), 'mark': convention.original_budget_mark, 'multiplier': convention.original_budget_multiplier, 'currency': row_currency},
            {'field': 'funding_approved', 'text': unread(written.funding_approved, funding_approved), 'mark': convention.funding_approved_mark, 'multiplier': convention.funding_approved_multiplier, 'currency': row_currency},
            {'field': 'management_reserve', 'text': unread(written.management_reserve, management_reserve), 'mark': convention.management_reserve_mark, 'multiplier': convention.management_reserve_multiplier, 'currency': row_currency},
            {'field': 'capital_budget', 'text': unread(written.capital_budget, capital_budget), 'mark': convention.capital_budget_mark, 'multiplier': convention.capital_budget_multiplier, 'currency': row_currency},
            {'field': 'operating_budget', 'text': unread(written.operating_budget, operating_budget), 'mark': convention.operating_budget_mark, 'multiplier': convention.operating_budget_multiplier, 'currency': row_currency},
            {'field': 'planned_value', 'text': unread(written.planned_value, planned_value), 'mark': convention.planned_value_mark, 'multiplier': convention.planned_value_multiplier, 'currency': row_currency},
            {'field': 'planned_value_this_period', 'text': unread(written.planned_value_this_period, planned_value_this_period), 'mark': convention.planned_value_this_period_mark, 'multiplier': convention.planned_value_this_period_multiplier, 'currency': row_currency},
            {'field': 'earned_value', 'text': unread(written.earned_value, earned_value), 'mark': convention.earned_value_mark, 'multiplier': convention.earned_value_multiplier, 'currency': row_currency},
            {'field': 'earned_value_this_period', 'text': unread(written.earned_value_this_period, earned_value_this_period), 'mark': convention.earned_value_this_period_mark, 'multiplier': convention.earned_value_this_period_multiplier, 'currency': row_currency},
            {'field': 'actual_cost', 'text': unread(written.actual_cost, actual_cost), 'mark': convention.actual_cost_mark, 'multiplier': convention.actual_cost_multiplier, 'currency': row_currency},
            {'field': 'actual_cost_this_period', 'text': unread(written.actual_cost_this_period, actual_cost_this_period), 'mark': convention.actual_cost_this_period_mark, 'multiplier': convention.actual_cost_this_period_multiplier, 'currency': row_currency},
            {'field': 'estimate_to_complete', 'text': unread(written.estimate_to_complete, estimate_to_complete), 'mark': convention.estimate_to_complete_mark, 'multiplier': convention.estimate_to_complete_multiplier, 'currency': row_currency},
            {'field': 'manager_estimate_at_completion', 'text': unread(written.manager_estimate_at_completion, manager_estimate_at_completion), 'mark': convention.manager_estimate_at_completion_mark, 'multiplier': convention.manager_estimate_at_completion_multiplier, 'currency': row_currency},
            {'field': 'committed_cost', 'text': unread(written.committed_cost, committed_cost), 'mark': convention.committed_cost_mark, 'multiplier': convention.committed_cost_multiplier, 'currency': row_currency},
            {'field': 'contingency_approved', 'text': unread(written.contingency_approved, contingency_approved), 'mark': convention.contingency_approved_mark, 'multiplier': convention.contingency_approved_multiplier, 'currency': row_currency},
            {'field': 'contingency_drawn', 'text': unread(written.contingency_drawn, contingency_drawn), 'mark': convention.contingency_drawn_mark, 'multiplier': convention.contingency_drawn_multiplier, 'currency': row_currency},
            {'field': 'budget_this_year', 'text': unread(written.budget_this_year, budget_this_year), 'mark': convention.budget_this_year_mark, 'multiplier': convention.budget_this_year_multiplier, 'currency': row_currency},
            {'field': 'budget_year_to_date', 'text': unread(written.budget_year_to_date, budget_year_to_date), 'mark': convention.budget_year_to_date_mark, 'multiplier': convention.budget_year_to_date_multiplier, 'currency': row_currency},
            {'field': 'actual_this_year', 'text': unread(written.actual_this_year, actual_this_year), 'mark': convention.actual_this_year_mark, 'multiplier': convention.actual_this_year_multiplier, 'currency': row_currency},
            {'field': 'forecast_this_year', 'text': unread(written.forecast_this_year, forecast_this_year), 'mark': convention.forecast_this_year_mark, 'multiplier': convention.forecast_this_year_multiplier, 'currency': row_currency},
            {'field': 'contract_value', 'text': unread(written.contract_value, contract_value), 'mark': convention.contract_value_mark, 'multiplier': convention.contract_value_multiplier, 'currency': row_currency},
            {'field': 'invoiced', 'text': unread(written.invoiced, invoiced), 'mark': convention.invoiced_mark, 'multiplier': convention.invoiced_multiplier, 'currency': row_currency},
            {'field': 'receipts', 'text': unread(written.receipts, receipts), 'mark': convention.receipts_mark, 'multiplier': convention.receipts_multiplier, 'currency': row_currency},
            {'field': 'remaining_budget', 'text': unread(written.remaining_budget, remaining_budget), 'mark': convention.remaining_budget_mark, 'multiplier': convention.remaining_budget_multiplier, 'currency': row_currency},
            {'field': 'reported_cost_variance', 'text': unread(written.reported_cost_variance, reported_cost_variance), 'mark': convention.reported_cost_variance_mark, 'multiplier': convention.reported_cost_variance_multiplier, 'currency': row_currency},
            {'field': 'reported_variance_at_completion', 'text': unread(written.reported_variance_at_completion, reported_variance_at_completion), 'mark': convention.reported_variance_at_completion_mark, 'multiplier': convention.reported_variance_at_completion_multiplier, 'currency': row_currency},
            {'field': 'planned_benefits', 'text': unread(written.planned_benefits, planned_benefits), 'mark': convention.planned_benefits_mark, 'multiplier': convention.planned_benefits_multiplier, 'currency': row_currency},
            {'field': 'net_present_value', 'text': unread(written.net_present_value, net_present_value), 'mark': convention.net_present_value_mark, 'multiplier': convention.net_present_value_multiplier, 'currency': row_currency}]))) end as hard_money,
        case when unread(written.declared_overall, declared_overall) is not null
            or unread(written.declared_schedule, declared_schedule) is not null
            or unread(written.declared_cost, declared_cost) is not null
            or unread(written.declared_scope, declared_scope) is not null
            or unread(written.declared_risk, declared_risk) is not null
            or unread(written.declared_resource, declared_resource) is not null
            or unread(written.declared_benefits, declared_benefits) is not null
            or unread(written.declared_quality, declared_quality) is not null
            or unread(written.declared_stakeholders, declared_stakeholders) is not null
            or unread(written.assessed_overall, assessed_overall) is not null
            then by_field(read_lights(with_text([
            {'field': 'declared_overall', 'text': unread(written.declared_overall, declared_overall)},
            {'field': 'declared_schedule', 'text': unread(written.declared_schedule, declared_schedule)},
            {'field': 'declared_cost', 'text': unread(written.declared_cost, declared_cost)},
            {'field': 'declared_scope', 'text': unread(written.declared_scope, declared_scope)},
            {'field': 'declared_risk', 'text': unread(written.declared_risk, declared_risk)},
            {'field': 'declared_resource', 'text': unread(written.declared_resource, declared_resource)},
            {'field': 'declared_benefits', 'text': unread(written.declared_benefits, declared_benefits)},
            {'field': 'declared_quality', 'text': unread(written.declared_quality, declared_quality)},
            {'field': 'declared_stakeholders', 'text': unread(written.declared_stakeholders, declared_stakeholders)},
            {'field': 'assessed_overall', 'text': unread(written.assessed_overall, assessed_overall)}]))) end as hard_lights
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
    '' as row_key,
    coalesce(portfolio, read_later(hard_texts, 'portfolio')) as portfolio,
    coalesce(programme, read_later(hard_texts, 'programme')) as programme,
    coalesce(department, read_later(hard_texts, 'department')) as department,
    coalesce(delivery_organisation, read_later(hard_texts, 'delivery_organisation')) as delivery_organisation,
    coalesce(customer, read_later(hard_texts, 'customer')) as customer,
    coalesce(sponsor, read_later(hard_names, 'sponsor')) as sponsor,
    coalesce(manager, read_later(hard_names, 'manager')) as manager,
    coalesce(technical_lead, read_later(hard_names, 'technical_lead')) as technical_lead,
    coalesce(pmo_contact, read_later(hard_names, 'pmo_contact')) as pmo_contact,
    coalesce(objective, read_later(hard_texts, 'objective')) as objective,
    coalesce(strategic_goal, read_later(hard_texts, 'strategic_goal')) as strategic_goal,
    strategic_score as strategic_score,
    coalesce(project_class, read_later(hard_texts, 'project_class')) as project_class,
    coalesce(project_type, read_later(hard_texts, 'project_type')) as project_type,
    coalesce(priority, read_later(hard_texts, 'priority')) as priority,
    coalesce(stage, read_later(hard_texts, 'stage')) as stage,
    state as state,
    currency as currency,
    coalesce(status_date, read_later(hard_dates, 'status_date')) as status_date,
    coalesce(baseline_start, read_later(hard_dates, 'baseline_start')) as baseline_start,
    coalesce(baseline_finish, read_later(hard_dates, 'baseline_finish')) as baseline_finish,
    coalesce(forecast_start, read_later(hard_dates, 'forecast_start')) as forecast_start,
    coalesce(forecast_finish, read_later(hard_dates, 'forecast_finish')) as forecast_finish,
    coalesce(actual_start, read_later(hard_dates, 'actual_start')) as actual_start,
    coalesce(actual_finish, read_later(hard_dates, 'actual_finish')) as actual_finish,
    coalesce(approved_on, read_later(hard_dates, 'approved_on')) as approved_on,
    try_cast(coalesce(planned_duration_days, read_later(hard_quantities, 'planned_duration_days')) as double) as planned_duration_days,
    try_cast(coalesce(reported_slip_days, read_later(hard_quantities, 'reported_slip_days')) as double) as reported_slip_days,
    coalesce(percent_complete, read_later(hard_ratios, 'percent_complete')) as percent_complete,
    coalesce(percent_planned, read_later(hard_ratios, 'percent_planned')) as percent_planned,
    coalesce(execution_rate, read_later(hard_ratios, 'execution_rate')) as execution_rate,
    coalesce(time_elapsed_rate, read_later(hard_ratios, 'time_elapsed_rate')) as time_elapsed_rate,
    coalesce(budget_at_completion, read_later(hard_money, 'budget_at_completion')) as budget_at_completion,
    coalesce(original_budget, read_later(hard_money, 'original_budget')) as original_budget,
    coalesce(funding_approved, read_later(hard_money, 'funding_approved')) as funding_approved,
    coalesce(management_reserve, read_later(hard_money, 'management_reserve')) as management_reserve,
    coalesce(capital_budget, read_later(hard_money, 'capital_budget')) as capital_budget,
    coalesce(operating_budget, read_later(hard_money, 'operating_budget')) as operating_budget,
    coalesce(planned_value, read_later(hard_money, 'planned_value')) as planned_value,
    coalesce(planned_value_this_period, read_later(hard_money, 'planned_value_this_period')) as planned_value_this_period,
    coalesce(earned_value, read_later(hard_money, 'earned_value')) as earned_value,
    coalesce(earned_value_this_period, read_later(hard_money, 'earned_value_this_period')) as earned_value_this_period,
    coalesce(actual_cost, read_later(hard_money, 'actual_cost')) as actual_cost,
    coalesce(actual_cost_this_period, read_later(hard_money, 'actual_cost_this_period')) as actual_cost_this_period,
    coalesce(estimate_to_complete, read_later(hard_money, 'estimate_to_complete')) as estimate_to_complete,
    coalesce(manager_estimate_at_completion, read_later(hard_money, 'manager_estimate_at_completion')) as manager_estimate_at_completion,
    coalesce(committed_cost, read_later(hard_money, 'committed_cost')) as committed_cost,
    coalesce(contingency_approved, read_later(hard_money, 'contingency_approved')) as contingency_approved,
    coalesce(contingency_drawn, read_later(hard_money, 'contingency_drawn')) as contingency_drawn,
    coalesce(cost_tolerance, read_later(hard_ratios, 'cost_tolerance')) as cost_tolerance,
    try_cast(coalesce(time_tolerance_days, read_later(hard_quantities, 'time_tolerance_days')) as double) as time_tolerance_days,
    coalesce(budget_this_year, read_later(hard_money, 'budget_this_year')) as budget_this_year,
    coalesce(budget_year_to_date, read_later(hard_money, 'budget_year_to_date')) as budget_year_to_date,
    coalesce(actual_this_year, read_later(hard_money, 'actual_this_year')) as actual_this_year,
    coalesce(forecast_this_year, read_later(hard_money, 'forecast_this_year')) as forecast_this_year,
    coalesce(contract_number, read_later(hard_ids, 'contract_number')) as contract_number,
    coalesce(contract_value, read_later(hard_money, 'contract_value')) as contract_value,
    coalesce(invoiced, read_later(hard_money, 'invoiced')) as invoiced,
    coalesce(receipts, read_later(hard_money, 'receipts')) as receipts,
    coalesce(remaining_budget, read_later(hard_money, 'remaining_budget')) as remaining_budget,
    coalesce(reported_cost_variance, read_later(hard_money, 'reported_cost_variance')) as reported_cost_variance,
    coalesce(reported_variance_at_completion, read_later(hard_money, 'reported_variance_at_completion')) as reported_variance_at_completion,
    coalesce(reported_schedule_variance, read_later(hard_texts, 'reported_schedule_variance')) as reported_schedule_variance,
    try_cast(coalesce(reported_cost_performance_index, read_later(hard_quantities, 'reported_cost_performance_index')) as double) as reported_cost_performance_index,
    try_cast(coalesce(reported_schedule_performance_index, read_later(hard_quantities, 'reported_schedule_performance_index')) as double) as reported_schedule_performance_index,
    coalesce(planned_benefits, read_later(hard_money, 'planned_benefits')) as planned_benefits,
    coalesce(net_present_value, read_later(hard_money, 'net_present_value')) as net_present_value,
    coalesce(return_on_investment, read_later(hard_ratios, 'return_on_investment')) as return_on_investment,
    try_cast(coalesce(benefit_cost_ratio, read_later(hard_quantities, 'benefit_cost_ratio')) as double) as benefit_cost_ratio,
    try_cast(coalesce(payback_months, read_later(hard_quantities, 'payback_months')) as double) as payback_months,
    coalesce(discount_rate, read_later(hard_ratios, 'discount_rate')) as discount_rate,
    try_cast(coalesce(planned_hours, read_later(hard_quantities, 'planned_hours')) as decimal(12, 2)) as planned_hours,
    try_cast(coalesce(actual_hours, read_later(hard_quantities, 'actual_hours')) as decimal(12, 2)) as actual_hours,
    try_cast(coalesce(remaining_hours, read_later(hard_quantities, 'remaining_hours')) as decimal(12, 2)) as remaining_hours,
    try_cast(coalesce(forecast_hours, read_later(hard_quantities, 'forecast_hours')) as decimal(12, 2)) as forecast_hours,
    try_cast(coalesce(team_size, read_later(hard_quantities, 'team_size')) as bigint) as team_size,
    try_cast(coalesce(planned_full_time_equivalents, read_later(hard_quantities, 'planned_full_time_equivalents')) as double) as planned_full_time_equivalents,
    try_cast(coalesce(actual_full_time_equivalents, read_later(hard_quantities, 'actual_full_time_equivalents')) as double) as actual_full_time_equivalents,
    coalesce(declared_overall, read_later(hard_lights, 'declared_overall')) as declared_overall,
    coalesce(declared_schedule, read_later(hard_lights, 'declared_schedule')) as declared_schedule,
    coalesce(declared_cost, read_later(hard_lights, 'declared_cost')) as declared_cost,
    coalesce(declared_scope, read_later(hard_lights, 'declared_scope')) as declared_scope,
    coalesce(declared_risk, read_later(hard_lights, 'declared_risk')) as declared_risk,
    coalesce(declared_resource, read_later(hard_lights, 'declared_resource')) as declared_resource,
    coalesce(declared_benefits, read_later(hard_lights, 'declared_benefits')) as declared_benefits,
    coalesce(declared_quality, read_later(hard_lights, 'declared_quality')) as declared_quality,
    coalesce(declared_stakeholders, read_later(hard_lights, 'declared_stakeholders')) as declared_stakeholders,
    coalesce(assessed_overall, read_later(hard_lights, 'assessed_overall')) as assessed_overall,
    coalesce(assessed_reason, read_later(hard_texts, 'assessed_reason')) as assessed_reason,
    risk_level as risk_level,
    coalesce(highlights, read_later(hard_texts, 'highlights')) as highlights,
    coalesce(next_steps, read_later(hard_texts, 'next_steps')) as next_steps,
    coalesce(decisions_needed, read_later(hard_texts, 'decisions_needed')) as decisions_needed,
    coalesce(narrative, read_later(hard_texts, 'narrative')) as narrative,
    coalesce(schedule_narrative, read_later(hard_texts, 'schedule_narrative')) as schedule_narrative,
    coalesce(cost_narrative, read_later(hard_texts, 'cost_narrative')) as cost_narrative,
    coalesce(scope_narrative, read_later(hard_texts, 'scope_narrative')) as scope_narrative,
    coalesce(resource_narrative, read_later(hard_texts, 'resource_narrative')) as resource_narrative,
    coalesce(top_risks, read_later(hard_texts, 'top_risks')) as top_risks,
    coalesce(top_issues, read_later(hard_texts, 'top_issues')) as top_issues,
    coalesce(recovery_plan, read_later(hard_texts, 'recovery_plan')) as recovery_plan,
    coalesce(next_milestone, read_later(hard_texts, 'next_milestone')) as next_milestone,
    coalesce(next_milestone_date, read_later(hard_dates, 'next_milestone_date')) as next_milestone_date,
    try_cast(coalesce(open_risks, read_later(hard_quantities, 'open_risks')) as bigint) as open_risks,
    try_cast(coalesce(open_issues, read_later(hard_quantities, 'open_issues')) as bigint) as open_issues,
    try_cast(coalesce(open_changes, read_later(hard_quantities, 'open_changes')) as bigint) as open_changes,
    try_cast(coalesce(open_defects, read_later(hard_quantities, 'open_defects')) as bigint) as open_defects,
    coalesce(baseline_version, read_later(hard_texts, 'baseline_version')) as baseline_version,
    coalesce(method, read_later(hard_texts, 'method')) as method,
    coalesce(template_version, read_later(hard_texts, 'template_version')) as template_version,
    coalesce(location, read_later(hard_texts, 'location')) as location,
    coalesce(funding_source, read_later(hard_texts, 'funding_source')) as funding_source,
    coalesce(cost_centre, read_later(hard_ids, 'cost_centre')) as cost_centre,
    coalesce(reporter, read_later(hard_names, 'reporter')) as reporter,
    coalesce(submitted_on, read_later(hard_dates, 'submitted_on')) as submitted_on,
    coalesce(updated_on, read_later(hard_dates, 'updated_on')) as updated_on,
    coalesce(created_on, read_later(hard_dates, 'created_on')) as created_on,
    coalesce(tags, read_later(hard_texts, 'tags')) as tags,
    coalesce(link, read_later(hard_texts, 'link')) as link,
    coalesce(notes, read_later(hard_texts, 'notes')) as notes,
    written.extra,
    case when hard_ids is not null or hard_texts is not null or hard_names is not null or hard_words is not null or hard_dates is not null or hard_quantities is not null or hard_ratios is not null or hard_money is not null or hard_lights is not null then problems_of(list_concat(
        said(hard_ids),
        said(hard_texts),
        said(hard_names),
        said(hard_words),
        said(hard_dates),
        said(hard_quantities),
        said(hard_ratios),
        said(hard_money),
        said(hard_lights)
    )) else [] end as problems
from hard
