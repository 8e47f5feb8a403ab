"""Uploaded files while they wait to be loaded: kept in a folder of the session, and looked at."""

import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import streamlit as st

from pmo_analytics import revision_words, warehouse
from pmo_analytics.exporting.template import template_bytes
from pmo_analytics.report import FileReport
from pmo_analytics.ui import menu, revisions, told
from pmo_analytics.ui.text import escaped
from pmo_analytics.words import language, say

# Streamlit writes the box's own words in English: they are drawn at no size, and the reader's after them.
_WORDS = """<style>
[data-testid="stFileUploaderDropzone"] button p,
[data-testid="stFileUploaderDropzoneInstructions"] span {{font-size: 0;}}
[data-testid="stFileUploaderDropzone"] button p::after {{content: "{choose}"; font-size: 0.875rem;}}
[data-testid="stFileUploaderDropzoneInstructions"] span::after {{content: "{size}"; font-size: 0.875rem;}}
</style>"""


def uploader() -> list[Any]:
    """The box that files are dropped on; what lies in it now."""
    turn = st.session_state.setdefault("upload_turn", 0)
    megabytes = st.get_option("server.maxUploadSize")
    st.html(_WORDS.format(choose=say("imports.choose_files"), size=say("imports.largest_file", megabytes=megabytes)))
    return st.file_uploader(say("imports.uploader"), accept_multiple_files=True, key=f"upload_{turn}")


def template_button(label: str) -> None:
    """The button that saves the tracker template in the reader's language."""
    st.download_button(
        label, data=partial(template_bytes, language()), file_name=f"{say('template.title')}.xlsx",
        help=say("imports.template_why"), icon=":material/table_view:", type="tertiary", on_click="ignore",
    )  # fmt: skip


def finish(reports: list[FileReport]) -> None:
    """Empty the box after a load; what became of its files is said once more."""
    st.session_state["just_loaded"] = reports
    _forget()


def outcome() -> None:
    """What became of the files that were just loaded, and where to go on; nothing where none was."""
    reports: list[FileReport] = st.session_state.pop("just_loaded", [])
    if not reports:
        return
    with st.container(border=True):
        count = sum(report.status == "loaded" for report in reports)
        st.markdown(f"**{say('imports.loaded', count=count)}**")
        for report in reports:
            if report.status == "refused":
                st.error(escaped(report.reason or ""), icon=":material/block:")
            elif report.status == "already_loaded":
                st.caption(escaped(f"{report.name}: {say('imports.already')}"))
            elif len(report.revisions):
                with st.expander(escaped(f"{report.name}: {revision_words.counted(report.revisions)}")):
                    revisions.shown(report.revisions, report.sha256[:12])
        st.page_link(menu.page("overview"), label=say("imports.see"), icon=":material/arrow_forward:")
        st.page_link(menu.page("findings"), label=say("imports.see_findings"), icon=":material/rule:")
        st.page_link(menu.page("history"), label=say("imports.undo_in_history"), icon=":material/undo:")


def _forget() -> None:
    """Empty the box and what was kept of its files."""
    st.session_state["upload_turn"] += 1
    st.session_state.pop("upload_looked_at", None)
    told.forget()
    shutil.rmtree(st.session_state.pop("upload_folder", ""), ignore_errors=True)


def looked_at(each: Mapping[Path, object], look: Callable[[list[Path]], list[FileReport]]) -> list[FileReport]:
    """What `look` says of each file, asked anew only of those of which something else was said, and of all after the
    snapshot changed."""
    known: dict[Path, tuple[Any, FileReport]] = st.session_state.setdefault("upload_looked_at", {})
    asked = {path: (said, warehouse.snapshot_number(), language()) for path, said in each.items()}
    stale = [path for path in asked if path not in known or known[path][0] != asked[path]]
    for path, report in zip(stale, look(stale) if stale else (), strict=True):
        known[path] = asked[path], report
    return [known[path][1] for path in each]


def kept(files: Sequence[Any]) -> dict[Path, str]:
    """The uploaded files on disk: path -> name as uploaded. The paths hold no part of the names."""
    if "upload_folder" not in st.session_state:
        st.session_state["upload_folder"] = tempfile.mkdtemp(prefix="pmo-upload-")
    folder = Path(st.session_state["upload_folder"])
    paths = {}
    for file in files:
        path = folder / file.file_id
        if not path.exists():
            path.write_bytes(file.getvalue())
        paths[path] = file.name
    return paths
