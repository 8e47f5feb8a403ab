"""Opens an untrusted file in a child process with limits on time and memory; only plain cells come back."""

import json
import logging
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

import pyarrow as pa

from pmo_analytics.errors import FileRefused
from pmo_analytics.importing.annotations import Remark, Summary
from pmo_analytics.importing.limits import Limits
from pmo_analytics.importing.opening.worker import ANNOTATED, REQUEST, RESULT
from pmo_analytics.importing.sheets import Grid
from pmo_analytics.reading import Finding
from pmo_analytics.workspace import PROJECT_ROOT

WORKER = "pmo_analytics.importing.opening.worker"
# Rust and C++ do not raise when memory runs out: they say so and end the process.
OUT_OF_MEMORY = (b"memory allocation of", b"bad_alloc", b"MemoryError", b"Cannot allocate memory", b"Out of memory")
LAST_WORDS = 2_000
READINGS = 4  # what annotating a file takes of the time of reading it: itself, and a look before and after

logger = logging.getLogger(__name__)


def read_workbook(path: Path, name: str, limits: Limits, encoding: str | None = None) -> tuple[Grid, ...]:
    """The sheets of the file at `path`, which its owner calls `name`, in their order; at least one has cells. Text is
    in the `encoding`, where one is given.

    FileRefused says why the file cannot be read or trusted, also when reading it took too long or too much memory, or
    brought the child process down.
    """
    seconds = limits.seconds_for(_size(path, name))
    with _answered(path, name, limits, seconds, {"encoding": encoding}) as (folder, answer):
        return tuple(_grid(folder / f"{number}.arrow", sheet) for number, sheet in enumerate(answer["sheets"]))


def annotated_workbook(
    path: Path, name: str, limits: Limits, summary: Summary, remarks: Sequence[Remark]
) -> bytes | None:
    """The workbook at `path` with its findings in it; None where it is of another kind, would not read the same
    afterwards, or takes more than its limits."""
    asked = {"summary": asdict(summary), "remarks": [list(asdict(one).values()) for one in remarks]}
    asked["summary"]["rows"] = [list(row.values()) for row in asked["summary"]["rows"]]
    seconds = READINGS * limits.seconds_for(_size(path, name))
    try:
        with _answered(path, name, limits, seconds, asked) as (folder, answer):
            if answer["annotated"]:
                return (folder / ANNOTATED).read_bytes()
            logger.info("%r is not annotated: %s", name, answer["why"])
    except FileRefused as refused:
        logger.warning("%r is not annotated: %s", name, refused)
    return None


@contextmanager
def _answered(
    path: Path, name: str, limits: Limits, seconds: int, asked: dict[str, object]
) -> Iterator[tuple[Path, dict]]:
    """The child's answer, and the folder where it left what it made."""
    with tempfile.TemporaryDirectory(prefix="pmo-", ignore_cleanup_errors=True) as temporary:
        folder = Path(temporary)
        request = {"path": str(path.resolve()), "file": name, "seconds": seconds, "limits": asdict(limits), **asked}
        (folder / REQUEST).write_text(json.dumps(request), encoding="utf-8")
        _run(folder, name, seconds)
        answer = json.loads((folder / RESULT).read_text(encoding="utf-8"))
        if "refused" in answer:
            raise FileRefused(answer["refused"], **answer["details"])
        yield folder, answer


def _size(path: Path, name: str) -> int:
    try:
        with path.open("rb"):
            return path.stat().st_size
    except OSError as denied:
        raise FileRefused("errors_reading.not_readable", file=name, why=denied.strerror or "?") from denied


def _run(folder: Path, name: str, seconds: int) -> None:
    """Let the child work until it has answered; its words go to the log where it has not."""
    command = [sys.executable, "-m", WORKER, str(folder)]
    with (folder / "words.txt").open("wb") as words:
        try:
            child = subprocess.run(
                command, cwd=folder, env=_environment(folder), timeout=seconds, check=False,
                stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=words,
            )  # fmt: skip
        except subprocess.TimeoutExpired as late:
            raise FileRefused("errors_reading.too_slow", file=name, setting="seconds", limit=seconds) from late
    if child.returncode == 0 and (folder / RESULT).exists():
        return
    last_words = (folder / "words.txt").read_bytes()[-LAST_WORDS:]
    logger.error("reading %r ended with %s: %s", name, child.returncode, last_words.decode("utf-8", "replace"))
    raise _failure(child.returncode, last_words, name, seconds)


def _failure(code: int, last_words: bytes, name: str, seconds: int) -> FileRefused:
    """What a child's death means; on Unix the code of one that was killed is the signal's number below zero."""
    if code == -getattr(signal, "SIGXCPU", 0) and code:
        return FileRefused("errors_reading.too_slow", file=name, setting="seconds", limit=seconds)
    if code == -9 or any(sign in last_words for sign in OUT_OF_MEMORY):
        return FileRefused("errors_reading.out_of_memory", file=name)
    return FileRefused("errors_reading.reader_died", file=name)


def _environment(folder: Path) -> dict[str, str]:
    """What a Python needs to start, and nothing else: no secrets, no settings, no home."""
    environment = {
        "PYTHONPATH": str(PROJECT_ROOT), "PYTHONSAFEPATH": "1", "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1",
        "TMPDIR": str(folder), "TEMP": str(folder), "TMP": str(folder),
        # Arrow's own allocators reserve address space far ahead, which the limit on memory would count.
        "ARROW_DEFAULT_MEMORY_POOL": "system",
    }  # fmt: skip
    if "SYSTEMROOT" in os.environ:
        environment["SYSTEMROOT"] = os.environ["SYSTEMROOT"]
    return environment


def _grid(arrow: Path, sheet: dict) -> Grid:
    with pa.OSFile(str(arrow)) as source:
        table = pa.ipc.open_file(source).read_all()
    table.validate(full=True)
    columns = tuple(column.chunk(0) for column in table.columns)
    notes = tuple(Finding(**finding) for finding in sheet["notes"])
    merged = tuple(map(tuple, sheet["merged"]))
    return Grid(sheet["name"], columns, sheet["hidden"], merged, notes, sheet["are_colours_read"])
