"""Data that only one account has, to measure models on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.durations import DAY

if TYPE_CHECKING:
    from agents.roles.role import Role


class PrivateSet:
    """A role's own hold-out: drawn once, and anew on days when the world has changed."""

    def __init__(self, role: Role) -> None:
        self._role = role
        self._held: tuple[int, str, int] | None = None

    def today(self) -> tuple[str, int]:
        """Key of the data set, and its number of rows."""
        role, holdings = self._role, self._role.factory.holdings
        day = holdings.since(int(role.now // DAY))
        if self._held is None or self._held[0] != day:
            stream = role.factory.streams.of("agent", role.group, role.index, f"hold-out of day {day}")
            examples = holdings.hold_out(stream, day)
            self._held = (day, role.factory.lab.learn(examples), len(examples.labels))
        return self._held[1:]
