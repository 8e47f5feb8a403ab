"""The sentences of the page of capacity."""

from datetime import date
from typing import Any

import pandas as pd

from pmo_analytics.charts.sentences.parts import Row
from pmo_analytics.display import month_name, show, spelled
from pmo_analytics.words import say

LEAST_PEOPLE = 0.1  # a smaller shortage is told in hours


def capacity(months: pd.DataFrame, period: date) -> str:
    """'The role Integration architect is overbooked in every month to March: 2.4 people short in August.'"""
    last = month_name(months["month"].max(), beside=period)
    roles = months[(months["kind"] == "role") & (months["subject"] != "unmapped")]
    short = roles[roles["over_hours"] > 0]
    people = months[months["kind"] == "person"]
    if len(short):
        return _short(roles[roles["subject"] == short["subject"].iloc[0]], last, period)
    if people["over_hours"].notna().sum() == 0:
        count = people["subject"].nunique()
        return say("capacity.headline.unknown", count=count) if count else say("capacity.headline.roles")
    over = people[people["over_hours"] > 0]["subject"].nunique()
    if over:
        return say("capacity.headline.people", count=over, people=spelled(over), last=last)
    return say("capacity.headline.nobody", last=last)


def _short(role: pd.DataFrame, last: str, period: date) -> str:
    over = role[role["over_hours"] > 0]
    peak = over.loc[over["over_hours"].idxmax()]
    told: dict[str, Any] = {
        "role": peak["subject_name"], "last": last, "short": _shortage(peak), "count": len(over), "total": len(role),
        "peak": month_name(peak["month"], beside=period),
    }  # fmt: skip
    if len(over) == 1:
        return say("capacity.headline.one", **told)
    return say("capacity.headline.every" if len(over) == len(role) else "capacity.headline.some", **told)


def _shortage(peak: pd.Series) -> str:
    if peak["short_people"] >= LEAST_PEOPLE:
        return say("capacity.short.people", count=show(round(peak["short_people"], 1), "count"))
    return say("capacity.short.hours", hours=show(peak["over_hours"], "hours"))


def capacity_facts(months: pd.DataFrame, plans: Row) -> list[str]:
    """Which months, how many people of whom how many without a capacity, how many projects have a plan."""
    people = months[months["kind"] == "person"]
    known = people[people["capacity_hours"].notna()]["subject"].nunique()
    count = people["subject"].nunique()
    first, last = (show(month, "month") for month in (months["month"].min(), months["month"].max()))
    facts = [
        say("capacity.facts.ahead", first=first, last=last),
        say("capacity.facts.people", count=count, unknown=count - known)
        if known < count
        else say("capacity.facts.everyone", count=count),
    ]
    if plans["count_with_plan"] < plans["count_projects"]:
        count, total = int(plans["count_with_plan"]), int(plans["count_projects"])
        facts.append(say("capacity.facts.plans", count=count, total=total))
    return facts


def overbooked(people: pd.DataFrame) -> str:
    """'13 people are booked beyond their capacity', as a title."""
    return say("capacity.table.title", count=len(people), people=spelled(len(people), capital=True))


def team(rows: pd.DataFrame) -> str:
    """'Three of 9 on the team are booked beyond capacity', as a title."""
    people = rows[rows["person"] != ""]
    over = int(people["is_overbooked"].sum())
    if people["utilisation"].notna().sum() == 0 and not over:
        return say("capacity.team.unknown")
    if not over:
        return say("capacity.team.fine")
    return say("capacity.team.title", over=over, total=len(people))
