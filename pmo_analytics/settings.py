"""What a PMO may set: data/settings.toml, with the workspace's own settings.toml laid on top."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pmo_analytics.errors import DictionaryBroken
from pmo_analytics.workspace import PROJECT_ROOT, Workspace

DEFAULTS = PROJECT_ROOT / "data" / "settings.toml"


@dataclass(frozen=True)
class Settings:
    """The settings in force. From where a figure turns amber or red is none: that is decided from a month on."""

    currency: str
    fiscal_year_start_month: int
    cut_off_day: int
    date_order: str
    hours_per_day: float
    limits: Mapping[str, float]

    @classmethod
    def of(cls, workspace: Workspace) -> "Settings":
        """Defaults overlaid with the workspace's own; raises DictionaryBroken naming file and setting."""
        table = _table(DEFAULTS)
        if workspace.settings_file.exists():
            table = _overlaid(table, _table(workspace.settings_file), workspace.settings_file)
        return cls._checked(table, workspace.settings_file)

    @classmethod
    def _checked(cls, table: dict[str, Any], path: Path) -> "Settings":
        fits = {
            "currency": isinstance(table["currency"], str) and len(table["currency"]) in (0, 3),
            "fiscal_year_start_month": table["fiscal_year_start_month"] in range(1, 13),
            "cut_off_day": table["cut_off_day"] in range(0, 29),
            "date_order": table["date_order"] in ("dmy", "mdy"),
            "hours_per_day": isinstance(table["hours_per_day"], int | float) and 0 < table["hours_per_day"] <= 24,
            "limits": all(isinstance(limit, int | float) and limit > 0 for limit in table["limits"].values()),
        }
        for name, is_right in fits.items():
            if not is_right:
                raise DictionaryBroken("setting_invalid", path=path.name, setting=name, value=str(table[name]))
        return cls(**table)

    def as_rows(self) -> list[tuple[str, str]]:
        """Name and value of each plain setting, for the snapshot's reference.settings."""
        plain = ("currency", "fiscal_year_start_month", "cut_off_day", "date_order", "hours_per_day")
        return [(name, str(getattr(self, name))) for name in plain]


def _table(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DictionaryBroken("settings_unreadable", path=path.name, why=str(error)) from error


def _overlaid(base: dict[str, Any], own: dict[str, Any], path: Path) -> dict[str, Any]:
    for name, value in own.items():
        if name == "thresholds":
            raise DictionaryBroken(
                "settings_thresholds", path=path.name, indicator=next(iter(value or {}), "INDICATOR")
            )
        if name not in base:
            raise DictionaryBroken("setting_unknown", path=path.name, setting=name)
        base[name] = {**base[name], **value} if isinstance(base[name], dict) and isinstance(value, dict) else value
    return base
