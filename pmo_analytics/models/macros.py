"""The macros of sql/macros: one file per topic, run in the order of their names, since each calls only earlier ones."""

from pathlib import Path

from pmo_analytics.workspace import PROJECT_ROOT


def text(sql_root: Path = PROJECT_ROOT / "sql") -> str:
    """The text of all macros below `sql_root`, as one script."""
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted((sql_root / "macros").glob("*.sql")))
