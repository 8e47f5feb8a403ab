"""The `pmo` command as a test runs it."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from pmo_analytics import cli, operations
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
    """Builds once when something is asked, not after each of several loads."""

    BUILD_THEMSELVES = ("undo", "redo", "alias")

    def __call__(self, *words: str | Path, expect: int = 0) -> Result:
        with pytest.MonkeyPatch.context() as patch:
            if words[0] == "load":
                patch.setattr(operations, "renew", lambda *_: None)
            elif words[0] not in self.BUILD_THEMSELVES:
                operations.renew(Workspace.current())
            return super().__call__(*words, expect=expect)
