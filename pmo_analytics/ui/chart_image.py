"""The button that saves a chart as an image, drawn by the reader's own browser. See chart_image.js."""

from pathlib import Path

import streamlit as st

from pmo_analytics import warehouse
from pmo_analytics.charts import Figure, paper
from pmo_analytics.exporting.about import sources
from pmo_analytics.ui import filters
from pmo_analytics.words import language, say

_ASKED = "sources_asked"
LIBRARY = "plotly.min.js"  # app.py serves it under this name


def _text(kind: str) -> str:
    return Path(__file__).with_suffix(f".{kind}").read_text(encoding="utf-8")


_button = st.components.v2.component("pmo_chart_image", html=_text("html"), css=_text("css"), js=_text("js"))


def image_button(key: str, figure: Figure) -> None:
    """A menu that saves the chart in the card around it as PNG or SVG, with its title, its caption and what it speaks
    of; light on white whatever the page shows, for it goes to a slide or to paper."""
    meta = figure.layout.meta
    _button(
        key=f"image_{key}",
        width="content",
        data={
            "title": meta["title"],
            "caption": meta["caption"],
            "about": " · ".join(part for part in (*filters.said(), _sources()) if part),
            "height": figure.layout.height,
            "file": filters.file_stem(key),
            "library": LIBRARY,
            "swapped": paper.swapped(),
            "style": paper.style(),
            "words": {name: say(f"frame.image.{name}") for name in ("save", "png", "svg")},
        },
    )


def _sources() -> str:
    """What the figures rest on, asked once for all charts of a page."""
    chosen = filters.of_what_is_shown()
    asked, said = st.session_state.get(_ASKED, (None, ""))
    now = (warehouse.snapshot_number(chosen.as_of), language(), chosen)
    if asked != now:
        said = sources(chosen)
        st.session_state[_ASKED] = (now, said)
    return said
