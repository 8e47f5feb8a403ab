"""A small portfolio as managers keep it, loaded through the front door, and the real application on it."""

import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from pmo_analytics import operations
from pmo_analytics.workspace import PROJECT_ROOT, Workspace
from tests.sample_home import made_once
from tests.workbooks import workbook

FRAME = PROJECT_ROOT / "pmo_analytics" / "ui" / "frame.py"
HEADERS = [
    "Project ID", "Project name", "Programme", "Department", "Project manager", "Stage", "Status date", "BAC",
    "Planned value", "% complete", "Actual cost", "Baseline start", "Baseline finish", "Forecast finish", "Overall RAG",
    "Decisions needed", "Comment",
]  # fmt: skip
MILESTONES = ["Project ID", "Milestone", "Baseline date", "Forecast date", "Actual date"]
MONTHS = (date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31))


def tracker(folder: Path, place: int, month: date) -> Path:
    """Three projects: a red one that declares green, a good one, and one without any cost; P4 falls silent in March."""
    start, due, late = "2025-01-01", "2026-12-31", "2027-04-30"
    done = (13 + place) / 24  # what is planned by the end of the month, of two years
    asked = "Add a shift" if place == 2 else None
    rows = [
        ["P1", "Warehouse <b>*system*</b>", "Plant", "IT", "Li Na", "Build", month, 4_000_000, 4_000_000 * done,
         done - 0.2, 2_000_000 + 200_000 * place, start, due, late, "Green", asked, "On plan."],
        ["P2", "客服知识库", "Channels", "HR", "Zhang Min", "Build", month, 1_000_000, 1_000_000 * done,
         done, 1_000_000 * done, start, due, due, "Green", None, None],
        ["P3", "Payroll", "Channels", "HR", "Li Na", "Plan", month, 800_000, 800_000 * done,
         done, None, start, due, due, "Amber", None, "Waiting for the supplier."],
        ["P4", "Silent", "Plant", "IT", "K. Lindqvist", "Test", month, 500_000, 500_000 * done,
         done, 500_000 * done, start, due, due, "Red", None, None],
    ]  # fmt: skip
    if place == 2:
        rows.pop()
    milestones = [
        ["P1", "Design", "2025-06-30", None, "2025-08-13"],
        ["P1", "Go-live", "2026-10-01", "2027-01-15", None],
    ]
    sheets = {"Status": [HEADERS, *rows], "Milestones": [MILESTONES, *milestones]}
    return workbook(folder / f"tracker {month:%Y-%m}.xlsx", sheets)


@pytest.fixture(scope="session")
def portfolio_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with three months of the portfolio; every process of the run shares it."""

    def make(home: Path) -> None:
        files = [tracker(home / "files sent", place, month) for place, month in enumerate(MONTHS)]
        reports = operations.load(Workspace(home), files, operations.Said(), "Ann")
        assert [report.status for report in reports] == ["loaded"] * 3

    return made_once(tmp_path_factory, "small portfolio", make)


@pytest.fixture
def on_portfolio(portfolio_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PMO_HOME", str(portfolio_home))


OpenPage = Callable[..., AppTest]


@pytest.fixture
def open_page() -> Iterator[OpenPage]:
    """open_page("portfolio/projects", lang="zh", department="HR"): the application at that page, run once."""

    def opened(name: str, **parameters: str) -> AppTest:
        app = AppTest.from_file(str(FRAME), default_timeout=60)
        if name != "portfolio/overview":
            app.switch_page(str(PROJECT_ROOT / "pages" / f"{name}.py"))
        app.query_params.update(parameters)
        app.run()
        assert not app.exception, app.exception
        return app

    yield opened


def shown(app: AppTest) -> str:
    """Every text of the page, unescaped, beside its charts and tables too."""
    kinds = ("title", "caption", "markdown", "info", "error")
    texts = [str(element.value) for kind in kinds for element in app.get(kind)]
    return "\n".join(texts).replace("\\", "")


def tables(app: AppTest) -> dict[str, dict[str, Any]]:
    """What each table component was given, by its label."""
    protos = [element.proto for element in app.get("bidi_component") if element.proto.component_name == "pmo_table"]
    return {data["label"]: data for data in (json.loads(proto.json) for proto in protos)}


def figures(app: AppTest) -> list[dict[str, str]]:
    """Title, caption and text alternative of each chart, as the reader gets them."""
    charts = [element.proto for element in app.get("plotly_chart")]
    return [json.loads(chart.spec)["layout"]["meta"] | {"alt": chart.alt} for chart in charts]
