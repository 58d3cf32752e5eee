"""What a model market keeps of its versions."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

from sim.chain.host import Host
from sim.chain.journal import Table
from sim.effects.effect import Rejected
from sim.world.perceived import Outcomes

MILLION = 10**6


@dataclass(frozen=True, slots=True)
class Version:
    """A model on sale, or once on sale: whose it is, what it is, what is certified of it (1e-6), what a request costs."""

    owner: str
    model: str
    certificate: int
    certified: int
    price: int
    since: float
    """When it was certified and put on sale, in seconds."""
    live: bool = True
    contradicted: bool = False
    audited: str = ""
    """The model that was certified, whatever it answers with now."""
    source: str = ""
    """Key of the model of the factory's own that it is, or was found to be a copy of; "" when it is neither."""


@dataclass(frozen=True, slots=True)
class Coming:
    """The model with which a version answers from its next settlement on, and where that comes from."""

    model: str
    source: str
    rounds: tuple[int, ...]
    provenance: tuple[tuple[str, int], ...]


class VersionBook:
    """Versions by number; what they took in, what was found out about them, and what each buyer may report."""

    def __init__(self, host: Host) -> None:
        self.versions: Table[int, Version] = host.table("versions")
        self.outcomes: Table[int, Outcomes] = host.table("outcomes")
        self.found: Table[int, Outcomes] = host.table("found")
        """The outcomes of the model that was certified, and of no other; they do not fade, as it does not change."""
        self.provenance: Table[int, tuple[tuple[str, int], ...]] = host.table("provenance")
        self.unspent: Table[int, int] = host.table("unspent")
        self.coming: Table[int, Coming] = host.table("coming")
        self.uses: Table[str, int] = host.table("uses")
        """Requests that the factory's own models have ever answered, by key."""
        self._asked: Table[int, int] = host.table("asked")
        self._bought: Table[tuple[int, str], int] = host.table("bought")
        self._checked: Table[tuple[int, str], int] = host.table("checked")
        self._met: Table[tuple[int, str], tuple[int, int]] = host.table("met")
        """What a buyer has bought and reported of the model that was certified."""

    def put(self, version: Version, provenance: Mapping[str, int]) -> int:
        """Take a version in; returns its number, from 1."""
        number = len(self.versions) + 1
        self.versions[number] = version
        self.outcomes[number] = self.found[number] = Outcomes()
        self.provenance[number] = tuple(sorted(provenance.items()))
        return number

    def live(self, number: int) -> Version:
        """Raises `Rejected` for a version that is not on sale."""
        version = self.versions.get(number)
        if version is None or not version.live:
            raise Rejected(f"version {number} is not on sale")
        return version

    def owned(self, number: int, account: str) -> Version:
        """Raises `Rejected` for a version that is not this account's."""
        version = self.versions.get(number)
        if version is None or version.owner != account:
            raise Rejected(f"version {number} is not {account}'s")
        return version

    def renew(self, number: int) -> Coming | None:
        """Let a version answer with the model that was announced for it, if one was; returns that."""
        coming = self.coming.get(number)
        if coming is not None:
            del self.coming[number]
            self.versions[number] = replace(self.versions[number], model=coming.model, source=coming.source)
            self.provenance[number] = coming.provenance
        return coming

    def switch(self, number: int, live: bool) -> None:
        self.versions[number] = replace(self.versions[number], live=live)

    def buy(self, number: int, account: str, requests: int) -> None:
        version = self.versions[number]
        if version.model == version.audited:
            bought, reported = self._met.get((number, account), (0, 0))
            self._met[number, account] = (bought + requests, reported)
        if source := version.source:
            self.uses[source] = self.uses.get(source, 0) + requests
        self._asked[number] = self._asked.get(number, 0) + requests
        self._bought[number, account] = self._bought.get((number, account), 0) + requests

    def check(self, number: int, account: str, tried: int, share: int) -> None:
        """Count reports of a buyer. Raises `Rejected` for more than `share` (1e-6) of what it has bought of the version."""
        checked, bought = self._checked.get((number, account), 0) + tried, self._bought.get((number, account), 0)
        if checked * MILLION > bought * share:
            raise Rejected(f"{account} has bought {bought} of version {number} and reports on {checked}: too many")
        self._checked[number, account] = checked

    def report(
        self, number: int, account: str, succeeded: int, tried: int, share: int, now: float, half_life: float
    ) -> None:
        """Count a buyer's report: of the version, and of the model that was certified if it answers with that one and the
        buyer has bought enough of it. Raises `Rejected` as `check` does."""
        self.check(number, account, tried, share)
        self.outcomes[number] = self.outcomes[number].after(succeeded, tried, now, half_life)
        bought, reported = self._met.get((number, account), (0, 0))
        version = self.versions[number]
        if version.model == version.audited and (reported + tried) * MILLION <= bought * share:
            self._met[number, account] = (bought, reported + tried)
            self.found[number] = self.found[number].after(succeeded, tried, now, half_life=math.inf)

    def settled(self, number: int) -> int:
        """Requests since it was asked last; the count begins anew."""
        requests = self._asked.get(number, 0)
        if requests:
            self._asked[number] = 0
        return requests
