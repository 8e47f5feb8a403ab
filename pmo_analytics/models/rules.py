"""Under which rules a snapshot was made, and whether the code still has the same."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import duckdb

from pmo_analytics.errors import WorkspaceBroken
from pmo_analytics.models import macros
from pmo_analytics.models.graph import Model, models
from pmo_analytics.models.typed import rules_of
from pmo_analytics.settings import Settings
from pmo_analytics.workspace import PROJECT_ROOT, Workspace

# What DuckDB raises where a snapshot lacks a table or a column that is asked for.
LACKING = (duckdb.CatalogException, duckdb.BinderException)
SQL = PROJECT_ROOT / "sql"


def of_code(workspace: Workspace, sql_root: Path = SQL, found: Mapping[str, Model] | None = None) -> str:
    """The short name of the rules that a snapshot of the workspace built now would be made under."""
    texts = [model.sql for model in (models(sql_root) if found is None else found).values()]
    told = [profiles_beside(sql_root), *sorted((sql_root / "indicators").rglob("*.toml"))]
    texts += [path.read_text(encoding="utf-8") for path in told]
    return rules_of([macros.text(sql_root), *texts], Settings.of(workspace))


def profiles_beside(sql_root: Path) -> Path:
    """The file of the threshold profiles that a folder of models is built with."""
    return sql_root.parent / "data" / "profiles.toml"


def of_snapshot(cursor: duckdb.DuckDBPyConnection) -> str | None:
    """The rules that a snapshot was made under, None where it is too old to say."""
    try:
        return cursor.execute("select rules from reference.snapshot").fetchall()[0][0]
    except LACKING:
        return None


@contextmanager
def understood(cursor: duckdb.DuckDBPyConnection, workspace: Workspace, sql_root: Path) -> Iterator[None]:
    """WorkspaceBroken where a snapshot lacks what is asked, having been made under other rules than the code's."""
    try:
        yield
    except LACKING as lacking:
        if of_snapshot(cursor) != of_code(workspace, sql_root):
            raise WorkspaceBroken("warehouse.older") from lacking
        raise
