"""The filter bar on every page, and the Filters it stands for. What is chosen is in the address: a link opens it."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

import streamlit as st

from pmo_analytics import warehouse
from pmo_analytics.display import show
from pmo_analytics.naming import meant_by, term
from pmo_analytics.ui import as_of, languages
from pmo_analytics.warehouse import Filters
from pmo_analytics.words import say

TERMS = {"stage": "projects.stage"}  # attributes whose values are terms of both languages, and of which field
ATTRIBUTES = {"programme": 146, "department": 148, "manager": 132, "stage": 112}  # name -> pixels in the bar
_ALL = ""
_CURRENT = "filters_chosen"
_SUBJECT = "filters_subject"


def filters() -> Filters:
    """What the reader chose; everything, where nothing is loaded yet."""
    return st.session_state.get(_CURRENT, Filters())


def bar(is_filtered: bool = True) -> bool:
    """Draw the bar and keep what it says for `filters()`; whether there is any month to choose. Of a page that is not
    filtered the bar has the language alone."""
    st.session_state[_SUBJECT] = None
    moment = as_of.moment()
    months = warehouse.periods(moment)[::-1]
    with st.container(horizontal=True, key="filters", gap="xsmall", vertical_alignment="center"):
        if months and is_filtered:
            st.session_state[_CURRENT] = replace(_chosen(months, moment), as_of=moment)
        else:
            st.session_state[_CURRENT] = Filters(as_of=moment)
            st.space("stretch")
        languages.switch(_name_choices_again)
    return bool(months)


def only(project: str) -> Filters:
    """The months chosen, for one project whatever else is chosen; what is taken away from here on names it."""
    chosen = filters()
    alone = Filters(period=chosen.period, compared=chosen.compared, as_of=chosen.as_of, project=project)
    st.session_state[_SUBJECT] = (project, *warehouse.read("project_names", alone)["project_name"])
    return alone


def of_what_is_shown() -> Filters:
    """The choice as far as it applies to the page: that of the bar, or the one project that it is about."""
    subject = st.session_state.get(_SUBJECT)
    return only(subject[0]) if subject else filters()


def file_stem(name: str) -> str:
    """The name of a file to download, with the month and the project it speaks of: 'projects-2026-03'."""
    period, subject = filters().period, st.session_state.get(_SUBJECT)
    parts = [*(subject or ())[:1], name, *([show(period, "month")] if period else [])]
    return "-".join(parts)


def named(name: str, value: str) -> str:
    """'Department: IT'."""
    return say("filters.named", name=say(f"filters.name.{name}"), value=shown(name, value))


def shown(name: str, value: str) -> str:
    """The value of an attribute as the reader's language writes it."""
    return term(TERMS[name], value) if name in TERMS else value


def said() -> list[str]:
    """What is shown, for whoever takes it away: the project or each filter, month, month compared, as known when."""
    chosen, subject = filters(), st.session_state.get(_SUBJECT)
    narrowing = [named(name, getattr(chosen, name)) for name in active(chosen)]
    parts = [" · ".join(reversed(subject))] if subject else narrowing
    if chosen.period:
        parts.append(show(chosen.period, "month"))
    if chosen.compared:
        parts.append(say("filters.against", month=show(chosen.compared, "month")))
    if chosen.as_of:
        parts.append(say("filters.as_known", moment=chosen.as_of.replace("T", " ")))
    return parts


def active(chosen: Filters) -> list[str]:
    """The names of the filters that leave some projects out."""
    return [name for name in (*ATTRIBUTES, "search") if getattr(chosen, name)]


def address(**more: str) -> dict[str, str]:
    """The parameters of an address that opens another page with the same choice; `more` are added."""
    kept = ("period", "against", *ATTRIBUTES, "search", languages.PARAMETER, as_of.PARAMETER)
    return {name: st.query_params[name] for name in kept if st.query_params.get(name)} | more


def clear(*names: str) -> None:
    """Let everything through again; for the on_click of buttons. Without names, all of the bar is as at the start."""
    for name in names or (*ATTRIBUTES, "search"):
        st.session_state[name] = _ALL
    if not names:
        st.session_state["period"] = max(warehouse.periods(as_of.moment()))
        _compare_with_the_month_before()


def _chosen(months: Sequence[date], moment: str | None) -> Filters:
    period = _month("period", say("filters.period"), months, 104, "{}", _compare_with_the_month_before)
    before = [month for month in months if month < period]
    compared = _month("against", say("filters.compared"), before, 142, say("filters.against", month="{}"))
    offered = warehouse.choices(Filters(period=period, as_of=moment))
    picked = {name: _attribute(name, offered[name], width) for name, width in ATTRIBUTES.items()}
    st.button(say("filters.reset"), icon=":material/restart_alt:", type="tertiary", on_click=clear)
    st.space("stretch")
    search = st.text_input(
        say("filters.search"), key="search", placeholder=say("filters.search"), width=196, icon=":material/search:",
        label_visibility="collapsed", bind="query-params",
    )  # fmt: skip
    return Filters(period=period, compared=compared, search=search.strip() or None, **picked)


def _month(
    name: str, label: str, months: Sequence[date], width: int, written: str, on_change: Callable | None = None
) -> date | None:
    """A choice of months. An address may name the month in the words of the other language, so it is read here once."""
    asked = re.search(r"\d{4}-\d{2}", st.query_params.get(name, ""))
    known = {show(month, "month"): month for month in months}
    if asked and asked[0] in known and name not in st.session_state:
        st.session_state[name] = known[asked[0]]
    return st.selectbox(
        label, months, key=name, width=width, format_func=lambda month: written.format(show(month, "month")),
        label_visibility="collapsed", bind="query-params", filter_mode="contains", on_change=on_change,
        placeholder=say("filters.no_month"),
    )  # fmt: skip


def _attribute(name: str, values: Sequence[str], width: int) -> str | None:
    """A choice of the values of an attribute. An address may name a stage in the words of the other language."""
    everything = say(f"filters.all_{name}")
    asked = meant_by(TERMS[name], st.query_params.get(name, "")) if name in TERMS else ""
    if asked in values and name not in st.session_state:
        st.session_state[name] = asked
    return st.selectbox(
        say(f"filters.name.{name}"), [_ALL, *values], key=name, width=width,
        format_func=lambda value: shown(name, value) or everything,
        label_visibility="collapsed", bind="query-params", filter_mode="contains", placeholder=everything,
    ) or None  # fmt: skip


def _name_choices_again() -> None:
    """What is chosen is written in the reader's language, also in the address. A browser keeps the words of a choice
    until it is told the choice again."""
    for name in ("against", *ATTRIBUTES):
        if name in st.session_state:
            st.session_state[name] = st.session_state[name]


def _compare_with_the_month_before() -> None:
    months = [month for month in warehouse.periods(as_of.moment()) if month < st.session_state["period"]]
    if months:
        st.session_state["against"] = max(months)
