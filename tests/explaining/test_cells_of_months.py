"""The cells of an explanation where several months or reports of one speak: which count, and which were before."""

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pmo_analytics import operations
from pmo_analytics.explaining import explain, rows
from pmo_analytics.models.build import build
from pmo_analytics.workspace import Workspace
from tests.conftest import Loads

MARCH = date(2026, 3, 31)


@pytest.fixture(scope="module")
def told_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with the reports of four projects; each test looks at one of them."""
    home = tmp_path_factory.mktemp("told") / "workspace"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PMO_HOME", str(home))
        workspace = Workspace.current()
        load_all(Loads(workspace, patch))
        with workspace.writing("test"):
            build(workspace)
    return home


def load_all(load: Loads) -> None:
    load("2026-01-31", baselines=[{"project_id": "STANDING", "version": "1", "budget_at_completion": "1000"}])
    load("2026-01-31", projects=[{"project_id": "STANDING", "percent_complete": "0.1", "actual_cost": "90"}])
    load("2026-03-31", projects=[{"project_id": "STANDING", "percent_complete": "0.3", "actual_cost": "90000"}])

    first = load("2025-12-31", projects=forecast("700", "2025-12-31"), file_name="first.xlsx")
    blank = load("2026-01-31", projects=forecast(None, "2026-01-31"))
    load("2026-03-31", projects=[{"project_id": "FORECAST", "state": "closed", "actual_cost": "1000",
                                  "actual_finish": "2026-03-20"}])  # fmt: skip
    load("2025-12-31", projects=forecast("1000", "2026-05-20"), replaces=first)
    load("2026-01-31", projects=forecast("1000", "2026-05-20"), replaces=blank)

    january, february = ({"project_id": "TABLE", "month": month, "actual": "10"} for month in ("2026-01", "2026-02"))
    load("2026-01-31", budgets=[january])
    load("2026-02-28", budgets=[january, february])

    load("2026-03-31", projects=[{"project_id": "WITHDRAWN", "actual_cost": "100"}])
    load("2026-03-31", projects=[{"project_id": "WITHDRAWN", "actual_cost": "110"}], file_name="later.xlsx")


def forecast(cost: str | None, status_date: str) -> list[dict[str, Any]]:
    return [{"project_id": "FORECAST", "state": "active", "manager_estimate_at_completion": cost,
             "status_date": status_date}]  # fmt: skip


@pytest.fixture(autouse=True)
def told(told_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PMO_HOME", str(told_home))


def test_what_stands_from_an_earlier_month_is_told_with_that_month() -> None:
    told = explain("cost_performance_index", "STANDING", MARCH)
    found = {one.address: one for one in told.everything()}
    (budget,) = found["baselines.budget_at_completion"].cells
    assert (budget.period, budget.value) == (date(2026, 1, 31), 1000)
    cost = found["projects.actual_cost"]
    assert [(cell.period, cell.text) for cell in cost.cells] == [(MARCH, "90000")]
    assert [(cell.period, cell.text) for cell in cost.earlier] == [(date(2026, 1, 31), "90")]
    # a thousand times what was reported before: the figure stands, and says what it rests on
    assert [(cell.problem, cell.severity) for cell in (*cost.cells, *cost.earlier)] == [
        ("money_jump_up", "warning"), (None, None),
    ]  # fmt: skip
    (remark,) = (text for text in rows.cells(told)["note"] if "90,000 (2026-03), 90 (2026-01)" in str(text))
    assert "unit" in remark


def test_a_forecast_is_told_by_the_cell_that_first_reported_it() -> None:
    told = explain("estimate_error_three_months", "FORECAST", MARCH)
    assert (told.value, told.flags) == (pytest.approx(-0.3), ("RESTATED",))
    estimate = next(one for one in told.everything() if one.address == "projects.manager_estimate_at_completion")
    assert [(cell.file_name, cell.text, cell.value) for cell in estimate.earlier] == [("first.xlsx", "700", 700)]
    assert "700" in list(rows.cells(told)["text"])
    # what is known of the month now is told of every other value, and by its own cell alone
    now = explain("manager_estimate_at_completion", "FORECAST", date(2025, 12, 31))
    assert [cell.text for one in now.everything() for cell in (*one.cells, *one.others, *one.earlier)
            if one.address == estimate.address] == ["1000"]  # fmt: skip


def test_a_table_is_told_as_each_report_sent_it_the_latest_first() -> None:
    found = {one.address: one for one in explain("burn_rate", "TABLE", date(2026, 2, 28)).everything()}
    spent = found["budgets.actual"]
    reported = date(2026, 1, 31), date(2026, 2, 28)
    assert [(cell.period, cell.month) for cell in spent.cells] == [(reported[1], month) for month in reported]
    assert [(cell.period, cell.month) for cell in spent.earlier] == [(reported[0], reported[0])]
    assert spent.count_cells == 2


def test_a_load_that_was_withdrawn_is_no_source(told_home: Path, tmp_path: Path, monkeypatch) -> None:
    assert shown(explain("actual_cost", "WITHDRAWN")) == ["110"]
    monkeypatch.setenv("PMO_HOME", str(shutil.copytree(told_home, tmp_path / "copy")))
    workspace = Workspace.current()
    (later,) = operations.loads_of(workspace, "later.xlsx", standing=True)
    operations.undo(workspace, [later], "Ann", "wrong")
    assert shown(explain("actual_cost", "WITHDRAWN")) == ["100"]


def shown(explanation: Any) -> list[str]:
    return [cell.text for one in explanation.everything() for cell in one.cells]
