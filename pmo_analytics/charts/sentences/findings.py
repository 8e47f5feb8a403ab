"""The sentences of the page of the findings."""

from collections.abc import Mapping

import pandas as pd

from pmo_analytics.display import month_name, show
from pmo_analytics.words import say

MOST = 0.5  # share of what is to be mended from which one person is named for it


def findings(
    counts: Mapping[str, int], owners: pd.DataFrame, month: pd.Timestamp, cards: pd.DataFrame
) -> str:
    """What is wrong and who can mend it; where nothing is in the month, whether anything is still open before. `counts`
    by severity; `owners` as finding_owners has them, `cards` as finding_cards."""
    errors, warnings = counts["error"], counts["warning"]
    if not errors + warnings:
        named, before = month_name(month), _to_mend_before(month, cards)
        if len(before):
            since = month_name(before["period"].min())
            return say("mending.answer.before", month=named, count=int(before["value"].sum()), since=since)
        return say("mending.answer.notes" if counts["note"] else "mending.answer.none", month=named,
                   count=counts["note"])  # fmt: skip
    parts = [say("mending.answer.errors", count=errors)] if errors else []
    parts += [say(f"mending.answer.{'warnings' if errors else 'only_warnings'}", count=warnings)] if warnings else []
    return say("mending.answer.and").join(parts) + _who(owners, errors + warnings) + say("mending.answer.stop")


def _who(owners: pd.DataFrame, count: int) -> str:
    to_mend = owners["count_error"] + owners["count_warning"]
    asked = owners[to_mend > 0].assign(to_mend=to_mend).sort_values("to_mend", ascending=False, kind="stable")
    named = asked[asked["manager"] != ""]
    if named.empty:
        return say("mending.answer.who_nobody")
    most = named.iloc[0]
    if most["to_mend"] == count:
        return say("mending.answer.who_one", name=most["manager"], count=count)
    if most["to_mend"] / count > MOST:
        return say("mending.answer.who_most", name=most["manager"])
    return say("mending.answer.who_several", people=len(named)) if len(named) > 1 else ""


def finding_facts(count_files: int, month: pd.Timestamp, is_part: bool, cards: pd.DataFrame) -> list[str]:
    """How many files that rests on, and how much is to be mended in the months before, from `finding_cards`."""
    facts = [say("mending.facts.files", count=count_files, month=show(month, "month"))]
    before = _to_mend_before(month, cards)
    if count := int(before["value"].sum()):
        facts.append(say("mending.facts.before", count=count, since=show(before["period"].min(), "month")))
    return [*facts, say("mending.facts.part")] if is_part else facts


def _to_mend_before(month: pd.Timestamp, cards: pd.DataFrame) -> pd.DataFrame:
    """The rows of `finding_cards` of earlier months that count anything to mend."""
    return cards[(cards["period"] < month) & cards["card"].isin(["error", "warning"]) & (cards["value"] > 0)]
