"""An auditor that replays the entries of a run."""

from __future__ import annotations

from collections import Counter
from typing import Any

from sim.factory import Factory


def conserved(factory: Factory) -> None:
    """Replays the entries: no overdraft at any, and at every block all that was issued is held or burned."""
    for asset in factory.chain.ledger.assets:
        _conserved(factory, asset)


def _conserved(factory: Factory, asset: str) -> None:
    ledger, held = factory.chain.ledger, Counter[str]()
    rows: list[dict[str, Any]] = factory.recorder.tables()["ledger"].to_pylist()
    entries = [row for row in rows if row["asset"] == asset]
    block = 0
    for row in [*entries, {"block": -1, "payer": "", "payee": "", "amount": 0}]:
        if row["block"] != block:
            others = sum(amount for account, amount in held.items() if account not in ("issuance", "burned"))
            assert -held["issuance"] == others + held["burned"], f"block {block}"
            block = row["block"]
        held[row["payer"]] -= row["amount"]
        held[row["payee"]] += row["amount"]
        assert row["amount"] >= 0
        assert row["payer"] in ("issuance", "") or held[row["payer"]] >= 0, row
    assert ledger.holders(asset) == {account: held[account] for account in sorted(held) if held[account]}
    assert ledger.residual()[asset] == 0
    assert ledger.supply(asset) == -held["issuance"] - held["burned"]
