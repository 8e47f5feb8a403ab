"""Every page as a picture in docs/screenshots/, for the README: `make screenshots`.

The application runs on the sample portfolio, loaded into a folder that is thrown away, or on the workspace that
PMO_HOME names. Pages are found, not listed; both languages, light; the first two of the menu dark as well.
"""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from pmo_analytics import operations
from pmo_analytics.ui import menu
from pmo_analytics.words import LANGUAGES
from pmo_analytics.workspace import PROJECT_ROOT, Workspace
from tests.real_browser import context_of, launched, open_at, running

FOLDER = PROJECT_ROOT / "docs" / "screenshots"
DARK = 2
LARGEST_BYTES = 250_000
DRAWN = "() => document.querySelectorAll('[data-testid=stPlotlyChart]').length" \
        " === document.querySelectorAll('.js-plotly-plot .main-svg:first-child').length"  # fmt: skip


def main() -> None:
    """Write the pictures and say how large they are; ends with 1 where one is too large to be kept in a repository."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory(prefix="pmo-screenshots-") as folder,
        workspace(Path(folder)) as home,
        running(home, Path(folder) / "app.log") as address,
        sync_playwright() as playwright,
    ):
        browser = launched(playwright)
        sizes = {path: path.stat().st_size for path in pictures(browser, address)}
        browser.close()
    for path in set(FOLDER.glob("*.png")) - set(sizes):
        path.unlink()  # of a page that is no more
    for path, size in sizes.items():
        print(f"{size / 1000:6.0f} kB  {path.relative_to(PROJECT_ROOT)}")
    if max(sizes.values()) > LARGEST_BYTES:
        raise SystemExit(f"A picture is larger than {LARGEST_BYTES / 1000:.0f} kB.")


@contextmanager
def workspace(folder: Path) -> Iterator[Path]:
    """The workspace that PMO_HOME names, else one with the sample portfolio in `folder`."""
    if os.environ.get("PMO_HOME"):
        yield Workspace.current().home
        return
    operations.demo(Workspace(folder / "workspace"), "Ann", progress=print)
    yield folder / "workspace"


def pictures(browser: Browser, address: str) -> Iterator[Path]:
    """Take each picture and give its path: overview_en_light.png."""
    for place, name in enumerate(chain.from_iterable(menu.sections().values())):
        for mode in ("light", "dark")[: 2 if place < DARK else 1]:
            for language in LANGUAGES:
                path = FOLDER / f"{name}_{language}_{mode}.png"
                take(browser, f"{address}/{menu.address(name)}?lang={language}", mode, path)
                yield path


def take(browser: Browser, address: str, mode: str, path: Path) -> None:
    """One page as a reader sees it at 1280 px, once all of its charts are drawn."""
    context = context_of(browser, color_scheme=mode)
    page = context.new_page()
    open_at(page, address)
    page.wait_for_function(DRAWN)
    page.wait_for_timeout(1_000)  # cards of a row come to their common height
    page.screenshot(path=path, animations="disabled", caret="hide")
    context.close()


if __name__ == "__main__":
    main()
