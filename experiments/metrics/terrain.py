"""What somebody finds who wants to command tokens: the market, the lender and the votes for sale."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from experiments.metrics.evidence import Evidence
from sim.money import TOKEN


@dataclass(frozen=True)
class Terrain:
    """All in tokens and dollars."""

    supply: float
    tokens: float
    dollars: float
    """The pool's reserves; it quotes dollars / tokens."""
    fee: float = 0.005
    """The part of an order that stays in the pool."""
    response: float = 1_715.0
    """Dollars a day that those who know the worth put against each unit of ln(P / P*): a_f K_f."""
    premium: float = 0.2
    """What a large holder asks above the price; proposal."""
    lent: float = 0.0
    """Tokens that can be borrowed."""
    rate: float = 0.45
    """Interest on them, a year."""
    cover: float = 1.5
    """Collateral that a loan takes, as a multiple of its worth."""
    votes_for_sale: float = 0.0
    """Tokens whose holders vote as they are paid."""
    bribe: float = 0.0
    """Dollars that the dearest of them asks for each token."""

    @property
    def price(self) -> float:
        """Dollars per token."""
        return self.dollars / self.tokens

    @classmethod
    def of(cls, evidence: Evidence, config: Mapping[str, Any], premium: float = 0.2) -> Terrain | None:
        """The terrain at the end of a run of this composed config; None where no pool made the price, or it is empty."""
        rows = [row for row in evidence.rows("prices") if row["time"] <= evidence.end]
        if not rows or not rows[-1]["tokens"] or not rows[-1]["dollars"]:
            return None
        last = rows[-1]
        supply, tokens, dollars = (last[name] / TOKEN for name in ("supply", "tokens", "dollars"))
        lender = next(_of(config["contracts"].values(), "lending.Lending"), None)
        lent = 0.0 if lender is None else min(lender["cap"] * supply / 1000, lender["endowment"] / TOKEN)
        terms = {} if lender is None else {"rate": lender["rate"], "cover": lender["cover"] / 1000}
        knowing = [group["behaviour"] for group in _played(config, "fundamental.Fundamental")]
        for_sale = list(_played(config, "vote_seller.VoteSeller"))
        asked = [group["behaviour"]["price"] / group["stake"] for group in for_sale if group.get("stake")]
        return cls(
            supply,
            tokens,
            dollars,
            (config.get("exchange") or {}).get("fee", 0) / 1000,
            sum(behaviour["speed"] * behaviour["capital"] for behaviour in knowing),
            premium,
            lent,
            **terms,
            votes_for_sale=sum(group.get("count", 1) * group.get("stake", 0) / TOKEN for group in for_sale),
            bribe=max(asked, default=0.0) * dollars / tokens,
        )


def _of(entries: Any, kind: str) -> Iterator[Mapping[str, Any]]:
    return (entry for entry in entries if str(entry.get("_target_", "")).endswith(f".{kind}"))


def _played(config: Mapping[str, Any], kind: str) -> Iterator[Mapping[str, Any]]:
    """Groups of the population that behave like this."""
    return (group for group in config["population"].values() if any(_of([group.get("behaviour") or {}], kind)))
