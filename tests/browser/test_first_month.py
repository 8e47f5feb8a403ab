"""The first month of a PMO lead, in a real browser: upload, confirm, look, undo."""

from playwright.sync_api import expect

from tests.workbooks import workbook

HEADERS = ["Project ID", "Project name", "Department", "Project manager", "BAC", "Planned value", "% complete",
           "Actual cost", "Baseline finish", "Forecast finish", "RAG"]  # fmt: skip
PROJECTS = [
    ["P-1", "Harbour bridge", "Works", "Li Na", 1000, 500, 0.4, 520, "2026-09-30", "2026-12-15", "Green"],
    ["P-2", "Payroll <b>move</b>", "HR", "K. Lindqvist", 800, 300, 0.4, 310, "2026-08-31", "2026-08-31", "Green"],
    ["Total", None, None, None, 1800, 800, None, 830, None, None, None],
]


def test_a_workbook_is_uploaded_confirmed_seen_and_taken_back(page, address, tmp_path):
    tracker = workbook(tmp_path / "tracker 2026-03.xlsx", {"Projects": [["Monthly status"], [], HEADERS, *PROJECTS]})

    page.goto(f"{address}/import_files")
    page.locator("input[type=file]").set_input_files(tracker)
    expect(page.get_by_role("heading", name="1 of 1 files can be loaded")).to_be_visible()
    expect(page.get_by_text("Projects: Projects, 2 of 3 rows")).to_be_visible()
    page.get_by_role("button", name="Load 1 file").click()
    expect(page.get_by_text("1 file loaded.")).to_be_visible()

    page.goto(f"{address}/projects")
    expect(page.get_by_role("link", name="Payroll <b>move</b>")).to_be_visible()
    page.get_by_role("link", name="Harbour bridge").click()
    expect(page.get_by_text("P-1").first).to_be_visible()
    assert "project=P-1" in page.url

    page.goto(f"{address}/history")
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Withdrawn: 1 · tracker 2026-03.xlsx")).to_be_visible()
    page.goto(f"{address}/projects")
    expect(page.get_by_role("link", name="Harbour bridge")).to_have_count(0)

    assert not [text for text in page.complaints if "404" not in text], page.complaints
    assert page.hosts <= {address.split("/")[2], "local"}, page.hosts
