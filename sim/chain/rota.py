"""Whose turn it is to make a block."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.chain.chain import Chain

ROLE = "proposer"


class Rota:
    """Draws the proposer of a slot among the members of a register that are proposers, by what they have at stake there.

    The draw of a slot is the same whatever happened before it. With no register, or nobody at stake in it, it is nobody's
    turn: then the referee makes the block and leaves nothing out.
    """

    def __init__(self, chain: Chain, register: str) -> None:
        self._chain, self._register = chain, register

    def turn(self, slot: int) -> str:
        """The account whose turn it is; "" when it is nobody's."""
        if not self._register:
            return ""
        stakes = self._stakes()
        whole = sum(stakes.values())
        point = self._chain.streams.key("proposer", slot) * whole >> 128
        for account, stake in sorted(stakes.items()):
            if point < stake:
                return account
            point -= stake
        return ""

    def _stakes(self) -> dict[str, int]:
        members = self._chain.contracts[self._register].published().get("members", {})
        active = [account for account, member in members.items() if (member.role, member.left) == (ROLE, None)]
        return {account: self._chain.ledger.balance(f"{self._register}/stake/{account}") for account in active}
