"""What separates the cells of a text file: the candidate that splits most of its records into equally many cells."""

import csv
import io
import re
from collections import Counter
from itertools import islice

CANDIDATES = (";", "\t", "|", ",")
SAMPLE_CHARACTERS = 2**20
SAMPLE_RECORDS = 1_000
DECLARED = re.compile(rb'"?sep=([^\w\s"]|\t)"?(?:\r\n|\r|\n|$)', re.IGNORECASE)
TAB_BEFORE_DELIMITER = re.compile(r"\t(?=[,;|])")


def delimiter_of(utf8: bytes) -> tuple[str, int]:
    """(the delimiter, how many bytes a first line `sep=;` that declares it takes, 0 without one).

    On equal terms the rarer sign wins: whoever separates by semicolons has commas inside numbers, and a text of only
    one column is not split at its commas.
    """
    declared = DECLARED.match(utf8)
    if declared:
        return declared[1].decode("latin-1"), declared.end()
    sample = utf8[:SAMPLE_CHARACTERS].decode("utf-8", "ignore")
    # Systems append a tab to long numbers to keep Excel from rounding them; such tabs end a cell, they split none.
    sample = TAB_BEFORE_DELIMITER.sub("", sample)
    is_cut = len(utf8) > SAMPLE_CHARACTERS
    return max(CANDIDATES, key=lambda candidate: _consistency(sample, candidate, is_cut)), 0


def _consistency(sample: str, delimiter: str, is_cut: bool) -> float:
    """The share of the records that have the commonest count of cells; 0 where that is one."""
    records = list(islice(csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter), SAMPLE_RECORDS))
    if is_cut and len(records) < SAMPLE_RECORDS:
        records = records[:-1] or records
    widths = Counter(len(record) for record in records if len(record) > 1 or "".join(record).strip())
    width, count = max(widths.items(), key=lambda item: (item[1], item[0]), default=(1, 0))
    return count / widths.total() if width > 1 else 0.0
