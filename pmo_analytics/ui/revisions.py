"""The values that a file makes others: before it is loaded, and once more when it has been."""

import pandas as pd
import streamlit as st

from pmo_analytics import revision_words
from pmo_analytics.ui.downloads import download
from pmo_analytics.ui.tables import Column, table
from pmo_analytics.words import say

MOST_SHOWN = 60
TEXTS = ("row", "about", "before", "after", "cell_before")


def shown(revisions: pd.DataFrame, key: str) -> None:
    """The first of them in the order of the sheet; the download has all."""
    title = say("report.revisions.title")
    with st.container(horizontal=True, horizontal_alignment="right"):
        download(revision_words.in_words(revisions, as_file=True), columns(), "changes", f"changes_of_{key}", title)
    rows = revision_words.in_words(revisions.head(MOST_SHOWN))
    table(rows, columns(), f"changes_{key}", title, 320 if len(rows) > 5 else None)
    if len(revisions) > MOST_SHOWN:
        st.caption(say("frame.not_all", shown=MOST_SHOWN, count=f"{len(revisions):,}"))


def columns() -> list[Column]:
    return [Column(name, title, "text" if name in TEXTS else "head" if name == "project" else "short")
            for name, title in revision_words.titles().items()]  # fmt: skip
