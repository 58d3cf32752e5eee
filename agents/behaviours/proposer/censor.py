"""The proposer that lets some wait."""

from __future__ import annotations

from dataclasses import dataclass

from agents.behaviours.deviation import Deviation
from sim.messages.message import Transaction
from sim.view import View


@dataclass(frozen=True)
class Censor(Deviation):
    """Leave out every transaction of the groups `victims`, or those alone that carry a message of one of `kinds`.

    Censorship by proposers, as of transactions with Tornado Cash in 2022: Wahrstaetter et al., Blockchain censorship, 2023,
    arXiv:2305.18545. With a share s of the stake it delays a victim by s / (1 - s) blocks on average, and keeps it out of a
    window of n blocks with probability s^n. Knows: the mempool. Stopped by: one honest proposer in time, so by windows of
    many blocks and stake in many hands. Its own income is the tips that it forgoes.
    """

    victims: tuple[str, ...] = ("trainers",)
    """Names of groups."""
    kinds: tuple[str, ...] = ()
    """Names of messages, such as Commit; empty: all."""

    def __post_init__(self) -> None:
        if not self.victims:
            raise ValueError("Censor.victims=(); allowed: at least one group")

    def censors(self, view: View, pending: tuple[Transaction, ...]) -> frozenset[str]:
        return super().censors(view, pending) | {each.hash for each in pending if self._unwanted(each)}

    def _unwanted(self, transaction: Transaction) -> bool:
        said = {type(message).__name__ for _, message in transaction.calls}
        known = transaction.sender.rpartition(".")[0] in self.victims
        return known and (not self.kinds or not said.isdisjoint(self.kinds))
