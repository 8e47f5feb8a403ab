def test_try(portfolio):
    for m,c in ((12,30),(1,40),(2,50),(3,70)):
        portfolio.load("projects", {"project_id":"P1","period":f"{2025 if m==12 else 2026}-{m:02}-{28 if m==2 else 31}","budget_at_completion":100,"actual_cost":c,"percent_complete":.5,"baseline_start":"2025-10-01","actual_start":"2025-10-01","baseline_finish":"2026-12-31","forecast_finish":"2026-12-31"})
    for r in portfolio.rows("core.monthly_costs"): print(r)
    for r in portfolio.rows("core.funding"): print(r)
    for r in portfolio.rows("core.budget_year"): print(r)
