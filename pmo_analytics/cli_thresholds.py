"""The commands about thresholds: which profile holds where, and bounds of one's own, from which month on."""

from datetime import date
from typing import Annotated

import typer

from pmo_analytics import operations, warehouse
from pmo_analytics.cli_options import Json, month
from pmo_analytics.cli_output import as_json, as_table
from pmo_analytics.errors import WrongUsage
from pmo_analytics.words import language, say
from pmo_analytics.workspace import Workspace, person

From = Annotated[str | None, typer.Option("--from", help="The first month it holds for, such as 2026-04.")]
Why = Annotated[str, typer.Option("--why", help="The reason, kept with the decision.")]
Bound = Annotated[float | None, typer.Option(help="A bound, as a fraction where the indicator is a percentage.")]


def profile(
    name: Annotated[str | None, typer.Argument(help="A profile such as B; without it: what holds.")] = None,
    valid_from: From = None,
    portfolio: Annotated[str | None, typer.Option(help="Only for this portfolio.")] = None,
    why: Why = "",
    reset: Annotated[bool, typer.Option("--reset", help="None is chosen any more, from the month on.")] = False,
    in_json: Json = False,
) -> None:
    """Which thresholds hold where, since when; NAME --from MONTH --why TEXT chooses a profile from a month on."""
    if name and reset:
        raise WrongUsage("profile_or_reset")
    if name is None and not reset:
        _list("profiles_held", in_json)
        if not in_json:
            _list_profiles()
        return
    first = _month(valid_from)
    where = portfolio or say("thresholds.everywhere")
    if reset:
        operations.reset_profile(Workspace.current(), first, person(), why, portfolio)
        typer.echo(say("cli.profile_reset", where=where, month=f"{first:%Y-%m}"))
    else:
        operations.set_profile(Workspace.current(), name, first, person(), why, portfolio)
        typer.echo(say("cli.profile_set", profile=name, where=where, month=f"{first:%Y-%m}"))
    _list("profiles_held", False)


def threshold(
    indicator: Annotated[str | None, typer.Argument(help="An indicator; without it: all own bounds.")] = None,
    amber: Bound = None,
    red: Bound = None,
    low_amber: Bound = None,
    low_red: Bound = None,
    valid_from: From = None,
    why: Why = "",
    reset: Annotated[bool, typer.Option("--reset", help="The profile's bounds hold again, from the month on.")] = False,
    in_json: Json = False,
) -> None:
    """Own bounds of an indicator, above those of every profile: --amber X --red Y --from MONTH --why TEXT."""
    if indicator is None:
        _list("own_bounds", in_json)
        return
    asked = {"amber": amber, "red": red, "low_amber": low_amber, "low_red": low_red}
    bounds = {name: bound for name, bound in asked.items() if bound is not None}
    first = _month(valid_from)
    if reset:
        if bounds:
            raise WrongUsage("bounds_or_reset")
        operations.reset_bounds(Workspace.current(), indicator, first, person(), why)
        typer.echo(say("cli.bounds_reset", indicator=indicator, month=f"{first:%Y-%m}"))
    else:
        operations.set_bounds(Workspace.current(), indicator, bounds, first, person(), why)
        typer.echo(say("cli.bounds_set", indicator=indicator, month=f"{first:%Y-%m}"))
    _list("own_bounds", False)


def _month(text: str | None) -> date:
    first = month(text)
    if first is None:
        raise WrongUsage("from_missing")
    return first


def _list(name: str, in_json: bool) -> None:
    rows = warehouse.read(name)
    typer.echo(as_json(rows) if in_json else as_table(rows) if len(rows) else say(f"cli.no_{name}"))


def _list_profiles() -> None:
    """The profiles there are, with their origin."""
    rows = warehouse.read("profiles")
    speak = language()
    named = rows[["profile", f"label_{speak}", f"meaning_{speak}", f"origin_{speak}"]]
    for row in named.itertuples(index=False):
        typer.echo(say("cli.profile", profile=row[0], label=row[1], meaning=row[2], origin=row[3]))
