"""Amounts of new files that are about a hundred, a thousand or ten thousand times what was reported before, or that
fraction of it: most often another unit. Told before the files are loaded; `core.money_jumps` finds them afterwards."""

from pmo_analytics.fields import dictionary
from pmo_analytics.ledger import Ledger

BEFORE = "before"  # the catalog under which the snapshot is attached
Jump = tuple[int, str, str, str, str]


def jumps(ledger: Ledger) -> list[Jump]:
    """(load_id, cell, field, text, phrase) of each jump among the typed rows of the new loads of projects. Where the
    budget jumped alike in the same row, the budget alone is named."""
    amounts = ", ".join(field.name for field in dictionary().entities["projects"].fields.values()
                        if field.type == "money")  # fmt: skip
    return ledger.ask(_SQL.replace("{amounts}", amounts))


_SQL = f"""
with written as (
    select load_id, source_row, source_column, identity.project_id, period, coalesce(currency, '') as currency,
        columns(c -> list_contains(split('{{amounts}}', ', '), c))
    from temp.main.projects as projects inner join identity on identity.raw_project_id = projects.project_id
),
new as (unpivot written on {{amounts}} into name field value amount),
reported as (
    select project_id, period, coalesce(currency, '') as currency,
        columns(c -> list_contains(split('{{amounts}}', ', '), c))
    from {BEFORE}.core.projects
),
old as (
    select *, lag(amount) over (partition by project_id, field, currency order by period) as amount_older
    from (unpivot reported on {{amounts}} into name field value amount) where amount > 0
),
compared as (
    select new.*, old.amount as amount_before, old.period as period_before,
        jump_power(new.amount, old.amount, conventions.least_jump, conventions.greatest_jump,
            conventions.jump_tolerance) as to_now,
        jump_power(old.amount, old.amount_older, conventions.least_jump, conventions.greatest_jump,
            conventions.jump_tolerance) as to_before,
        if(to_before = -to_now, 0, to_now) as power  -- a step back to the amount before a jump is none
    from new
    asof join old
        on old.project_id = new.project_id and old.field = new.field and old.period < new.period
    cross join {BEFORE}.core.conventions as conventions
    where new.amount > 0 and (new.currency = old.currency or '' in (new.currency, old.currency))
),
budgets as (
    select load_id, project_id, period, power from compared where field = 'budget_at_completion'
),
addresses as (
    select load_id, field, arg_max(address, confidence) as address
    from ledger.load_columns semi join temp.main.new_loads using (load_id)
    where entity = 'projects' group by all
)
select distinct
    compared.load_id,
    coalesce(replace(replace(address, '{{row}}', source_row::varchar), '{{column}}', coalesce(source_column, '')), ''),
    compared.field,
    jump_text(compared.amount, compared.period, amount_before, period_before),
    if(compared.power > 0, 'money_jump_up', 'money_jump_down')
from compared
left join budgets using (load_id, project_id, period)
left join addresses on addresses.load_id = compared.load_id and addresses.field = compared.field
where compared.power <> 0 and (compared.field = 'budget_at_completion' or budgets.power is distinct from compared.power)
order by all
"""
