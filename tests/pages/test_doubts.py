"""An amount in another unit is told on each page whose figures it moves, and by the commands, until it is mended."""

import shutil
from pathlib import Path

import pytest

from pmo_analytics import operations
from pmo_analytics.workspace import Workspace
from tests.command_line import Pmo
from tests.pages.conftest import HEADERS, OpenPage, shown, tables
from tests.workbooks import workbook

TOLD = "客服知识库, Budget at completion, is about 1,000 times in 2026-03 what it was in 2026-02"
MARK = "Amount in doubt"


def budget(folder: Path, amount: int) -> Path:
    """A file that says of P2 in March what its budget is, and nothing else."""
    row = ["P2", "客服知识库", "Channels", "HR", "Zhang Min", "Build", "2026-03-31", amount]
    return workbook(folder / f"P2 {amount}.xlsx", {"Status": [HEADERS[:8], row]})


@pytest.fixture(scope="module")
def doubtful_home(portfolio_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The portfolio with a budget of P2 that is a thousand times that of February."""
    home = tmp_path_factory.mktemp("doubtful") / "home"
    shutil.copytree(portfolio_home, home)
    (report,) = operations.load(Workspace(home), [budget(home, 1_000_000_000)], operations.Said(), "Ann")
    assert report.status == "loaded"
    return home


@pytest.fixture
def doubtful(doubtful_home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PMO_HOME", str(doubtful_home))
    return doubtful_home


def marks(app) -> list[str]:
    """What the marks of cards say where the reader points at them."""
    return [one.proto.help.replace("\\", "") for one in app.caption if MARK in one.value]


@pytest.mark.usefixtures("doubtful")
def test_headline_cards_and_list_of_the_month_say_so(open_page: OpenPage) -> None:
    app = open_page("portfolio/overview", period="2026-03")
    assert f"rest on amounts that may be in another unit: {TOLD}." in shown(app)
    assert len(marks(app)) >= 3 and all(TOLD in mark for mark in marks(app))
    (grid,) = tables(open_page("portfolio/projects", period="2026-03")).values()
    amounts = {row["id"]: row["over_budget"] for row in grid["rows"]}
    assert amounts["P2"][1].startswith("⚠ ") and amounts["P2"][3] == MARK
    assert not amounts["P1"][1].startswith("⚠")
    for page in ("money/earned_value", "portfolio/project"):
        app = open_page(page, period="2026-03", project="P2")
        assert marks(app), page
        assert f"rest on amounts that may be in another unit: {TOLD}." in shown(app), page
    assert "another unit" not in shown(open_page("portfolio/project", period="2026-03", project="P1"))


@pytest.mark.usefixtures("doubtful")
@pytest.mark.parametrize("chosen", [{"period": "2026-02"}, {"period": "2026-03", "department": "IT"}])
def test_other_months_and_other_projects_say_nothing(open_page: OpenPage, chosen: dict[str, str]) -> None:
    for page in ("portfolio/overview", "portfolio/projects", "money/budget", "money/earned_value"):
        app = open_page(page, **chosen)
        assert MARK not in shown(app) and "another unit" not in shown(app)


@pytest.mark.usefixtures("doubtful")
def test_a_project_beside_it_says_nothing(open_page: OpenPage) -> None:
    assert not marks(open_page("portfolio/project", period="2026-03", project="P1"))


@pytest.mark.usefixtures("doubtful")
def test_the_command_line_says_so_of_values_sums_and_cards() -> None:
    pmo = Pmo()
    rows = pmo.read("budget_at_completion", "2026-03")
    assert {row["project_id"]: row["flags"] for row in rows} == {"P1": None, "P2": "AMOUNT_JUMPED", "P3": None}
    assert "rests on an amount" in pmo("explain", "percent_spent", "P2", "--period", "2026-03").stdout
    assert "rests on an amount" in pmo("explain", "percent_spent", "portfolio", "--period", "2026-03").stdout
    assert TOLD in pmo("explain", "overview.budget", "--period", "2026-03").stdout
    assert "another unit" not in pmo("explain", "overview.budget", "--period", "2026-02").stdout


def test_after_the_correction_nothing_is_marked(doubtful_home: Path, tmp_path: Path, monkeypatch, open_page) -> None:
    home = tmp_path / "mended"
    shutil.copytree(doubtful_home, home)
    monkeypatch.setenv("PMO_HOME", str(home))
    operations.load(Workspace(home), [budget(home, 1_000_000)], operations.Said(), "Ann")
    app = open_page("portfolio/overview", period="2026-03")
    assert not marks(app) and "another unit" not in shown(app)
    assert Pmo().read("doubtful_amounts") == []
