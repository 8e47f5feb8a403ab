"""Whether the tests would notice a mistake: small changes are made to models, one at a time, and each should be killed.

    python -m tests.mutation.mutate --count 300 --seed 1 --only core.earned

The changes are drawn from core, the indicators, and the marts of lights and roll-ups. What is no valid SQL is drawn
anew. The first run, and each after a change to models or tests, first records which test sees which model.
"""

import argparse
import multiprocessing
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection
from random import Random

from pmo_analytics.models.graph import models
from pmo_analytics.workspace import PROJECT_ROOT
from tests.mutation.coverage import Coverage
from tests.mutation.killing import Killer, Verdict
from tests.mutation.mutants import Mutant, mutants

LAYERS = ("core", "indicators")
MARTS = ("marts.lights", "marts.rollup", "marts.group_sums", "marts.light_readings")
LONGEST_SECONDS = 900  # beyond any test that sees a model: what then still runs goes round in circles
OF_ONE_PROCESS = 40


@dataclass(frozen=True)
class Judged:
    """A mutant and what became of it."""

    mutant: Mutant
    verdict: Verdict


def drawn(seed: int, only: str) -> list[Mutant]:
    """All mutants of the models whose name contains `only`, in the order that the seed gives them."""
    root = PROJECT_ROOT / "sql"
    found = [
        mutant
        for name, model in models(root).items()
        if (model.layer in LAYERS or name in MARTS) and only in name
        for mutant in mutants(name, model.path, PROJECT_ROOT)
    ]
    Random(seed).shuffle(found)
    return found


def judged(waiting: list[Mutant], count: int) -> Iterator[Judged]:
    """`count` mutants that are valid SQL with their verdicts, each asked of a process that can be ended."""
    found, worker = 0, None
    for asked, mutant in enumerate(waiting):
        if worker and asked % OF_ONE_PROCESS == 0:
            worker.end()
            worker = None
        worker = worker or _Worker()
        verdict = worker.ask(mutant)
        if verdict is None:
            worker.end()
            worker, verdict = None, Verdict("killed", "it never ends", seconds=LONGEST_SECONDS)
        if verdict.fate != "invalid":
            found += 1
            yield Judged(mutant, verdict)
        if found == count:
            break
    if worker:
        worker.end()


class _Worker:
    """A process of our own that judges mutants until it is ended."""

    def __init__(self) -> None:
        context = multiprocessing.get_context("spawn")
        self.door, inside = context.Pipe()
        self.process = context.Process(target=_work, args=(inside,), daemon=True)
        self.process.start()
        inside.close()

    def ask(self, mutant: Mutant) -> Verdict | None:
        """The verdict; None where it takes too long. EOFError where the process broke down."""
        self.door.send(mutant)
        return self.door.recv() if self.door.poll(LONGEST_SECONDS) else None

    def end(self) -> None:
        self.process.kill()
        self.process.join()


def _work(door: Connection) -> None:
    killer = Killer(Coverage.known())
    while True:
        door.send(killer.judge(door.recv()))


def summary(found: list[Judged]) -> Iterator[str]:
    """The share that was killed, by whom, and every survivor with its place and the change."""
    killed = [one for one in found if one.verdict.fate == "killed"]
    share = len(killed) / len(found) if found else 0
    yield f"{len(killed)} of {len(found)} mutants killed ({share:.1%})"
    by = Counter(one.verdict.by.partition(":")[0].partition(".py")[0] for one in killed)
    yield "  " + ", ".join(f"{name} {count}" for name, count in by.most_common())
    survived = sorted((one for one in found if one.verdict.fate == "survived"), key=lambda one: str(one.mutant))
    for one in survived:
        unnoticed = "; other rows on the invented portfolio" if one.verdict.differs else ""
        yield f"survived  {one.mutant}   ({one.verdict.by}{unnoticed})"


def main() -> None:
    parser = argparse.ArgumentParser(description="Make small changes to the models and see whether tests notice them.")
    parser.add_argument("--count", type=int, default=300, help="valid mutants to try")
    parser.add_argument("--seed", type=int, default=1, help="another seed draws other mutants")
    parser.add_argument("--only", default="", help="a part of the models' names, such as core.earned")
    asked = parser.parse_args()
    began, found = time.perf_counter(), []
    Coverage.known()
    for one in judged(drawn(asked.seed, asked.only), asked.count):
        found.append(one)
        verdict = one.verdict
        print(f"{len(found):4} {verdict.fate:9}{verdict.seconds:7.1f} s  {one.mutant}  {verdict.by}", flush=True)
    print(*summary(found), f"{time.perf_counter() - began:.0f} s", sep="\n")


if __name__ == "__main__":
    main()
