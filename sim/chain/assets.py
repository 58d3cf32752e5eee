"""What can be owned: declared assets."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Asset:
    """A fungible asset. Only the contract named `minter` may mint or burn it; None: its supply is fixed at genesis."""

    key: str
    decimals: int = 9
    transferable: bool = True
    minter: str | None = None

    def __post_init__(self) -> None:
        if not self.key or not self.key.isidentifier():
            raise ValueError(f"asset key={self.key!r}; allowed: a name such as 'token'")
        if not 0 <= self.decimals <= 18:
            raise ValueError(f"asset {self.key} decimals={self.decimals}; allowed: 0 to 18")
