"""The sentences of the pages about money."""

import pandas as pd

from pmo_analytics.charts import theme
from pmo_analytics.charts.sentences.parts import Row, in_currency, side
from pmo_analytics.display import is_nothing, show, spelled
from pmo_analytics.words import listing, say

MOST_NAMES, MOST_DRIVERS = 2, 5


def budget(row: Row, groups: pd.DataFrame) -> str:
    """'HR and Plant spend well behind the calendar: 12% and 19% against 25% of the year.', else how far the full-year
    forecast is from the budget and who makes it so. From `budget_headline` and `budget_execution`."""
    if not row["count_budgets"]:
        return say("budget.headline.no_budget", total=show(row["count_projects"], "count")) + say("sentences.stop")
    behind = groups[groups["is_behind"] & groups["name"].notna()]
    if not behind.empty:
        return _behind(behind, len(groups)) + _forecast("also_", row) + say("sentences.stop")
    return (_forecast("", row) or say("budget.headline.no_forecast")) + _drivers(row) + say("sentences.stop")


def _behind(behind: pd.DataFrame, total: int) -> str:
    """The one or two groups that are behind, or the furthest of many, each with its rate."""
    key = {1: "behind_one", 2: "behind_some"}.get(len(behind), "behind_many")
    named = behind.head(MOST_NAMES if key == "behind_some" else 1)
    return say(
        f"budget.headline.{key}", names=listing(theme.cut(name, 24) for name in named["name"]), behind=len(behind),
        rates=listing(show(rate, "percent") for rate in named["execution_rate"]), total=total,
        elapsed=show(behind["time_elapsed"].iloc[0], "percent"),
    )  # fmt: skip


def _forecast(prefix: str, row: Row) -> str:
    over = row["over_budget"]
    if is_nothing(over):
        return ""
    if show(over, "money") == "0":
        return "" if prefix else say("budget.headline.level")
    return say(
        f"budget.headline.{prefix}{'over' if over > 0 else 'under'}", money=show(abs(over), "money"),
        share=show(abs(row["over_budget_ratio"]), "percent"),
    )  # fmt: skip


def _drivers(row: Row) -> str:
    """Who makes most of it, where these are few of many; else what over and under cancel out."""
    count = row["count_drivers"]
    if not is_nothing(count) and count <= MOST_DRIVERS and 2 * count <= row["count_forecasts"]:
        share = show(row["drivers_ratio"], "percent")
        return say("budget.headline.drivers", count=int(count), projects=spelled(int(count)), share=share)
    over, under = show(row["sum_over"], "money"), show(row["sum_under"], "money")
    if "0" in (over, under):
        return ""
    return say("budget.headline.both_ways", count=int(row["count_over"]), over=over, under=under)


def budget_facts(row: Row) -> list[str]:
    """Status date, how much of the fiscal year has passed, how many budgets there are, the currency."""
    facts = [say("sentences.facts.status_date", day=show(row["status_date"], "date"))]
    if not is_nothing(row["fiscal_year"]):
        months = int(row["months_elapsed"])
        facts.append(say("budget.headline.year", year=int(row["fiscal_year"]), months=months))
    if row["count_budgets"] < row["count_projects"]:
        known, total = int(row["count_budgets"]), int(row["count_projects"])
        facts.append(say("budget.headline.budgets", known=known, total=total))
    return [*facts, in_currency(row)]


def earned_value(row: Row) -> str:
    """'Value earned lags plan by 305k, and each unit costs 11% more than planned.' From `earned_value_headline`."""
    behind, excess = row["value_behind"], row["cost_excess"]
    if is_nothing(behind) or is_nothing(excess):
        total = show(row["count_projects"], "count")
        return say("earned_value.headline.unknown", total=total) + say("sentences.stop")
    key = f"{side(behind, 'money', 'behind', 'ahead')}_{side(excess, 'percent', 'more', 'less')}"
    value, share = show(abs(behind), "money"), show(abs(excess), "percent")
    return say(f"earned_value.headline.{key}", value=value, share=share) + say("sentences.stop")


def earned_value_facts(row: Row) -> list[str]:
    """Status date, how many projects it rests on, how much is late, the estimate top-down, what exchange rates did, the
    currency."""
    facts = [say("sentences.facts.status_date", day=show(row["status_date"], "date"))]
    facts.append(say("earned_value.headline.known", known=int(row["count_known"]), total=int(row["count_asked"])))
    if not is_nothing(row["late_budget_ratio"]):
        facts.append(say("earned_value.headline.late", share=show(row["late_budget_ratio"], "percent")))
    if row["count_rebaselined"] and not is_nothing(row["original_schedule_index"]):
        first, now = (show(row[name], "ratio") for name in ("original_schedule_index", "schedule_index"))
        count = int(row["count_rebaselined"])
        facts.append(say("earned_value.headline.rebaselined", count=count, first=first, now=now))
    if not is_nothing(row["cross_check_gap"]):
        far = "_far" if row["is_cross_check_far"] else ""
        figure, gap = show(row["estimate_top_down"], "money"), show(row["cross_check_gap"], "percent", sign=True)
        bottom_up, count = show(row["estimate_bottom_up"], "money"), int(row["count_estimates"])
        facts.append(
            say(f"earned_value.headline.top_down{far}", figure=figure, gap=gap, bottom_up=bottom_up, count=count)
        )
    if not is_nothing(row["exchange_effect"]):
        effect = row["exchange_effect"]
        known, total = int(row["count_exchange_known"]), int(row["count_converted"])
        key = f"earned_value.headline.exchange_{side(effect, 'money', 'more', 'less')}"
        facts.append(say(key, value=show(abs(effect), "money"), known=known, total=total))
    return [*facts, in_currency(row)]
