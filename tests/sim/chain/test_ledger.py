"""The ledger: nothing is created, lost or owed, and what is undone was never there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.chain.assets import Asset
from sim.chain.journal import Journal
from sim.chain.ledger import BURNED, ISSUANCE, Entry, Ledger, Overdraft

ACCOUNTS = (ISSUANCE, BURNED, "ann", "bob", "pool/pot")
Move = tuple[str, str, str, int]
MOVES = st.lists(
    st.tuples(
        st.sampled_from(["token", "gold"]), *[st.sampled_from(ACCOUNTS)] * 2, st.integers(0, 100) | st.just(2**61)
    ),
    max_size=30,
)


def opened() -> tuple[Journal, Ledger]:
    journal = Journal()
    ledger = Ledger(journal)
    for key in ("token", "gold"):
        ledger.declare(Asset(key))
    return journal, ledger


def attempt(ledger: Ledger, moves: list[Move]) -> None:
    for cause, (asset, payer, payee, amount) in enumerate(moves):
        try:
            ledger.move(asset, payer, payee, amount, cause)
        except (Overdraft, OverflowError):
            continue


@given(MOVES)
def test_every_asset_sums_to_zero_and_only_the_issuer_is_below(moves: list[Move]) -> None:
    _, ledger = opened()
    attempt(ledger, moves)
    assert ledger.residual() == {"token": 0, "gold": 0}
    for asset in ("token", "gold"):
        held = ledger.holders(asset)
        assert all(amount > 0 for account, amount in held.items() if account != ISSUANCE)
        assert ledger.supply(asset) == sum(n for account, n in held.items() if account not in (ISSUANCE, BURNED))


@given(MOVES)
def test_the_entries_alone_give_every_balance(moves: list[Move]) -> None:
    _, ledger = opened()
    attempt(ledger, moves)
    totals: dict[tuple[str, str], int] = {}
    for entry in ledger.entries:
        totals[entry.asset, entry.payer] = totals.get((entry.asset, entry.payer), 0) - entry.amount
        totals[entry.asset, entry.payee] = totals.get((entry.asset, entry.payee), 0) + entry.amount
    assert all(ledger.balance(account, asset) == amount for (asset, account), amount in totals.items())
    assert all(entry.amount > 0 for entry in ledger.entries)


@given(MOVES, MOVES)
def test_rolling_back_restores_balances_and_entries(before: list[Move], after: list[Move]) -> None:
    journal, ledger = opened()
    attempt(ledger, before)
    held, entries = {asset: ledger.holders(asset) for asset in ("token", "gold")}, list(ledger.entries)
    mark = journal.mark()
    attempt(ledger, after)
    journal.roll_back(mark)
    assert {asset: ledger.holders(asset) for asset in ("token", "gold")} == held
    assert ledger.entries == entries


def test_a_short_history() -> None:
    _, ledger = opened()
    ledger.move("token", ISSUANCE, "ann", 100, cause=1)
    ledger.move("token", "ann", "bob", 30, cause=2)
    ledger.move("token", "bob", BURNED, 10, cause=3)
    assert ledger.holders() == {"ann": 70, "bob": 20, BURNED: 10, ISSUANCE: -100}
    assert ledger.supply() == 90
    assert list(ledger.since(1)) == [
        (1, Entry("token", "ann", "bob", 30, 2)),
        (2, Entry("token", "bob", BURNED, 10, 3)),
    ]


def test_what_lies_in_accounts_that_begin_alike_is_added_up() -> None:
    _, ledger = opened()
    stakes = (("registry/stake/ann", 3), ("registry/stake/bob", 4), ("vault/stake/ann", 20), ("ann", 100))
    for account, amount in stakes:
        ledger.move("token", ISSUANCE, account, amount, 0)
    ledger.move("gold", ISSUANCE, "registry/stake/ann", 1000, 0)
    assert ledger.within(("registry/stake/",)) == 7
    assert ledger.within(("registry/stake/", "vault/stake/")) == 27
    assert ledger.within(()) == 0


def test_an_overdraft_leaves_no_trace() -> None:
    _, ledger = opened()
    ledger.move("token", ISSUANCE, "ann", 5, cause=1)
    with pytest.raises(Overdraft, match=r"^ann holds 5 token, asked for 6$"):
        ledger.move("token", "ann", "bob", 6, cause=2)
    assert ledger.holders() == {"ann": 5, ISSUANCE: -5}
    assert len(ledger.entries) == 1


def test_money_that_moves_nowhere_leaves_no_entry() -> None:
    _, ledger = opened()
    ledger.move("token", "ann", "bob", 0, cause=1)
    ledger.move("token", "ann", "ann", 10, cause=2)
    assert ledger.entries == []


@pytest.mark.parametrize("amount", [-1, 1.0, True, "1", None])
def test_an_amount_is_a_whole_number(amount: object) -> None:
    _, ledger = opened()
    with pytest.raises(ValueError, match=r"^amount=.*; allowed: an integer >= 0$"):
        ledger.move("token", ISSUANCE, "ann", amount, cause=1)  # type: ignore[arg-type]


def test_an_issue_stays_below_two_to_the_62() -> None:
    _, ledger = opened()
    ledger.move("token", ISSUANCE, "ann", 2**62 - 1, cause=1)
    with pytest.raises(OverflowError, match=r"allowed: below 2\*\*62 base units$"):
        ledger.move("token", ISSUANCE, "ann", 1, cause=2)
    assert ledger.supply() == 2**62 - 1


def test_an_unknown_asset_is_named_with_those_that_exist() -> None:
    _, ledger = opened()
    with pytest.raises(ValueError, match=r"^asset='silver'; declared: gold, token$"):
        ledger.move("silver", ISSUANCE, "ann", 1, cause=1)
    with pytest.raises(ValueError, match=r"^asset 'gold' is declared twice$"):
        ledger.declare(Asset("gold"))
