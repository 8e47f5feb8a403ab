"""The first visit: nothing is loaded, the sample is tried and left again for files of one's own."""

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.real_browser import SECONDS, open_at, running


def test_a_visitor_tries_the_sample_and_leaves_it_for_files_of_his_own(page: Page, tmp_path: Path) -> None:
    small = "tests/browser/small_sample.py"
    with running(tmp_path / "workspace", tmp_path / "app.log", small) as address:
        headline = page.get_by_role("heading", level=1)
        open_at(page, address)
        expect(headline).to_have_text("No data yet. Start with one of these.")
        page.get_by_role("textbox", name="Your name").fill("Ada")
        page.get_by_role("button", name="Load the sample").click()
        expect(page.get_by_text("Loading the sample portfolio")).to_be_visible()
        page.get_by_text("中文", exact=True).click()  # what the visitor does meanwhile breaks nothing off
        expect(headline).to_contain_text("个红灯")
        expect(page.get_by_text("这是虚构的示例组合。")).to_be_visible()

        page.get_by_role("link", name="改用自己的文件").click()
        page.get_by_role("button", name="移除示例组合").click()
        expect(page.get_by_text("将撤回示例的所有载入")).to_be_visible()
        page.get_by_role("button", name="确认移除").click()
        expect(page.get_by_text("正在移除示例组合")).to_be_visible()
        expect(page.get_by_role("button", name="确认移除")).to_have_count(0, timeout=3 * SECONDS * 1000)
        expect(headline).to_have_text("把台账与导出文件拖到这里")

        open_at(page, f"{address}/history?lang=en")
        expect(page.get_by_text("Ada").first).to_be_visible()
        open_at(page, f"{address}/?lang=en")
        expect(headline).to_have_text("No data yet. Start with one of these.")

        assert not [text for text in page.complaints if "404" not in text], page.complaints
        assert page.hosts <= {address.split("/")[2], "local"}, page.hosts
