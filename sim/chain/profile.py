"""How a chain behaves: its clock, its room, its fees."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sim.chain.assets import Asset


@dataclass(frozen=True)
class ChainProfile:
    """A chain as its users meet it. Times in seconds, gas in gas, fees in base units of `token` per gas."""

    block_seconds: float = 12.0
    latency: float = 0.5
    """Seconds from sending to the mempool."""
    finality: float = 768.0
    """Seconds after its block until a transaction cannot be undone any more."""
    gas_limit: int = 36_000_000
    elasticity: int = 2
    """Gas limit over gas target (EIP-1559)."""
    denominator: int = 8
    """The base fee moves by at most one part in this many per block (EIP-1559)."""
    base_fee: int = 1
    """At genesis, and the least it can fall to."""
    tip: int = 0
    """Per gas, offered by whoever does not say otherwise."""
    gas: Mapping[str, int] = field(default_factory=lambda: {"transaction": 21_000, "call": 50_000})
    """Gas by message name; `transaction` once for each transaction, `call` for a message that is not named."""
    beacon_bias_bits: int = 0
    """The last revealer of the beacon may choose among 2**this outcomes."""
    beacon_biased_for: tuple[str, ...] = ()
    """Accounts that such a revealer favours."""
    proposers: str = ""
    """The contract whose members of the role `proposer` make the blocks in turn, by stake; empty: the referee does."""
    assets: tuple[Asset, ...] = (Asset("token", minter="emission"),)

    def __post_init__(self) -> None:
        if "token" not in (keys := [asset.key for asset in self.assets]):
            raise ValueError(f"assets={keys}; allowed: any list with token in it, which fees are paid in")
        if not self.block_seconds > 0 or self.latency < 0 or self.finality < 0:
            raise ValueError(f"block_seconds={self.block_seconds}; allowed: above 0, latency and finality 0 or more")
        if self.elasticity < 1 or self.denominator < 1 or self.gas_limit < 1:
            raise ValueError(f"gas_limit={self.gas_limit}; allowed: 1 or more, elasticity and denominator too")
        if self.base_fee < 0 or self.tip < 0:
            raise ValueError(f"base_fee={self.base_fee}, tip={self.tip}; allowed: 0 or more base units per gas")
        if not 0 <= self.beacon_bias_bits <= 8:
            raise ValueError(f"beacon_bias_bits={self.beacon_bias_bits}; allowed: 0 to 8")
        if missing := {"transaction", "call"} - set(self.gas):
            raise ValueError(f"gas lacks {', '.join(sorted(missing))}; both transaction and call are needed")
        if min(self.gas.values()) < 0:
            raise ValueError(f"gas={dict(self.gas)}; allowed: 0 or more for each")
        if self.gas_limit < (least := self.gas_of(("call",))):
            raise ValueError(
                f"gas_limit={self.gas_limit}; allowed: {least} or more, or no message ever fits in a block"
            )

    def gas_of(self, calls: Iterable[str]) -> int:
        """Gas of a transaction that carries messages of these names."""
        return self.gas["transaction"] + sum(self.gas.get(name, self.gas["call"]) for name in calls)
