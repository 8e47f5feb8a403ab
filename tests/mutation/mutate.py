"""Whether the tests would notice a mistake: small changes are made to models, one at a time, and each should be killed.

    python -m tests.mutation.mutate --count 300 --seed 1 --only 'core.(earned|plan)'

The changes are drawn from core, the indicators, and the marts of lights and roll-ups. What is no valid SQL is drawn
anew. First the promises of a build and the second calculations are asked, then the tests of models and queries that see
other rows. Of these only the nearest are asked (see asking.py): a survivor is one that nothing near it notices.
"""

import argparse
import re
import time
from collections import Counter
from collections.abc import Iterator
from random import Random

from pmo_analytics.models.graph import models
from pmo_analytics.workspace import PROJECT_ROOT
from tests.mutation.asking import ENOUGH_SECONDS, ask
from tests.mutation.mutants import Mutant, mutants
from tests.mutation.proving import Prover
from tests.mutation.verdicts import Verdict

LAYERS = ("core", "indicators")
MARTS = ("marts.lights", "marts.rollup", "marts.group_sums", "marts.light_readings")


def drawn(seed: int, only: str) -> list[Mutant]:
    """All mutants of the models in whose name the expression `only` is found, in the order that the seed gives them."""
    root = PROJECT_ROOT / "sql"
    found = [
        mutant
        for name, model in models(root).items()
        if (model.layer in LAYERS or name in MARTS) and re.search(only, name)
        for mutant in mutants(name, model.path, PROJECT_ROOT)
    ]
    Random(seed).shuffle(found)
    return found


def judged(waiting: list[Mutant], count: int) -> list[Verdict]:
    """The verdicts on the first `count` mutants that are valid SQL; each is printed as soon as it is known."""
    found: list[Verdict] = []

    def tell(verdict: Verdict) -> None:
        found.append(verdict)
        print(f"{len(found):4} {verdict.fate:9}{verdict.seconds:6.1f} s  {verdict.mutant}  {verdict.by}", flush=True)

    prover, unnoticed = Prover(), []
    for mutant in waiting:
        verdict = prover.judge(mutant)
        if verdict.fate == "killed":
            tell(verdict)
        elif verdict.fate == "survived":
            unnoticed.append(mutant)
        if len(found) + len(unnoticed) == count:
            break
    prover.close()
    print(f"{len(unnoticed)} are left to the tests, each of which now runs once without any change", flush=True)
    ask(unnoticed, tell)
    return found


def summary(found: list[Verdict]) -> Iterator[str]:
    """The share that was killed, by whom, and every survivor with its place, the change, and who was asked."""
    killed = [one for one in found if one.fate == "killed"]
    share = len(killed) / len(found) if found else 0
    yield f"{len(killed)} of {len(found)} mutants killed ({share:.1%})"
    by = Counter(one.by.partition(":")[0].partition(".py")[0] for one in killed)
    yield "  " + ", ".join(f"{name} {count}" for name, count in by.most_common())
    yield f"  survivor: passed {ENOUGH_SECONDS:.0f} seconds of tests, or all that see other rows"
    survived = (one for one in found if one.fate == "survived")
    yield from sorted(f"survived  {one.mutant}   ({one.by})" for one in survived)


def main() -> None:
    parser = argparse.ArgumentParser(description="Make small changes to the models and see whether tests notice them.")
    parser.add_argument("--count", type=int, default=300, help="valid mutants to try")
    parser.add_argument("--seed", type=int, default=1, help="another seed draws other mutants")
    parser.add_argument("--only", default="", help="models in whose names this expression is found: core.budget|cost")
    asked = parser.parse_args()
    began = time.perf_counter()
    found = judged(drawn(asked.seed, asked.only), asked.count)
    print(*summary(found), f"{time.perf_counter() - began:.0f} s", sep="\n")


if __name__ == "__main__":
    main()
