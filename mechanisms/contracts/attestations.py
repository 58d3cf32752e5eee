"""Who vouches for whom."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from sim.chain.host import Host
from sim.chain.journal import Table
from sim.effects.effect import Rejected


@dataclass(frozen=True, slots=True)
class Attestation:
    """What `issuer` says: `person` is behind the account; `fee` base units are still owed for it."""

    issuer: str
    person: str
    fee: int = 0


class Attestations:
    """Attestations by (issuer, account). Anybody may issue one; whom to believe is for the reader to say."""

    def __init__(self, host: Host, most: int) -> None:
        self.most = most
        """Base units that an attestation may cost."""
        self._issued: Table[tuple[str, str], Attestation] = host.table("attestations")

    def issue(self, issuer: str, account: str, person: str, fee: int) -> None:
        """Raises `Rejected` for a person without a name, a fee that is not allowed, and a second attestation of the same
        account."""
        if not person or not 0 <= fee <= self.most:
            raise Rejected(f"person={person!r}, fee={fee}; allowed: a name, and 0 to {self.most} base units")
        if (issuer, account) in self._issued:
            raise Rejected(f"{issuer} vouches for {account} already")
        self._issued[issuer, account] = Attestation(issuer, person, fee)

    def revoke(self, issuer: str, account: str) -> None:
        """Raises `Rejected` where there is nothing to take back."""
        if self._issued.pop((issuer, account), None) is None:
            raise Rejected(f"{issuer} does not vouch for {account}")

    def of(self, account: str, issuers: Iterable[str]) -> Attestation | None:
        """What the first of these issuers that knows an account says of it; None when none does."""
        return next((found for issuer in issuers if (found := self._issued.get((issuer, account)))), None)

    def settle(self, account: str, attestation: Attestation) -> None:
        """Nothing is owed for this attestation any more."""
        self._issued[attestation.issuer, account] = replace(attestation, fee=0)
