"""One build in this process, and what each of its steps took: run by benchmarks.building as a process of its own.

    PMO_HOME=workspace python -m benchmarks.built

Prints JSON: {"steps": {model: seconds of the processors}, "typed": {entity: rows typed now}}.
"""

import json
import time

from pmo_analytics.models.build import build
from pmo_analytics.workspace import Workspace


class Steps:
    """The processors' time between one announcement of a build and the next."""

    def __init__(self) -> None:
        self.taken: dict[str, float] = {}
        self.running, self.began = "start", time.process_time()

    def __call__(self, announced: str) -> None:
        now = time.process_time()
        self.taken[self.running] = self.taken.get(self.running, 0) + now - self.began
        self.running, self.began = announced.rpartition(" ")[2], now


def main() -> None:
    workspace, steps = Workspace.current(), Steps()
    with workspace.writing("benchmark"):
        typed = build(workspace, progress=steps).typed
    steps("end")
    print(json.dumps({"steps": steps.taken, "typed": typed}))


if __name__ == "__main__":
    main()
