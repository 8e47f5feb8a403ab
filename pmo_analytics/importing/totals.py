"""Total rows: rows that sum others, told from projects that only have such a word in their name."""

import re
from collections.abc import Mapping
from functools import cached_property

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from pmo_analytics.importing.area import Area, cell_kind
from pmo_analytics.importing.findings import Finding
from pmo_analytics.importing.header_rows import HeaderRows

WORD = r"(?:sub[\s-]?totals?|grand[\s-]?totals?|overall[\s-]?totals?|totals?|合\s*计|小\s*计|总\s*计|总\s*和|共\s*计)"
EXACT = re.compile(rf"(?i)^\W*(?:{WORD}|sum|average|avg\.?|平均值?|均值|本[页月期年]{WORD})\W*(?:[(（].*[)）])?\W*$")
PARTLY = re.compile(rf"(?i)^(?:{WORD}(?:\b|[^a-z]).*|.*\b(?:sub-?total|total)s?\W*|.*(?:合计|小计|总计)\W*)$")
SURELY = re.compile(r"(?i)sub-?total|小计|合计|总计|^total\s+(?:of|for|all|projects?|portfolio|programmes?)\b")
ANY_WORD = r"(?i)total|合\s*计|小\s*计|总\s*计|总\s*和|共\s*计|^\s*sum\W*$|^\s*(?:average|avg)\W*$|^平均|^均值"
PLACEHOLDERS = frozenset({"-", "/", "—", "–", "n/a", "na", "tbd", "待定", "无"})
NOT_PART_OF_A_NUMBER = r"[£$€¥￥,，\s元]|万$"
LONGEST_LABEL = 60
SAMPLE = 200
TOLERANCE = 0.005


class Numbers:
    """The columns of a table as numbers, read when a total has to be compared."""

    def __init__(self, cells: Mapping[int, pa.Array]) -> None:
        self.cells = cells

    @cached_property
    def by_place(self) -> dict[int, np.ndarray]:
        """column -> numbers (NaN where none), for the columns that are mostly numbers and no percentages."""
        found = {}
        for place, column in self.cells.items():
            sample = [text for text in column.drop_null()[:SAMPLE].to_pylist() if text not in PLACEHOLDERS]
            if sample and sum(cell_kind(text) == "number" and "%" not in text for text in sample) >= 0.6 * len(sample):
                bare = pc.replace_substring_regex(column, NOT_PART_OF_A_NUMBER, "")
                found[place] = pd.to_numeric(bare.to_pandas(), errors="coerce").to_numpy(dtype=float)
        return found

    def candidates(self) -> np.ndarray:
        """The positions of rows with a word of totals in any text column."""
        found: np.ndarray | None = None
        for place, column in self.cells.items():
            if place not in self.by_place_of_sample and len(column):
                hits = pc.fill_null(pc.match_substring_regex(column, ANY_WORD), False).to_numpy(zero_copy_only=False)
                found = hits if found is None else found | hits
        return np.flatnonzero(found) if found is not None else np.array([], dtype=int)

    @cached_property
    def by_place_of_sample(self) -> frozenset[int]:
        """The columns whose first texts are all numbers or dates, where no label can stand."""
        samples = {place: column.drop_null()[:SAMPLE].to_pylist() for place, column in self.cells.items()}
        return frozenset(
            place for place, texts in samples.items() if texts and all(cell_kind(text) != "text" for text in texts)
        )


def total_rows(
    area: Area, header: HeaderRows, rows: np.ndarray, numbers: Numbers, headings: np.ndarray
) -> tuple[np.ndarray, list[Finding]]:
    """Which rows are totals, and a finding for each figure of theirs that is not the sum of its rows."""
    candidates = [int(at) for at in numbers.candidates() if not headings[at]]
    found = np.zeros(len(rows), dtype=bool)
    notes: list[Finding] = []
    parts = ~headings
    parts[candidates] = False
    for at in candidates:
        cells = area.cells(int(rows[at]))
        sums = _Sums(numbers, parts, headings | found, at) if len(cells) > 1 else None
        if _is_total(cells, sums):
            found[at] = True
            notes += _differences(area, int(rows[at]), sums) if sums else []
        else:
            parts[at] = True
    if found.sum() > 0.5 * len(rows) and len(rows) > 3:
        return np.zeros(len(rows), dtype=bool), []
    return found, notes


class _Sums:
    """A row's figures beside the sums they may stand for."""

    def __init__(self, numbers: Numbers, parts: np.ndarray, breaks: np.ndarray, at: int) -> None:
        self.figures = {place: column[at] for place, column in numbers.by_place.items() if not np.isnan(column[at])}
        above = np.flatnonzero(breaks[:at])
        below = np.flatnonzero(breaks[at + 1 :])
        start = int(above[-1]) + 1 if len(above) else 0
        end = at + 1 + int(below[0]) if len(below) else len(parts)
        everything = range(len(parts))
        self.groups = [(0, at), (start, at), (at + 1, end), (0, len(everything))]
        self.parts = parts
        self.columns = numbers.by_place

    def possible(self, place: int) -> list[float]:
        """The sums of the rows above, of the group above, of the group beneath and of all rows."""
        column = np.where(self.parts, np.nan_to_num(self.columns[place]), 0.0)
        return [float(column[first:end].sum()) for first, end in self.groups if end > first]

    def fits(self, place: int) -> bool:
        figure = self.figures[place]
        return any(abs(figure - total) <= TOLERANCE * max(abs(total), 1e-9) for total in self.possible(place))

    def any_fits(self) -> bool:
        return any(self.fits(place) and self.figures[place] for place in self.figures)

    def could_be_mean(self, place: int) -> bool:
        """A figure between the smallest and the largest of its rows may be an average: nothing to complain of."""
        column = self.columns[place][self.parts]
        column = column[~np.isnan(column)]
        return len(column) < 2 or bool(column.min() <= self.figures[place] <= column.max())


def _is_total(cells: list[tuple[int, str]], sums: _Sums | None) -> bool:
    """A total has its word in a label, figures, and (nearly) nothing else: a project row has more to say."""
    texts = [text.strip() for _, text in cells if cell_kind(text) == "text" and text.casefold() not in PLACEHOLDERS]
    labels = [text for text in texts if len(text) <= LONGEST_LABEL and (EXACT.match(text) or PARTLY.match(text))]
    if not labels:
        return False
    others = len(texts) - 1
    if EXACT.match(labels[0]):
        if labels[0] == texts[0]:
            return others <= 1
        return others == 1 and sums is not None and (sums.any_fits() or bool(re.search("[计和]", labels[0])))
    if others or sums is None or not sums.figures:
        return False
    return bool(SURELY.search(labels[0])) or sums.any_fits()


def _differences(area: Area, row: int, sums: _Sums) -> list[Finding]:
    return [
        Finding(
            sheet=area.grid.name,
            cell=area.address(row, place),
            field=None,
            text=area.text(row, place),
            expected="layout.sum_of_its_rows",
            severity="warning",
            action="layout.total_set_aside",
        )
        for place in sums.figures
        if not sums.fits(place) and not sums.could_be_mean(place)
    ]
