"""Known formats: every file is sound, points at fields that exist, and knows its own headers and no others."""

from decimal import Decimal
from pathlib import Path

import pytest

from pmo_analytics.errors import DictionaryBroken
from pmo_analytics.fields import dictionary
from pmo_analytics.importing.formats import Format, formats
from pmo_analytics.importing.headers import read_header
from pmo_analytics.workspace import PROJECT_ROOT

ALL = formats()
BY_NAME = {one.name: one for one in ALL}

SMALL = """
name = "small"
[evidence]
level = "documented"
source = "a page"
[recognise]
headers = ["Key", "Summary"]
[columns]
"Key" = "tasks.task_id"
"{year} Budget" = "projects.budget_this_year"
"Budget" = "projects.budget_at_completion"
"Colour" = ""
[units]
"Budget" = 1000000
"""


def written(folder: Path, text: str, name: str = "small") -> Path:
    path = folder / f"{name}.toml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.name)
def test_every_address_is_a_field_that_exists(one: Format):
    addresses = [address for address in one.columns.values() if address] + list(one.values) + list(one.constants)
    for melt in one.melts:
        addresses += [f"{melt.entity}.{melt.name_field}", f"{melt.entity}.{melt.value_field}"]
    assert addresses
    for address in addresses:
        assert dictionary().field(address).address == address


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.name)
def test_every_value_is_a_value_of_its_field(one: Format):
    for address, values in one.values.items():
        assert set(values.values()) <= set(dictionary().field(address).values)


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.name)
def test_every_format_tells_where_its_knowledge_comes_from(one: Format):
    assert one.evidence["level"] in ("loaded", "documented")
    assert len(one.evidence["source"]) > 20


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.name)
def test_a_format_knows_its_own_headers_and_no_other_format_does(one: Format):
    names = [*one.headers, *one.any_of[:1]]
    headers = [read_header(name) for name in names]
    orientation = one.orientation or "rows"
    assert one.fits("Task_Table", orientation, headers)
    assert [other.name for other in ALL if other.fits("Task_Table", orientation, headers)] == [one.name]
    assert not one.fits("Task_Table", orientation, headers[1:])


def test_the_document_tells_the_formats_and_their_evidence_as_they_are():
    lines = (PROJECT_ROOT / "docs" / "formats.md").read_text(encoding="utf-8").splitlines()
    cells = [line.strip("|").split("|") for line in lines if line.startswith("| `")]
    told = {name.strip(" `"): evidence.strip() for name, _, evidence in cells}
    assert told == {one.name: one.evidence["level"] for one in ALL}


def test_a_header_is_looked_up_by_its_words_and_its_year(tmp_path: Path):
    one = Format.from_file(written(tmp_path, SMALL))
    found = {
        text: (one.address_of(read_header(text)), one.multiplier_of(read_header(text)))
        for text in ("KEY", "Budget", "budget (k€)", "2024/25 Budget", "Budget 2026", "Colour", "Size")
    }
    assert found == {
        "KEY": ("tasks.task_id", None),
        "Budget": ("projects.budget_at_completion", Decimal(1000000)),
        "budget (k€)": ("projects.budget_at_completion", Decimal(1000000)),
        "2024/25 Budget": ("projects.budget_this_year", Decimal(1000000)),
        "Budget 2026": ("projects.budget_this_year", Decimal(1000000)),
        "Colour": ("", None),
        "Size": (None, None),
    }


@pytest.mark.parametrize(
    ("change", "setting"),
    [
        (('name = "small"', 'name = "other"'), "name"),
        (('source = "a page"', ""), "evidence"),
        (('headers = ["Key", "Summary"]', ""), "recognise"),
        (("[units]", "[unit]"), "sections"),
        (("[units]", "[rows]\nnamed = 'Key'\n[units]"), "rows"),
        (('name = "small"', 'name = "small"\ndate_order = "ymd"'), "date_order"),
        (('name = "small"', "name = small"), "toml"),
    ],
)
def test_a_wrong_file_is_named_with_what_is_wrong_in_it(tmp_path: Path, change: tuple[str, str], setting: str):
    assert change[0] in SMALL
    with pytest.raises(DictionaryBroken) as refusal:
        Format.from_file(written(tmp_path, SMALL.replace(*change)))
    assert refusal.value.details["file"] == "small.toml"
    assert refusal.value.details["setting"] == setting
    assert "small.toml" in str(refusal.value)


def test_the_repeated_columns_of_an_issue_tracker_are_expected():
    assert {"sprint", "labels", "comment"} <= BY_NAME["jira"].repeats
