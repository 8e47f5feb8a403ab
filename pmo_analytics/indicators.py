"""The indicator register, sql/indicators/**/*.toml as values: what each indicator is, its unit, bounds and sources."""

import math
import re
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from dataclasses import field as attribute
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pmo_analytics.errors import DictionaryBroken
from pmo_analytics.workspace import PROJECT_ROOT

LANGUAGES = ("en", "zh")
GRAINS = ("project", "person", "role", "risk", "milestone", "benefit", "portfolio")
UNITS = ("money", "ratio", "percent", "points", "count", "days", "months", "hours", "score", "number", "flag")
BETTER = ("higher", "lower", "band")
ROLLUPS = ("ratio", "sum", "count", "share", "median", "worst", "none")
DIMENSIONS = ("schedule", "cost", "scope", "risk", "resource", "benefits", "quality")

# The bounds an indicator needs, from the best side to the worst: each may not stand before the one left of it.
BOUNDS = MappingProxyType(
    {
        "higher": ("red", "amber"),
        "lower": ("amber", "red"),
        "band": ("low_red", "low_amber", "amber", "red"),
    }
)
REQUIRED = ("grain", "unit", "rollup", "label", "meaning", "inputs")
MADE = ("formula", "parts", "method")  # how a value is made: exactly one of them
PARTS = ("numerator", "denominator")
ALLOWED = (*REQUIRED, *MADE, "better", "bounds", "dimension", "superseded_by", "stands_in_for", "as_reported", "source")
TERM = re.compile(r"\{([a-z][a-z0-9_.]*)\}")
FORMULA = re.compile(rf"(?:{TERM.pattern}|min\(|max\(|[-+*/(), 0-9.])+")


@dataclass(frozen=True)
class Indicator:
    """One entry of the register. `bounds` is empty where the indicator has no light; `inputs` are field addresses;
    `superseded_by` names the indicator whose value makes this one silent in the light of its `dimension`. Where the
    fields that it `stands_in_for` were not loaded, its inputs are heard in their place. Those of its inputs that are
    `as_reported` are taken as each month first reported them, whatever was corrected since.

    How the value is made, one of three: `formula`, of other indicators and of inputs, "{projects.percent_complete} *
    {budget_at_completion}"; `parts`, what numerator and denominator of the ratio are called; `method`, in a sentence.
    """

    name: str
    family: str
    grain: str
    unit: str
    rollup: str
    label: Mapping[str, str] = attribute(hash=False)
    meaning: Mapping[str, str] = attribute(hash=False)
    inputs: tuple[str, ...]
    better: str | None = None
    bounds: Mapping[str, float] = attribute(default_factory=dict, hash=False)
    dimension: str | None = None
    superseded_by: str | None = None
    stands_in_for: tuple[str, ...] = ()
    as_reported: tuple[str, ...] = ()
    formula: str | None = None
    parts: Mapping[str, Mapping[str, str]] = attribute(default_factory=dict, hash=False)
    method: Mapping[str, str] = attribute(default_factory=dict, hash=False)
    source: str | None = None

    @property
    def terms(self) -> tuple[str, ...]:
        """The indicators and inputs that the formula names."""
        return tuple(dict.fromkeys(TERM.findall(self.formula or "")))


@dataclass(frozen=True)
class Register:
    """All indicators by name, in the order of their families and files."""

    entries: Mapping[str, Indicator] = attribute(hash=False)

    @classmethod
    def from_folder(cls, folder: Path) -> "Register":
        """The register below `folder`; DictionaryBroken names the file and the entry that is wrong: a model without an
        entry, an entry without a model, a word outside its closed set, a missing label."""
        found: dict[str, Indicator] = {}
        for path in sorted(folder.rglob("*.toml")):
            for name, entry in _table(path).items():
                if name in found:
                    raise _wrong(path.name, name, "name", name)
                found[name] = _indicator(path, name, entry)
        _prove_files(folder, found)
        for indicator in found.values():
            if indicator.superseded_by and indicator.superseded_by not in found:
                raise _wrong(indicator.family, indicator.name, "superseded_by", indicator.superseded_by)
            for term in indicator.terms:
                if term not in found and term not in indicator.inputs:
                    raise _wrong(indicator.family, indicator.name, "formula", term)
        return cls(MappingProxyType(found))

    def prove_inputs(self, fields: Collection[str]) -> None:
        """DictionaryBroken where an entry names an input that is not among the `entity.field` addresses."""
        for entry in self.entries.values():
            for address in (*entry.inputs, *entry.stands_in_for):
                if address not in fields:
                    raise _wrong(entry.family, entry.name, "inputs", address)


