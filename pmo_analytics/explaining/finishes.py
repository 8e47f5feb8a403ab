"""The methods that tell a finish from the progress, beside a value that tells of one: the range, each date, or why
there is none."""

from collections.abc import Iterator, Sequence

from pmo_analytics.display import show
from pmo_analytics.explaining.values import FinishMethod
from pmo_analytics.naming import flags, reason
from pmo_analytics.words import say

# what tells of a finish, and the method by progress that it is made of: none where the manager's date is
TOLD_BESIDE = {
    "finish_slip_days": None,
    "finish_slip_ratio": None,
    "forecast_finish_realism_days": ("earned_schedule", "performance"),
    "forecast_finish_realism_ratio": ("earned_schedule", "performance"),
    "independent_finish_slip_days_planned": ("earned_schedule", "planned"),
    "independent_finish_slip_days_performance": ("earned_schedule", "performance"),
    "independent_finish_slip_days_cost": ("earned_schedule", "cost"),
}


def finish_methods(methods: Sequence[FinishMethod]) -> Iterator[str]:
    """'Finish by progress: 2026-10-03 – 2027-02-12, 9 methods.', then a sentence for each basis. Beside others those
    that say little do not count."""
    if not methods:
        return
    told = [one for one in methods if one.finish_date]
    days = [one.finish_date for one in [one for one in told if "PAST_PLAN" not in one.flags] or told]
    if days:
        yield say("explaining.finish.range", first=show(min(days), "date"), last=show(max(days), "date"),
                  count=len(days))  # fmt: skip
    else:
        yield say("explaining.finish.nothing")
    for basis in dict.fromkeys(one.basis for one in methods):
        yield _of_basis(basis, [one for one in methods if one.basis == basis])


def _of_basis(basis: str, methods: Sequence[FinishMethod]) -> str:
    reasons = {one.reason for one in methods}
    if len(reasons) == 1 and None not in reasons:
        told = [say("explaining.finish.all_why", reason=reason(reasons.pop()))]
    else:
        told = list(map(_told, methods))
    dates = say("explaining.finish.separator").join(told)
    return say(
        "explaining.finish.basis", basis=say(f"schedule.methods.{basis}"),
        told=say("flags.separator").join(filter(None, (dates, _to_know(methods)))),
    )  # fmt: skip


def _told(one: FinishMethod) -> str:
    pressure = say(f"schedule.methods.{one.pressure}").lower()
    if one.finish_date is None:
        return say("explaining.finish.why_not", pressure=pressure, reason=reason(one.reason))
    key = "explaining.finish.taken" if one.is_taken else "explaining.finish.day"
    return say(key, pressure=pressure, day=show(one.finish_date, "date"))


def _to_know(methods: Sequence[FinishMethod]) -> str:
    """What sets this basis apart: that it says little so late."""
    return flags("PAST_PLAN") if any("PAST_PLAN" in one.flags for one in methods) else ""
