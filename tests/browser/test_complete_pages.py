"""Each page on the sample portfolio in a real browser: it is complete, fits, and is known to somebody who hears it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from pmo_analytics.ui import menu
from tests.real_browser import context_of, open_at, prove_quiet, watched

NAMES = [name for names in menu.sections().values() for name in names]
# charts, pictures, buttons and fields of a page, also inside its tables, that somebody who hears it would not know
UNNAMED = """() => {
  const name = part => [part.ariaLabel, part.title, part.alt, part.placeholder, part.innerText,
    part.querySelector?.('title')?.textContent, ...[...(part.labels ?? [])].map(label => label.innerText)]
    .join('').replace(/\\s/g, '');
  const parts = root => [...root.querySelectorAll('*')].flatMap(part =>
    [part, ...(part.shadowRoot ? parts(part.shadowRoot) : [])]);
  return parts(document.querySelector('[data-testid=stMain]'))
    .filter(part => part.matches('[data-testid=stPlotlyChart],button,input:not([tabindex="-1"]),a,[role=img]'))
    .filter(part => part.checkVisibility())
    .filter(part => !name(part)).map(part => part.outerHTML.slice(0, 200))}"""


@pytest.fixture(scope="module")
def reader(browser: Browser) -> Iterator[BrowserContext]:
    """Somebody who goes from page to page and has the application's scripts already."""
    context = context_of(browser)
    yield context
    context.close()


@pytest.fixture
def page(reader: BrowserContext, sample_address: str) -> Iterator[Page]:
    page = watched(reader.new_page())
    yield page
    prove_quiet(page, sample_address)
    page.close()


@pytest.mark.parametrize("name", NAMES)
def test_a_page_has_one_headline_and_fits_a_laptop_and_a_projector(page: Page, sample_address: str, name: str) -> None:
    open_at(page, f"{sample_address}/{menu.address(name)}?lang=zh")
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    expect(page.locator("html")).to_have_attribute("lang", "zh-CN")
    for width in (1280, 1920):
        page.set_viewport_size({"width": width, "height": 900})
        for whole in ("[data-testid=stMain]", "h1"):
            fits = "part => part.scrollWidth <= part.clientWidth && part.getBoundingClientRect().right <= innerWidth"
            assert page.locator(whole).evaluate(fits), (whole, width)
    assert page.evaluate(UNNAMED) == []
