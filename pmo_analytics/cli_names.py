"""The commands about names: which mean the same project, person or department, and which do not."""

from typing import Annotated

import typer

from pmo_analytics import operations
from pmo_analytics.cli_options import Why
from pmo_analytics.words import say
from pmo_analytics.workspace import Workspace, person

Kind = Annotated[str, typer.Option(help="project, person or department.")]


def alias(old: str, new: str, kind: Kind = "project", why: Why = None) -> None:
    """Say that OLD and NEW are one project, person or department, called NEW from now on."""
    operations.alias(Workspace.current(), old, new, person(), why, kind)
    typer.echo(say(f"cli.aliased_{kind}", old=old, new=new))


def unalias(old: str, kind: Kind = "project", why: Why = None) -> None:
    """Take back that OLD means another name; see `pmo read aliases`."""
    operations.unalias(Workspace.current(), old, person(), why, kind)
    typer.echo(say("cli.unaliased", old=old))


def different(name: str, other: str, kind: Kind, why: Why = None) -> None:
    """Say that two names of `pmo read likely_names` are not one, so that they are not proposed again."""
    operations.different(Workspace.current(), name, other, person(), why, kind=kind)
    typer.echo(say("cli.told_apart", name=name, other=other))
