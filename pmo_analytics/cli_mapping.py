"""The commands about what columns mean: what was said and is remembered, and how it is said on the command line."""

from collections.abc import Iterable
from typing import Annotated

import typer

from pmo_analytics import operations, warehouse
from pmo_analytics.cli_options import Json, Why
from pmo_analytics.cli_output import as_json, as_table
from pmo_analytics.errors import WrongUsage
from pmo_analytics.words import say
from pmo_analytics.workspace import Workspace, person


def pairs(texts: Iterable[str] | None, key: str) -> dict[str, str]:
    """What 'LEFT=RIGHT' texts say, by what stands left; WrongUsage with the sentence of `key` where one is none."""
    said = {}
    for text in texts or ():
        left, equals, right = text.rpartition("=")
        if not equals or not left.strip():
            raise WrongUsage(key, text=text)
        said[left.strip()] = right.strip()
    return said


def mappings(in_json: Json = False) -> None:
    """What was said that columns mean, and is used again for tables with the same headers."""
    rows = warehouse.read("mappings")
    typer.echo(as_json(rows) if in_json else as_table(rows) if len(rows) else say("cli.no_corrections"))


def forget(
    event_ids: Annotated[list[int], typer.Argument(metavar="EVENT...", help="Numbers as `pmo mappings` shows them.")],
    why: Why = None,
) -> None:
    """Forget what was said that columns mean; what was loaded with it stays as it is."""
    operations.forget(Workspace.current(), event_ids, person(), why)
    typer.echo(say("cli.forgotten", events=", ".join(map(str, event_ids))))
