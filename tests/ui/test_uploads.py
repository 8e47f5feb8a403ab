"""Files that wait to be loaded lie in one folder of their session, however often the page runs."""

import tempfile
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest


def page() -> None:
    from types import SimpleNamespace

    import streamlit as st

    from pmo_analytics.ui import uploads

    file = SimpleNamespace(file_id="1", name="../tracker.csv", getvalue=lambda: b"a,b\n")
    for path, name in uploads.kept([file]).items():
        st.text(f"{path} {name}")


def test_a_page_that_runs_again_makes_no_other_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    app = AppTest.from_function(page).run()
    said = [text.value for text in app.text]
    for _ in range(3):
        app.run()
    assert not app.exception
    (folder,) = tmp_path.glob("pmo-upload-*")
    assert [text.value for text in app.text] == said == [f"{folder / '1'} ../tracker.csv"]
    assert [path.name for path in folder.iterdir()] == ["1"]
