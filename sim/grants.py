"""Omniscience, in plain sight: what a scenario may grant a group to know, beyond what anybody can see.

A grant stands in the scenario, and every use of one on the record, in the table `peeks`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from sim.durations import DAY

if TYPE_CHECKING:
    from sim.factory import Factory
    from sim.player import Player


def test_data(factory: Factory) -> Any:
    """The referee's own test set of the day: `sim.lab.Examples`."""
    return factory.holdings.test(int(factory.env.now // DAY))


def behaviours(factory: Factory) -> Any:
    """Who behaves how: account -> behaviour."""
    return {account: player.behaviour for account, player in sorted(factory.players.items())}


def memories(factory: Factory) -> Any:
    """What everybody remembers: account -> memory."""
    return {account: player.memory for account, player in sorted(factory.players.items())}


GRANTS: Mapping[str, Callable[[Factory], Any]] = {
    "test_data": test_data,
    "behaviours": behaviours,
    "memories": memories,
}
"""What can be granted, by name."""


def peek(factory: Factory, player: Player, what: str) -> Any:
    """What a grant shows now, recorded. Raises PermissionError for what the player's group was not granted."""
    if what not in player.grants:
        allowed = ", ".join(sorted(player.grants)) or "nothing"
        raise PermissionError(f"{player.account} may not peek at {what!r}; granted to its group: {allowed}")
    factory.recorder.row("peeks", (float(factory.env.now), player.account, what))
    return GRANTS[what](factory)
