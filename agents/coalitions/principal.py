"""One owner with several names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from agents.behaviours.behaviour import Behaviour
from agents.population import Group
from agents.roles.role import Role

if TYPE_CHECKING:
    from sim.factory import Factory


@dataclass(frozen=True)
class Principal:
    """Splits one endowment into `identities` equal accounts that know what each other knows.

    The Sybil attack: Douceur, The Sybil attack, 2002. It stands in a population where a group would, and to everybody else
    it is one: `behaviour` plans for all of them (`sybil` trains once for all). A k-way split gains nothing where pay is
    linear in the stake, a factor of k where everybody gets the same (less what its identities take from each other), and
    sqrt(k) where it goes by square roots. Each identity registers by itself, and pays what the register asks for one.
    """

    role: str
    behaviour: Behaviour
    identities: int = 2
    tokens: int = 0
    """Base units at genesis, of all identities together."""
    stake: int = 0
    """Base units that they lock together when they join."""

    def __post_init__(self) -> None:
        if self.identities < 1:
            raise ValueError(f"identities={self.identities}; allowed: 1 or more")
        if self.tokens % self.identities or self.stake % self.identities:
            raise ValueError(
                f"tokens={self.tokens}, stake={self.stake}; allowed: multiples of identities={self.identities}, so that no "
                "base unit is lost in the split"
            )
        self._split()  # a role that there is not, or negative money, is the group's to refuse

    def person(self, name: str, index: int) -> str:
        """Who is behind an identity: the same person behind all."""
        return name

    def endowment(self, inside: bool = True) -> Mapping[str, int]:
        """What each identity has at genesis."""
        return self._split().endowment(inside)

    def members(self, name: str, factory: Factory) -> list[Role]:
        """Make the identities."""
        return self._split().members(name, factory)

    def _split(self) -> Group:
        each = self.identities
        return Group(self.role, self.behaviour, each, self.tokens // each, self.stake // each, coalition=True)
