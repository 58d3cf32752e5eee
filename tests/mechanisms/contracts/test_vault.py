"""Locked tokens vote, for their owner or its delegate, and not one block longer than they are locked."""

from __future__ import annotations

import pytest
import simpy

from mechanisms.contracts.vault import Vault
from sim.chain.chain import Chain
from sim.chain.profile import ChainProfile
from sim.messages.message import Bundle, Message, Receipt
from sim.messages.vault import Delegate, DepositVotes, WithdrawVotes
from sim.money import TOKEN
from sim.recorder import Recorder
from sim.streams import Streams
from sim.training.stub import StubLab

RICH = 1000 * TOKEN


class Bank:
    """A chain with nothing but a vault; Ann and Bob are rich."""

    def __init__(self, notice: float = 600.0) -> None:
        self.env, self.vault = simpy.Environment(), Vault(notice=notice)
        profile = ChainProfile(block_seconds=12.0, base_fee=0)
        contracts = {"vault": self.vault}
        self.chain = Chain(self.env, profile, Streams(0), Recorder(), contracts, StubLab(), lambda family, name: None)  # type: ignore[arg-type, return-value]
        self.chain.genesis({"ann": {"token": RICH}, "bob": {"token": RICH}}, {})

    def says(self, sender: str, message: Message) -> Receipt:
        """Send, and go on to the block that decides."""
        sent = self.chain.send(sender, message)
        self.env.run(until=sent)
        return sent.value  # type: ignore[no-any-return]

    def after(self, seconds: float) -> None:
        self.env.run(until=self.env.now + seconds)

    def held(self, account: str) -> tuple[int, int]:
        """Base units in the wallet and in the vault."""
        return self.chain.ledger.balance(account), self.chain.ledger.balance(f"vault/stake/{account}")


def test_a_deposit_votes_from_the_end_of_its_block_on() -> None:
    bank = Bank()
    receipt = bank.says("ann", DepositVotes(70))
    bank.says("bob", DepositVotes(30))
    assert bank.vault.power_at("ann", receipt.block - 1) == 0
    assert bank.vault.power_at("ann", receipt.block) == 70
    assert bank.vault.total_at(receipt.block) == 70
    assert bank.vault.voters_at(receipt.block) == ("ann",)


def test_power_ends_at_once_and_the_money_comes_after_the_notice() -> None:
    bank = Bank()
    bank.says("ann", DepositVotes(70))
    receipt = bank.says("ann", WithdrawVotes(50))
    bank.after(300)
    bank.says("bob", DepositVotes(1))
    assert bank.vault.power_at("ann", receipt.block) == 20
    assert bank.held("ann") == (RICH - 70, 70)
    bank.after(400)
    assert bank.held("ann") == (RICH - 20, 20)


def test_two_notices_in_one_transaction_are_both_paid() -> None:
    bank = Bank()
    bank.says("ann", DepositVotes(70))
    bank.says("ann", Bundle((WithdrawVotes(10), WithdrawVotes(20))))
    bank.after(700)
    assert bank.held("ann") == (RICH - 40, 40)


def test_without_notice_it_comes_back_in_the_same_block() -> None:
    bank = Bank(notice=0.0)
    bank.says("ann", Bundle((DepositVotes(70), WithdrawVotes(30), WithdrawVotes(20))))
    assert bank.held("ann") == (RICH - 20, 20)


def test_a_delegate_votes_with_what_it_was_given_and_does_not_pass_it_on() -> None:
    bank = Bank()
    bank.says("ann", DepositVotes(70))
    bank.says("bob", DepositVotes(30))
    bank.says("ann", Delegate("bob"))
    bank.says("bob", Delegate("cid"))
    last = bank.says("ann", DepositVotes(5)).block
    bank.says("ann", Delegate(""))
    bank.says("bob", DepositVotes(1))
    assert [bank.vault.power_at(name, last) for name in ("ann", "bob", "cid")] == [0, 75, 30]
    assert bank.vault.total_at(last) == 105
    assert [bank.vault.power_at(name, last + 1) for name in ("ann", "bob", "cid")] == [75, 0, 30]


@pytest.mark.parametrize(
    ("message", "reason"),
    [
        (DepositVotes(0), "amount=0; allowed: 1 or more base units"),
        (WithdrawVotes(71), "amount=71; allowed: 1 to 70, what ann has deposited"),
        (WithdrawVotes(-1), "amount=-1; allowed: 1 to 70, what ann has deposited"),
        (DepositVotes(RICH), f"ann holds {RICH - 70} token, asked for {RICH}"),
    ],
)
def test_what_is_not_there_is_refused(message: Message, reason: str) -> None:
    bank = Bank()
    bank.says("ann", DepositVotes(70))
    receipt = bank.says("ann", message)
    assert (receipt.accepted, receipt.reason) == (False, reason)
    assert bank.held("ann") == (RICH - 70, 70)
