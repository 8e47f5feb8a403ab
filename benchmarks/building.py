"""How long a build takes, which models take longest, and how both grow with the portfolio.

    python -m benchmarks.building 100x12 200x12 100x24

Sizes are projects x months. For each, a ledger is written without workbooks; then everything is built, built again
with nothing new to type, and built once more after the load of one month. Of each further size the growth is told: the
whole, and the models that grow faster than it. Seconds are of the processors, which other work hardly disturbs. Needs
Linux or macOS.
"""

import argparse
import json
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.ledgers import invented, record
from benchmarks.measuring import Phase, megabytes, run_module
from benchmarks.portfolio import Size

SHOWN = 10
NOTICEABLE_SECONDS = 0.05
# A build after one month's load may cost this share of a full one; twice the portfolio may cost so much more.
SHARE_OF_A_MONTH, GROWTH_OF_TWICE = 0.2, 2.2


@dataclass(frozen=True)
class Build:
    """One build: what the process took, the seconds of each step, the rows typed."""

    phase: Phase
    steps: dict[str, float]
    typed: dict[str, int]

    @classmethod
    def of(cls, name: str, home: Path) -> "Build":
        phase, printed = run_module(name, home, "benchmarks.built")
        told = json.loads(printed)
        return cls(phase, told["steps"], told["typed"])

    def line(self) -> str:
        peak, rows = (self.phase.peak_bytes or 0) / 2**20, sum(self.typed.values())
        return f"{self.phase.name:28}{self.phase.seconds:9.2f}{self.phase.processor_seconds:9.2f}{peak:9.0f}{rows:12,}"


@dataclass(frozen=True)
class Built:
    """The builds of one size: everything, nothing new, and one month more."""

    size: Size
    full: Build
    again: Build
    month_more: Build

    @classmethod
    def of(cls, home: Path, size: Size) -> "Built":
        projects, name = invented(size), f"{size.projects}x{size.periods}"
        record(home, projects, size, range(size.periods))
        full, again = Build.of(f"{name} all", home), Build.of(f"{name} nothing new", home)
        record(home, projects, size, [size.periods])
        return cls(size, full, again, Build.of(f"{name} one month more", home))

    def lines(self) -> Iterator[str]:
        for one in (self.full, self.again, self.month_more):
            yield one.line()
        share = self.month_more.phase.processor_seconds / self.full.phase.processor_seconds
        yield f"  one month more costs {share:.2f} of everything (at most {SHARE_OF_A_MONTH})"
        retyped = sum(self.month_more.typed.values()) / sum(self.full.typed.values())
        yield f"  and types {retyped:.3f} of its rows (its share of the months is {1 / self.size.periods:.3f})"
        for name, seconds in sorted(self.full.steps.items(), key=lambda step: -step[1])[:SHOWN]:
            yield f"  {name:50}{seconds:9.2f}"

    def growth(self, first: "Built") -> Iterator[str]:
        times = (self.size.projects * self.size.periods) / (first.size.projects * first.size.periods)
        whole = self.full.phase.processor_seconds / first.full.phase.processor_seconds
        yield (
            f"  {times:.1f} times {first.size.projects}x{first.size.periods} costs {whole:.2f} times as much "
            f"(at most {times * GROWTH_OF_TWICE / 2:.1f})"
        )
        faster = {
            name: (first.full.steps[name], seconds) for name, seconds in self.full.steps.items()
            if seconds > NOTICEABLE_SECONDS and seconds > times * GROWTH_OF_TWICE / 2 * first.full.steps.get(name, 0)
        }  # fmt: skip
        for name, (before, after) in sorted(faster.items(), key=lambda step: -step[1][1]):
            yield f"  {name:50}{before:9.2f} ->{after:8.2f}   {after / max(before, 1e-3):5.1f} x"


def report(folder: Path, sizes: list[Size]) -> Iterator[str]:
    """The lines of the tables, as they become known; ledgers and snapshots are written into `folder`."""
    yield f"{'':28}{'seconds':>9}{'cpu':>9}{'peak MB':>9}{'rows typed':>12}"
    first = None
    for place, size in enumerate(sizes):
        home = folder / str(place)
        built = Built.of(home, size)
        yield from built.lines()
        yield f"  {'one snapshot':50}{megabytes([max((home / 'snapshots').glob('*.duckdb'))]):9.1f} MB"
        if first:
            yield from built.growth(first)
        first = first or built


def size_of(text: str) -> Size:
    """100x12 -> a hundred projects over twelve months."""
    projects, _, periods = text.partition("x")
    return Size(projects=int(projects), periods=int(periods))


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure builds of invented portfolios.")
    parser.add_argument(
        "sizes", nargs="*", type=size_of, default=[size_of("100x12"), size_of("200x12"), size_of("100x24")]
    )
    with tempfile.TemporaryDirectory(prefix="pmo-benchmark-") as folder:
        for line in report(Path(folder), parser.parse_args().sizes):
            print(line, flush=True)


if __name__ == "__main__":
    main()
