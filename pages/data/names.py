"""Which names mean the same project, person or department?"""

import streamlit as st

from pmo_analytics import operations, warehouse
from pmo_analytics.ui import begin, frame, names, past
from pmo_analytics.words import say
from pmo_analytics.workspace import Workspace

workspace = Workspace.current()
filters = warehouse.Filters(as_of=frame.filters().as_of)
likely, aliases = warehouse.read("likely_names", filters), warehouse.read("aliases", filters)
frame.headline(
    say("names.question"), names.answer(likely), say("names.aliases", count=len(aliases)), say("names.facts")
)
who = begin.your_name()


def join(kind: str, old: str, new: str, why: str | None = None) -> None:
    operations.alias(workspace, old, new, who, why, kind)
    past.said_next("names.joined", old=old, new=new)


def tell_apart(kind: str, name: str, other: str) -> None:
    operations.different(workspace, name, other, who, kind=kind)
    past.said_next("names.told_apart", name=name, other=other)


def take_back(kind: str, old: str) -> None:
    operations.unalias(workspace, old, who, kind=kind)
    past.said_next("names.taken_back", old=old)


names.proposals(likely, join, tell_apart)
left, right = st.columns([7, 5], gap="small")
with left:
    names.standing(aliases, take_back)
with right:
    names.form(filters, join)
past.say_now()
