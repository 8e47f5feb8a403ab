"""What every answer of the web application carries."""

import asyncio
import tomllib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from pmo_analytics.ui.security import CONTENT_SECURITY_POLICY, HEADERS, SecurityHeaders


def answered(kind: str = "http") -> list[dict]:
    """The messages that leave the middleware when the application behind it answers."""
    sent: list[dict] = []

    async def application(scope: dict, receive: object, send: object) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/plain")]})
        await send({"type": "http.response.body", "body": b"ok"})

    async def send(message: dict) -> None:
        sent.append(message)

    with ThreadPoolExecutor(1) as elsewhere:  # a browser's event loop may run in this thread
        elsewhere.submit(asyncio.run, SecurityHeaders(application)({"type": kind}, None, send)).result()
    return sent


def test_every_answer_has_the_headers_and_keeps_its_own() -> None:
    headers = {name.decode(): value.decode() for name, value in answered()[0]["headers"]}
    assert headers == {"content-type": "text/plain"} | {name.lower(): value for name, value in HEADERS.items()}


def test_a_websocket_is_left_alone() -> None:
    assert answered("websocket")[0]["headers"] == [(b"content-type", b"text/plain")]


@pytest.mark.parametrize("source", ["default-src 'self'", "frame-ancestors 'self'", "object-src 'none'"])
def test_nothing_is_fetched_from_elsewhere(source: str) -> None:
    assert source in CONTENT_SECURITY_POLICY
    assert "http:" not in CONTENT_SECURITY_POLICY and "https:" not in CONTENT_SECURITY_POLICY


def test_the_configuration_lets_no_traceback_out_and_sends_no_statistics() -> None:
    config = tomllib.loads((Path(__file__).parents[2] / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert config["client"]["showErrorDetails"] == "none"
    assert config["browser"]["gatherUsageStats"] is False
    assert set(config["theme"]["light"]) == set(config["theme"]["dark"])
