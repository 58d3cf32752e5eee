"""What members of a coalition know together."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any


class Coalition:
    """A board that only members read. What is told becomes known after the instant it was told in, so that members who
    act at the same time cannot profit from who comes first."""

    def __init__(self) -> None:
        self._told: dict[str, tuple[float, Any]] = {}
        self._before: dict[str, tuple[float, Any]] = {}

    def tell(self, account: str, time: float, value: Any) -> None:
        """A member's news replace its older news."""
        if (old := self._told.get(account)) is not None and old[0] < time:
            self._before[account] = old
        self._told[account] = (time, value)

    def known(self, now: float) -> Mapping[str, Any]:
        """What each member told last before now, by account."""
        known = {}
        for account in sorted(self._told):
            time, value = self._told[account]
            if time >= now:
                time, value = self._before.get(account, (now, None))
            if time < now:
                known[account] = value
        return MappingProxyType(known)
