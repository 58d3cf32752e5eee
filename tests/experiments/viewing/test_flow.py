"""Money of a window, from whom to whom."""

from __future__ import annotations

from experiments.report.cast import Cast, Member
from experiments.viewing.flow import by_group, flow
from sim.chain.ledger import Entry

CAST = Cast(tuple(Member(f"trainers.{place}", "trainers", place, "trainer", "Honest") for place in (0, 1)))
MOVED = [
    Entry("token", "treasury", "training_round/pot", 9_000_000_000, 1),
    Entry("token", "training_round/pot", "trainers.0", 2_000_000_000, 2),
    Entry("token", "training_round/pot", "trainers.1", 1_000_000_000, 2),
    Entry("token", "training_round/pot", "trainers.1", 500_000_000, 3),
    Entry("token", "trainers.0", "registry/stake/trainers.0", 5_000_000_000, 4),
    Entry("usd", "trainers.0", "treasury", 7_000_000_000, 5),
]


def test_tokens_move_between_agents_and_contracts_and_a_stake_stays_with_its_owner() -> None:
    assert flow(MOVED, CAST) == {
        ("training_round", "trainers.0"): 2.0,
        ("training_round", "trainers.1"): 1.5,
        ("treasury", "training_round"): 9.0,
    }


def test_a_group_receives_and_pays_what_its_members_do() -> None:
    assert by_group(flow(MOVED, CAST), CAST) == {
        "trainers": (3.5, 0.0),
        "training_round": (9.0, 3.5),
        "treasury": (0.0, 9.0),
    }
