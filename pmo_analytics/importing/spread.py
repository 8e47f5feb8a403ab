"""Values of records of which many are the same: each distinct one is looked at once, however many records say it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Generic, TypeVar

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

SAMPLE = 1_000

Value, Other, Result = TypeVar("Value"), TypeVar("Other"), TypeVar("Result")


@dataclass(frozen=True)
class Spread(Generic[Value]):
    """One value for each record, in their order: record i has `values[which[i]]`. Every one of the values is some
    record's, and they stand in the order in which the records bring them; equal ones may stand there more than once."""

    values: tuple[Value, ...]
    which: np.ndarray

    @classmethod
    def same(cls, value: Value, count: int) -> "Spread[Value]":
        """The same value for so many records."""
        return cls((value,) if count else (), np.zeros(count, dtype=np.int64))

    @classmethod
    def of_each(cls, values: Sequence[Value]) -> "Spread[Value]":
        """Values as they come, none looked for among the others."""
        return cls(tuple(values), np.arange(len(values)))

    @classmethod
    def of_column(cls, column: pa.Array | pa.ChunkedArray) -> "Spread":
        """The cells of a column, None where blank."""
        column = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
        found = column.dictionary_encode(null_encoding="encode")
        return cls(tuple(found.dictionary.to_pylist()), _positions(found))

    def __len__(self) -> int:
        return len(self.which)

    def __iter__(self) -> Iterator[Value]:
        return (self.values[at] for at in self.which.tolist())

    def __getitem__(self, record: int) -> Value:
        return self.values[self.which[record]]

    def map(self, change: Callable[[Value], Result]) -> "Spread[Result]":
        """What a function makes of each value."""
        return Spread(tuple(map(change, self.values)), self.which)

    def beside(self, other: "Spread[Other]") -> "Spread[tuple[Value, Other]]":
        """The pairs of the two values that each record has."""
        both = pa.array(self.which * max(1, len(other.values)) + other.which).dictionary_encode()
        pairs = (divmod(code, len(other.values)) for code in both.dictionary.to_pylist())
        return Spread(tuple((self.values[one], other.values[two]) for one, two in pairs), _positions(both))

    def take(self, records: np.ndarray) -> "Spread[Value]":
        """The values of some records, given by their positions; those of the others are gone."""
        found = pa.array(self.which[records]).dictionary_encode()
        return Spread(tuple(self.values[at] for at in found.dictionary.to_pylist()), _positions(found))

    def where(self, is_wanted: Callable[[Value], bool]) -> np.ndarray:
        """Whether a value is wanted, for each record."""
        return np.array([bool(is_wanted(value)) for value in self.values], dtype=bool)[self.which]

    def counts(self) -> list[int]:
        """How many records have each value."""
        return np.bincount(self.which, minlength=len(self.values)).tolist()

    def array(self, kind: pa.DataType) -> pa.Array:
        """The values as an Arrow array, one for each record."""
        return pa.array(self.values, kind).take(pa.array(self.which))


def _positions(coded: pa.DictionaryArray) -> np.ndarray:
    return coded.indices.to_numpy(zero_copy_only=False).astype(np.int64)


def carried_down(values: Iterable[Value | None]) -> Iterator[Value | None]:
    """The values, with the one above where there is none."""
    return accumulate(values, lambda above, own: own or above)


def coded(column: pa.StringArray) -> pa.Array:
    """The column dictionary-encoded where many of its cells say the same, else as it is."""
    first = column[:SAMPLE]
    return column if 2 * pc.count_distinct(first).as_py() > len(first) else column.dictionary_encode()


def matching(column: pa.Array, pattern: str) -> np.ndarray:
    """Which texts of a column hold a pattern; none that is blank does."""
    is_coded = isinstance(column, pa.DictionaryArray)
    found = pc.fill_null(pc.match_substring_regex(column.dictionary if is_coded else column, pattern), False)
    if is_coded:
        found = pc.fill_null(found.take(column.indices), False)
    return found.to_numpy(zero_copy_only=False)
