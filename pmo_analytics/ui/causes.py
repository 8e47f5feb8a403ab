"""Why lights are red or amber, in words: the indicators that gave them, each with its value and the bound it passed."""

import re
from collections.abc import Sequence
from typing import Any

import pandas as pd

from pmo_analytics.display import bound, figure, is_nothing, show
from pmo_analytics.naming import indicator, reason
from pmo_analytics.words import listing, say

_ABBREVIATION = re.compile(r"[(（ ]([A-Z]{2,}(?:\([A-Za-z]+\))?)[)）]?$")


def with_causes(rows: pd.DataFrame, causes: pd.DataFrame, dimensions: Sequence[str]) -> pd.DataFrame:
    """The rows of a health grid, `<dimension>_reason` in words, where a light is red or amber saying what made it so;
    `causes` are the rows of `light_causes`."""
    told = {key: of_dimension(group) for key, group in causes.groupby(["project_id", "dimension"])}
    worst = {project: of_project(group) for project, group in causes.groupby("project_id")}
    columns = {}
    for name in dimensions:
        known = worst if name == "overall" else {key[0]: text for key, text in told.items() if key[1] == name}
        columns[f"{name}_reason"] = [
            reason(row[f"{name}_reason"]) or known.get(row["project_id"], "") for row in rows.to_dict("records")
        ]
    return rows.assign(**columns)


def by_dimension(causes: pd.DataFrame) -> dict[str, str]:
    """What made each light of one project what it is, by dimension, from `light_causes`."""
    return {name: of_dimension(group) for name, group in causes.groupby("dimension")}


def of_project(causes: pd.DataFrame, shown: int | None = None) -> str:
    """'Schedule: SPI(t) 0.82 < 0.90; Cost: CPI 0.78 < 0.90': of one project's `light_causes` those of its worst lights,
    the first `shown` of each dimension; '' for none."""
    worst = causes[causes["light"] == ("red" if (causes["light"] == "red").any() else "amber")]
    return say("lights.cause.between").join(
        say("lights.cause.of", dimension=say(f"lights.dimension.{name}"), causes=of_dimension(group, shown))
        for name, group in worst.groupby("dimension", sort=False)
    )


def of_dimension(causes: pd.DataFrame, shown: int | None = None) -> str:
    """'SPI(t) 0.82 < 0.90 and finish slip, share of duration 15% > 10%', of one project and dimension; the threshold
    profile is named where it is not the default."""
    text = listing(_cause(row) for row in causes.head(shown or len(causes)).to_dict("records"))
    profiles = causes["profile"].dropna().unique()
    text += say("lights.cause.profile", profile=profiles[0]) if len(profiles) else ""
    return text + (say("lights.cause.held") if causes["is_held"].any() else "")


def _cause(row: dict[str, Any]) -> str:
    name = _short(indicator(row["indicator"]))
    if is_nothing(row["value"]):
        return say("lights.cause.by_rule", name=name, reason=reason(row["reason"]))
    value, beyond = show(row["value"], row["unit"]), bound(row["bound"], row["unit"])
    value = figure(row["value"], row["unit"]) if value == beyond else value
    return f"{name} {value} {'<' if row['is_below'] else '>'} {beyond}"


def _short(label: str) -> str:
    """The abbreviation that a label ends with, else the label."""
    found = _ABBREVIATION.search(label)
    return found[1] if found else label
