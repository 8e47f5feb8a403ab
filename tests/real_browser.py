"""A real browser on the real application: in a workspace of its own, or one application on the sample for all."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect, sync_playwright

from pmo_analytics.workspace import PROJECT_ROOT

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
SECONDS = 60
SETTLED = "[data-testid=stApp][data-test-script-state=notRunning]"

expect.set_options(timeout=SECONDS * 1000)  # a load reads, types and builds; machines differ


def launched(playwright: Playwright) -> Browser:
    flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
    return playwright.chromium.launch(executable_path=CHROMIUM, args=flags)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        if os.environ.get("CI"):
            raise RuntimeError("chromium must be installed where CI runs")
        pytest.skip("chromium is not installed: the journeys in a real browser are left out")
    with sync_playwright() as playwright:
        browser = launched(playwright)
        yield browser
        browser.close()


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """Where the application runs, on an empty workspace in tmp_path / 'workspace'."""
    with running(tmp_path / "workspace", tmp_path / "app.log") as address:
        yield address


@pytest.fixture(scope="session")
def sample_address(sample_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where one application for all tests runs on the sample portfolio. Look, do not change."""
    with running(sample_home, tmp_path_factory.mktemp("sample app") / "app.log") as address:
        yield address


@contextmanager
def running(home: Path, log_file: Path, script: str = "app.py") -> Iterator[str]:
    """The address of the application while it runs on a workspace."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = {"server.port": port, "server.headless": "true", "server.address": "127.0.0.1"}
    flags = [part for name, value in options.items() for part in (f"--{name}", str(value))]
    command = [sys.executable, "-m", "streamlit", "run", script, *flags]
    environment = os.environ | {"PMO_HOME": str(home), "PMO_USER": "Ann"}
    with log_file.open("w") as log:
        app = subprocess.Popen(command, cwd=PROJECT_ROOT, env=environment, stdout=log, stderr=log)
        try:
            _wait_until_healthy(f"http://127.0.0.1:{port}", app)
            yield f"http://127.0.0.1:{port}"
        finally:
            app.kill()  # an open page would keep a polite end waiting; the workspace is thrown away
            app.wait(timeout=SECONDS)


def _wait_until_healthy(address: str, app: subprocess.Popen) -> None:
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        if app.poll() is not None:
            raise RuntimeError("the application ended while starting")
        try:
            with urlopen(f"{address}/health", timeout=2) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.3)
    raise RuntimeError("the application did not start")


def open_at(page: Page, address: str) -> None:
    """Go there, and wait until the page has its headline and the script has come to its end."""
    page.goto(address)
    page.wait_for_selector("h1")
    page.wait_for_selector(SETTLED)


def context_of(browser: Browser, **options: object) -> BrowserContext:
    """A reader of his own: English, 1280 px wide, unless `options` say otherwise."""
    context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, "locale": "en-GB"} | options)
    context.set_default_timeout(SECONDS * 1000)
    return context


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page in English at 1280 px, with what its console complains of and every host it asked."""
    context = context_of(browser)
    yield watched(context.new_page())
    context.close()


def watched(page: Page) -> Page:
    """The page, which from now on keeps what its console complains of and every host it asked."""
    page.complaints, page.hosts = [], set()
    page.on("console", lambda said: page.complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.on("request", lambda request: page.hosts.add(request.url.split("/")[2] if "://" in request.url else "local"))
    return page


def prove_quiet(page: Page, address: str) -> None:
    """The console stayed free of errors, and nothing was asked of another machine."""
    assert not [text for text in page.complaints if "404" not in text], page.complaints
    assert page.hosts <= {address.split("/")[2], "local"}, page.hosts
