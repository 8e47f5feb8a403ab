"""Files of every kind, broken at random: each is loaded whole or refused by name, and nothing else ever happens.

    python -m tests.importing.fuzz --count 1000 --seed 1

A mutation is told by its shape, seed and number, so that it can be made again; the file of one that fails is kept.
"""

import argparse
import random
import signal
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from pmo_analytics.errors import FileRefused, LoadRefused
from pmo_analytics.importing.preview import Desk
from pmo_analytics.importing.said import Said
from tests.importing import exports, handmade
from tests.importing.mutations import mutated
from tests.importing.trial import on_trial, trial_desk

SAID = Said(period=date(2026, 3, 31), project="Apollo")
SECONDS, WAITED = 60, 15
TRACKER = (
    ("Project ID", "Project name", "Status", "RAG", "Start", "Finish", "% complete", "Budget (k€)", "Actual cost"),
    ("P-1", "Alpha", "Active", "G", "2026-01-05", "2026-11-30", 0.45, 1200, "540,5"),
    ("P-2", "Beta", "On hold", "A", "2026-02-01", "2026-06-30", 0.1, 80, "3"),
    ("Total", None, None, None, None, None, None, 1280, None),
)


def _xls() -> bytes:
    cells = ("Project", "Budget", "Alpha", "12", "Beta", "7")
    return handmade.xls([
        (0x204, place.to_bytes(2, "little") + column.to_bytes(2, "little") + b"\0\0" + len(text).to_bytes(2, "little")
         + b"\0" + text.encode())
        for (place, column), text in zip([(row, column) for row in range(3) for column in range(2)], cells, strict=True)
    ])  # fmt: skip


def _xlsb() -> bytes:
    texts = ("Project", "Budget", "Alpha", "12", "Beta", "7")
    return handmade.xlsb(
        [(place // 2, place % 2, 6, handmade.text_value(text)) for place, text in enumerate(texts)], {}
    )


def _ods() -> bytes:
    row, cell = (
        "<table:table-row>{}</table:table-row>",
        '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>',
    )
    rows = "".join(
        row.format("".join(cell.format(text) for text in texts)) for texts in (("Project", "Budget"), ("Alpha", "12"))
    )
    return handmade.ods(f'<table:table table:name="S">{rows}</table:table>')


def _page() -> bytes:
    rows = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in TRACKER)
    return f"<html><meta charset=utf-8><body><table>{rows}</table></body></html>".encode()


SHAPES: dict[str, tuple[Callable[[], bytes], str]] = {
    "tracker": (lambda: exports.book_of(Projects=TRACKER, Risks=(("Risk", "Project", "Impact"), ("R", "P-1", 3))),
    "t.xlsx"),
    "project wizard": (exports.ms_project_tasks, "plan.xlsx"),
    "board": (exports.monday_board, "board.xlsx"),
    "work packages": (exports.openproject_xls, "export.xlsx"),
    "budget execution": (exports.budget_execution, "预算.xlsx"),
    "issues": (exports.jira, "jira.csv"),
    "issues in gb18030": (exports.redmine_zh, "issues.csv"),
    "projects in gb18030": (exports.zentao_projects, "项目.csv"),
    "tabs in utf-16": (lambda: "\n".join("\t".join(map(str, row)) for row in TRACKER).encode("utf-16"), "t.txt"),
    "old workbook": (_xls, "t.xls"),
    "binary workbook": (_xlsb, "t.xlsb"),
    "open document": (_ods, "t.ods"),
    "web page": (_page, "t.xls"),
}  # fmt: skip


def outcome(desk: Desk, path: Path, name: str) -> str:
    """'loaded', or the key of the refusal, which has a sentence in both languages; anything else is raised."""
    try:
        with _at_most(SECONDS):
            on_trial(desk, path, name, SAID)
    except (FileRefused, LoadRefused) as refusal:
        assert refusal.said("en") and refusal.said("zh")
        return refusal.key
    return "loaded"


@contextmanager
def _at_most(seconds: int) -> Iterator[None]:
    """TimeoutError in what works longer, or waits for longer than WAITED times as much, where the system has a clock
    for it. A machine that is busy with something else makes nothing fail."""
    if not hasattr(signal, "setitimer"):
        yield
        return

    def ring(*_: object) -> None:
        raise TimeoutError(f"not done after {seconds} seconds")

    clocks = ((signal.ITIMER_PROF, signal.SIGPROF, seconds), (signal.ITIMER_REAL, signal.SIGALRM, WAITED * seconds))
    before = [signal.signal(rings, ring) for _, rings, _ in clocks]
    for clock, _, limit in clocks:
        signal.setitimer(clock, limit)
    try:
        yield
    finally:
        for (clock, rings, _), handler in zip(clocks, before, strict=True):
            signal.setitimer(clock, 0)
            signal.signal(rings, handler)


def outcomes(desk: Desk, shape: str, seed: int, count: int, folder: Path) -> Counter[str]:
    """How often each outcome came of `count` mutations of a shape; one that is none says which, and keeps the file."""
    make, name = SHAPES[shape]
    content, found = make(), Counter()
    for number in range(count):
        path = folder / f"{shape} {seed} {number}"
        path.write_bytes(mutated(content, random.Random(f"{shape} {seed} {number}")))
        try:
            found[outcome(desk, path, name)] += 1
        except BaseException as problem:
            problem.add_note(f"shape {shape!r}, seed {seed}, number {number}: {path}")
            raise
        path.unlink()
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=1_000, help="mutations of each shape")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--shape", choices=SHAPES, action="append", help="only this shape; may be repeated")
    said = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="pmo-fuzz-"))
    for shape in said.shape or SHAPES:
        with trial_desk() as desk:
            found = outcomes(desk, shape, said.seed, said.count, folder)
        told = ", ".join(f"{outcome} {count}" for outcome, count in found.most_common())
        sys.stdout.write(f"{shape}: {told}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
