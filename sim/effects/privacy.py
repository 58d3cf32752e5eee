"""Effects on who may read what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sim.effects.effect import Effect
from sim.effects.judgement import Judgement

if TYPE_CHECKING:
    from sim.chain.authority import Authority


@dataclass(frozen=True, slots=True)
class Release(Judgement):
    """Let what `account` submitted be read in the form `value` (a noised vector, a group's sum, a ciphertext's name)."""

    account: str
    value: Any


@dataclass(frozen=True, slots=True)
class Seal(Effect):
    """Keep `value` under `key` where nobody can read it."""

    key: str
    value: Any

    def apply(self, authority: Authority) -> None:
        authority.chain.sealed.keep(f"{authority.contract}/{self.key}", self.value)

    def shown(self) -> Seal:
        return Seal(self.key, None)


@dataclass(frozen=True, slots=True)
class Unseal(Effect):
    """Publish what was sealed under `key`."""

    key: str

    def apply(self, authority: Authority) -> None:
        authority.chain.sealed.publish(f"{authority.contract}/{self.key}", authority)
