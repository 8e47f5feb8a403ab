"""The sentences of the risks."""

import pandas as pd

from pmo_analytics.charts.sentences.parts import Row, in_currency
from pmo_analytics.display import is_nothing, month_name, show, spelled
from pmo_analytics.words import say


def risks(row: Row) -> str:
    """'9 of 64 open risks stay extreme after treatment; together they expose 31.6M.'"""
    total = int(row["count_open"])
    if not total:
        return _none_open(row) + say("sentences.stop")
    if not row["count_rated"]:
        parts = [say("risks.headline.not_rated", total=total, count=total), _all_expose(row)]
    elif row["count_extreme"]:
        parts = [_extreme(int(row["count_extreme"]), total), _extreme_expose(row)]
    else:
        high = int(row["count_high"])
        parts = [say(f"risks.headline.{'none_extreme' if total > 1 else 'none_extreme_only'}", total=total)]
        parts.append(say("risks.headline.high", count=high) if high else _all_expose(row))
    return "".join(parts) + say("sentences.stop")


def _none_open(row: Row) -> str:
    month, chances = month_name(row["period"]), int(row["count_opportunities"])
    if chances:
        return say("risks.headline.no_threats", month=month, count=chances)
    return say("risks.headline.none_open", month=month)


def _extreme(count: int, total: int) -> str:
    if total == 1:
        return say("risks.headline.extreme_only")
    return say("risks.headline.extreme", count=count, total=total)


def _extreme_expose(row: Row) -> str:
    count, money = int(row["count_extreme_valued"]), row["extreme_exposure"]
    if is_nothing(money):
        return ""
    whose = "together" if count == row["count_extreme"] else "some_expose"
    return say(f"risks.headline.{whose}", count=count, money=show(money, "money"))


def _all_expose(row: Row) -> str:
    money = row["threat_exposure"]
    return "" if is_nothing(money) else say("risks.headline.all_expose", money=show(money, "money"))


def risk_facts(row: Row) -> list[str]:
    """Status date, whose registers are known, how many have an exposure, what stands apart, the currency."""
    total, covered = int(row["count_projects"]), int(row["count_covered"])
    facts = [
        say("sentences.facts.status_date", day=show(row["status_date"], "date")),
        say("risks.all_registers", count=total) if covered == total
        else say("risks.some_registers", count=covered, total=total),
        _compared(row),
        *_valued(row),
        _opportunities(row),
    ]  # fmt: skip
    for name in ("left_open", "disputed"):
        count = int(row[f"count_{name}"])
        facts.append(say(f"risks.{name}", count=count) if count else "")
    return [*facts, in_currency(row)]


def _compared(row: Row) -> str:
    """That changes are of the projects known in both months, where others came or went."""
    known, gone = int(row["count_known_before"]), int(row["count_gone"])
    came = int(row["count_covered"]) - known
    if not known or not came + gone:
        return ""
    clauses = [say("risks.compared", count=known)]
    clauses += [say("risks.register_came", count=came)] if came else []
    clauses += [say("risks.register_gone", count=gone)] if gone else []
    return say("sentences.semicolon").join(clauses)


def _valued(row: Row) -> list[str]:
    total, valued, before = (int(row[f"count_{name}"]) for name in ("open", "valued", "valued_before"))
    facts = [say("risks.valued", count=valued, total=total)] if valued < total else []
    return [*facts, say("risks.valued_before", count=before)] if before else facts


def _opportunities(row: Row) -> str:
    count, money = int(row["count_opportunities"]), row["opportunity_exposure"]
    if not count:
        return ""
    if is_nothing(money):
        return say("risks.opportunities", count=count)
    return say("risks.opportunities_of", count=count, money=show(-float(money), "money"))


def risk_list(row: Row, kind: str) -> str:
    """The title of the list: of all open risks, what the largest carry."""
    if kind == "overdue":
        return say("risks.list.overdue")
    share = row["largest_ratio"]
    if kind != "threat" or is_nothing(share):
        return say("risks.list.plain")
    return say("risks.list.top", share=show(share, "percent"))


def risk_order(row: Row, kind: str) -> str:
    """What the rows of the list are sorted by."""
    if kind == "overdue":
        return say("risks.list.by_days")
    return say(f"risks.list.{'by_exposure' if row['count_valued'] else 'by_score'}")


def risk_owners(owners: pd.DataFrame) -> str:
    """How many people have overdue responses."""
    late = owners[owners["count_overdue"] > 0]
    if late.empty:
        return say("risks.owners.none")
    count = int(late["count_overdue"].sum())
    if len(late) == 1:
        return say("risks.owners.one", count=count)
    return say("risks.owners.several", count=count, people=spelled(len(late), capital=True))


def project_risks(threats: pd.DataFrame) -> str:
    """The title of the risks on a project's page."""
    count, severe = len(threats), int(threats["band"].isin(["red", "amber"]).sum())
    if not count:
        return say("risks.project.none")
    if threats["current_score"].isna().all():
        return say("risks.project.unrated", count=count)
    return say(f"risks.project.{'severe' if severe else 'no_severe'}", count=count, severe=severe)
