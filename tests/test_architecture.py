"""The house rules: who may import whom, which library only where, what SQL may look at, and how long a file may be."""

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pmo_analytics.models import graph
from pmo_analytics.workspace import PROJECT_ROOT

# Who may import whom. Every room may also import errors and workspace, and itself.
MAY_IMPORT = {
    "app": {"ui", "warehouse", "charts", "words", "display", "exporting", "operations"},
    "pages": {"ui", "findings", "warehouse", "charts", "words", "display", "exporting", "operations"},
    "__init__": set(),
    "__main__": {"cli"},
    "cli": {"operations", "words", "report", "cli_options", "cli_output", "cli_reading", "cli_mapping", "cli_names",
            "cli_findings", "cli_thresholds", "cli_understood"},
    "cli_understood": {"findings", "report", "report_words", "revision_words", "exporting", "words",
                       "cli_output"},
    "cli_mapping": {"operations", "warehouse", "words", "cli_options", "cli_output"},
    "cli_names": {"operations", "words", "cli_options"},
    "cli_findings": {"findings", "warehouse", "words", "cli_options", "cli_output"},
    "cli_thresholds": {"operations", "warehouse", "words", "cli_options", "cli_output"},
    "cli_options": {"operations", "words"},
    "cli_reading": {"operations", "warehouse", "words", "cli_options", "cli_output"},
    "revision_words": {"display", "fields", "naming", "words"},
    "report_words": {"naming", "reading", "report", "words"},
    "cli_output": {"words", "naming", "display", "report", "report_words", "revision_words", "exporting", "warehouse",
                   "explaining"},
    "operations": {"importing", "ledger", "models", "warehouse", "exporting", "settings", "report", "reading", "words",
                   "loading", "sample", "soundness", "asking", "deciding", "aliasing", "thresholding"},
    "deciding": {"importing", "ledger", "models", "warehouse"},
    "aliasing": {"deciding", "importing", "ledger", "warehouse"},
    "thresholding": {"deciding", "importing", "indicators", "ledger", "profiles", "warehouse"},
    "asking": {"warehouse", "explaining", "words"},
    "explaining": {"warehouse", "fields", "indicators", "naming", "display", "conventions", "words"},
    "findings": {"warehouse", "importing", "exporting", "settings", "naming", "display", "words"},
    "naming": {"fields", "indicators", "profiles", "display", "conventions", "words"},
    "sample": {"importing", "loading"},
    "loading": {"importing", "ledger", "settings", "report", "reading", "recording"},
    "recording": {"importing", "ledger", "report", "reading", "words"},
    "soundness": {"fields", "indicators", "ledger", "models", "settings", "warehouse", "words"},
    "exporting": {"warehouse", "charts", "display", "naming", "words", "fields"},
    "ui": {"findings", "warehouse", "indicators", "display", "words", "fields", "charts", "exporting", "report",
           "reading", "explaining", "naming", "report_words", "revision_words", "conventions"},
    "charts": {"display", "conventions", "words"},
    "importing": {"fields", "ledger", "settings", "models", "reading"},
    "ledger": {"fields", "reading", "ledger_rows"},
    "ledger_rows": {"reading"},
    "models": {"fields", "indicators", "profiles", "settings", "ledger"},
    "warehouse": {"models"},
    "indicators": set(),
    "profiles": {"indicators"},
    "fields": set(),
    "settings": set(),
    "reading": set(),
    "report": {"reading"},
    "display": {"words"},
    "conventions": {"display"},
    "words": set(),
    "errors": {"words"},
    "workspace": set(),
}
FOR_EVERYBODY = {"errors", "workspace"}

# Where alone a library is used: files, or folders ending in a slash.
LIBRARY_ONLY_IN = {
    "streamlit": ("app.py", "pages/", "pmo_analytics/ui/"),
    "duckdb": (
        "pmo_analytics/ledger.py",
        "pmo_analytics/models/",
        "pmo_analytics/warehouse.py",
        "pmo_analytics/importing/preview.py",
    ),
    "plotly": ("pmo_analytics/charts/",),
    "python_calamine": ("pmo_analytics/importing/",),
    "openpyxl": ("pmo_analytics/importing/", "pmo_analytics/exporting/"),
    "xlsxwriter": ("pmo_analytics/exporting/",),
    "pptx": ("pmo_analytics/exporting/deck.py",),
    "typer": ("pmo_analytics/cli.py", "pmo_analytics/cli_options.py", "pmo_analytics/cli_output.py",
              "pmo_analytics/cli_reading.py", "pmo_analytics/cli_mapping.py", "pmo_analytics/cli_names.py",
              "pmo_analytics/cli_findings.py", "pmo_analytics/cli_thresholds.py"),
}
NETWORK = {"requests", "urllib", "urllib3", "http", "httpx", "aiohttp", "socket", "ftplib", "smtplib"}

