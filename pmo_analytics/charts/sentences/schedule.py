"""The sentences of the schedule page."""

import pandas as pd

from pmo_analytics.charts.sentences.parts import Row, joined
from pmo_analytics.display import is_nothing, month_name, show, spelled
from pmo_analytics.words import say

TELLING = 0.3  # of all days lost: from here on it is worth saying that two projects carry them
MONTH = range(28, 32)


def schedule(row: Row) -> str:
    """'Eleven projects finish more than a month late; two of them carry 41% of all days lost.'"""
    if not row["count_slips"]:
        return say("schedule.headline.nothing_known", count=int(row["count_projects"]),
                   total=show(row["count_projects"], "count"))  # fmt: skip
    days, far = late_from(row["late_from_days"]), int(row["count_far_late"])
    if far:
        first = say("schedule.headline.far_late", count=far, projects=spelled(far, capital=True), days=days)
        return joined([first, *_who_carries(row, far)])
    late = int(row["count_late"])
    second = (
        say("schedule.headline.some_late", count=late, projects=spelled(late))
        if late
        else say("schedule.headline.none_late", total=show(row["count_slips"], "count"))
    )
    return joined([say("schedule.headline.none_far", days=days), second])


def late_from(days: float) -> str:
    """'a month' for the usual bound, else its days: '45 days'."""
    return say("schedule.a_month") if days in MONTH else say("schedule.some_days", days=show(days, "days"))


def _who_carries(row: Row, far: int) -> list[str]:
    """That two carry much of it; else how that compares with the other month, where it is known."""
    share, change = row["worst_two_ratio"], row["count_far_change"]
    if far > 2 and share >= TELLING:
        return [say("schedule.headline.two_carry", share=show(share, "percent"))]
    if is_nothing(change) or is_nothing(row["compared"]):
        return []
    way = "same" if change == 0 else "more" if change > 0 else "fewer"
    month = month_name(row["compared"], beside=row["period"])
    return [say(f"schedule.headline.{way}", change=show(abs(change), "count"), month=month)]


def schedule_facts(row: Row) -> list[str]:
    """Status date, for how many the slip is known, how many lack an approved finish, how many sent milestones or
    tasks."""
    total = int(row["count_projects"])
    facts = [say("sentences.facts.status_date", day=show(row["status_date"], "date")),
             say("schedule.facts.slips", count=int(row["count_slips"]), total=total)]  # fmt: skip
    if row["count_no_baseline"]:
        facts.append(say("schedule.facts.no_baseline", count=int(row["count_no_baseline"])))
    if row["count_rebaselined"]:
        facts.append(_rebaselined(int(row["count_rebaselined"]), row["finish_moved_days"]))
    if row["count_over"]:
        facts.append(say("sentences.facts.over", count=int(row["count_over"])))
    facts.append(say("schedule.facts.milestones", count=int(row["count_milestones"]), total=total))
    if row["count_tasks"]:
        facts.append(say("schedule.tasks.facts", count=int(row["count_tasks"]), total=total))
    return facts


def _rebaselined(count: int, days: float) -> str:
    """How many were re-baselined, and by how many days that moved their approved finishes, added up."""
    way = "same" if days == 0 else "later" if days > 0 else "earlier"
    return say(f"schedule.facts.rebaselined_{way}", count=count, days=show(abs(days), "days"))


def milestones(rows: pd.DataFrame) -> str:
    """The title of the list of milestones: how many are overdue and the oldest, else how many are due."""
    overdue, due = rows[rows["kind"] == "overdue"], rows[rows["kind"] == "due"]
    if len(overdue):
        return say("schedule.list.overdue", count=len(overdue), milestones=spelled(len(overdue), capital=True),
                   days=show(overdue["days_overdue"].max(), "days"))  # fmt: skip
    if len(due):
        return say("schedule.list.due", count=len(due), milestones=spelled(len(due), capital=True))
    return say("schedule.list.none")


def tasks(rows: pd.DataFrame) -> str:
    """The title of the list of overdue tasks: how many there are, and how old the oldest is."""
    if rows.empty:
        return say("schedule.tasks.none")
    return say("schedule.tasks.overdue", count=len(rows), tasks=spelled(len(rows), capital=True),
               days=show(rows["days_overdue"].max(), "days"))  # fmt: skip
