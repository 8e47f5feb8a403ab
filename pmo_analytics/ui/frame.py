"""The frame around every page: language, menu, filter bar, then the chosen page. The main script of the application.

Pages import it for what they share: `filters`, `headline`, `figures`, `chart`, `table`, `nothing_to_show` and so on.
"""

from pathlib import Path

import streamlit as st

from pmo_analytics.charts import set_mode
from pmo_analytics.errors import NothingLoaded
from pmo_analytics.ui import as_of, languages, menu, messages
from pmo_analytics.ui.cards import (
    Figure,
    card,
    chart,
    clicked,
    figures,
    headline,
    missing,
    open_project,
    open_projects,
    title,
)
from pmo_analytics.ui.downloads import download
from pmo_analytics.ui.filters import bar, filters, only
from pmo_analytics.ui.messages import done, end_page, nothing_to_show
from pmo_analytics.ui.tables import Column, Link, table
from pmo_analytics.ui.watch import mode, watched

__all__ = [
    "Column",
    "Figure",
    "Link",
    "card",
    "chart",
    "clicked",
    "done",
    "download",
    "end_page",
    "figures",
    "filters",
    "headline",
    "missing",
    "nothing_to_show",
    "only",
    "open_project",
    "open_projects",
    "table",
    "title",
]

NAME = "PMO Analytics"
_HERE = Path(__file__).parent

# What the theme has no option for: side padding, heading padding, the months of a card in grey (st.metric draws them in
# the colour of the last change, which is not theirs, on the colour of the page, which would not stay it), print (where
# Streamlit would stack the columns).
_STYLE = """<style>
[data-testid=stMainBlockContainer]{padding-inline:1.5rem}
h1{padding:0 0 .45rem!important;text-wrap:balance}
[class*=st-key-explain_] [data-testid=stMarkdownContainer]{position:absolute;width:1px;height:1px;overflow:hidden;
clip-path:inset(50%)}
[data-testid=stMetric] div:has(>[data-testid=stMetricDelta]){flex-wrap:wrap}
[data-testid=stMetricChart]{filter:grayscale(1)}
[data-testid=stMetricChart] svg{background:none!important}
@media print{[data-testid=stHeader],.st-key-filters{display:none}[data-testid=stPlotlyChart]{break-inside:avoid}
[data-testid=stHorizontalBlock]:not(.st-key-filters){display:flex!important}}
</style>"""


def main() -> None:
    """Draw the frame and run the page that the address asks for."""
    st.set_page_config(page_title=NAME, page_icon=str(_HERE / "icon.svg"), layout="wide")
    languages.choose()
    set_mode(mode())
    st.html(_STYLE)
    st.logo((_HERE / f"logo_{mode()}.svg").read_text(encoding="utf-8"), size="large")
    page = menu.navigation()
    with watched(), messages.said_in_place(menu.welcome):
        has_months = bar(menu.is_filtered(page))
        as_of.banner()
        if not has_months and not as_of.moment() and menu.speaks_of_months(page):
            raise NothingLoaded("nothing_loaded")  # also where all that was loaded has been withdrawn
        page.run()


if __name__ == "__main__":
    main()
