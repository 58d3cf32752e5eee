"""Effects on who belongs."""

from __future__ import annotations

from dataclasses import dataclass

from sim.effects.judgement import Judgement


@dataclass(frozen=True, slots=True)
class Register(Judgement):
    """Admit `account` as `role`, for `price` base units that it pays for being somebody."""

    account: str
    role: str
    price: int = 0


@dataclass(frozen=True, slots=True)
class Deregister(Judgement):
    """Strike `account` off as `role`."""

    account: str
    role: str
    reason: str = ""
