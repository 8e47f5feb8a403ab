"""The button that saves a chart as an image, drawn by the reader's own browser. See chart_image.js."""

from pathlib import Path

import streamlit as st

from pmo_analytics.words import say


def _text(kind: str) -> str:
    return Path(__file__).with_suffix(f".{kind}").read_text(encoding="utf-8")


_button = st.components.v2.component("pmo_chart_image", html=_text("html"), css=_text("css"), js=_text("js"))


def image_button(key: str, title: str, caption: str, file: str) -> None:
    """A button for the chart in the card around it; the image carries title and caption and is called `file`."""
    _button(
        key=f"image_{key}", width="content",
        data={"title": title, "caption": caption, "file": file, "label": say("frame.save_image")},
    )  # fmt: skip
