"""What only a real browser shows: ways there and back, language and theme, what can be taken away."""

from io import BytesIO
from pathlib import Path

import openpyxl
from playwright.sync_api import Page, expect

from tests.real_browser import open_at


def saved(page: Page, menu: str, choice: str, folder: Path, within: str = "body") -> bytes:
    """What is downloaded by a choice from a menu."""
    page.locator(within).get_by_role("button", name=menu).first.click()
    with page.expect_download() as download:
        page.get_by_role("button", name=choice).locator("visible=true").click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    page.keyboard.press("Escape")
    return path.read_bytes()


def test_a_link_leads_to_the_project_and_one_step_back_returns(page: Page, address: str) -> None:
    open_at(page, f"{address}/projects?department=IT&search=system")
    page.get_by_role("link", name="Warehouse <b>*system*</b>").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("120 days late")
    assert "project=P1" in page.url and "department=IT" in page.url and "search=system" in page.url
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_contain_text("1 of 1 projects is red")
    assert page.url.startswith(f"{address}/projects") and "department=IT" in page.url

    page.goto(f"{address}/")
    page.locator(".st-key-card_estimate_movers .point path").first.click(force=True)  # plotly lays a sheet over it
    expect(page.get_by_role("heading", level=1)).to_contain_text("120 days late")
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_contain_text("1 of 3 projects is red")
    assert page.locator("[data-testid=stMain]").evaluate("main => main.scrollWidth <= main.clientWidth")
    assert not [text for text in page.complaints if "404" not in text], page.complaints


def test_language_and_theme_are_the_readers(page: Page, address: str) -> None:
    open_at(page, f"{address}/")
    assert page.evaluate("document.documentElement.lang") == "en"
    page.get_by_text("中文", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("3 个项目中 1 个红灯")
    expect(page.locator("html")).to_have_attribute("lang", "zh-CN")

    open_at(page, f"{address}/projects")
    expect(page.get_by_role("heading", level=1)).to_contain_text("个项目中")

    open_at(page, f"{address}/?lang=en")
    ink = page.locator(".st-key-card_lights_by_dimension .ytick text").first
    light = ink.evaluate("text => getComputedStyle(text).fill")
    page.emulate_media(color_scheme="dark")
    expect(ink).not_to_have_css("fill", light)


def test_tables_are_sorted_and_everything_can_be_taken_away(page: Page, address: str, tmp_path: Path) -> None:
    open_at(page, f"{address}/projects?lang=en")
    names = page.locator("tbody th a")
    by_name = page.locator("thead button").first
    by_name.click()
    expect(names.first).to_have_text("Payroll")
    by_name.click()
    expect(names.first).to_have_text("客服知识库")

    assert saved(page, "Download", "CSV", tmp_path).startswith(b"\xef\xbb\xbfProject ID,Project,Attention")
    book = openpyxl.load_workbook(BytesIO(saved(page, "Download", "Excel workbook", tmp_path)))
    assert book.sheetnames == ["Health of the projects", "About"]
    assert book.worksheets[0].max_row == 5
    assert ("Month", "2026-03") in list(book["About"].values)
