"""What a model reads is found by the parser; layers look only to the left; the build order follows."""

from pathlib import Path

import duckdb
import pytest

from pmo_analytics.errors import ContractBroken
from pmo_analytics.models.graph import EVERY_VALUE, Model, build_order, models, tables_read

HEADER = "-- A model.\n-- grain: one row per a\n-- columns:\n--   a  key  a\n"


def write(root: Path, name: str, sql: str = "select 'x' as a") -> Path:
    path = root / "sql" / f"{name}.sql"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(HEADER + sql, encoding="utf-8")
    return path


def refused(root: Path) -> ContractBroken:
    with pytest.raises(ContractBroken) as broken:
        build_order(models(root / "sql"))
    return broken.value


@pytest.mark.parametrize(
    ("sql", "tables"),
    [
        ("select * from core.a as b, core.c", {"core.a", "core.c"}),
        ("from core.a", {"core.a"}),
        ("with a as (select * from core.a), b as (from a) select * from b join Core.B using (x)", {"core.a", "core.b"}),
        ("select (select max(x) from ledger.loads) from core.a where x in (from core.n)",
         {"ledger.loads", "core.a", "core.n"}),
        ("select 1 from core.a where exists (from core.e) union all select 1 from (select * from core.u as v)",
         {"core.a", "core.e", "core.u"}),
        ("with recursive t as (select 1 as n union all select n + 1 from t join core.q on true) from t", {"core.q"}),
        ("select * from core.a asof join core.b using (x), lateral (select 1 from core.c), range(3), unnest([1])",
         {"core.a", "core.b", "core.c"}),
        ("with scope as (select * from scope), a as (from scope) from a", {"scope"}),
        ("with recursive a as (select * from core.a), b as (select 1 union all from b) from a, b", {"core.a"}),
        ("select (with a as (from core.a) select max(x) from a) from b", {"core.a", "b"}),
        ("with a as (with b as (from core.b) from b) select * from a, b", {"core.b", "b"}),
        ("select 'from core.text' as x -- from core.comment", set()),
        ("from strange", {"strange"}),
    ],
)  # fmt: skip
def test_the_tables_a_select_reads_are_found(sql: str, tables: set[str]) -> None:
    assert tables_read(duckdb.connect(), sql) == tables


@pytest.mark.parametrize(
    ("sql", "why"),
    [
        ("selec 1", "syntax error"),
        ("select 1; select 2", "2 statements"),
        ("create table core.x as select 1", "Only SELECT"),
        ("pivot core.x on a using sum(b)", "Only SELECT"),
        ("from read_csv('secret.csv')", "read_csv()"),
        ("from query_table('core.x')", "query_table()"),
    ],
)
def test_a_text_that_is_not_one_plain_select_is_refused_with_its_file(tmp_path: Path, sql: str, why: str) -> None:
    write(tmp_path, "core/x", sql)
    broken = refused(tmp_path)
    assert broken.key == "models.not_one_select"
    assert broken.details["file"] == "sql/core/x.sql"
    assert why in broken.details["why"]


def test_path_is_name_and_the_order_follows_what_is_read(tmp_path: Path) -> None:
    write(tmp_path, "staging/projects", "select a from ledger.projects")
    write(tmp_path, "core/late", "select a from core.early")
    write(tmp_path, "core/early", "select a from staging.projects, ledger.loads, reference.settings")
    write(tmp_path, "indicators/cost/index", "select a from core.late")
    write(tmp_path, "marts/all", "select a from indicators.every_value")
    write(tmp_path, "marts/fast", "select a from core.early")
    write(tmp_path, "queries/asked", "select a from marts.all join scope using (a) cross join chosen")
    found = models(tmp_path / "sql")
    assert found["indicators.index"].family == "cost"
    assert found["core.early"].inputs == {"staging.projects", "ledger.loads", "reference.settings"}
    order = build_order(found)
    assert sorted(order) == ["core.early", "core.late", EVERY_VALUE, "indicators.index", "marts.all", "marts.fast"]
    assert order.index("core.early") < order.index("core.late") < order.index("indicators.index")
    assert order.index("indicators.index") < order.index(EVERY_VALUE) < order.index("marts.all")


