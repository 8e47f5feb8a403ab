"""Bounds of lights in words: under one profile, and beside each other under all."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from pmo_analytics import naming
from pmo_analytics.display import bound, is_nothing, show
from pmo_analytics.ui.tables import Column
from pmo_analytics.words import language, say


def written(row: Mapping[str, Any]) -> str:
    """'< 0.95, < 0.90': amber, then red; of a band both sides, '< 95% or > 102%, < 90% or > 105%'; '–' for none."""
    if is_nothing(row["amber"]) or is_nothing(row["red"]):
        return "–"
    return ", ".join(_beyond(row, light) for light in ("amber", "red"))


def _beyond(row: Mapping[str, Any], light: str) -> str:
    sign, unit = "<" if row["better"] == "higher" else ">", row["unit"]
    text = f"{sign} {bound(row[light], unit)}"
    if is_nothing(row[f"low_{light}"]):
        return text
    return say("thresholds.band", low=f"< {bound(row[f'low_{light}'], unit)}", high=text)


def elsewhere(bounds: pd.DataFrame) -> dict[str, str]:
    """By indicator, what its bounds are under the profiles in which they are others than under the one in force:
    'A, D: < −5%, < −10%'. `bounds`: the rows of `profile_bounds`."""
    told = {}
    for name, rows in bounds.groupby("indicator", sort=False):
        profiles: dict[str, list[str]] = {}
        for row in rows.to_dict("records"):
            profiles.setdefault(written(row), []).append(row["profile"])
        chosen = set(rows.loc[rows["is_chosen"].astype(bool), "profile"])
        others = {text: names for text, names in profiles.items() if not chosen & set(names)}
        told[name] = "; ".join(f"{', '.join(names)}: {text}" for text, names in others.items())
    return told


def beside_each_other(bounds: pd.DataFrame) -> pd.DataFrame:
    """One row per indicator: its name and `code`, and for each profile its bounds and, as `<profile>_note`,
    the light that it steers there; those that steer one come first. `bounds`: the rows of `profile_bounds`."""
    rows = []
    for name, of_one in bounds.groupby("indicator", sort=False):
        first = of_one.iloc[0]
        row = {"label": first[f"label_{language()}"], "code": name}
        for one in of_one.to_dict("records"):
            row |= {one["profile"]: written(one), f"{one['profile']}_note": _note(one)}
        rows.append(row | {"is_silent": of_one["dimension"].isna().all()})
    return pd.DataFrame(rows).sort_values("is_silent", kind="stable") if rows else pd.DataFrame()


def _note(row: Mapping[str, Any]) -> str:
    """'Cost; our own since 2026-04'."""
    notes = [] if is_nothing(row["dimension"]) else [say(f"lights.dimension.{row['dimension']}")]
    if row["is_own"]:
        notes.append(say("thresholds.own_since", since=show(row["bounds_from"], "month")))
    return say("thresholds.between").join(notes)


def columns(bounds: pd.DataFrame) -> list[Column]:
    """The columns of `beside_each_other`; the profile in force says so in its title."""
    profiles = bounds.drop_duplicates("profile")
    return [
        Column("label", say("thresholds.indicator"), "head", detail="code"),
        *(
            Column(row["profile"], _title(row), "text", detail=f"{row['profile']}_note")
            for row in profiles.to_dict("records")
        ),
    ]


def _title(row: Mapping[str, Any]) -> str:
    name = naming.profile(row["profile"])
    return say("thresholds.in_force", profile=name) if row["is_chosen"] else name
