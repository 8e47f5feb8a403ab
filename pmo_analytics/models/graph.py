"""Which model reads which, as the parser finds it, and the order they are built in.

Path is name: sql/core/x.sql is core.x, sql/indicators/<family>/y.sql is indicators.y.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import Any

import duckdb

from pmo_analytics.errors import ContractBroken
from pmo_analytics.models.header import Header

# What a layer may read: itself and what stands left of it. Staging and queries do not read their own.
LAYERS = ("ledger", "reference", "staging", "core", "indicators", "marts", "queries")
FILED = ("staging", "core", "indicators", "marts", "queries")
BUILT = ("core", "indicators", "marts")
SELFISH = ("core", "indicators", "marts", "reference", "ledger")

EVERY_VALUE = "indicators.every_value"
CATALOGUE = ("reference.models", "reference.columns")
OF_A_READ = ("scope", "chosen")
TABLE_FUNCTIONS = ("unnest", "range", "generate_series", "json_each")


@dataclass(frozen=True)
class Model:
    """One model file: `inputs` are the tables it reads, `family` the folder an indicator lies in (else '')."""

    name: str
    path: Path
    sql: str
    header: Header
    inputs: frozenset[str]

    @classmethod
    def from_file(cls, path: Path, sql_root: Path) -> "Model":
        """The model in one file below `sql_root`; ContractBroken names the file where it is malformed."""
        sql, file = path.read_text(encoding="utf-8").rstrip().rstrip(";"), _shown(path, sql_root)
        header, inputs = _parsed(sql, file)
        layer = path.relative_to(sql_root).parts[0]
        return cls(f"{layer}.{path.stem}", path, sql, header, inputs)

    @property
    def layer(self) -> str:
        return self.name.partition(".")[0]

    @property
    def family(self) -> str:
        return self.path.parent.name if self.layer == "indicators" else ""


def models(sql_root: Path) -> dict[str, Model]:
    """Every model below `sql_root` by name. ContractBroken names the file of a wrong header, an unreadable statement,
    a name used twice, a table that does not exist or one that stands to the right."""
    found: dict[str, Model] = {}
    for layer in FILED:
        for path in sorted((sql_root / layer).rglob("*.sql")):
            model = Model.from_file(path, sql_root)
            if model.name in found:
                raise ContractBroken("models.name_twice", model=model.name, file=_shown(path, sql_root))
            found[model.name] = model
    for model in found.values():
        for table in sorted(model.inputs):
            _prove_may_read(model, table, found, sql_root)
    return found


def build_order(models: Mapping[str, Model]) -> list[str]:
    """The names of core, indicators and marts in an order in which each follows what it reads; ContractBroken names
    the files of a circle. `indicators.every_value` stands after the last indicator; what reads the list of the models
    comes after all the others, so that it sees them."""
    built = {name: model for name, model in models.items() if model.layer in BUILT}
    indicators = {name for name, model in built.items() if model.layer == "indicators"}
    reads = {name: {table for table in model.inputs if table in (*built, EVERY_VALUE)} for name, model in built.items()}
    reads[EVERY_VALUE] = indicators
    last = _reaching(reads, {name for name, model in built.items() if model.inputs & set(CATALOGUE)})
    for name in last:
        reads[name] = reads[name] | (reads.keys() - last)
    try:
        return list(TopologicalSorter({name: sorted(reads[name]) for name in sorted(reads)}).static_order())
    except CycleError as circle:
        files = " -> ".join(circle.args[1])
        raise ContractBroken("models.circle", files=files) from circle


@cache
def _parser() -> duckdb.DuckDBPyConnection:
    return duckdb.connect()


@lru_cache(maxsize=1024)
def _parsed(sql: str, file: str) -> tuple[Header, frozenset[str]]:
    """The header of a model's text and the tables it reads; a text is parsed once in a process."""
    try:
        inputs = tables_read(_parser().cursor(), sql)
    except ValueError as problem:
        raise ContractBroken("models.not_one_select", file=file, why=str(problem)) from problem
    header = Header.from_sql(sql, file)
    for table in sorted((header.looks_back or frozenset()) - inputs):
        raise ContractBroken("models.looks_back_unread", file=file, table=table)
    return header, frozenset(inputs)


def tables_read(parser: duckdb.DuckDBPyConnection, sql: str) -> set[str]:
    """The names of the tables a select reads, as written; names of its own CTEs are left out.

    ValueError says what is wrong with a text that is not one select the parser can list.
    """
    written = "select json_serialize_sql(?::varchar, skip_empty := true, skip_null := true, skip_default := true)"
    tree = json.loads(parser.execute(written, [sql]).fetchall()[0][0])
    if tree["error"]:
        raise ValueError(tree["error_message"])
    if len(tree["statements"]) != 1:
        raise ValueError(f"{len(tree['statements'])} statements")
    functions, tables = set(), set()
    for node, ctes in _nodes(tree):
        kind = node.get("type")
        if kind == "TABLE_FUNCTION":
            functions.add(node["function"]["function_name"])
        elif kind == "BASE_TABLE" and _written(node) not in ctes:
            tables.add(_written(node))
    if functions - set(TABLE_FUNCTIONS):
        raise ValueError(f"{', '.join(sorted(functions - set(TABLE_FUNCTIONS)))}()")
    return tables


def _written(node: dict[str, Any]) -> str:
    parts = (node.get(part) for part in ("catalog_name", "schema_name", "table_name"))
    return ".".join(part for part in parts if part).lower()


def _nodes(tree: dict[str, Any]) -> Iterator[tuple[dict[str, Any], frozenset[str]]]:
    """Every node of a statement with the names of the CTEs it can see; one's own body sees itself if it recurses. The
    lists of CTEs are taken out of the tree on the way."""
    waiting: list[tuple[Any, frozenset[str]]] = [(tree, frozenset())]
    while waiting:
        node, ctes = waiting.pop()
        if isinstance(node, dict):
            for cte in node.pop("cte_map", {}).get("map", ()):
                named = ctes | {cte["key"].lower()}
                recurses = cte["value"]["query"]["node"]["type"] == "RECURSIVE_CTE_NODE"
                waiting.append((cte["value"], named if recurses else ctes))
                ctes = named
            yield node, ctes
            node = node.values()
        for one in node:
            if isinstance(one, (dict, list)):  # a union of types takes five times as long
                waiting.append((one, ctes))


def _prove_may_read(model: Model, table: str, models: Mapping[str, Model], sql_root: Path) -> None:
    layer = table.partition(".")[0]
    file = _shown(model.path, sql_root)
    if model.layer == "queries" and table in OF_A_READ:
        return
    if table.count(".") != 1 or layer not in LAYERS:
        raise ContractBroken("models.unknown_table", file=file, table=table)
    if LAYERS.index(layer) > LAYERS.index(model.layer) or (layer == model.layer and layer not in SELFISH):
        raise ContractBroken("models.looks_right", file=file, table=table)
    if layer in FILED and table != EVERY_VALUE and table not in models:
        raise ContractBroken("models.missing", file=file, table=table)


def _reaching(reads: Mapping[str, Iterable[str]], goal: set[str]) -> set[str]:
    """The names in `goal` and all that read them, however far removed."""
    reached = set(goal)
    while True:
        more = {name for name, tables in reads.items() if reached & set(tables)} - reached
        if not more:
            return reached
        reached |= more


def _shown(path: Path, sql_root: Path) -> str:
    """The path as it is said to a reader: from the folder that holds sql/."""
    return path.relative_to(sql_root.parent).as_posix()
