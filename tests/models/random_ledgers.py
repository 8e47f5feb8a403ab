"""Ledgers that come about by chance, one step after the other, and what a build that goes on makes of each step.

Run by hand for many seeds: `python -m tests.models.random_ledgers 1 200`.
"""

import sys
import tempfile
import time
from datetime import date

import pytest

from pmo_analytics.models.build import build
from pmo_analytics.workspace import Workspace
from tests.conftest import Loads
from tests.models.random_rows import LIKELY, MONTHS, Chance
from tests.models.snapshot_tables import other_tables


class Course:
    """The steps of one seed in a workspace: each is done, and told."""

    def __init__(self, seed: int, load: Loads) -> None:
        self.chance, self.load = Chance(seed), load
        self.random = self.chance.random
        self.standing: list[int] = []
        self.withdrawn: list[int] = []
        self.fed: dict[int, tuple[str, ...]] = {}

    def begin(self) -> str:
        """A load as a first one may be: of reports, or of plans alone."""
        return self._load(entities=self.random.choice([("projects",), ("baselines", "baseline_periods"), ()]))

    def step(self) -> str:
        """Load, replace, withdraw, decide, or several of that before the next build; what was done."""
        kinds = (
            ["load"] * 4
            + ["several"] * 4
            + ["replace", "withdraw", "reinstate", "close", "bounds", "profile", "different"]
        )
        return getattr(self, f"_{self.random.choice(kinds)}")()

    def _load(self, replaces: int | None = None, entities: tuple[str, ...] = ()) -> str:
        period = self.random.choice(MONTHS)
        fed = entities or tuple(dict.fromkeys(self.random.choice(LIKELY) for _ in range(self.random.randint(1, 3))))
        covers = ["P1"] if self.random.random() < 0.2 else []
        load_id = self.load(period, replaces=replaces, covers=covers, **{one: self.chance.rows(one) for one in fed})
        self.standing.append(load_id)
        self.fed[load_id] = fed
        return f"load {load_id} {period} {','.join(fed)}" + (f" replaces {replaces}" if replaces else "")

    def _replace(self) -> str:
        if not self.standing:
            return self._load()
        other = self.random.choice(self.standing)
        return self._load(other, self.fed[other])

    def _several(self) -> str:
        return "; ".join(self.step() for _ in range(self.random.randint(2, 3)))

    def _withdraw(self) -> str:
        if len(self.standing) < 2:
            return self._load()
        load_id = self.standing.pop(self.random.randrange(len(self.standing)))
        self.withdrawn.append(load_id)
        self.load.decide("withdraw", {"load_id": load_id})
        return f"withdraw {load_id}"

    def _reinstate(self) -> str:
        if not self.withdrawn:
            return self._load()
        load_id = self.withdrawn.pop(self.random.randrange(len(self.withdrawn)))
        self.standing.append(load_id)
        self.load.decide("reinstate", {"load_id": load_id})
        return f"reinstate {load_id}"

    def _close(self) -> str:
        kind, period = self.random.choice(("close", "close", "reopen")), self.random.choice(MONTHS)
        self.load.decide(kind, {"period": period})
        return f"{kind} {period}"

    def _bounds(self) -> str:
        valid_from = f"{date.fromisoformat(self.random.choice(MONTHS)):%Y-%m}-01"
        bounds = self.random.choice([None, {"amber": 0.95, "red": 0.8}])
        payload = {"setting": "bounds", "indicator": "cost_performance_index", "bounds": bounds, "from": valid_from}
        self.load.decide("setting", payload)
        return f"bounds {bounds} from {valid_from}"

    def _profile(self) -> str:
        valid_from = f"{date.fromisoformat(self.random.choice(MONTHS)):%Y-%m}-01"
        portfolio, profile = self.random.choice([None, "North"]), self.random.choice(["A", "B", None])
        payload = {"setting": "profile", "portfolio": portfolio, "profile": profile, "from": valid_from}
        self.load.decide("setting", payload)
        return f"profile {portfolio} {profile} from {valid_from}"

    def _different(self) -> str:
        self.load.decide("different", {"kind": "person", "name": "Ann Li", "other": "Bo Chen"})
        return "different"


def differences(workspace: Workspace, load: Loads, seed: int, steps: int) -> list[str]:
    """What was different after which step: the snapshot that went on, held against one of everything."""
    course, found, told = Course(seed, load), [], []
    told += [course.begin() for _ in range(course.random.randint(1, 7))]
    build(workspace)
    for _ in range(steps):
        told.append(course.step())
        carried = build(workspace)
        if carried.since is None:
            continue
        anew = build(workspace, anew=True)
        if other := other_tables(carried.path, anew.path):
            found.append(f"seed {seed}, since {carried.since}, after {told}: {other}")
            break
    return found


def main(first: int, last: int, steps: int = 4) -> None:
    for seed in range(first, last + 1):
        started = time.perf_counter()
        with tempfile.TemporaryDirectory() as home, pytest.MonkeyPatch.context() as patch:
            patch.setenv("PMO_HOME", home)
            workspace = Workspace.current()
            found = differences(workspace, Loads(workspace, patch), seed, steps)
        print(f"{seed}: {time.perf_counter() - started:.1f} s", *found, sep="\n", flush=True)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
