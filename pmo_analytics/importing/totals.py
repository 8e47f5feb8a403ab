"""Rows that sum others, told from projects that only have such a word in their name; rows that are part of another."""

import re
from bisect import bisect_left
from collections.abc import Mapping
from functools import cached_property

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from pmo_analytics.importing.area import ERROR, Area, cell_kind, is_error
from pmo_analytics.importing.sheets import first_texts
from pmo_analytics.importing.spread import coded, matching
from pmo_analytics.reading import Finding

CHINESE = r"合\s*[计計]|小\s*[计計]|[总總]\s*[计計]|[总總]\s*和|共\s*[计計]"
WORD = rf"(?:sub[\s-]?totals?|grand[\s-]?totals?|overall[\s-]?totals?|totals?|{CHINESE})"
EXACT = re.compile(rf"(?i)^\W*(?:{WORD}|sum|average|avg\.?|平均值?|均值|本[页月期年]{WORD})\W*(?:[(（].*[)）])?\W*$")
MEAN = re.compile(r"(?i)\W*(?:average|avg|平均|均值)")
OTHER_RATE = r"(?i)^(?:plan|budget|closing|spot|month[ -]?end|[计計][划劃畫]|[预預]算|期末)(?: rate|[汇匯]率)?$"
PARTLY = re.compile(rf"(?i)^(?:{WORD}(?:\b|[^a-z]).*|.*\b(?:sub-?total|total)s?\W*|.*[合小总總][计計]\W*)$")
# 小计系统升级 is a name: where more follows the word at once, only the figures tell.
SURELY = re.compile(
    r"(?i)sub-?total|[小合总總][计計](?![\u3400-\u9fff])|^total\s+(?:of|for|all|projects?|portfolio|programmes?)\b"
)
ANY_WORD = rf"(?i)total|{CHINESE}|^\s*sum\W*$|^\s*(?:average|avg)\W*$|^平均|^均值"
NO_LABEL = r"(?i)^\s*(?:-|/|—|–|n/?a|tbd|待定|[无無]|[-+(]?[£$€¥]?[\d.,]+\s?[%)]?|\d{4}-\d\d-\d\d.*)\s*$"
NO_LABEL += f"|^{ERROR.pattern.removeprefix('(?i)')}$"
OF_WHICH = r"(?i)^\s*(?:其\s*中|of\s+which\b|thereof\b|incl(?:\.|uding)?\s*[:：])"
PLACEHOLDERS = frozenset({"-", "/", "—", "–", "n/a", "na", "tbd", "tbc", "tba", "待定", "待确认", "待確認",
                          "待确定", "未定", "无", "無"})  # fmt: skip
NOT_PART_OF_A_NUMBER = r"[£$€¥￥,，\s元]|万$"
LONGEST_LABEL = 60
SAMPLE = 200
TOLERANCE, OF_GROUPS, FEWEST_GROUPED = 0.005, 0.001, 3


class Figures:
    """The columns of a table as texts and as numbers, the latter read only when a total has to be compared."""

    def __init__(self, cells: Mapping[int, pa.Array]) -> None:
        self.cells = cells
        samples = {place: first_texts(column, SAMPLE) for place, column in cells.items()}
        kinds = {place: [cell_kind(text) for text in texts] for place, texts in samples.items()}
        self.label_places = [place for place, found in kinds.items() if "text" in found]

    @cached_property
    def labels(self) -> dict[int, pa.Array]:
        """The label columns, coded by their distinct texts where many rows say the same."""
        return {place: coded(self.cells[place]) for place in self.label_places}

    @cached_property
    def numbers(self) -> dict[int, np.ndarray]:
        """column -> numbers (NaN where none), for the columns that are mostly numbers and no percentages."""
        found = {}
        for place, column in self.cells.items():
            sample = [text for text in first_texts(column, SAMPLE) if text not in PLACEHOLDERS]
            if sample and sum(cell_kind(text) == "number" and "%" not in text for text in sample) >= 0.6 * len(sample):
                bare = pc.replace_substring_regex(column, NOT_PART_OF_A_NUMBER, "")
                found[place] = pd.to_numeric(bare.to_pandas(), errors="coerce").to_numpy(dtype=float)
        return found

    @cached_property
    def labelled(self) -> np.ndarray:
        """Which rows say something in each of the label columns: rows by columns, placeholders and figures left out."""
        found = [_is_label(column) for column in self.labels.values()]
        return np.array(found, dtype=bool).reshape(len(found), -1).T

    def is_labelled_whole(self, at: int) -> bool:
        """Whether a row says something in every label column."""
        return all(_is_label(self.cells[place][at : at + 1])[0] for place in self.label_places)

    def with_a_total_word(self) -> np.ndarray:
        """The positions of rows with a word of totals in a label and at most one other label."""
        count = len(next(iter(self.cells.values())))
        found = np.zeros(count, dtype=bool)
        for column in self.labels.values():
            found |= matching(column, ANY_WORD)
        return np.flatnonzero(found & (self.labelled.sum(axis=1) <= 2)) if found.any() else np.flatnonzero(found)


