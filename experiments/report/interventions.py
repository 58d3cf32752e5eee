"""What the scenario itself changed on the way."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def interventions(config: Mapping[str, Any]) -> str:
    """A sentence that names every intervention and its day; empty when there was none."""
    told = [_told(change) for change in config.get("interventions") or ()]
    return f"The scenario intervened: {'; '.join(told)}." if told else ""


def _told(change: Mapping[str, Any]) -> str:
    """`{_target_: sim.interventions.Amend, at_days: 3, field: rate}` is "amend on day 3 (field=rate)"."""
    what = str(change["_target_"]).rpartition(".")[2].lower()
    rest = {key: value for key, value in change.items() if key not in ("_target_", "at_days")}
    named = (f"{key}={_short(value)}" for key, value in rest.items())
    return f"{what} on day {change['at_days']:g} ({', '.join(named)})"


def _short(value: object) -> str:
    """What is built from a mapping by the name of its class."""
    return (
        str(value["_target_"]).rpartition(".")[2] if isinstance(value, Mapping) and "_target_" in value else str(value)
    )
