"""The drawer of a card of the portfolio's pages: what it says, how it adds up, who is left out and why, and the
projects, people or roles that it is made of, each with the way to its own explanation."""

from collections.abc import Collection
from contextlib import suppress

import streamlit as st

from pmo_analytics.errors import UnknownName
from pmo_analytics.explaining import CARDS, CardExplanation, card_sentences, explain_card
from pmo_analytics.ui import explanation, filters
from pmo_analytics.ui.downloads import download
from pmo_analytics.ui.tables import Column, Link, table
from pmo_analytics.ui.text import escaped
from pmo_analytics.warehouse import Filters
from pmo_analytics.words import say


def open_asked(cards: Collection[str | None], chosen: Filters) -> None:
    """Open the drawer that the address asks for: of one of the `cards` of the page, or of a person or role that one of
    them is made of."""
    asked, subject = explanation.asked(), st.query_params.get(explanation.SUBJECT)
    with suppress(UnknownName):  # an address may ask about somebody who is not there in the month chosen since
        if asked in CARDS and asked in cards:
            told = explain_card(asked, chosen)
            explanation.opened(card_sentences.label(told), lambda: _contents(told))
        elif asked and subject:
            explanation.drawer(asked, subject, chosen)


def _contents(told: CardExplanation) -> None:
    label = card_sentences.label(told)
    st.caption(escaped(" · ".join(filters.said())))
    st.markdown(escaped(card_sentences.meaning(told)))
    with st.container(border=True, gap="xsmall"):
        st.markdown(f"**{escaped(card_sentences.headline(told))}**")
        for sentence in (card_sentences.made(told), *card_sentences.coverage(told)):
            st.caption(escaped(sentence))
    rows = card_sentences.rows(told)
    columns = [column for column in _columns(told) if column.name in rows]
    with st.container(horizontal=True, vertical_alignment="center"):
        with st.container(width="stretch", gap="xxsmall"):
            st.markdown(f"**{escaped(say('cards.parts'))}**")
            st.caption(escaped(say("cards.where" if told.card.kind == "project" else "cards.of_month")))
        with st.container(width="content"):
            download(rows, columns, told.card.address.replace(".", "-"), "card_download", label)
    table(rows, columns, f"parts_{told.card.name}", say("cards.parts"), framed=True, link=_to_parts(told))


def _to_parts(told: CardExplanation) -> Link:
    """The way from a part to its own explanation: on its project's page; of a person or role, in this drawer."""
    key, indicator = card_sentences.key(told), {explanation.PARAMETER: "indicator"}
    if told.card.kind == "project":
        return Link(key, "project", beside=indicator)

    def ask(subject: str) -> None:
        (part,) = (part for part in told.parts if part.subject_id == subject)
        st.query_params.update({explanation.PARAMETER: part.indicator, explanation.SUBJECT: subject})
        st.rerun()

    return Link(key, explanation.SUBJECT, page=told.card.page, beside=indicator, opens=ask)


def _columns(told: CardExplanation) -> list[Column]:
    card = told.card
    return [
        Column("subject", say(f"cards.kind_title.{card.kind}"), "link"),
        Column("light", say("cards.column.light"), "light"),
        Column("value", say("cards.column.value"), "num", card.of, sign=card.sign),
        *(Column(part, card_sentences.part_name(told, part), "num", card.ratio_of) for part in card_sentences.RATIO),
        Column("counts", say("cards.column.counts")),
        Column("reason", say("cards.column.reason"), "text"),
    ]
