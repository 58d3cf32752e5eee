"""How the fees of a version are divided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sim.effects.money import Pay
from sim.money import split


@dataclass(frozen=True)
class FeeSplit:
    """Parts per thousand of the fees that users pay. Proposal: .2 to those who hold tokens, the rest to those who worked."""

    contributors: int = 750
    """By what the rounds that made the version have paid each of them."""
    developers: int = 50
    """To the owner of the version; one whose model no round has made gets the contributors' part as well."""
    holders: int = 200
    """By stake, as the register knows it; or to a contract that pays all who hold the token."""
    treasury: int = 0

    def __post_init__(self) -> None:
        parts = (self.contributors, self.developers, self.holders, self.treasury)
        if min(parts) < 0 or sum(parts) != 1000:
            raise ValueError(f"contributors, developers, holders, treasury={parts}; allowed: 0 or more, together 1000")

    def payments(
        self,
        fees: int,
        owner: str,
        provenance: Mapping[str, int],
        stakes: Mapping[str, int],
        treasury: str,
        asset: str,
        dividend: str = "",
    ) -> tuple[Pay, ...]:
        """Exactly `fees` base units, each account once, by name. The holders' part goes by stake, to the account `dividend`
        when there is one, and to the treasury when nobody has a stake."""
        shares = {"contributors": self.contributors, "developers": self.developers, "holders": self.holders}
        parts = split(fees, {**shares, "treasury": self.treasury})
        due = {owner: parts["developers"]}
        due[treasury] = due.get(treasury, 0) + parts["treasury"]
        holders = {dividend: 1} if dividend else stakes
        among = ((parts["contributors"], provenance, owner), (parts["holders"], holders, treasury))
        for amount, weights, otherwise in among:
            for account, share in (split(amount, weights) or {otherwise: amount}).items():
                due[account] = due.get(account, 0) + share
        return tuple(Pay(account, amount, asset) for account, amount in sorted(due.items()) if amount)
