"""The threshold profiles, data/profiles.toml as values: their bounds, what steers their lights, and since when."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from dataclasses import field as attribute
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from pmo_analytics.errors import DictionaryBroken
from pmo_analytics.indicators import DIMENSIONS, LANGUAGES, Indicator, Register, bounds_fit, register
from pmo_analytics.workspace import PROJECT_ROOT

FILE = PROJECT_ROOT / "data" / "profiles.toml"
TEXTS = ("label", "meaning", "origin")

Bounds = Mapping[str, float]


@dataclass(frozen=True)
class Version:
    """What a profile says from a month on, a month end; None since always. `bounds` are those that differ from the
    register's, `drivers` name for a dimension all that steer its light."""

    valid_from: date | None
    bounds: Mapping[str, Bounds] = attribute(hash=False)
    drivers: Mapping[str, tuple[str, ...]] = attribute(hash=False)

    def bounds_of(self, indicator: Indicator) -> Bounds:
        """The bounds of an indicator here; empty where it has no light."""
        return self.bounds.get(indicator.name, indicator.bounds)

    def dimension_of(self, indicator: Indicator) -> str | None:
        """The light that an indicator steers here, None where it steers none."""
        named = next((one for one, names in self.drivers.items() if indicator.name in names), None)
        return named or (None if indicator.dimension in self.drivers else indicator.dimension)


@dataclass(frozen=True)
class Profile:
    """One profile: its texts in both languages and its versions, oldest first."""

    name: str
    label: Mapping[str, str] = attribute(hash=False)
    meaning: Mapping[str, str] = attribute(hash=False)
    origin: Mapping[str, str] = attribute(hash=False)
    versions: tuple[Version, ...]


@dataclass(frozen=True)
class Profiles:
    """All profiles by name, in the order of the file; `default` holds where nobody has decided otherwise."""

    default: str
    entries: Mapping[str, Profile] = attribute(hash=False)

    @classmethod
    def from_file(cls, path: Path, indicators: Register) -> "Profiles":
        """The profiles of a file; DictionaryBroken names the profile and the setting that is wrong: a missing text, an
        indicator that the register does not have, bounds that cross, a driver without bounds, months out of order."""
        table = _table(path)
        default = table.pop("default", None)
        entries = {name: _profile(path, name, entry, indicators) for name, entry in table.items()}
        if default not in entries:
            raise _wrong(path, "-", "default", default)
        return cls(default, entries)


@cache
def profiles() -> Profiles:
    """The project's own profiles, read once."""
    return Profiles.from_file(FILE, register())


def _table(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise _wrong(path, "-", "toml", problem) from problem


def _profile(path: Path, name: str, entry: Any, indicators: Register) -> Profile:
    if not isinstance(entry, dict) or set(entry) != {*TEXTS, "versions"}:
        raise _wrong(path, name, "entry", entry)
    for text in TEXTS:
        said = entry[text]
        if not isinstance(said, dict) or set(said) != set(LANGUAGES) or not all(map(_is_text, said.values())):
            raise _wrong(path, name, text, said)
    versions = tuple(_version(path, name, one) for one in entry["versions"])
    months = [one.valid_from for one in versions]
    if not versions or months[0] is not None or None in months[1:] or months[1:] != sorted(set(months[1:])):
        raise _wrong(path, name, "from", months)
    for setting, found in _unfit(versions, indicators):
        raise _wrong(path, name, setting, found)
    return Profile(name, versions=versions, **{text: entry[text] for text in TEXTS})


def _version(path: Path, name: str, entry: Any) -> Version:
    if not isinstance(entry, dict) or not set(entry) <= {"from", "bounds", "drivers"}:
        raise _wrong(path, name, "versions", entry)
    drivers = {dimension: tuple(names) for dimension, names in entry.get("drivers", {}).items()}
    return Version(_month_end(path, name, entry.get("from")), entry.get("bounds", {}), drivers)


def _month_end(path: Path, name: str, text: Any) -> date | None:
    if text is None:
        return None
    try:
        return (date.fromisoformat(f"{text}-01") + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    except ValueError as problem:
        raise _wrong(path, name, "from", text) from problem


def _unfit(versions: tuple[Version, ...], indicators: Register) -> Iterator[tuple[str, object]]:
    """(setting, what is wrong with it) of whatever the register does not bear out."""
    known = indicators.entries
    for version in versions:
        for name, bounds in version.bounds.items():
            if name not in known or not bounds_fit(known[name].better, bounds):
                yield "bounds", {name: bounds}
        for dimension, names in version.drivers.items():
            if dimension not in DIMENSIONS:
                yield "drivers", dimension
            for name in names:
                if name not in known or known[name].grain != "project" or not version.bounds_of(known[name]):
                    yield "drivers", name


def _is_text(text: Any) -> bool:
    return isinstance(text, str) and bool(text.strip())


def _wrong(path: Path, profile: str, setting: str, found: object) -> DictionaryBroken:
    return DictionaryBroken("models.profile_wrong", file=path.name, profile=profile, setting=setting, found=str(found))
