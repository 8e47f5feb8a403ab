"""Every page that is there, in both languages, on nothing, on the sample, and on a portfolio that has names only:
it opens, says something, and shows no trace of what is missing or untranslated."""

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from pmo_analytics import operations
from pmo_analytics.charts import paper, set_mode
from pmo_analytics.ui import menu, watch
from pmo_analytics.words import known
from pmo_analytics.workspace import Workspace
from tests.pages.conftest import OpenPage, figures, tables
from tests.workbooks import workbook

PAGES = [f"{section}/{name}" for section, names in menu.sections().items() for name in names]
WORKSPACES = ("empty", "sample", "names_only")
# what begins like a sentence of ours in a file of the names-only portfolio
NAMES = ("Alpha", "Beta", "Gamma")
# pages that show the same whatever projects are chosen
WITHOUT_FILTERS = ["data/import_files", "data/history", "data/names", "data/dictionary", "data/thresholds",
                   "portfolio/project"]  # fmt: skip

# None of 39 projects is a sentence of ours
TRACE = re.compile(r"\b(?:nan|NaN|NaT|inf|undefined|null)\b|<NA>|\bNone\b(?! \w)|\{\w+\}|Traceback")
CODE = re.compile(r"\b[A-Z]{2,}(?:_[A-Z]+)+\b")
KEY = re.compile(r"\b[a-z_]+(?:\.[a-z_]+)+\b")
ENGLISH = re.compile(r"(?:\b[A-Za-z]+\b[ ,]+){3,}[A-Za-z]+")
MARKUP = re.compile(r":material/\w+:|:[a-z]+(?:-badge)?\[|&nbsp;|[*`\\\u2060]")


@pytest.fixture(scope="session")
def names_only_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace whose projects have names, and nothing else."""
    home = tmp_path_factory.mktemp("names only")
    rows = [["Project ID", "Project name"], *([f"N-{place}", name] for place, name in enumerate(NAMES))]
    files = [
        workbook(home / "files sent" / f"{month}.xlsx", {"Projects": [[month], *rows]})
        for month in ("2026-02", "2026-03")
    ]
    reports = operations.load(Workspace(home), files, operations.Said(), "Ann")
    assert [report.status for report in reports] == ["loaded"] * 2
    return home


@pytest.fixture(params=WORKSPACES)
def home(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Each workspace in turn as the current one; its name."""
    path = tmp_path / "empty" if request.param == "empty" else request.getfixturevalue(f"{request.param}_home")
    monkeypatch.setenv("PMO_HOME", str(path))
    return request.param


@pytest.fixture(scope="module")
def opened() -> dict[tuple[str, ...], AppTest]:
    """The pages that were opened so far, for tests that look and click nothing."""
    return {}


@pytest.fixture
def seen(opened: dict[tuple[str, ...], AppTest], open_page: OpenPage) -> OpenPage:
    """seen("portfolio/projects", lang="zh"): the page of the current workspace, opened once for all tests."""

    def page(name: str, **parameters: str) -> AppTest:
        key = (os.environ["PMO_HOME"], name, *parameters.values())
        if key not in opened:
            opened[key] = open_page(name, **parameters)
        return opened[key]

    return page


def texts(app: AppTest) -> Iterator[str]:
    """Everything that a reader of the page can read: words, labels, cards, tables, charts with their hovers."""
    for kind in ("title", "caption", "markdown", "info", "error", "warning", "success"):
        yield from (str(element.value) for element in app.get(kind))
    for metric in app.metric:
        yield from (metric.label, metric.value, metric.delta)
    for element in (*app.button, *app.selectbox, *app.text_input, *app.get("tab"), *app.get("expander")):
        yield element.label
    for label, table in tables(app).items():
        yield label
        yield from (column["t"] for column in table["columns"])
        yield from _strings([{**row, "id": "", "q": ""} for row in table["rows"]])
    for chart in app.get("plotly_chart"):
        spec = json.loads(chart.proto.spec)
        yield from (chart.proto.alt, *spec["layout"]["meta"].values())
        yield from _strings([_written(trace) for trace in spec["data"]])
        yield from (one.get("text", "") for one in spec["layout"].get("annotations", ()))