def test_what_reads_the_list_of_the_models_is_built_last(tmp_path: Path) -> None:
    write(tmp_path, "marts/a_models", "select a from reference.models")
    write(tmp_path, "marts/b_columns", "select a from marts.a_models, reference.columns")
    write(tmp_path, "marts/z_other", "select a from core.thing")
    write(tmp_path, "core/thing")
    order = build_order(models(tmp_path / "sql"))
    assert order[-2:] == ["marts.a_models", "marts.b_columns"]


def test_a_model_looks_back_only_at_what_it_reads(tmp_path: Path) -> None:
    write(tmp_path, "core/y")
    path = write(tmp_path, "core/x", "select a from core.y")
    path.write_text(path.read_text().replace("select", "-- looks back: core.y, core.z\nselect"))
    broken = refused(tmp_path)
    assert (broken.key, broken.details) == ("models.looks_back_unread", {"file": "sql/core/x.sql", "table": "core.z"})


@pytest.mark.parametrize(
    ("reader", "table", "key"),
    [
        ("core/x", "marts.y", "models.looks_right"),
        ("core/x", "indicators.y", "models.looks_right"),
        ("staging/x", "core.y", "models.looks_right"),
        ("staging/x", "staging.y", "models.looks_right"),
        ("queries/x", "queries.y", "models.looks_right"),
        ("marts/x", "queries.y", "models.looks_right"),
        ("marts/x", "core.y", "models.missing"),
        ("core/x", "staging.y", "models.missing"),
        ("marts/x", "scope", "models.unknown_table"),
        ("core/x", "information_schema.tables", "models.unknown_table"),
        ("core/x", "projects", "models.unknown_table"),
        ("core/x", "ledger.main.loads", "models.unknown_table"),
    ],
)
def test_a_table_that_may_not_be_read_is_an_error_that_names_the_file(
    tmp_path: Path, reader: str, table: str, key: str
) -> None:
    write(tmp_path, "core/decoy")
    write(tmp_path, reader, f"select a from core.decoy, {table}" if reader > "s" else f"select a from {table}")
    if reader.startswith("staging"):
        write(tmp_path, reader, f"select a from {table}")
    broken = refused(tmp_path)
    assert (broken.key, broken.details["file"], broken.details["table"]) == (key, f"sql/{reader}.sql", table)
    assert table in str(broken)


def test_a_circle_is_an_error_that_names_its_members(tmp_path: Path) -> None:
    write(tmp_path, "core/one", "select a from core.two")
    write(tmp_path, "core/two", "select a from core.one")
    write(tmp_path, "core/decoy")
    broken = refused(tmp_path)
    assert broken.key == "models.circle"
    assert set(broken.details["files"].split(" -> ")) == {"core.one", "core.two"}


def test_an_indicator_that_reads_every_value_is_a_circle(tmp_path: Path) -> None:
    write(tmp_path, "indicators/cost/index", "select a from indicators.every_value")
    assert refused(tmp_path).key == "models.circle"


def test_two_indicators_of_one_name_in_two_families_are_refused(tmp_path: Path) -> None:
    write(tmp_path, "indicators/cost/index")
    write(tmp_path, "indicators/schedule/index")
    broken = refused(tmp_path)
    assert (broken.key, broken.details["model"]) == ("models.name_twice", "indicators.index")


def test_a_semicolon_at_the_end_does_no_harm(tmp_path: Path) -> None:
    path = write(tmp_path, "core/x", "select 'x' as a;\n")
    assert Model.from_file(path, tmp_path / "sql").sql.endswith("select 'x' as a")
