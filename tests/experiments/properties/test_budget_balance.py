"""What a purse of reward takes in, pays out and keeps, entry by entry."""

from __future__ import annotations

from typing import Any

from experiments.properties.budget_balance import BudgetBalance
from experiments.properties.played import Played
from tests.experiments.metrics.conftest import entry, evidence, fact

REWARD = fact("Ruled", subject="bounty", family="reward")
OVERDRAWN = "a.0 holds 3 token, asked for 5"


def read(facts: list[dict[str, Any]], *ledger: dict[str, Any], left: float = 1.0) -> tuple[str, int, int]:
    """Flaw, what purses took in, what is left, with shares of no contract."""
    told = [{"fact": n, **{**row, "body": row["body"].replace(": ", ":")}} for n, row in enumerate(facts)]
    return BudgetBalance(left).read("as given", Played({"contracts": {}}, evidence(facts=told, ledger=list(ledger))))


def test_what_is_left_is_that_of_the_purses_that_paid_a_reward() -> None:
    found = read(
        [REWARD, fact("Included")],
        entry("users", "bounty/pot", 100, 1),
        entry("bounty/pot", "a.0", 72, 0),
        entry("users", "audit/pot", 50, 1),
    )
    assert found == ("", 100, 28)


def test_the_part_that_may_be_left_may_be_left() -> None:
    moves = [entry("users", "bounty/pot", 100, 1), entry("bounty/pot", "a.0", 72, 0)]
    facts = [REWARD, fact("Included")]
    assert read(facts, *moves, left=0.28) == ("", 100, 28)
    assert "took in 100 and hold 28; allowed: 27%" in read(facts, *moves, left=0.27)[0]


def test_what_a_reward_issues_comes_from_no_purse() -> None:
    moves = [entry("issuance", "a.0", 9, 0), entry("users", "bounty/pot", 10, 1), entry("bounty/pot", "a.0", 10, 0)]
    assert read([REWARD, fact("Included")], *moves) == ("", 10, 0)


def test_dollars_of_a_purse_do_not_count() -> None:
    moves = [entry("users", "bounty/pot", 10, 1), entry("bounty/pot", "a.0", 10, 0)]
    assert read([REWARD, fact("Included")], *moves, entry("users", "bounty/pot", 99, 1, asset="usd")) == ("", 10, 0)


def test_a_list_of_effects_that_asks_for_too_much_is_a_deficit_and_a_member_that_does_is_not() -> None:
    ruled = fact("Refused", subject="bounty", hash="", reason=OVERDRAWN)
    member = fact("Refused", subject="a.0", hash="2f", reason=OVERDRAWN)
    other = fact("Refused", subject="bounty", hash="", reason="the window is closed")
    assert read([member, other]) == ("", 0, 0)
    found, *_ = read([member, other, ruled])
    assert found == f"facts.parquet, row 2: bounty pays nobody, for {OVERDRAWN}"