def _written(trace: dict[str, Any]) -> list[Any]:
    return [trace.get(name) for name in ("text", "hovertext", "hovertemplate", "labels", "name")]


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from _strings(list(value.values()))
    elif isinstance(value, list):
        for one in value:
            yield from _strings(one)


def traces(text: str) -> list[str]:
    """What of a text no reader should see: missing values, codes, and keys of phrases in the place of their words."""
    keys = [key for key in KEY.findall(text) if known(key)]
    return TRACE.findall(text) + CODE.findall(text) + keys


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("page", PAGES)
def test_a_page_opens_and_shows_no_trace_of_what_is_missing(
    seen: OpenPage, home: str, page: str, language: str
) -> None:
    app = seen(page, lang=language)
    assert not app.exception and not app.error
    (headline,) = app.title
    assert headline.value.strip()
    shown = [MARKUP.sub("", text) for text in texts(app) if text]
    assert [(text, found) for text in shown if (found := traces(text))] == []
    for chart in figures(app):
        assert chart["title"] and chart["caption"] and chart["alt"]


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("page", [page for page in PAGES if page not in WITHOUT_FILTERS])
def test_filters_that_match_nothing_name_the_month_and_the_one_to_clear(
    open_page: OpenPage, page: str, language: str, names_only_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PMO_HOME", str(names_only_home))
    app = open_page(page, lang=language, search="no such project")
    (headline,) = app.title
    assert "2026-03" in headline.value and str(len(NAMES)) in headline.value
    clear = [button for button in app.button if "no such project" in button.label]
    assert len(clear) == 1
    clear[0].click().run()
    assert app.title[0].value != headline.value and "search" not in app.query_params


@pytest.mark.parametrize("page", PAGES)
def test_a_chinese_page_of_names_is_chinese(
    seen: OpenPage, page: str, names_only_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PMO_HOME", str(names_only_home))
    if page == "data/dictionary":
        pytest.skip("it lists the headers of both languages and the names of standards")
    shown = {MARKUP.sub("", text) for text in texts(seen(page, lang="zh")) if text}
    assert [text for text in shown if ENGLISH.search(text)] == []


@pytest.mark.parametrize("page", PAGES)
def test_a_chart_drawn_in_dark_mode_becomes_the_light_one_on_paper(
    seen: OpenPage, open_page: OpenPage, page: str, sample_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PMO_HOME", str(sample_home))
    light = specs(seen(page, lang="en"))
    monkeypatch.setattr(watch, "mode", lambda: "dark")
    dark = specs(open_page(page, lang="en"))
    set_mode("dark")
    swapped = {colour.lower(): other for colour, other in paper.swapped().items()}
    set_mode("light")
    found = re.compile("|".join(map(re.escape, swapped)), re.IGNORECASE)
    assert len(dark) == len(light)
    for drawn, wanted in zip(dark, light, strict=True):
        on_paper = found.sub(lambda colour: swapped[colour[0].lower()], drawn)
        assert json.loads(on_paper) == json.loads(wanted.replace(json.dumps(paper.theme.FONT)[1:-1], paper.FONT))


def specs(app: AppTest) -> list[str]:
    return [chart.proto.spec for chart in app.get("plotly_chart")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("CPI nan", ["nan"]),
        ("None", ["None"]),
        ("None of 39 projects is red", []),
        ("overview.question", ["overview.question"]),
        ("tracker.xlsx of projects.actual_cost", []),
        ("MISSING_INPUT(actual_cost)", ["MISSING_INPUT"]),
        ("{count} projects", ["{count}"]),
        ("Finance, Nantes", []),
    ],
)
def test_a_trace_would_be_found(text: str, found: list[str]) -> None:
    assert traces(text) == found
