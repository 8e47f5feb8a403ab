"""`pmo explain`: the sentence first, then the cells; and what it says where it cannot."""

from pathlib import Path

import pytest

from pmo_analytics import operations
from pmo_analytics.indicators import register
from pmo_analytics.workspace import Workspace
from tests.command_line import Pmo
from tests.workbooks import workbook


@pytest.fixture(scope="module")
def loaded_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("loaded")
    files = [
        workbook(home / "sent" / f"tracker {month}.xlsx", {"Projects": [
            ["Project ID", "Project name", "BAC", "% complete", "Actual cost"],
            ["P-1", "Depot", 1_500_000, 0.8, cost],
            ["P-2", "Decoy", 1, 1, 1],
        ]})
        for month, cost in (("2026-02", 1_000_000), ("2026-03", 1_350_000))
    ]  # fmt: skip
    reports = operations.load(Workspace(home), files, operations.Said(), "Ann")
    assert [report.status for report in reports] == ["loaded"] * 2
    return home


@pytest.fixture
def loaded(loaded_home: Path, workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    """A workspace with two months of a project as the current one. The tests only read."""
    monkeypatch.setenv("PMO_HOME", str(loaded_home))


@pytest.mark.usefixtures("loaded")
def test_the_command_says_formula_cells_and_what_is_missing(pmo: Pmo) -> None:
    lines = pmo("explain", "cost_performance_index", "Depot").stdout.splitlines()
    assert lines[:5] == [
        "CPI 0.89 = earned value 1.2M / actual cost 1.35M",
        "P-1, 2026-03",
        "Value of the work done for each unit of money spent.",
        "◆ Red",
        "Amber below 0.95, red below 0.90 (profile A · Standard)",
    ]
    (cost,) = (line.split("  ") for line in lines if line.startswith("Actual cost (AC)"))
    assert [text.strip() for text in cost if text.strip()][1:7] == [
        "actual cost", "1,350,000", "1350000", "tracker 2026-03.xlsx", "Projects", "E2",
    ]  # fmt: skip
    chinese = pmo("--language", "zh", "explain", "cost_performance_index", "P-1").stdout.splitlines()
    assert chinese[0] == "CPI 0.89 = 挣值 120 万 ÷ 实际成本 135 万"
    assert pmo("explain", "actual_cost", "P-1").stdout.splitlines()[1].startswith("How it is made: Cost to date as")
    told = pmo.json("explain", "actual_cost", "P-1")
    method = dict(register().entries["actual_cost"].method)
    assert (told["formula"], told["parts"], told["method"]) == (None, {}, method)
    told = pmo.json("explain", "cost_performance_index", "P-1", "--period", "2026-02")
    assert told["method"] is None
    assert (told["period"], told["value"], told["formula"]) == ("2026-02-28", 1.2, "{earned_value} / {actual_cost}")
    assert [one["address"] for one in told["inputs"]] == ["earned_value", "actual_cost"]


@pytest.mark.usefixtures("loaded")
def test_what_cannot_be_explained_is_said_with_the_remedy(pmo: Pmo) -> None:
    for words, code, said in (
        (("cost_performance", "P-1"), 2, "Nearest: cost_performance_index"),
        (("cost_performance_index", "P-9"), 2, "'P-9' has no cost_performance_index"),
        (("cost_performance_index", "P-1", "--period", "2025-01"), 2, "(2025-01)"),
        (("cost_performance_index",), 2, "Name a project"),
        (("cost_performance_index", "--level", "galaxy"), 2, "Known: portfolio, programme"),
    ):
        assert said in str(pmo("explain", *words, expect=code).exception)
