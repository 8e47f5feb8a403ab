"""A reader on the sample portfolio, in a real browser: to a project and back, a shared address, dark mode, files to
take away."""

import re
import struct
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Browser, Page, expect

from pmo_analytics.charts import theme
from tests.real_browser import SETTLED, context_of, open_at, prove_quiet

IMAGE = "Save this chart as an image"
# the share of texts in the charts of a page that are bright; null before there are any
BRIGHT = """() => {
  const bright = [...document.querySelectorAll('.js-plotly-plot svg text')].map(text => {
    const [red, green, blue] = getComputedStyle(text).fill.match(/[\\d.]+/g).map(Number);
    return red * .2126 + green * .7152 + blue * .0722 > 100});
  return bright.length > 20 ? bright.filter(Boolean).length / bright.length : null}"""


@pytest.fixture(autouse=True)
def nothing_to_complain_of(page: Page, sample_address: str):
    yield
    prove_quiet(page, sample_address)


def test_from_the_overview_to_a_project_to_what_an_indicator_is_made_of(page: Page, sample_address: str) -> None:
    open_at(page, f"{sample_address}/?lang=en")
    overview = page.get_by_role("heading", level=1).inner_text()
    assert re.match(r"\d+ of \d+ projects are red", overview)
    link = page.get_by_role("table", name="Projects that need a decision").get_by_role("link").first
    name = link.inner_text()
    link.click()
    expect(page).to_have_url(re.compile(r"/project\?.*project="))
    expect(page.get_by_text(name).first).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text(overview)
    page.wait_for_selector(SETTLED)
    page.go_forward()
    expect(page).to_have_url(re.compile(r"/project\?.*project="))
    page.get_by_role("table", name="Indicators of this project").get_by_role("link").first.click()
    expect(page.get_by_role("dialog").get_by_role("table").get_by_text(".xlsx").first).to_be_visible()


def test_a_card_names_its_projects_and_each_leads_to_its_cells(page: Page, sample_address: str) -> None:
    open_at(page, f"{sample_address}/?lang=en")
    page.get_by_role("button", name="Where does this come from? Budget spent").click()
    drawer = page.get_by_role("dialog")
    expect(drawer).to_contain_text("a ratio of two sums")
    expect(drawer).to_contain_text("Left out:")
    drawer.get_by_role("table").get_by_role("link").first.click()
    expect(page).to_have_url(re.compile(r"/project\?(?=.*explain=percent_spent)(?=.*project=)"))
    expect(drawer.get_by_role("table").get_by_text(".xlsx").first).to_be_visible()
    open_at(page, f"{sample_address}/capacity?lang=zh&explain=capacity.over_people")
    drawer.get_by_role("table").get_by_role("link").first.click()
    expect(page).to_have_url(re.compile(r"/capacity\?(?=.*explain=over_allocation_hours)(?=.*of=)"))
    expect(drawer.get_by_role("table").get_by_text(".xlsx").first).to_be_visible()


def test_an_address_opens_the_same_view_for_somebody_else(page: Page, browser: Browser, sample_address: str) -> None:
    headline = page.get_by_role("heading", level=1)
    open_at(page, f"{sample_address}/projects?lang=en")
    whole = headline.inner_text()
    page.get_by_role("combobox", name="Programme").click()
    page.get_by_role("option").nth(1).click()
    expect(headline).not_to_have_text(whole)
    page.get_by_role("combobox", name="Month", exact=True).click()
    page.get_by_role("option").nth(2).click()
    page.get_by_text("中文", exact=True).click()
    expect(headline).to_contain_text("个红灯")
    expect(page.get_by_role("combobox", name="部门")).to_have_value("全部部门")  # not yet reloaded
    expect(page).to_have_url(re.compile(r"(?=.*programme=)(?=.*period=)(?=.*lang=zh)"))

    context = context_of(browser)
    other = context.new_page()
    open_at(other, page.url)
    expect(other.get_by_role("heading", level=1)).to_have_text(headline.inner_text())
    names = page.locator("tbody th a").all_inner_texts()
    expect(other.locator("tbody th a")).to_have_text(names)
    context.close()


def test_charts_are_drawn_anew_for_the_dark(page: Page, sample_address: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 1400})
    open_at(page, f"{sample_address}/?lang=en")
    page.wait_for_function(f"({BRIGHT})() !== null")
    assert page.evaluate(BRIGHT) < 0.5
    page.emulate_media(color_scheme="dark")
    page.wait_for_function(f"({BRIGHT})() > 0.5")


def test_charts_and_tables_are_taken_away_for_a_committee(page: Page, sample_address: str, tmp_path: Path) -> None:
    page.emulate_media(color_scheme="dark")
    open_at(page, f"{sample_address}/?lang=zh")
    card = page.locator(".st-key-card_lights_by_month")
    title = card.get_by_role("paragraph").first.inner_text()

    def saved(menu_button: str, choice: str) -> tuple[str, bytes]:
        card.get_by_role("button", name=menu_button).click()
        with page.expect_download() as download:
            page.get_by_role("button", name=choice).locator("visible=true").click()
        download.value.save_as(tmp_path / "file")
        page.keyboard.press("Escape")  # the menu of a table stays open
        return download.value.suggested_filename, (tmp_path / "file").read_bytes()

    name, svg = saved("将此图保存为图片", "SVG")
    text = svg.decode()
    assert re.fullmatch(r"lights_by_month-\d{4}-\d{2}\.svg", name)
    assert "金额单位 CNY · 来自" in text
    assert title in text and "Microsoft YaHei" in text and "foreignObject" not in text
    assert theme.LIGHT.text in text and theme.DARK.page not in text
    assert set(re.findall(r"https?://[^\"']+", text)) == {"http://www.w3.org/2000/svg"}

    name, png = saved("将此图保存为图片", "PNG")
    assert name.endswith(".png") and struct.unpack(">II", png[16:24]) == (3200, 1800)

    card = page.locator("body")
    name, workbook = saved("下载", "Excel 工作簿")
    book = openpyxl.load_workbook(BytesIO(workbook))
    assert name.endswith(".xlsx") and book.sheetnames == ["需要决策的项目", "说明"]
    assert book.worksheets[0].max_row >= 8
    name, csv = saved("下载", "CSV")
    assert name.endswith(".csv") and csv.startswith("\ufeff项目编号,项目,".encode())


def test_a_click_on_a_department_leads_to_its_projects_and_back(page: Page, sample_address: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 1600})
    open_at(page, f"{sample_address}/budget?lang=en")
    bar = page.locator(".st-key-card_budget_execution .point path").first
    expect(bar).to_be_visible()
    box = bar.bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for_url(re.compile(r"/projects\?.*department="))
    expect(page.get_by_role("table", name="Health of the projects")).to_be_visible()
    page.go_back()
    page.wait_for_url(re.compile(r"/budget\?"))
