"""Clicks in the risk matrix, in a real browser: a crowded cell narrows the list, a single risk opens its project."""

from datetime import date

from playwright.sync_api import Locator, Page, expect

from pmo_analytics import operations
from pmo_analytics.workspace import Workspace
from tests.workbooks import workbook

expect.set_options(timeout=60_000)

HEADERS = ["Project ID", "Project name", "Risk ID", "Risk", "Likelihood", "Impact", "Residual likelihood",
           "Residual impact"]  # fmt: skip
CROWD = [["P1", "Harbour bridge", f"R{n}", f"Crowd {n}", 4, 4, 2, 3] for n in range(1, 6)]
ALONE = ["P2", "Payroll", "R9", "Alone", 5, 5, 4, 5]


def click(mark: Locator) -> None:
    box = mark.bounding_box()
    mark.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def test_a_crowded_cell_narrows_the_list_and_a_single_risk_opens_its_project(page: Page, address, tmp_path):
    tracker = workbook(tmp_path / "risks.xlsx", {"Risks": [HEADERS, *CROWD, ALONE]})
    (report,) = operations.load(
        Workspace(tmp_path / "workspace"), [tracker], operations.Said(period=date(2026, 3, 31)), "Ann"
    )
    assert report.status == "loaded"

    page.set_viewport_size({"width": 1280, "height": 2000})
    page.goto(f"{address}/risks")
    marks = page.locator(".st-key-card_risk_matrix .textpoint text")
    rows = page.get_by_role("table", name="Risks").locator("tbody tr")
    expect(rows).to_have_count(6)
    click(marks.filter(has_text="×5"))
    expect(page.get_by_text("Probability 2, impact 3: 5")).to_be_visible()
    expect(rows).to_have_count(5)
    page.get_by_text("Open 6").click()
    expect(rows).to_have_count(6)

    click(marks.filter(has_text="1").last)
    page.wait_for_url("**/project?*project=P2*")
    assert not [text for text in page.complaints if "404" not in text], page.complaints
