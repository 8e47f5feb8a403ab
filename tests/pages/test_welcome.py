"""An empty workspace: three ways on; the invented portfolio, and the way from it to one's own files."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from pmo_analytics import operations, sample, warehouse
from pmo_analytics.workspace import Workspace
from tests.pages.conftest import MONTHS, OpenPage, shown, tracker

TITLE = {"en": "No data yet. Start with one of these.", "zh": "尚无数据。请从以下任一项开始。"}


@pytest.fixture
def small_sample(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """One workbook in the place of the sample's many."""
    path = tracker(tmp_path / "sample", 0, MONTHS[0])
    monkeypatch.setattr(sample, "FOLDER", path.parent)
    return path


def press(app: AppTest, label: str) -> AppTest:
    return next(button for button in app.button if button.label == label).click().run(timeout=120)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("page", ["portfolio/overview", "portfolio/projects", "portfolio/project"])
def test_every_page_of_months_shows_the_ways_to_begin(
    workspace: Workspace, open_page: OpenPage, page: str, language: str
) -> None:
    app = open_page(page, lang=language)
    assert [title.value for title in app.title] == [TITLE[language]]
    assert [button.label for button in app.button] == ["Load the sample" if language == "en" else "载入示例"]
    assert len(app.get("page_link")) == 1 and not app.error


def test_the_sample_is_loaded_in_the_readers_name_and_leads_to_the_overview(
    workspace: Workspace, open_page: OpenPage, small_sample: Path
) -> None:
    app = open_page("portfolio/projects")
    app.text_input(key="who").set_value("Ada").run()
    press(app, "Load the sample")
    assert not app.exception
    assert app.title[0].value.replace("\\", "").startswith("1 of 4 projects is red")
    assert "This is the invented sample portfolio." in shown(app)
    assert set(warehouse.read("loads")["recorded_by"]) == {"Ada"}


@pytest.mark.asks("loads", "loaded_files", "decisions", "closed_months", "restatement_list", "mappings")
def test_the_sample_makes_way_for_ones_own_files(
    workspace: Workspace, open_page: OpenPage, small_sample: Path
) -> None:
    operations.demo(workspace, "Ada")
    app = open_page("data/import_files")
    press(app, "Remove the sample portfolio")
    assert "Nothing is deleted" in shown(app) and operations.is_demo()
    press(app, "Keep it")
    assert operations.is_demo()
    press(app, "Remove the sample portfolio")
    press(app, "Yes, remove it")
    assert not app.exception and not operations.is_demo()
    assert app.title[0].value == "Drop trackers and exports here"
    assert "invented" not in shown(app)

    assert [title.value for title in open_page("portfolio/overview").title] == [TITLE["en"]]
    assert "0 loads" not in shown(open_page("data/history"))
    operations.demo(workspace, "Ada")
    assert operations.is_demo()


def test_a_portfolio_of_ones_own_is_not_called_invented(on_portfolio: None, open_page: OpenPage) -> None:
    assert not operations.is_demo()
    for page in ("portfolio/overview", "data/import_files"):
        assert "invented" not in shown(open_page(page))


def test_the_sample_does_not_mix_with_ones_own_files(
    workspace: Workspace, open_page: OpenPage, small_sample: Path, tmp_path: Path
) -> None:
    app = open_page("portfolio/overview")
    operations.load(workspace, [tracker(tmp_path / "own", 1, MONTHS[1])], operations.Said(), "Bo")
    press(app, "Load the sample")
    assert app.title[0].value.replace("\\", "").startswith("1 of 4 projects is red")
    assert set(warehouse.read("loads")["recorded_by"]) == {"Bo"}
