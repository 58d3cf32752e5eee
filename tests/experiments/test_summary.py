"""The summary is a function of the tables."""

from __future__ import annotations

import pyarrow as pa

from experiments.summary import summary

TOKEN = 10**9


def test_it_says_how_good_the_model_is_who_was_caught_and_who_earned_what() -> None:
    tables = {
        "rounds": pa.table({"accuracy": [0.5, 0.9, 0.8, float("nan")]}),
        "truth": pa.table(
            {
                "account": ["a.0", "a.1", "b.0"],
                "group": ["a", "a", "b"],
                "behaviour": ["Honest()", "Honest()", "Flip(scale=1)"],
            }
        ),
        "facts": pa.table(
            {"kind": ["Slashed", "Joined", "Slashed"], "body": ['{"account":"b.0"}', "{}", '{"account":"b.0"}']}
        ),
        "agents": pa.table(
            {
                "time": [0.0, 0.0, 0.0, 172_800.0, 172_800.0, 172_800.0],
                "account": ["a.0", "a.1", "b.0"] * 2,
                "wallet": [1 * TOKEN] * 3 + [2 * TOKEN, 3 * TOKEN, 0],
                "staked": [0] * 3 + [TOKEN, TOKEN, TOKEN // 4],
                "price": [0.004] * 6,
            }
        ),
        "jobs": pa.table({"gpu_seconds": [1800.0, 3600.0]}),
        "ledger": pa.table({"entry": [0, 1]}),
        "blocks": pa.table({"block": [0]}),
    }
    assert summary(tables) == {
        "days": 2.0,
        "rounds": 4,
        "accuracy": 0.8,
        "best_accuracy": 0.9,
        "caught": ["b.0 (Flip)"],
        "tokens_by_group": {"a": 3.5, "b": 0.25},
        "price": 0.004,
        "gpu_hours": 1.5,
        "facts": 3,
        "ledger_entries": 2,
        "blocks": 1,
    }
