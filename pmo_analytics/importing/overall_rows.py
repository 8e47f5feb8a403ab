"""A first or last line of a list of projects that speaks of all of them: Overall, Portfolio, 整体."""

import re

import numpy as np

from pmo_analytics.fields import dictionary
from pmo_analytics.importing.area import Area, cell_kind
from pmo_analytics.importing.header_rows import HeaderRows
from pmo_analytics.importing.headers import read_header
from pmo_analytics.importing.looks import LIGHT
from pmo_analytics.importing.matching import words_of
from pmo_analytics.importing.totals import PLACEHOLDERS
from pmo_analytics.reading import Finding

OVERALL = re.compile(
    r"(?i)\W*(?:overall|(?:whole |entire |overall )?portfolio(?: overall)?|all projects|整体|整體|总体|總體"
    r"|全部项目|全部專案|所有项目|组合整体|整体情况)\W*"
)
FEWEST = 2  # other rows, for one to speak of all of them


def overall_rows(
    area: Area, header: HeaderRows, rows: np.ndarray, excluded: np.ndarray
) -> tuple[np.ndarray, list[Finding]]:
    """Which rows speak of all projects, with a note for each: first or last, and nothing but figures, dates and lights
    beside such a name. A risk of the whole portfolio says more."""
    found = np.zeros(len(rows), dtype=bool)
    kept, place = np.flatnonzero(~excluded), _naming(header)
    if place is None or len(kept) <= FEWEST:
        return found, []
    notes = []
    for at in (int(kept[0]), int(kept[-1])):
        row = int(rows[at])
        name = area.text(row, place)
        others = [text for column, text in area.cells(row) if column != place]
        if OVERALL.fullmatch(name) and others and all(map(_is_of_all, others)):
            found[at] = True
            notes.append(Finding(area.grid.name, area.address(row, place), None, name, "layout.project_by_name", "note",
                                 "layout.overall_aside"))  # fmt: skip
    return found, notes


def _naming(header: HeaderRows) -> int | None:
    """The first column headed as the name of a project, and as nothing else would be."""
    words = words_of(dictionary())
    for place, text in header.texts.items():
        for reading in read_header(text).readings:
            field = words.named("projects", reading)
            if field is not None and field.name == "project_name" and ("project" in reading or "项目" in reading):
                return place
    return None


def _is_of_all(text: str) -> bool:
    plain = text.strip().casefold()
    return cell_kind(plain) != "text" or plain in PLACEHOLDERS or LIGHT.fullmatch(plain) is not None
