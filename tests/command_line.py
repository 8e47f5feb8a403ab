"""The `pmo` command as a test runs it."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from pmo_analytics import aliasing, cli, deciding, operations, thresholding
from pmo_analytics.errors import PmoError
from pmo_analytics.workspace import Workspace


class Pmo:
    """pmo("undo", "1") runs a command in the current workspace and holds it to its exit code."""

    def __call__(self, *words: str | Path, expect: int = 0) -> Result:
        result = CliRunner().invoke(cli.app, [str(word) for word in words])
        code = result.exception.exit_code if isinstance(result.exception, PmoError) else result.exit_code
        if code != expect:
            raise AssertionError(f"pmo {' '.join(map(str, words))}: exit {code}\n{result.output}") from result.exception
        return result

    def json(self, *words: str | Path, expect: int = 0) -> Any:
        """What a command prints with --json."""
        return json.loads(self(*words, "--json", expect=expect).stdout)

    def load(self, *words: str | Path, expect: int = 0) -> dict[str, Any]:
        """Load files; the report."""
        return self.json("load", *words, expect=expect)

    def read(self, name: str, period: str | None = None) -> list[dict[str, Any]]:
        """The rows of any table."""
        return self.json("read", name, *(("--period", period) if period else ()))


class LatePmo(Pmo):
    """Builds once when something is asked, not after each load and each decision."""

    LEDGER_ALONE = ("load", "undo", "redo", "forget", "reopen")
    CHANGES = (*LEDGER_ALONE, "alias", "unalias", "different", "profile", "threshold")
    BUILDING = ((operations, "renew"), (deciding, "build"), (aliasing, "build"), (thresholding, "build"))

    def __call__(self, *words: str | Path, expect: int = 0) -> Result:
        if words[0] not in self.LEDGER_ALONE:
            operations.renew(Workspace.current())
        with pytest.MonkeyPatch.context() as patch:
            for room, name in self.BUILDING if words[0] in self.CHANGES else ():
                patch.setattr(room, name, lambda *_, **__: None)
            return super().__call__(*words, expect=expect)