def _is_label(column: pa.Array) -> np.ndarray:
    """Which cells of a column, coded or not, say something that is no figure and no placeholder."""
    return column.is_valid().to_numpy(zero_copy_only=False) & ~matching(column, NO_LABEL)


def rows_of_which(figures: Figures, headings: np.ndarray) -> np.ndarray:
    """Which rows say that they are a part of the row above: 其中：设备费, with the indented rows that go on from there.

    A total of one project is set aside for the rows beneath it, so these count.
    """
    found = np.zeros(len(headings), dtype=bool)
    for number, place in enumerate(figures.label_places):
        column = figures.cells[place]
        says = matching(figures.labels[place], OF_WHICH)
        if not says.any():  # as in nearly all columns
            continue
        is_plain = ~headings & ~figures.labelled[:, :number].any(axis=1) & (figures.labelled.sum(axis=1) <= 2)
        for at in np.flatnonzero(says & is_plain & ~found):
            above = at - 1
            while above >= 0 and found[above]:
                above -= 1
            whole = column[above].as_py() if above >= 0 and not headings[above] else None
            if whole is None or EXACT.match(whole) and figures.labelled[above, :number].any():
                continue
            found[at] = True
            while at + 1 < len(found) and is_plain[at + 1] and _is_deeper(column[at + 1].as_py(), whole):
                at += 1
                found[at] = True
    return found


def _is_deeper(text: str | None, whole: str) -> bool:
    return text is not None and text[:1].isspace() and not whole[:1].isspace()


def total_rows(
    area: Area, rows: np.ndarray, figures: Figures, headings: np.ndarray, of_which: np.ndarray
) -> tuple[np.ndarray, list[Finding]]:
    """Which rows are totals, and a finding for each figure of theirs that is not the sum of its rows."""
    headings = headings | of_which
    candidates = [int(at) for at in figures.with_a_total_word() if not headings[at]]
    found = _group_sums(figures, headings, candidates)
    headings = headings | found
    candidates = [at for at in candidates if not found[at]]
    if not candidates:
        return found, []
    parts = ~headings
    parts[candidates] = False
    sums = _Sums(figures, parts, np.flatnonzero(~parts & ~of_which).tolist())
    notes: list[Finding] = []
    for at in candidates:
        if _is_total(area.cells(int(rows[at])), sums, at):
            found[at] = True
            notes += _differences(area, int(rows[at]), sums, at)
    if found.sum() > max(2, 0.5 * len(rows)):
        return np.zeros(len(rows), dtype=bool), []
    return found, notes


def _group_sums(figures: Figures, headings: np.ndarray, with_a_word: list[int]) -> np.ndarray:
    """Rows that name a group and sum it up, without a word of totals: each of them, in every figure, is the sum of the
    rows beneath it up to the next one. They leave blank a label that the other rows have."""
    none = np.zeros(len(headings), dtype=bool)
    parts = ~headings
    parts[with_a_word] = False
    if len(figures.label_places) < 2 or parts.sum() < FEWEST_GROUPED:
        return none
    # Labels and figures are dear to read: the first row names a group, or there are none.
    if figures.is_labelled_whole(int(np.argmax(parts))):
        return none
    usual = figures.labelled[parts].mean(axis=0) >= 0.5
    lacks = parts & figures.labelled.any(axis=1) & ((usual & figures.labelled).sum(axis=1) <= 1) & (usual.sum() > 1)
    if not lacks[np.argmax(parts)] or not figures.numbers:
        return none
    numbers = np.stack(list(figures.numbers.values()), axis=1)
    groups = np.flatnonzero(lacks & ~np.isnan(numbers).all(axis=1))
    if not 0 < len(groups) <= 0.5 * parts.sum() or groups[0] != np.argmax(parts):
        return none
    parts[groups] = False
    sizes = []
    for first, end in zip(groups, [*groups[1:], len(parts)], strict=True):
        beneath = first + 1 + np.flatnonzero(parts[first + 1 : end])
        sums, said = np.nansum(numbers[beneath], axis=0), ~np.isnan(numbers[first])
        figure = numbers[first][said]
        if not len(beneath) or not figure.any() or not np.allclose(sums[said], figure, rtol=OF_GROUPS, atol=1e-9):
            return none
        sizes.append(len(beneath))
    is_grouped = max(sizes) > 1  # one row of the same sum beneath each may be chance
    return np.isin(np.arange(len(none)), groups) & is_grouped