@cache
def register() -> Register:
    """The project's own register, read once."""
    return Register.from_folder(PROJECT_ROOT / "sql" / "indicators")


def _table(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise _wrong(path.name, "-", "toml", problem) from problem


def _indicator(path: Path, name: str, entry: Any) -> Indicator:
    if not isinstance(entry, dict):
        raise _wrong(path.name, name, "entry", entry)
    for setting in (*(one for one in REQUIRED if one not in entry), *(one for one in entry if one not in ALLOWED)):
        raise _wrong(path.name, name, setting, entry.get(setting, "-"))
    closed = {"grain": GRAINS, "unit": UNITS, "rollup": ROLLUPS, "better": BETTER, "dimension": DIMENSIONS}
    for setting, words in closed.items():
        if setting in entry and entry[setting] not in words:
            raise _wrong(path.name, name, setting, entry[setting])
    for setting in ("label", "meaning"):
        if not _is_said(entry[setting]):
            raise _wrong(path.name, name, setting, entry[setting])
    for setting in ("inputs", "stands_in_for", "as_reported"):
        addresses = entry.get(setting, [])
        if not isinstance(addresses, list) or not all(map(_is_text, addresses)):
            raise _wrong(path.name, name, setting, addresses)
    if not set(entry.get("as_reported", ())) <= set(entry["inputs"]):
        raise _wrong(path.name, name, "as_reported", entry["as_reported"])
    _prove_made(path, name, entry)
    if "bounds" in entry and not bounds_fit(entry.get("better"), entry["bounds"]):
        raise _wrong(path.name, name, "bounds", entry["bounds"])
    return Indicator(
        name=name,
        family=path.parent.name,
        label=MappingProxyType(entry["label"]),
        meaning=MappingProxyType(entry["meaning"]),
        inputs=tuple(entry["inputs"]),
        stands_in_for=tuple(entry.get("stands_in_for", ())),
        as_reported=tuple(entry.get("as_reported", ())),
        bounds=MappingProxyType(entry.get("bounds", {})),
        parts=MappingProxyType(entry.get("parts", {})),
        method=MappingProxyType(entry.get("method", {})),
        **{setting: entry.get(setting) for setting in (*closed, "superseded_by", "formula", "source")},
    )


def _prove_made(path: Path, name: str, entry: Mapping[str, Any]) -> None:
    """DictionaryBroken unless the entry says in exactly one way how its value is made, and in both languages."""
    ways = [way for way in MADE if way in entry]
    if len(ways) != 1:
        raise _wrong(path.name, name, " | ".join(MADE), ", ".join(ways) or "-")
    (way,) = ways
    made = entry[way]
    is_right = {
        "formula": lambda: _is_text(made) and FORMULA.fullmatch(made),
        "parts": lambda: isinstance(made, dict) and set(made) == set(PARTS) and all(map(_is_said, made.values())),
        "method": lambda: _is_said(made),
    }
    if not is_right[way]():
        raise _wrong(path.name, name, way, made)


def bounds_fit(better: str | None, bounds: Mapping[str, Any]) -> bool:
    """Whether these are the bounds that an indicator needs, all of them finite numbers and none beyond the next."""
    order = BOUNDS.get(better or "", ())
    values = [bounds.get(bound) for bound in order]
    if set(bounds) != set(order) or not all(_is_number(value) for value in values):
        return False
    return bool(order) and values == sorted(values)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _prove_files(folder: Path, found: Mapping[str, Indicator]) -> None:
    files = {path.stem: path for path in sorted(folder.rglob("*.sql"))}
    for name in sorted(files.keys() - found.keys()):
        raise _wrong(files[name].parent.name, name, "register", "-")
    for name in sorted(found.keys() - files.keys()):
        raise _wrong(found[name].family, name, "sql", "-")


def _is_said(texts: Any) -> bool:
    return isinstance(texts, dict) and set(texts) == set(LANGUAGES) and all(map(_is_text, texts.values()))


def _is_text(text: Any) -> bool:
    return isinstance(text, str) and bool(text.strip())


def _wrong(file: str, indicator: str, setting: str, found: object) -> DictionaryBroken:
    return DictionaryBroken("models.register_wrong", file=file, indicator=indicator, setting=setting, found=str(found))
