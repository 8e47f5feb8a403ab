"""The staging models: written from the dictionary, one like the other, the same where fields that no cell fills are
left out."""

from typing import Any

import duckdb
import pytest

from pmo_analytics.fields import dictionary
from pmo_analytics.ledger import ROW_COLUMNS
from pmo_analytics.models import staging
from pmo_analytics.models.field_types import TYPES, folded
from pmo_analytics.models.graph import models
from pmo_analytics.workspace import PROJECT_ROOT
from tests.typed_rows import written


def test_the_committed_models_are_what_the_dictionary_asks_for() -> None:
    files = {path.stem: path.read_text(encoding="utf-8") for path in (PROJECT_ROOT / "sql" / "staging").glob("*.sql")}
    assert files == {name: staging.sql_of(entity) for name, entity in dictionary().entities.items()}


def test_every_type_of_the_dictionary_can_be_read() -> None:
    used = {field.type for entity in dictionary().entities.values() for field in entity.fields.values()}
    assert used <= set(TYPES)


def test_a_word_is_folded_alike_in_python_and_in_sql(database: Any) -> None:
    spellings = {
        spelling for entity in dictionary().entities.values() for field in entity.fields.values()
        for value, texts in field.values.items() for spelling in (value, *texts)
    }  # fmt: skip
    assert len(spellings) > 100
    in_sql = database.connection.execute(
        "select spelling, folded(spelling) from (select unnest($spellings) as spelling)", {"spellings": list(spellings)}
    ).fetchall()
    assert {spelling: word for spelling, word in in_sql} == {spelling: folded(spelling) for spelling in spellings}


@pytest.mark.parametrize("entity", dictionary().entities)
def test_every_model_reads_only_the_ledger_and_the_settings_and_keeps_its_header(entity: str, database: Any) -> None:
    model = models(PROJECT_ROOT / "sql")[f"staging.{entity}"]
    assert model.inputs == {f"ledger.{entity}", "ledger.load_columns", "reference.settings"}
    assert database.rows(f"staging.{entity}") == []


@pytest.mark.parametrize("entity", dictionary().entities.values(), ids=lambda entity: entity.name)
def test_without_the_fields_that_no_cell_fills_a_model_says_the_same(entity, database: Any) -> None:
    names = [name for name in entity.fields if name not in ROW_COLUMNS]
    filled = {*names[::3], *entity.key} - set(ROW_COLUMNS)
    cells = {name: ["7", None, "tbc", "31 Mar 2026"] for name in filled}
    database.given(f"ledger.{entity.name}", written(**cells))
    database.given("ledger.load_columns")
    whole, part = (
        described(database.connection.execute(f"select * from ({sql}) order by row_number"))
        for sql in (staging.sql_of(entity), staging.widened(entity, filled, f"({staging.narrowed(entity, filled)})"))
    )
    assert part == whole
    assert len(whole[1]) == 4


def described(found: duckdb.DuckDBPyConnection) -> tuple[list[tuple[str, str]], list[tuple[Any, ...]]]:
    """The names and types of the columns, and the rows."""
    return [(name, str(kind)) for name, kind, *_ in found.description], found.fetchall()
