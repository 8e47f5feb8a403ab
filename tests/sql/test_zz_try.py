import json, pytest
def test_all(portfolio):
    portfolio.load("projects",
     {"project_id":"W04","budget_at_completion":500000,"planned_value":250000,"earned_value":200000,"actual_cost":290000},
     {"project_id":"X"})
    for n in ("schedule_variance","cost_performance_index","estimate_at_completion","estimate_at_completion_schedule_cost","to_complete_performance_index","variance_at_completion_ratio"):
        print(n, portfolio.values(n), portfolio.values(n,'reason'), portfolio.values(n,'flags'))
    for r in portfolio.rows("marts.project_health"): print(r)
    for r in portfolio.rows("marts.lights"): print(r)
    for r in portfolio.rows("marts.rollup", name=''): print(r['indicator'],r['value'],r['coverage'],r['reason'],r['light'])
