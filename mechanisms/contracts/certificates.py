"""What auditors have certified, and for how long it counts."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sim.chain.host import Host
from sim.chain.journal import Table


@dataclass(frozen=True, slots=True)
class Certificate:
    """What was found of a model: the share of right answers (1e-6), for whom, and by whom; `measured` are the other tests
    by name (1e-6). It expires at `until` seconds, None: never."""

    owner: str
    model: str
    accuracy: int
    findings: tuple[tuple[str, int], ...]
    contradicted: bool = False
    measured: tuple[tuple[str, int], ...] = ()
    until: float | None = None


class Certificates:
    """Certificates by the number of their audit: those in force, and those that have expired."""

    def __init__(self, host: Host) -> None:
        self.valid: Table[int, Certificate] = host.table("certificates")
        self._expired: Table[int, Certificate] = host.table("expired")

    def find(self, number: int) -> Certificate | None:
        """A certificate, in force or not: who gave it answers for it all the same."""
        return self.valid.get(number, self._expired.get(number))

    def contradict(self, number: int) -> Certificate | None:
        """Mark a certificate that users have contradicted and return it; None when there is none, or none any more."""
        found = self.find(number)
        if found is None or found.contradicted:
            return None
        kept = self.valid if number in self.valid else self._expired
        kept[number] = replace(found, contradicted=True)
        return found

    def expire(self, number: int) -> Certificate:
        """Take a certificate out of force."""
        self._expired[number] = self.valid.pop(number)
        return self._expired[number]
