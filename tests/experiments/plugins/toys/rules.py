"""Toy classes with every kind of field a rule may have."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from subprocess import Popen  # noqa: F401 - imported, not defined here: no config may name it
from typing import Any, Literal, Protocol

import numpy as np  # noqa: F401


class Reward(Protocol):
    def decide(self, view: Any, state: Any) -> Any: ...


@dataclass(frozen=True)
class Equal:
    """Pay everyone the same. More words that no list shows."""

    floor: int = 0
    share: float = 1.0
    tiers: tuple[int, ...] = ()
    cap: int | None = None
    mode: Literal["soft", "hard"] = "soft"
    open: bool = True

    def __post_init__(self) -> None:
        if self.floor < 0:
            raise ValueError(f"Equal.floor={self.floor}: must be at least 0")

    def decide(self, view: Any, state: Any) -> Any:
        return (), state


@dataclass(frozen=True)
class Window:
    days: float
    label: str = "round"


@dataclass(frozen=True)
class Round:
    """A toy round."""

    reward: Reward
    window: Window = field(default_factory=lambda: Window(1.0))
    shares: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Flip:
    """Negate the update."""

    scale: float = 1.0
    inner: Any = None


def function() -> None: ...
