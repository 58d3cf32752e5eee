"""Work that a contract has ordered for itself, on the way to whoever tells its story."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sim.chain.driver import Driver, Telling


@dataclass(slots=True, eq=False)
class Commission:
    """Pieces of work that a story waits for: what is paid for them comes out of `purse`."""

    telling: Telling
    purse: str
    cause: int
    awaited: int
    answers: dict[int, Any] = field(default_factory=dict)

    @property
    def contract(self) -> str:
        return self.telling.contract

    def collected(self) -> tuple[Any, ...]:
        """What was delivered, in the order of the pieces."""
        return tuple(self.answers[place] for place in sorted(self.answers))

    def resumed(self, driver: Driver) -> None:
        """All is closed: the story goes on."""
        driver.deliver(self)
