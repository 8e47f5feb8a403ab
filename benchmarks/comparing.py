"""The models against the same figures written by hand in pandas, in polars and in one statement of SQL, in one run.

    python -m benchmarks.comparing 1000x36 5000x60

Compared are earned value, earned schedule, their estimates and the roll-up by programme, from typed rows to figures.
By hand there are no reasons, flags, versions, corrections, carried budgets or proofs; the models have them all. What
duckdb takes by hand is the price of the engine; what the models take beyond it, that of keeping and proving each step.
Seconds are of the processors, each in a process of its own. Needs Linux or macOS.
"""

import argparse
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from functools import reduce
from pathlib import Path

import duckdb

from benchmarks.building import Build, size_of
from benchmarks.handwritten import FIGURES, LIBRARIES, SUMS
from benchmarks.ledgers import invented, record
from benchmarks.measuring import run_module
from benchmarks.portfolio import Size
from pmo_analytics.models.graph import Model, models
from pmo_analytics.workspace import PROJECT_ROOT, Workspace

# From so many project months on, at most so many times the seconds of the faster one by hand.
BOUNDS = {36_000: 1.5, 300_000: 1.0}
BY_PROGRAMME = f"""
with figures as (
    select projects.programme, evm.*, value as estimate_at_completion
    from core.earned_value as evm
        inner join core.projects using (project_id, period)
        inner join indicators.estimate_at_completion using (project_id, period)
)
select programme, period, {", ".join(f"sum({name}) as {name}" for name in SUMS)},
    safe_div(sum(earned_value), sum(actual_cost)) as cost_performance_index,
    safe_div(sum(earned_value), sum(planned_value)) as schedule_performance_index
from figures
group by all
"""


def needed() -> set[str]:
    """The models that the figures compared stand on, themselves among them, typed rows left out."""
    found = {
        name: model for name, model in models(PROJECT_ROOT / "sql").items() if model.layer in ("core", "indicators")
    }
    waiting = {f"indicators.{name}" for name in FIGURES}
    reached: set[str] = set()
    while waiting:
        reached |= waiting
        waiting = reduce(_inputs, (found[name] for name in waiting), set()) & found.keys() - reached
    return reached


def _inputs(tables: set[str], model: Model) -> set[str]:
    return tables | model.inputs


def report(folder: Path, size: Size) -> Iterator[str]:
    """The lines of the table of one size; its ledger and snapshot are written into `folder`."""
    workspace, projects = Workspace(folder), invented(size)
    record(folder, projects, size, range(size.periods))
    steps = Build.of("build", folder).steps
    total, count = rolled_up(workspace)
    ours = sum(steps[name] for name in needed()) + total
    typed_rows(workspace, folder)
    seconds = {"models": ours}
    for library in LIBRARIES:
        told = run_module(library, folder, "benchmarks.handwritten", library, folder)[1].split()
        seconds[library], same = float(told[0]), int(told[1])
        if same != count:
            raise SystemExit(f"{library} makes {same} groups, the models {count}")
    faster = min(seconds["pandas"], seconds["polars"])
    yield f"{size.projects}x{size.periods}: {len(needed())} models"
    for name, taken in seconds.items():
        yield f"  {name:10}{taken:9.2f} s{taken / faster:9.2f} x"
    for project_months, bound in BOUNDS.items():
        if size.projects * size.periods == project_months:
            yield f"  at most {bound} x"


def rolled_up(workspace: Workspace) -> tuple[float, int]:
    """The seconds of the roll-up by programme on the newest snapshot, and the rows of its answer."""
    with closing(duckdb.connect(str(max(workspace.snapshots.glob("*.duckdb"))), read_only=True)) as connection:
        began = time.process_time()
        count = len(connection.execute(BY_PROGRAMME).fetchall())
        return time.process_time() - began, count


def typed_rows(workspace: Workspace, folder: Path) -> None:
    """Write the typed rows of reports and curves as files that both libraries read."""
    with closing(duckdb.connect(str(workspace.typed), read_only=True)) as connection:
        for entity in ("projects", "baseline_periods"):
            connection.execute(f"copy {entity} to '{folder / entity}.parquet' (format parquet)")


def main() -> None:
    parser = argparse.ArgumentParser(description="Compare the models with figures written by hand.")
    parser.add_argument("sizes", nargs="*", type=size_of, default=[size_of("100x12")])
    for size in parser.parse_args().sizes:
        with tempfile.TemporaryDirectory(prefix="pmo-benchmark-") as folder:
            for line in report(Path(folder), size):
                print(line, flush=True)


if __name__ == "__main__":
    main()
