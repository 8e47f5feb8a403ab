"""The register is checked against its files, its closed words, its bounds and the dictionary."""

from pathlib import Path

import pytest

from pmo_analytics.errors import DictionaryBroken
from pmo_analytics.fields import dictionary
from pmo_analytics.indicators import Register, register

ENTRY = """
[cost_performance_index]
grain   = "project"
unit    = "ratio"
better  = "higher"
rollup  = "ratio"
bounds  = { amber = 0.95, red = 0.90 }
dimension = "cost"
superseded_by = "decoy"
label   = { en = "CPI", zh = "成本绩效指数" }
meaning = { en = "Value for money.", zh = "资金效率。" }
inputs  = ["projects.actual_cost", "projects.earned_value"]
as_reported = ["projects.earned_value"]
parts   = { numerator = { en = "earned", zh = "挣值" }, denominator = { en = "spent", zh = "成本" } }
source  = "PMI"
"""
PARTS = next(line for line in ENTRY.splitlines(keepends=True) if line.startswith("parts"))
DECOY = """
[decoy]
grain   = "person"
unit    = "hours"
rollup  = "sum"
label   = { en = "Decoy", zh = "诱饵" }
meaning = { en = "Nothing.", zh = "无。" }
inputs  = []
method  = { en = "Counted.", zh = "计数。" }
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for family, name, text in (("cost", "cost_performance_index", ENTRY), ("people", "decoy", DECOY)):
        (tmp_path / family).mkdir()
        (tmp_path / family / "register.toml").write_text(text, encoding="utf-8")
        (tmp_path / family / f"{name}.sql").write_text("select 1", encoding="utf-8")
    return tmp_path


def addresses() -> set[str]:
    return {field.address for entity in dictionary().entities.values() for field in entity.fields.values()}


def test_every_entry_becomes_a_value(folder: Path) -> None:
    entries = Register.from_folder(folder).entries
    assert list(entries) == ["cost_performance_index", "decoy"]
    index = entries["cost_performance_index"]
    assert (index.family, index.grain, index.unit, index.better, index.rollup) == (
        "cost", "project", "ratio", "higher", "ratio",
    )  # fmt: skip
    assert (index.dimension, index.superseded_by, index.source) == ("cost", "decoy", "PMI")
    assert dict(index.bounds) == {"amber": 0.95, "red": 0.90}
    assert index.inputs == ("projects.actual_cost", "projects.earned_value")
    assert index.as_reported == ("projects.earned_value",)
    assert index.label["zh"] == "成本绩效指数"
    assert dict(index.parts) == {
        "numerator": {"en": "earned", "zh": "挣值"}, "denominator": {"en": "spent", "zh": "成本"},
    }  # fmt: skip
    assert entries["decoy"].method["zh"] == "计数。"
    assert entries["decoy"].better is None
    assert dict(entries["decoy"].bounds) == {}
    Register.from_folder(folder).prove_inputs(addresses())


@pytest.mark.parametrize(
    ("setting", "was", "now"),
    [
        ("grain", '"project"', '"galaxy"'),
        ("unit", '"ratio"\nbetter', '"euros"\nbetter'),
        ("better", '"higher"', '"bigger"'),
        ("rollup", 'rollup  = "ratio"', 'rollup  = "mean"'),
        ("dimension", '"cost"', '"mood"'),
        ("superseded_by", '"decoy"', '"nobody"'),
        ("bounds", "red = 0.90", "red = 0.99"),
        ("bounds", ", red = 0.90", ""),
        ("bounds", "red = 0.90", 'red = "low"'),
        ("bounds", "red = 0.90", "red = 0.90, low_red = 0.1"),
        ("bounds", 'better  = "higher"\n', ""),
        ("bounds", '"higher"', '"band"'),
        ("label", 'en = "CPI", ', ""),
        ("meaning", '"资金效率。"', '" "'),
        ("inputs", 'inputs  = ["projects.actual_cost", "projects.earned_value"]\n', ""),
        ("inputs", '["projects.actual_cost", "projects.earned_value"]', '"projects.actual_cost"'),
        ("as_reported", '["projects.earned_value"]\nparts', '["projects.planned_value"]\nparts'),
        ("as_reported", '["projects.earned_value"]\nparts', '"projects.earned_value"\nparts'),
        ("formula | parts | method", PARTS, ""),
        ("formula | parts | method", PARTS, PARTS + 'formula = "{decoy} / 2"\n'),
        ("parts", ', denominator = { en = "spent", zh = "成本" }', ""),
        ("parts", 'en = "spent", ', ""),
        ("parts", "denominator", "divisor"),
        ("method", PARTS, 'method = { en = "Counted." }\n'),
        ("formula", PARTS, 'formula = "abs({decoy}, 1)"\n'),
        ("formula", PARTS, 'formula = "{nobody} / 2"\n'),
        ("colour", "source", "colour"),
        ("toml", "[cost_performance_index]", "[cost_performance_index"),
        ("sql", "[cost_performance_index]", "[cost_index]"),
    ],
)
def test_what_is_wrong_with_an_entry_is_said(folder: Path, setting: str, was: str, now: str) -> None:
    path = folder / "cost" / "register.toml"
    assert was in ENTRY
    path.write_text(ENTRY.replace(was, now), encoding="utf-8")
    if setting == "sql":
        (folder / "cost" / "cost_performance_index.sql").rename(folder / "cost" / "other.sql")
        path.write_text(ENTRY + ENTRY.replace("cost_performance_index", "other"), encoding="utf-8")
    with pytest.raises(DictionaryBroken) as broken:
        Register.from_folder(folder)
    assert broken.value.details["setting"] == setting
    assert setting in str(broken.value)


def test_a_file_without_an_entry_is_said(folder: Path) -> None:
    (folder / "people" / "lonely.sql").write_text("select 1")
    with pytest.raises(DictionaryBroken) as broken:
        Register.from_folder(folder)
    assert (broken.value.details["indicator"], broken.value.details["setting"]) == ("lonely", "register")


def test_one_name_in_two_families_is_said(folder: Path) -> None:
    (folder / "people" / "more.toml").write_text(ENTRY, encoding="utf-8")
    with pytest.raises(DictionaryBroken) as broken:
        Register.from_folder(folder)
    assert broken.value.details["setting"] == "name"


def test_an_input_that_is_no_field_is_said(folder: Path) -> None:
    with pytest.raises(DictionaryBroken) as broken:
        Register.from_folder(folder).prove_inputs(addresses() - {"projects.earned_value"})
    assert broken.value.details["found"] == "projects.earned_value"


def test_a_band_needs_its_four_bounds_in_order(folder: Path) -> None:
    path = folder / "cost" / "register.toml"
    band = "bounds  = { low_red = 0.7, low_amber = 0.8, amber = 1.0, red = 1.1 }"
    text = ENTRY.replace('"higher"', '"band"').replace("bounds  = { amber = 0.95, red = 0.90 }", band)
    path.write_text(text, encoding="utf-8")
    assert Register.from_folder(folder).entries["cost_performance_index"].bounds["low_amber"] == 0.8
    path.write_text(text.replace("0.8", "1.05"), encoding="utf-8")
    with pytest.raises(DictionaryBroken):
        Register.from_folder(folder)


def test_the_projects_own_register_is_sound() -> None:
    own = register()
    assert own.entries
    own.prove_inputs(addresses())
