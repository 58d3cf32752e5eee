"""Effects that change the law itself, or undo what is being done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sim.effects.effect import Effect, Rejected

if TYPE_CHECKING:
    from sim.chain.authority import Authority


@dataclass(frozen=True, slots=True)
class SetParameter(Effect):
    """Change one field of the rule that `contract` uses for `family`; in force for cases opened afterwards."""

    contract: str
    family: str
    field: str
    value: Any

    def apply(self, authority: Authority) -> None:
        authority.chain.law.amend(self.contract, self.family, self.field, self.value)


@dataclass(frozen=True, slots=True)
class ReplaceRule(Effect):
    """Put the configured rule `name` in the place of the one that `contract` uses for `family`.

    `migrate`: "carry" hands the old state over (through the new rule's `from_state` where it has one), "reset" begins anew.
    """

    contract: str
    family: str
    name: str
    migrate: str = "carry"

    def apply(self, authority: Authority) -> None:
        if self.migrate not in ("carry", "reset"):
            raise Rejected(f"ReplaceRule.migrate={self.migrate!r}; allowed: carry, reset")
        authority.chain.law.replace(self.contract, self.family, self.name, carry=self.migrate == "carry")


@dataclass(frozen=True, slots=True)
class Pause(Effect):
    """Let `contract` refuse every message until time `until`."""

    contract: str
    until: float

    def apply(self, authority: Authority) -> None:
        authority.chain.law.pause(self.contract, self.until)


@dataclass(frozen=True, slots=True)
class Revert(Effect):
    """Undo everything in the list or transaction that it stands in."""

    reason: str

    def apply(self, authority: Authority) -> None:
        raise Rejected(self.reason)