LAYERS = ("ledger", "reference", "staging", "core", "indicators", "marts", "queries")
COMPUTING = ("core", "indicators", "marts", "queries")
SQL_CLOCK = re.compile(
    r"\b(?:now|today|get_current_time|get_current_timestamp|transaction_timestamp)\s*\(|"
    r"\b(?:current_date|current_time|current_timestamp|localtime|localtimestamp)\b",
    re.IGNORECASE,
)
SQL_COMMENT_OR_TEXT = re.compile(r"--[^\n]*|/\*.*?\*/|'(?:[^']|'')*'", re.DOTALL)
PYTHON_CLOCK = re.compile(r"\b(?:datetime|date|Timestamp)\.(?:now|today|utcnow)$|^time\.time(?:_ns)?$")

LONGEST_MODULE, LONGEST_PAGE = 250, 80

Files = list[tuple[str, str]]
Violations = Iterator[str]
Rule = Callable[[str, str], Violations]


def files(*patterns: str) -> Files:
    """(path from the root, text) of every file that a pattern finds."""
    paths = {path for pattern in patterns for path in PROJECT_ROOT.glob(pattern)}
    return [(_shown(path), path.read_text(encoding="utf-8")) for path in sorted(paths)]


def python_files() -> Files:
    return files("app.py", "pages/**/*.py", "pmo_analytics/**/*.py")


def written_files() -> Files:
    """Everything a person wrote and has to read again; sql/staging is generated."""
    return python_files() + files("pmo_analytics/**/*.js", "pmo_analytics/**/*.css") + computing_sql()


def all_sql() -> Files:
    return files("sql/**/*.sql")


def computing_sql() -> Files:
    return files(*(f"sql/{layer}/**/*.sql" for layer in COMPUTING))


def _shown(path: Path) -> str:
    return path.relative_to(PROJECT_ROOT).as_posix()


def _room(path: str) -> str:
    """pmo_analytics/charts/money.py -> charts; pages/delivery/schedule.py -> pages; app.py -> app."""
    parts = Path(path).with_suffix("").parts
    return parts[1] if parts[0] == "pmo_analytics" else parts[0]


