"""The menu: one section per folder of pages/, one entry per script in it, in the order of words/menu.toml."""

import runpy
from pathlib import Path

import streamlit as st

from pmo_analytics.words import phrases, say
from pmo_analytics.workspace import PROJECT_ROOT

PAGES = PROJECT_ROOT / "pages"
FIRST = "overview"
WELCOME = PAGES / "welcome.py"
ABOUT_DATA = "data"  # the section whose pages say something where no month is loaded
OF_A_MONTH = "findings"  # but for this one
UNFILTERED = "import_files"  # the page that shows nothing of any month or project


def page(name: str) -> Path:
    """The script of a page, for st.switch_page and st.page_link; FileNotFoundError where there is none."""
    found = next(PAGES.glob(f"*/{name}.py"), None)
    if found is None:
        raise FileNotFoundError(name)
    return found


def address(name: str) -> str:
    """Where a page lives below the address of the application; the first one has no name of its own there."""
    return "" if name == FIRST else name


def has(name: str) -> bool:
    """Whether there is a page of that name."""
    return any(PAGES.glob(f"*/{name}.py"))


def sections() -> dict[str, list[str]]:
    """The names of the pages of each section, both in the order of the menu."""
    names = _ordered("section", {path.parent.name for path in PAGES.glob("*/*.py")})
    return {name: _ordered("page", {path.stem for path in PAGES.glob(f"{name}/*.py")}) for name in names}


def navigation() -> st.Page:
    """Show the menu and return the page that the address asks for."""
    pages = {
        say(f"menu.section.{section}"): [
            st.Page(PAGES / section / f"{name}.py", title=say(f"menu.page.{name}"), default=name == FIRST)
            for name in names
        ]
        for section, names in sections().items()
    }
    return st.navigation(pages, position="top")


def welcome() -> None:
    """Show the page of an empty workspace in the place of the one asked for."""
    runpy.run_path(str(WELCOME))


def speaks_of_months(shown: st.Page) -> bool:
    """Whether a page has nothing to say as long as no month is loaded."""
    return shown.url_path not in {path.stem for path in PAGES.glob(f"{ABOUT_DATA}/*.py")} - {OF_A_MONTH}


def is_filtered(shown: st.Page) -> bool:
    """Whether the choice of months and projects says anything about what a page shows."""
    return shown.url_path != UNFILTERED


def _ordered(table: str, names: set[str]) -> list[str]:
    """`names` in the order in which words/menu.toml lists them."""
    prefix = f"menu.{table}."
    listed = [key.removeprefix(prefix) for key in phrases() if key.startswith(prefix)]
    return [name for name in listed if name in names]
