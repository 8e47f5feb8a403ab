"""The web application: `streamlit run app.py`. Its main script is pmo_analytics/ui/frame.py.

Here is what surrounds the pages: the message a reader sees when a page breaks, the headers every answer carries,
the library that draws charts for saving, and /health for whoever watches the machine.
"""

from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse
from starlette.routing import Route

from pmo_analytics import warehouse
from pmo_analytics.charts import paper
from pmo_analytics.errors import NothingLoaded, PmoError
from pmo_analytics.ui import chart_image, messages
from pmo_analytics.ui.security import SecurityHeaders

FRAME = Path(__file__).parent / "pmo_analytics" / "ui" / "frame.py"


def health(request: Request) -> JSONResponse:
    """200 with the number of the snapshot that is read (null: nothing loaded yet); 503 where it cannot be read."""
    try:
        return JSONResponse({"status": "ok", "snapshot": warehouse.snapshot_number()})
    except NothingLoaded:
        return JSONResponse({"status": "ok", "snapshot": None})
    except PmoError as error:
        return JSONResponse({"status": "broken", "why": str(error)}, status_code=503)


def chart_library(request: Request) -> FileResponse:
    """What draws a chart that is saved, sent once to each browser that saves one."""
    return FileResponse(paper.LIBRARY, headers={"Cache-Control": "max-age=86400"})


app = st.App(
    FRAME,
    routes=[Route("/health", health), Route(f"/{chart_image.LIBRARY}", chart_library)],
    middleware=[Middleware(SecurityHeaders)],
    on_script_error=messages.broken_page,
)
