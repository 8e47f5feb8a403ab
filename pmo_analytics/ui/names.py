"""Names that mean the same: those proposed, those that people said do, and the form to say so."""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from pmo_analytics import warehouse
from pmo_analytics.display import is_nothing
from pmo_analytics.ui.cards import card
from pmo_analytics.ui.tables import Column, table
from pmo_analytics.ui.text import escaped
from pmo_analytics.words import say

KINDS = ("person", "department", "project")
AT_ONCE = 8  # proposals shown, so that the page stays one page

Pair = Callable[[str, str, str], None]  # kind, one name, the other


def answer(likely: pd.DataFrame) -> str:
    """How many pairs wait for an answer."""
    return say("names.answer", count=len(likely)) if len(likely) else say("names.answer_none")


def proposals(likely: pd.DataFrame, join: Pair, tell_apart: Pair) -> None:
    """The pairs that are likely one, each with the evidence and its two answers."""
    with card(say("names.likely"), say("names.likely_why" if len(likely) else "names.likely_none")):
        for place, row in enumerate(likely.head(AT_ONCE).to_dict("records")):
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                with st.container(gap=None, width="stretch"):
                    st.markdown(f"**{escaped(row['other'])}** &ensp;→&ensp; **{escaped(row['name'])}**")
                    st.caption(escaped(_evidence(row)))
                if st.button(say("names.same"), key=f"same_{place}", icon=":material/check:"):
                    join(row["kind"], row["other"], row["name"])
                if st.button(say("names.different"), key=f"different_{place}", icon=":material/close:"):
                    tell_apart(row["kind"], row["name"], row["other"])
        if len(likely) > AT_ONCE:
            st.caption(say("names.more", count=len(likely) - AT_ONCE))


def _evidence(row: dict[str, object]) -> str:
    """'Person · the same words in another order · 3 rows → 40 rows'."""
    rows = " → ".join(say("names.rows", count=row[name]) for name in ("count_other", "count_name"))
    return " · ".join((say(f"names.kinds.{row['kind']}"), say(f"names.evidence.{row['evidence']}"), rows))


def standing(aliases: pd.DataFrame, take_back: Callable[[str, str], None]) -> None:
    """The aliases that stand, and the way to take one back, told its kind and the old name."""
    with card(say("names.standing"), say("names.standing_why")):
        if aliases.empty:
            st.caption(say("names.standing_none"))
            return
        table(_in_words(aliases), _columns(), "aliases", say("names.standing"), height=300)
        with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
            rows = aliases.set_index("event_id")
            chosen = st.selectbox(
                say("names.which"), list(rows.index), format_func=lambda one: _named(rows.loc[one]), width=320
            )
            if st.button(say("names.take_back"), icon=":material/undo:"):
                take_back(rows.loc[chosen, "kind"], rows.loc[chosen, "old"])


def _named(row: pd.Series) -> str:
    return f"{row['old']} → {row['new']}"


def _in_words(aliases: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame({
        "old": aliases["old"],
        "shown": [say("names.circle") if is_nothing(name) else name for name in aliases["name"]],
        "kind": [say(f"names.kinds.{kind}") for kind in aliases["kind"]],
        "who": aliases["recorded_by"],
        "when": aliases["recorded_at"].dt.strftime("%Y-%m-%d %H:%M"),
        "why": aliases["why"],
    })  # fmt: skip


def _columns() -> list[Column]:
    return [
        Column("old", say("names.old"), "text"),
        Column("shown", say("names.shown"), "text"),
        Column("kind", say("names.kind")),
        Column("who", say("names.who")),
        Column("when", say("history.when")),
        Column("why", say("history.why"), "text"),
    ]


def form(filters: warehouse.Filters, join: Callable[[str, str, str, str | None], None]) -> None:
    """Any two names of one kind; `join` is told the kind, the name until now, the one from now on, and why."""
    with card(say("names.join"), say("names.join_why")):
        kind = st.segmented_control(say("names.kind"), KINDS, default=KINDS[0], required=True, key="names_kind",
                                    format_func=lambda one: say(f"names.kinds.{one}"))  # fmt: skip
        names = _known(kind, filters)
        old, new = (
            st.selectbox(say(f"names.{part}"), list(names), index=None, placeholder=say("names.choose"),
                         format_func=names.get, key=f"names_{part}_{kind}")
            for part in ("from", "to")
        )  # fmt: skip
        why = st.text_input(say("history.why"), key="names_why")
        is_ready = bool(old and new and old != new)
        if st.button(say("names.do_join"), icon=":material/merge:", disabled=not is_ready):
            join(kind, old, new, why or None)


def _known(kind: str, filters: warehouse.Filters) -> dict[str, str]:
    """The names there are, and how each is written in a list: a project's id with its name."""
    if kind == "project":
        rows = warehouse.read("projects", filters).sort_values("period")
        called = dict(zip(rows["project_id"], rows["project_name"], strict=True))
        return {one: one if is_nothing(name) or name == one else f"{one} · {name}"
                for one, name in sorted(called.items())}  # fmt: skip
    rows = warehouse.read("names", filters)
    return {name: name for name in rows[rows["kind"] == kind]["name"]}
