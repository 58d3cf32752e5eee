"""Money is neither made nor lost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from experiments.properties.finding import Finding, exact
from experiments.properties.played import Played
from experiments.properties.setting import AS_GIVEN, Setting, World
from experiments.verification.causes import causes
from experiments.verification.flaw import Flaw
from experiments.verification.money import FILE, money
from experiments.verification.rows import InMemory
from experiments.verification.wallets import wallets
from sim.chain.ledger import BURNED, ISSUANCE
from sim.chain.referee import REFEREE

TOKEN, GENESIS = "token", "genesis"


@dataclass(frozen=True)
class Conservation:
    """Every token comes from genesis or from a ruling of supply, none is overdrawn, and wallets hold what the ledger says.

    Exact. The ledger of each run is replayed: FAIL on the first entry that overdraws, that issues tokens without a ruling of
    the supply family, or that brings the tokens in circulation above `cap`; on the first entry without a cause; and on the
    first wallet that differs from the replay, which is how money shows that was made or destroyed beside the ledger. PASS
    when no run has such a place.
    """

    cap: int | None = None
    """Base units of token in circulation at most, at any entry; None: no cap was promised."""

    def __post_init__(self) -> None:
        if self.cap is not None and self.cap < 0:
            raise ValueError(f"cap={self.cap}; allowed: 0 or more base units, or null")

    def worlds(self, setting: Setting) -> Sequence[World]:
        return (AS_GIVEN,)

    def read(self, world: str, played: Played) -> tuple[str, int]:
        """The first flaw, and how many entries the ledger has."""
        record = InMemory(played.evidence.tables)
        flaws = chain(money(record), causes(record), self._issues(record), wallets(record))
        return str(next(flaws, "")), len(played.evidence.tables["ledger"])

    def judge(self, readings: Mapping[str, Mapping[int, tuple[str, int]]]) -> Finding:
        found = {(world, seed): text for world, runs in readings.items() for seed, (text, _) in runs.items()}
        entries = sum(many for runs in readings.values() for _, many in runs.values())
        return exact(found, f"{entries:,} entries in {len(found)} runs")

    def _issues(self, record: InMemory) -> Iterator[Flaw]:
        facts = list(record.rows("facts", "kind", "subject", "body"))
        circulating = 0
        for row, entry in enumerate(record.rows("ledger", "asset", "payer", "payee", "amount", "cause")):
            asset, payer, payee, amount, cause = entry
            if asset != TOKEN:
                continue
            kind, subject, body = facts[cause]
            lawful = subject in (GENESIS, REFEREE) or (kind == "Ruled" and '"family":"supply"' in body)
            if payer == ISSUANCE and not lawful:
                yield Flaw(
                    FILE, f"{subject} issues {amount} by a fact {kind}; allowed: a ruling of supply", row, "payer"
                )
            circulating += amount * ((payer == ISSUANCE) - (payee == BURNED))
            if self.cap is not None and circulating > self.cap:
                yield Flaw(FILE, f"brings {circulating} into circulation; allowed: {self.cap}", row, "amount")
