"""What the page of thresholds shows: what holds where since when, and the two forms that decide something new."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

import pandas as pd
import streamlit as st

from pmo_analytics import naming, warehouse
from pmo_analytics.display import is_nothing, show
from pmo_analytics.indicators import BOUNDS, register
from pmo_analytics.ui import bounds
from pmo_analytics.ui.cards import card
from pmo_analytics.ui.tables import Column
from pmo_analytics.words import language, paragraph, say

MONTHS_AHEAD = 12
FIELDS = ("amber", "red", "low_amber", "low_red")
PERCENT = ("percent", "points")  # shown and typed as percentages, kept as fractions

Row = Mapping[str, Any]


def answer(held: pd.DataFrame, own: pd.DataFrame, month: date | None) -> str:
    """Which profile holds for the organisation in the month shown and since when, and what is said beside it."""
    now = held[_holds(held, month)]
    organisation = now[now["portfolio"] == ""].iloc[0]
    since = organisation["valid_from"]
    key = "thresholds.answer_always" if is_nothing(since) else "thresholds.answer"
    said = [say(key, profile=naming.profile(organisation["profile"]), since=show(since, "month"))]
    count_portfolios = int(((now["portfolio"] != "") & now["profile"].notna()).sum())
    count_own = int((_holds(own, month) & own["amber"].notna()).sum())
    if count_portfolios:
        said.append(say("thresholds.answer_portfolios", count=count_portfolios))
    if count_own:
        said.append(say("thresholds.answer_own", count=count_own))
    return paragraph(said)


def _holds(rows: pd.DataFrame, month: date | None) -> pd.Series:
    """Of each row, whether it holds in the month."""
    at = pd.Timestamp(month or date.max.replace(year=2200))
    starts, ends = pd.to_datetime(rows["valid_from"]), pd.to_datetime(rows["valid_until"])
    return (starts.isna() | (starts <= at)) & (ends.isna() | (ends > at))


def history(held: pd.DataFrame, own: pd.DataFrame, month: date | None) -> pd.DataFrame:
    """`profiles_held` and `own_bounds` as one list in words, what does not hold in the month shown faded."""
    return pd.DataFrame(
        [_told(row, *_profile(row)) for row in held.assign(is_faded=~_holds(held, month)).to_dict("records")]
        + [_told(row, *_bounds(row)) for row in own.assign(is_faded=~_holds(own, month)).to_dict("records")]
    )


def _profile(row: Row) -> tuple[str, str]:
    where = row["portfolio"] or say("thresholds.everywhere_title")
    what = say("thresholds.as_organisation") if is_nothing(row["profile"]) else naming.profile(row["profile"])
    return where, what


def _bounds(row: Row) -> tuple[str, str]:
    entry = register().entries.get(row["indicator"])
    if is_nothing(row["amber"]):
        return naming.indicator(row["indicator"]), say("thresholds.as_profile")
    unit = {"unit": entry.unit if entry else "number", "better": entry.better if entry else "lower"}
    return naming.indicator(row["indicator"]), bounds.written({**row, **unit})


def _told(row: Row, where: str, what: str) -> dict[str, Any]:
    since = say("thresholds.always") if is_nothing(row["valid_from"]) else show(row["valid_from"], "month")
    until = row["valid_until"]
    last = "" if is_nothing(until) else show(until.replace(day=1) - timedelta(days=1), "month")
    when = "" if is_nothing(row["recorded_at"]) else f"{row['recorded_at']:%Y-%m-%d %H:%M}"
    return {"where": where, "what": what, "from": since, "to": last, "when": when,
            "who": row["recorded_by"], "why": row["why"], "is_faded": row["is_faded"]}  # fmt: skip


def history_columns() -> list[Column]:
    """Where, what, from and to which month, by whom, when, why."""
    return [
        Column("where", say("thresholds.where"), "text"),
        Column("what", say("thresholds.what"), "text"),
        Column("from", say("thresholds.from")),
        Column("to", say("thresholds.to")),
        Column("who", say("thresholds.who")),
        Column("when", say("history.when")),
        Column("why", say("history.why"), "text"),
    ]


def profile_form(filters: warehouse.Filters, choose: Callable[..., None], reset: Callable[..., None]) -> None:
    """Which profile holds where from which month; `choose` is told profile, month, why and portfolio, `reset` the
    last three."""
    profiles = warehouse.read("profiles", filters)
    with card(say("thresholds.choose"), say("thresholds.choose_why")):
        where = st.selectbox(say("thresholds.where"), [None, *warehouse.choices(filters)["portfolio"]], key="where",
                             format_func=lambda one: one or say("thresholds.everywhere_title"))  # fmt: skip
        chosen = st.selectbox(say("thresholds.profile_title"), list(profiles["profile"]), key="profile",
                              format_func=naming.profile)  # fmt: skip
        told = profiles.set_index("profile").loc[chosen]
        st.caption(say("thresholds.told", meaning=told[f"meaning_{language()}"], origin=told[f"origin_{language()}"]))
        month, why = _month_and_reason("profile")
        with st.container(horizontal=True, gap="small"):
            if st.button(say("thresholds.do_choose"), icon=":material/check:", key="choose", disabled=not why):
                choose(chosen, month, why, where)
            if st.button(say("thresholds.take_back"), icon=":material/undo:", key="reset", disabled=not why):
                reset(month, why, where)


def bounds_form(rows: pd.DataFrame, choose: Callable[..., None], reset: Callable[..., None]) -> None:
    """Bounds of one's own from which month; `choose` is told indicator, bounds, month and why, `reset` without bounds.
    `rows`: those of `profile_bounds`, which the fields begin with."""
    known = rows[rows["is_chosen"]].set_index("indicator")
    names = sorted(known.index, key=lambda name: is_nothing(known.loc[name, "dimension"]))
    with card(say("thresholds.own"), say("thresholds.own_why")):
        name = st.selectbox(say("thresholds.indicator"), names, key="bounded", format_func=naming.indicator)
        set_to = _fields(name, known.loc[name].to_dict())
        month, why = _month_and_reason("bounds")
        with st.container(horizontal=True, gap="small"):
            if st.button(say("thresholds.do_own"), icon=":material/check:", key="set_bounds", disabled=not why):
                choose(name, set_to, month, why)
            if st.button(say("thresholds.take_back"), icon=":material/undo:", key="reset_bounds", disabled=not why):
                reset(name, month, why)


def _fields(name: str, row: Row) -> dict[str, float]:
    """A number field for each bound, in percent where the indicator is shown so; the bounds as they are kept."""
    scale = 100 if row["unit"] in PERCENT else 1
    told = {}
    fields = st.container(horizontal=True, gap="small")
    for bound in (one for one in FIELDS if one in BOUNDS[row["better"]]):
        label = say(f"thresholds.bound.{row['better']}.{bound}") + (" (%)" if scale == 100 else "")
        typed = fields.number_input(label, value=round(float(row[bound]) * scale, 6), format="%g",
                                   width=130,
                                    step=1.0 if scale == 100 else 0.01, key=f"{bound}_{name}")  # fmt: skip
        told[bound] = round(typed / scale, 12)
    return told


def _month_and_reason(key: str) -> tuple[date, str]:
    month = st.selectbox(say("thresholds.from_month"), _months(), key=f"from_{key}", index=_first_ahead(),
                         format_func=lambda one: f"{one:%Y-%m}")  # fmt: skip
    return month, st.text_input(say("history.why"), key=f"why_{key}").strip()


def _first_ahead() -> int:
    """The place of the month after the last one reported: a threshold begins there unless somebody says otherwise."""
    return min(MONTHS_AHEAD - 1, len(_months()) - 1)


def _months() -> list[date]:
    """Months ahead and those reported, newest first."""
    known = warehouse.periods()
    ahead = []
    for _ in range(MONTHS_AHEAD):
        last = (ahead or known)[-1]
        ahead.append((last + timedelta(days=32)).replace(day=1) - timedelta(days=1))
    return [*ahead[::-1], *known[::-1]]
