"""What people decide about thresholds: which profile holds where, and bounds of their own, from which month on.

Each is an event of kind `setting`. It holds until the next month about which something was said; a later word on the
same month takes its place, and a reset says that nothing of one's own holds from then on.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from pmo_analytics import warehouse
from pmo_analytics.deciding import build
from pmo_analytics.errors import NothingLoaded, UnknownName, WrongUsage
from pmo_analytics.importing.known import closed_in
from pmo_analytics.indicators import BOUNDS, Indicator, bounds_fit, register
from pmo_analytics.ledger import Ledger
from pmo_analytics.profiles import profiles
from pmo_analytics.workspace import Workspace

Payload = dict[str, Any]


def set_profile(
    workspace: Workspace, profile: str, valid_from: date, who: str, why: str, portfolio: str | None = None
) -> None:
    """Say that `profile` colours everything, or one portfolio, from the month ending on `valid_from`.

    UnknownName where there is no such profile or portfolio; WrongUsage without a reason, or where a closed month would
    be coloured anew.
    """
    if profile not in profiles().entries:
        raise UnknownName("profile_unknown", profile=profile, known=", ".join(profiles().entries))
    _prove_portfolio(portfolio)
    _decide(workspace, _of_profile(portfolio) | {"profile": profile}, valid_from, who, why)


def reset_profile(workspace: Workspace, valid_from: date, who: str, why: str, portfolio: str | None = None) -> None:
    """Say that from a month on no profile is chosen: a portfolio has that of the organisation, which has the default.

    WrongUsage where none was chosen then, and as `set_profile`.
    """
    _decide(workspace, _of_profile(portfolio) | {"profile": None}, valid_from, who, why)


def set_bounds(
    workspace: Workspace, indicator: str, bounds: Mapping[str, float], valid_from: date, who: str, why: str
) -> None:
    """Give an indicator bounds of its own, above those of every profile, from the month ending on `valid_from`.

    UnknownName where there is no such indicator; WrongUsage where it has no light, a bound is missing or they cross,
    and as `set_profile`.
    """
    entry = _entry(indicator)
    order = BOUNDS.get(entry.better or "", ()) if entry.bounds else ()
    if not order:
        raise WrongUsage("indicator_without_bounds", indicator=indicator)
    if set(bounds) != set(order):
        raise WrongUsage("bounds_incomplete", indicator=indicator, needed=_options(order))
    if not bounds_fit(entry.better, bounds):
        raise WrongUsage("bounds_cross", indicator=indicator, order=" ≤ ".join(order))
    _decide(workspace, _of_bounds(indicator) | {"bounds": dict(bounds)}, valid_from, who, why)


def reset_bounds(workspace: Workspace, indicator: str, valid_from: date, who: str, why: str) -> None:
    """Say that from a month on the bounds of the profile hold for an indicator again.

    WrongUsage where it had none of its own then, and as `set_profile`.
    """
    _entry(indicator)
    _decide(workspace, _of_bounds(indicator) | {"bounds": None}, valid_from, who, why)


def _of_profile(portfolio: str | None) -> Payload:
    return {"setting": "profile", "portfolio": portfolio or None}


def _of_bounds(indicator: str) -> Payload:
    return {"setting": "bounds", "indicator": indicator}


def _decide(workspace: Workspace, payload: Payload, valid_from: date, who: str, why: str) -> None:
    if not why.strip():
        raise WrongUsage("reason_missing")
    with workspace.writing(who), Ledger.open(workspace.ledger) as ledger, ledger.transaction():
        said = _said(ledger, payload)
        if payload.get("profile", payload.get("bounds")) is None:
            _prove_there_is_one(said, valid_from)
        _prove_open(ledger, valid_from, min((month for month in said if month > valid_from), default=None))
        ledger.record_event("setting", who, payload | {"from": valid_from.isoformat()}, why)
    build(workspace)


def _said(ledger: Ledger, payload: Payload) -> dict[date, bool]:
    """The months about which something was said of the same subject: whether something of one's own holds from each."""
    rows = ledger.ask(
        "select (payload ->> 'from')::date as month, "
        "arg_max(coalesce(payload ->> 'profile', payload ->> 'bounds') is not null, event_id) "
        "from ledger.events where kind = 'setting' and (payload ->> 'setting') = $setting "
        "and (payload ->> 'portfolio') is not distinct from $portfolio::varchar "
        "and (payload ->> 'indicator') is not distinct from $indicator::varchar group by month",
        {name: payload.get(name) for name in ("setting", "portfolio", "indicator")},
    )
    return dict(rows)


def _prove_there_is_one(said: Mapping[date, bool], valid_from: date) -> None:
    last = max((month for month in said if month <= valid_from), default=None)
    if last is None or not said[last]:
        raise WrongUsage("threshold_not_set", month=f"{valid_from:%Y-%m}")


def _prove_open(ledger: Ledger, valid_from: date, valid_until: date | None) -> None:
    """WrongUsage where a closed month lies in the stretch that would be coloured anew."""
    closed = sorted(
        month for month in closed_in(ledger) if valid_from <= month and (valid_until is None or month < valid_until)
    )
    if closed:
        raise WrongUsage("threshold_in_closed_month", month=f"{closed[-1]:%Y-%m}", valid_from=f"{valid_from:%Y-%m}")


def _prove_portfolio(portfolio: str | None) -> None:
    if portfolio is None:
        return
    try:
        known = warehouse.choices()["portfolio"]
    except NothingLoaded:
        known = []
    if portfolio not in known:
        raise UnknownName("portfolio_unknown", portfolio=portfolio, known=", ".join(known) or "–")


def _entry(indicator: str) -> Indicator:
    entry = register().entries.get(indicator)
    if entry is None:
        raise UnknownName("indicator_unknown", indicator=indicator)
    return entry


def _options(bounds: tuple[str, ...]) -> str:
    return " ".join(f"--{name.replace('_', '-')}" for name in bounds)
