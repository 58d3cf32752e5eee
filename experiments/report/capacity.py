"""How many cards there were."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from experiments.report.cast import Cast
from experiments.report.lanes import Lane


def cards(config: Mapping[str, Any], cast: Cast, busy: Sequence[Lane]) -> int:
    """Cards of all machines that the config gives to agents, and never fewer than were seen at work."""
    kinds, population = config.get("machines") or {}, config.get("population") or {}
    configured = sum(
        int(kinds[kind].get("count", 1))
        for member in cast.members
        for kind in population.get(member.group, {}).get("machines") or ()
        if kind in kinds
    )
    return max(configured, len(busy))
