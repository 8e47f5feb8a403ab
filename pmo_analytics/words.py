"""Every phrase a reader sees, in English and Chinese, from words/<room>.toml; and which of the two is spoken now."""

import tomllib
from collections.abc import Iterable, Iterator
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import Any

LANGUAGES = ("en", "zh")
ROOMS = Path(__file__).parent / "words"

_language: ContextVar[str] = ContextVar("language", default="en")


def language() -> str:
    """The language of this thread or task: 'en' or 'zh'."""
    return _language.get()


def set_language(name: str) -> None:
    """Speak `name` from here on in this thread or task; anything but Chinese is English."""
    _language.set("zh" if name.lower().startswith("zh") else "en")


@cache
def phrases() -> dict[str, dict[str, str]]:
    """Every phrase by its address `room.name` or `room.table.name`, with its texts `en`, `zh` and perhaps `en_one`."""
    return {
        f"{path.stem}.{name}": texts
        for path in sorted(ROOMS.glob("*.toml"))
        for name, texts in _leaves(tomllib.loads(path.read_text(encoding="utf-8")))
    }


def known(key: str) -> bool:
    """Whether there is a phrase at `key`; for keys that come from data."""
    return key in phrases()


def say(key: str, language: str | None = None, **details: Any) -> str:
    """The phrase at `key`, its blanks filled with `details`; KeyError where there is none.

    `en_one` is said where details['count'] is 1. Details are put in as they are: format numbers with display.show.
    """
    texts = phrases()[key]
    spoken = language or _language.get()
    singular = spoken == "en" and details.get("count") in (1, "1") and "en_one" in texts
    return texts["en_one" if singular else spoken].format(**details)


def listing(items: Iterable[str], language: str | None = None) -> str:
    """'a, b and c', or 'a、b、c'."""
    if (language or _language.get()) == "zh":
        return "、".join(items)
    *firsts, last = list(items) or [""]
    return f"{', '.join(firsts)} and {last}" if firsts else last


def paragraph(sentences: Iterable[str], language: str | None = None) -> str:
    """One sentence after the other, those that say nothing left out; in Chinese without a blank between them."""
    return ("" if (language or _language.get()) == "zh" else " ").join(filter(None, sentences))


def _leaves(table: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, dict[str, str]]]:
    for name, value in table.items():
        if "en" in value and isinstance(value["en"], str):
            yield prefix + name, value
        else:
            yield from _leaves(value, f"{prefix}{name}.")