def _imports(path: str, text: str) -> Iterator[tuple[int, str]]:
    """(line, dotted name) of everything a file imports, also inside functions; relative imports written out."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = ".".join(Path(path).parts[: -node.level]) if node.level else ""
            base = ".".join(part for part in (above, node.module) if part)
            yield from ((node.lineno, f"{base}.{alias.name}") for alias in node.names)


def rooms_import_only_what_they_may(path: str, text: str) -> Violations:
    room = _room(path)
    if room not in MAY_IMPORT:
        yield f"{path}: the room '{room}' is not in the table of this test"
        return
    for line, name in _imports(path, text):
        package, _, rest = name.partition(".")
        other = rest.partition(".")[0]
        if package == "pmo_analytics" and other not in MAY_IMPORT[room] | FOR_EVERYBODY | {room}:
            yield f"{path}:{line}: {room} may not import {name}"


def libraries_stay_in_their_rooms(path: str, text: str) -> Violations:
    for line, name in _imports(path, text):
        rooms = LIBRARY_ONLY_IN.get(name.partition(".")[0])
        if rooms and not path.startswith(rooms):
            yield f"{path}:{line}: {name} belongs in {', '.join(rooms)}"
        if name.endswith(".load_workbook") and not path.startswith("pmo_analytics/importing/"):
            yield f"{path}:{line}: workbooks are read in pmo_analytics/importing/ only"


def nothing_reaches_the_network(path: str, text: str) -> Violations:
    for line, name in _imports(path, text):
        if name.partition(".")[0] in NETWORK:
            yield f"{path}:{line}: {name} is of a library that reaches the network"


def nobody_reads_the_clock(path: str, text: str) -> Violations:
    tree = ast.parse(text)
    the_one_clock = {
        id(inner)
        for node in tree.body
        if path == "pmo_analytics/ledger.py" and isinstance(node, ast.FunctionDef) and node.name == "now"
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and id(node) not in the_one_clock and PYTHON_CLOCK.search(ast.unparse(node.func)):
            yield f"{path}:{node.lineno}: {ast.unparse(node)}; only ledger.now() reads the clock"
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and "select" in node.value.lower():
            for found in SQL_CLOCK.finditer(node.value):
                yield f"{path}:{node.lineno}: SQL reads the clock: {found[0]}"


def files_are_short(path: str, text: str) -> Violations:
    longest = LONGEST_PAGE if path.startswith("pages/") else LONGEST_MODULE
    count = len(text.splitlines())
    if count > longest:
        yield f"{path}: {count} lines, {longest} at most"


def modules_say_what_they_own(path: str, text: str) -> Violations:
    if not ast.get_docstring(ast.parse(text)):
        yield f"{path}: no docstring"


def modules_are_named_for_what_they_hold(path: str, text: str) -> Violations:
    if {"utils", "util", "helpers", "helper"} & set(Path(path).with_suffix("").parts):
        yield f"{path}: name what is in it"


def no_html_is_let_through(path: str, text: str) -> Violations:
    for line, written in enumerate(text.splitlines(), start=1):
        if "unsafe_allow_html" in written:
            yield f"{path}:{line}: unsafe_allow_html"


def sql_reads_no_clock(path: str, text: str) -> Violations:
    for line, found in _in_code(SQL_CLOCK, text):
        yield f"{path}:{line}: {found} reads the clock"


def sql_divides_safely(path: str, text: str) -> Violations:
    for line, found in _in_code(re.compile(r"[^\n]*?/[^\n]*"), text):
        yield f"{path}:{line}: '{found.strip()}' divides without safe_div"


def _in_code(pattern: re.Pattern[str], sql: str) -> Iterator[tuple[int, str]]:
    """(line, text) of each match outside comments and quoted texts."""
    code = SQL_COMMENT_OR_TEXT.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), sql)
    for found in pattern.finditer(code):
        yield code.count("\n", 0, found.start()) + 1, found[0]


# Rule, the files it is kept in, and a file that breaks it once.
RULES: tuple[tuple[Rule, Callable[[], Files], str, str], ...] = (
    (rooms_import_only_what_they_may, python_files, "pmo_analytics/charts/money.py", "from .. import ledger"),
    (libraries_stay_in_their_rooms, python_files, "pages/delivery/schedule.py", "import duckdb"),
    (nothing_reaches_the_network, python_files, "pmo_analytics/words.py", "from urllib.request import urlopen"),
    (nobody_reads_the_clock, python_files, "pmo_analytics/display.py", "today = date.today()"),
    (modules_say_what_they_own, python_files, "pmo_analytics/words.py", "# a comment is no docstring"),
    (modules_are_named_for_what_they_hold, python_files, "pmo_analytics/charts/helpers.py", '"""Odds and ends."""'),
    (no_html_is_let_through, python_files, "pages/delivery/schedule.py", "st.markdown(name, unsafe_allow_html=True)"),
    (files_are_short, written_files, "pages/delivery/schedule.py", "import this\n" * 81),
    (sql_reads_no_clock, all_sql, "sql/core/late.sql", "select * from x where due < current_date"),
    (sql_divides_safely, computing_sql, "sql/core/index.sql", "-- earned / actual\nselect earned / actual as value"),
)


@pytest.mark.parametrize(("rule", "where"), [(rule, where) for rule, where, *_ in RULES])
def test_every_file_keeps(rule: Rule, where: Callable[[], Files]) -> None:
    kept_in = where()
    assert kept_in
    violations = [violation for path, text in kept_in for violation in rule(path, text)]
    assert not violations, "\n" + "\n".join(violations)


@pytest.mark.parametrize(("rule", "path", "text"), [(rule, path, text) for rule, _, path, text in RULES])
def test_a_file_that_breaks_the_rule_is_named(rule: Rule, path: str, text: str) -> None:
    violations = list(rule(path, text))
    assert len(violations) == 1
    assert violations[0].startswith(path)


def test_sql_layers_look_only_to_the_left() -> None:
    models = graph.models(PROJECT_ROOT / "sql")
    assert models
    rank = {layer: place for place, layer in enumerate(LAYERS)}
    violations = [
        f"{_shown(model.path)} reads {table}"
        for model in models.values()
        for table in sorted(model.inputs)
        if rank.get(table.partition(".")[0], -1) > rank[model.layer]
    ]
    assert not violations, "\n" + "\n".join(violations)


def test_the_only_clock_is_not_reported_as_one() -> None:
    source = "def now():\n    return datetime.now(UTC)\n\ndef other():\n    return datetime.now(UTC)\n"
    assert list(nobody_reads_the_clock("pmo_analytics/ledger.py", source)) == [
        "pmo_analytics/ledger.py:5: datetime.now(UTC); only ledger.now() reads the clock"
    ]