class _Sums:
    """The sums that a row's figures may stand for; `breaks` are the positions of headings and totals, ascending."""

    def __init__(self, figures: Figures, parts: np.ndarray, breaks: list[int]) -> None:
        self.figures, self.breaks, self.parts = figures, breaks, parts

    @cached_property
    def running(self) -> dict[int, np.ndarray]:
        zero = np.zeros(1)
        columns = {place: np.where(self.parts, np.nan_to_num(column), 0.0) for place, column in self.numbers.items()}
        return {place: np.concatenate([zero, np.cumsum(column)]) for place, column in columns.items()}

    @property
    def numbers(self) -> dict[int, np.ndarray]:
        return self.figures.numbers

    def filled(self, at: int) -> list[int]:
        """The columns in which a row has a figure."""
        return [place for place, column in self.numbers.items() if not np.isnan(column[at])]

    def fits(self, place: int, at: int) -> bool:
        """Whether the figure sums the rows above, the group above, the group beneath or all rows."""
        here = bisect_left(self.breaks, at)
        start = self.breaks[here - 1] + 1 if here else 0
        end = self.breaks[here + 1] if here + 1 < len(self.breaks) else len(self.parts)
        running, figure = self.running[place], self.numbers[place][at]
        sums = [running[last] - running[first] for first, last in ((0, at), (start, at), (at, end), (0, -1))]
        return any(abs(figure - total) <= TOLERANCE * max(abs(total), 1e-9) for total in sums)

    def any_fits(self, at: int) -> bool:
        """Whether at least one figure other than zero is such a sum."""
        return any(self.numbers[place][at] and self.fits(place, at) for place in self.filled(at))

    def is_rate(self, label: str, place: int) -> bool:
        """Whether an average stands in a column of kinds of rates: Plan, Average, Month end."""
        return MEAN.match(label) is not None and bool(matching(self.figures.cells[place], OTHER_RATE).any())

    def could_be_mean(self, place: int, at: int) -> bool:
        """A figure between the smallest and the largest of the rows may be an average: nothing to complain of."""
        column = self.numbers[place][self.parts]
        column = column[~np.isnan(column)]
        return len(column) < 2 or bool(column.min() <= self.numbers[place][at] <= column.max())


def _is_total(cells: list[tuple[int, str]], sums: _Sums, at: int) -> bool:
    """A total has its word in a label, figures, and (nearly) nothing else: a project row has more to say."""
    failed = [text for _, text in cells if is_error(text)]
    texts = [text.strip() for _, text in cells if cell_kind(text) == "text" and text.casefold() not in PLACEHOLDERS]
    texts = [text for text in texts if text not in failed]
    labels = [text for text in texts if len(text) <= LONGEST_LABEL and (EXACT.match(text) or PARTLY.match(text))]
    if not labels or any(text.strip() == labels[0] and sums.is_rate(labels[0], place) for place, text in cells):
        return False
    others = len(texts) - 1
    if EXACT.match(labels[0]) and labels[0] == texts[0]:
        return others <= 1
    if EXACT.match(labels[0]):
        return others == 1 and (bool(re.search("[计計和]", labels[0])) or sums.any_fits(at))
    if others or not (failed or sums.filled(at)):
        return False
    return bool(SURELY.search(labels[0])) or sums.any_fits(at)


def _differences(area: Area, row: int, sums: _Sums, at: int) -> list[Finding]:
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
        for place in sums.filled(at)
        if not sums.fits(place, at) and not sums.could_be_mean(place, at)
    ]
