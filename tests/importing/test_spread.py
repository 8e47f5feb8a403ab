"""Values of records looked at once for each distinct one."""

import numpy as np
import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from pmo_analytics.importing.spread import Spread, coded, matching

texts = st.lists(st.sampled_from([None, "a", "b", "total", "c 7"]), max_size=12)
both = st.lists(st.tuples(st.sampled_from([None, "a", "b", "total"]), st.sampled_from("xyz")), max_size=12).map(
    lambda pairs: ([one for one, _ in pairs], [two for _, two in pairs])
)


@given(both)
def test_a_spread_is_the_list_of_its_values(columns):
    one, two = columns
    spread, other = (Spread.of_column(pa.array(column, pa.string())) for column in columns)
    assert list(spread) == one
    assert [spread[at] for at in range(len(spread))] == one
    assert list(spread.beside(other)) == list(zip(one, two, strict=True))
    assert spread.array(pa.string()).to_pylist() == one
    assert spread.where(lambda text: text == "a").tolist() == [text == "a" for text in one]
    assert dict(zip(spread.values, spread.counts(), strict=True)) == {text: one.count(text) for text in one}


@given(both)
def test_distinct_values_stand_in_the_order_of_the_records(columns):
    one, two = columns
    spread, other = (Spread.of_column(pa.array(column, pa.string())) for column in columns)
    assert list(spread.values) == list(dict.fromkeys(one))
    assert list(spread.beside(other).values) == list(dict.fromkeys(zip(one, two, strict=True)))
    kept = np.arange(len(one))[::2]
    assert list(spread.take(kept).values) == list(dict.fromkeys(one[::2]))
    assert list(spread.take(kept)) == one[::2]


def test_a_function_is_asked_once_for_each_distinct_value():
    asked = []
    found = Spread.of_column(pa.array(["a", "b", "a", None])).map(lambda text: asked.append(text) or text)
    assert (asked, list(found)) == (["a", "b", None], ["a", "b", "a", None])


@given(texts)
def test_a_coded_column_matches_like_any_other(column):
    array = pa.array(column, pa.string())
    expected = [text is not None and "total" in text for text in column]
    assert matching(array, "total").tolist() == expected
    assert matching(array.dictionary_encode(), "total").tolist() == expected
    assert coded(array).to_pylist() == column
