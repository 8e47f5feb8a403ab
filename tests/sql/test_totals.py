"""Totals of a portfolio added up a second time, in plain Python, from the text of the ledger's cells."""

import random
from collections import defaultdict

import duckdb
import pytest

from pmo_analytics import warehouse

FEB, MAR = "2026-02-28", "2026-03-31"
# What a cell says and what it is worth, None where it says nothing; the last four are rare.
AMOUNTS = {"812000": 812_000, "2,500,000.50": 2_500_000.5, "300k": 300_000, "1.5m": 1_500_000, "12万": 120_000, "0": 0,
           "-": None, "TBD": None, "see note 7": None, None: None}  # fmt: skip
SHARES = {"45%": 0.45, "0.3": 0.3, "100%": 1, "7.5%": 0.075, "1": 1, "n/a": None, "early": None, "-": None, None: None}
BUDGETS = {"2,000,000": 2_000_000, "5m": 5_000_000, "90万": 900_000, "": None, "-": None, "TBD": None, None: None}
RATE_OF_EURO = 8
RATIOS = {"cost_performance_index": ("earned_value", "actual_cost"),
          "schedule_performance_index": ("earned_value", "planned_value"),
          "percent_complete": ("earned_value", "budget_at_completion"),
          "percent_spent": ("actual_cost", "budget_at_completion")}  # fmt: skip

Key = tuple[str, str, str]


@pytest.fixture
def ledger_rows(load, built, workspace) -> list[dict[str, str | None]]:
    """The text of each project's cells that count: of the newest load that stands, for each project and month."""
    chance = random.Random(11)

    def text(texts: dict[str | None, float | None]) -> str | None:
        return chance.choice(list(texts)[-4:] if chance.random() < 0.04 else list(texts)[:-4])

    def report(place: int) -> dict[str, str | None]:
        return {
            "project_id": f"P{place:02}", "programme": f"G{place % 3}", "currency": "CNY" if place % 5 else "EUR",
            "state": "active" if place % 9 else "cancelled", "actual_start": "2026-01-05",
            "budget_at_completion": text(BUDGETS), "percent_complete": text(SHARES),
            "planned_value": text(AMOUNTS), "actual_cost": text(AMOUNTS),
        }  # fmt: skip

    load(FEB, projects=[report(place) for place in range(1, 60)])
    wrong = load(MAR, projects=[report(place) for place in range(1, 60)])
    load(MAR, projects=[report(place) for place in range(1, 60)], replaces=wrong)
    taken_back = load(MAR, projects=[{**report(place), "actual_cost": "9m"} for place in range(1, 20)])
    load.decide("withdraw", {"load_id": taken_back})
    load(FEB, fx_rates=[{"currency": "EUR", "to_currency": "CNY", "rate_type": "plan", "fiscal_year": "2026",
                         "rate": str(RATE_OF_EURO)}])  # fmt: skip
    built()
    with duckdb.connect() as kept:
        kept.execute(f"attach '{workspace.ledger}' as kept (read_only)")
        found = kept.execute(
            "select * from kept.ledger.projects where load_id not in (?, ?)", [wrong, taken_back]
        ).fetchall()
        names = [column[0] for column in kept.description]
    return [dict(zip(names, row, strict=True)) for row in found]


def _amounts(row: dict[str, str | None], before: dict[str, float | None]) -> dict[str, float | None]:
    """What the cells of one project and month are worth in its own currency. A budget stands until a new one comes;
    what a cancelled project reported last stays its figure."""
    amounts = {name: AMOUNTS[row[name]] for name in ("planned_value", "actual_cost")}
    budget = BUDGETS[row["budget_at_completion"]] or before.get("budget_at_completion")
    share = SHARES[row["percent_complete"]]
    earned = None if share is None or budget is None else share * budget
    amounts |= {"budget_at_completion": budget, "earned_value": earned}
    frozen = ("earned_value", "actual_cost") if row["state"] == "cancelled" else ()
    return {name: before.get(name) if value is None and name in frozen else value for name, value in amounts.items()}


def _totals(rows: list[dict[str, str | None]]) -> dict[tuple[str, Key], dict[str, float | None]]:
    """By indicator, month, level and name: the sum, or for a ratio its two parts, value and coverage. What is cancelled
    stays in sums of budget and cost alone."""
    known: dict[str, dict[str, float | None]] = {}
    groups: dict[Key, list[dict]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: row["period"]):
        known[row["project_id"]] = _amounts(row, known.get(row["project_id"], {}))
        rate = RATE_OF_EURO if row["currency"] == "EUR" else 1
        priced = {name: None if value is None else value * rate for name, value in known[row["project_id"]].items()}
        for level, name in (("portfolio", ""), ("programme", row["programme"])):
            groups[f"{row['period']}", level, name].append(priced | {"is_over": row["state"] == "cancelled"})
    found = {}
    for key, projects in groups.items():
        for name in ("budget_at_completion", "planned_value", "earned_value", "actual_cost"):
            of_value = name in ("planned_value", "earned_value")
            values = [one[name] for one in projects if one[name] is not None and not (of_value and one["is_over"])]
            found[name, key] = {"value": sum(values), "count_with_value": len(values)}
        for name, (upper, lower) in RATIOS.items():
            found[name, key] = _ratio([one for one in projects if not one["is_over"]], upper, lower)
    return found


def _ratio(projects: list[dict], upper: str, lower: str) -> dict[str, float | None]:
    """The ratio of sums over the projects that have both parts, unknown where they are under 80 % of the budgets. Work
    for which no cost is booked yet is left out; nothing planned yet is a true zero."""
    both = [one for one in projects if None not in (one[upper], one[lower])]
    both = [one for one in both if one[lower] > 0 or lower == "planned_value"]
    above, below = sum(one[upper] for one in both), sum(one[lower] for one in both)
    budgets = [one["budget_at_completion"] for one in projects]
    if None in budgets:
        coverage = len(both) / len(projects)
    else:
        coverage = sum(one["budget_at_completion"] for one in both) / sum(budgets)
    return {"value": above / below if coverage >= 0.8 else None, "numerator": above, "denominator": below,
            "coverage": coverage, "count_with_value": len(both)}  # fmt: skip


def test_totals_are_those_of_the_ledgers_cells(ledger_rows) -> None:
    expected = _totals(ledger_rows)
    rollup = warehouse.read("rollup")
    found = {(row.indicator, (f"{row.period:%Y-%m-%d}", row.level, row.name)): row._asdict()
             for row in rollup.astype(object).where(rollup.notna(), None).itertuples(index=False)}  # fmt: skip
    assert len(expected) == 8 * 2 * 4
    assert len({value["value"] is None for (name, _), value in expected.items() if name in RATIOS}) == 2
    for key, amounts in expected.items():
        close = {name: value and pytest.approx(value, rel=1e-9) for name, value in amounts.items()}
        assert {name: found[key][name] for name in amounts} == close, key
