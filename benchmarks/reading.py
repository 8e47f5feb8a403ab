"""How long one large file takes from its bytes to typed rows, in units of a bare reading of it in the same run.

    python -m benchmarks.reading --workbook 200000 --csv 500000

The file is a list of risks, 20 columns wide, looked at as the preview looks at it (`pmo load --dry-run`): opened in the
sandbox, recognised, recorded, typed, and thrown away again. What the command takes with ten rows, which is to start
Python and to learn the words of all fields, is told apart: an app that runs has done so. Needs Linux or macOS.
"""

import argparse
import csv
import tempfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random

from xlsxwriter import Workbook

from benchmarks.measuring import line_of, megabytes, read_bare, run_pmo, without

HEADERS = ("Project ID", "Project name", "Risk ID", "Risk description", "Category", "Probability", "Impact", "Status",
           "Owner", "Raised on", "Due date", "Response", "Cost impact", "Schedule impact (days)",
           "Residual probability", "Residual impact", "Proximity", "Comment", "Closed on",
           "Expected monetary value")  # fmt: skip
FIRST = date(2025, 1, 1)
FEW = 10


def rows(count: int) -> Iterator[list[object]]:
    """Invented risks, the same for the same number."""
    random = Random(7)
    for number in range(count):
        raised = FIRST + timedelta(days=random.randrange(500))
        yield [
            f"P-{number % 400:03}", f"Project {number % 400:03}", f"R-{number}", f"Supplier {number % 97} is late",
            ("Technical", "Supplier", "Budget", "People")[number % 4], random.randint(1, 5), random.randint(1, 5),
            ("Open", "Closed")[number % 7 == 0], f"Owner {number % 53}", raised.isoformat(),
            (raised + timedelta(days=90)).isoformat(), "Second source", random.randrange(1_000_000) / 100,
            random.randrange(60), random.randint(1, 5), random.randint(1, 5), "Near", f"Seen {number % 11} times", "",
            random.randrange(1_000_000) / 100,
        ]  # fmt: skip


def write_workbook(path: Path, count: int) -> Path:
    with Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("Risks")
        for place, row in enumerate([HEADERS, *rows(count)]):
            sheet.write_row(place, 0, row)
    return path


def write_csv(path: Path, count: int) -> Path:
    with path.open("w", newline="", encoding="utf-8") as text:
        csv.writer(text).writerows([HEADERS, *rows(count)])
    return path


def report(folder: Path, workbook: int, delimited: int) -> Iterator[str]:
    """The lines of the table, as they become known; files and workspaces are written into `folder`."""
    yield f"{'':28}{'seconds':>9}{'cpu':>9}{'x bare':>12}{'peak MB':>9}"
    for write, name, count in ((write_workbook, "2026-03.xlsx", workbook), (write_csv, "2026-03.csv", delimited)):
        few, path = write(folder / f"few {name}", FEW), write(folder / f"all {name}", count)
        bare = read_bare(f"{path.suffix} alone, {count:,} rows", [path])
        yield line_of(bare, bare) + f"   {megabytes([path]):.0f} MB"
        start = run_pmo(f"{path.suffix} of {FEW} rows", folder / few.stem, "load", few, "--dry-run")
        yield line_of(start, bare)
        whole = run_pmo(f"{path.suffix} to typed rows", folder / path.stem, "load", path, "--dry-run")
        yield line_of(whole, bare)
        yield line_of(without(start, whole), bare)


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure the reading of one large workbook and one large csv file.")
    parser.add_argument("--workbook", type=int, default=200_000, help="rows of the workbook")
    parser.add_argument("--csv", type=int, default=500_000, help="rows of the csv file")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="pmo-benchmark-") as folder:
        for line in report(Path(folder), asked.workbook, asked.csv):
            print(line, flush=True)


if __name__ == "__main__":
    main()
