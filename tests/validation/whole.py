"""The settings of `tests.validation.defences` in the whole of `scenario=default`: its members, its money, its sizes."""

from __future__ import annotations

from tests.validation.settings import Overrides

DEFAULT = ("scenario=default", "settle_days=0")
UNCHECKED = ("verification=none",)
TRIMMED = ("aggregation=trimmed_mean", "aggregation.f=6")
KRUM = ("aggregation=multi_krum", "aggregation.f=6")
LEAVE_ONE_OUT = ("reward=leave_one_out", "contracts.training_round.by_worth=true")
SEALED = ("contracts.training_round.sealed_reports=true",)
DIVIDENDS = ("consensus=yuma", "contracts.training_round.by_dividends=true")


def enterprising(inner: str, role: str = "trainer") -> str:
    """A member that comes and goes by what it earns, and does this while it takes part."""
    return f"{{name: enterprising, role: {role}, inner: {inner}}}"


def cheats(inner: str) -> Overrides:
    """What the six of twenty trainers do who may cheat, from the first round on."""
    return (*DEFAULT, f"population.cheats.behaviour={enterprising(inner)}", "population.cheats.coalition=true")


HONEST = cheats("honest")
SIGN_FLIP = cheats("{name: sign_flip, scale: 2.0}")
ALIE = cheats("alie")
RIDERS = cheats("free_rider")


def flippers(behaviour: str) -> Overrides:
    """Four of the twelve providers, the trainers all honest."""
    member = "tokens: 114_486_000_000_000, stake: 114_286_000_000_000, dollars: 35_000_000_000, business: {}"
    chosen = (
        f"+population.flippers={{role: provider, behaviour: {enterprising(behaviour, 'provider')}, count: 4, {member}}}"
    )
    return (*HONEST, "population.providers.count=20", "population.providers.business.inside=8", chosen)


COPIER = (
    *HONEST,
    "+population.copiers={role: validator, behaviour: "
    + enterprising("{name: weight_copier, lead: 300}", "validator")
    + ", tokens: 114_486_000_000_000, stake: 114_286_000_000_000, dollars: 41_000_000_000, business: {hardware: 0.4}}",
)
