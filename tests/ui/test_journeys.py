"""What only a real browser shows: ways there and back, language and theme, what can be taken away."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.usefixtures("portfolio")

SETTLED = "[data-testid=stApp][data-test-script-state=notRunning]"


def open_at(page: Page, address: str) -> None:
    page.goto(address)
    page.wait_for_selector(SETTLED)
    page.wait_for_selector("h1")


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

    with page.expect_download() as csv:
        page.get_by_role("button", name="Download").click()
    csv.value.save_as(tmp_path / "projects.csv")
    content = (tmp_path / "projects.csv").read_bytes()
    assert csv.value.suggested_filename == "projects-2026-03.csv"
    assert content.startswith(b"\xef\xbb\xbfCode,Project,Attention") and content.count(b"\r\n") == 5

    open_at(page, f"{address}/project?project=P1&lang=en")
    with page.expect_download() as image:
        page.locator(".st-key-card_s_curve").get_by_role("button", name="Save this chart as an image").click()
    image.value.save_as(tmp_path / "curve.png")
    assert (tmp_path / "curve.png").read_bytes()[:8] == b"\x89PNG\r\n\x1a\n"
    assert re.fullmatch(r"s_curve-2026-03\.png", image.value.suggested_filename)
