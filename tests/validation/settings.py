"""The settings whose pairs `tests.validation.defences` compares, each as its difference from a scenario."""

from __future__ import annotations

Overrides = tuple[str, ...]

LIGHT = ("task.rows=10000", "task.holdout=2000", "task.test=2000", "data.shards=12")
TRAINING = (
    "scenario=digits",
    "task=drifting",
    *LIGHT,
    "partition=dirichlet",
    "partition.alpha=1.0",
    "contracts.training_round.steps=100",
    "contracts.training_round.rate=0.2",
    "reward=equal_split",
    "verification=none",
)
"""The task and the rounds of `default` among the members of `digits`: no market, so that nothing else moves."""


def closed(group: str, count: int, behaviour: str = "honest") -> Overrides:
    """A group of `default` with so many members, all inside from the beginning, who stay whatever they earn."""
    chosen = f"population.{group}"
    return f"{chosen}.count={count}", f"{chosen}.behaviour={behaviour}", f"{chosen}.business.inside=null"


SMALL = (
    "scenario=default",
    "settle_days=0",
    *LIGHT,
    *closed("trainers", 8),
    *closed("cheats", 2, "free_rider"),
    *closed("validators", 6),
    *closed("providers", 12),
    *closed("owners", 2),
)
"""The whole factory with half of its trainers and a fifth of its validators, and nobody who comes or goes."""

SEVEN = ("population.cheats=null", "population.trainers.count=7")
CHEATS = "population.cheats.behaviour"
POISONED = (*TRAINING, "population.trainers.count=7", "population.cheats.count=3", "population.cheats.coalition=true")
HONEST = (f"{CHEATS}=honest",)
SIGN_FLIP = (f"{CHEATS}={{name: sign_flip, scale: 2.0}}",)
ALIE = (f"{CHEATS}=alie",)
FAR_ALIE = (f"{CHEATS}={{name: alie, z: 1.5}}",)
TRIMMED = ("aggregation=trimmed_mean", "aggregation.f=3")
KRUM = ("aggregation=multi_krum", "aggregation.f=3")
CHECKED = ("verification=spot_check", "verification.rate=0.05")
OFTEN = ("verification=spot_check", "verification.rate=0.25")

MEMBER = "tokens: 20_000_000_000_000, stake: 5_000_000_000_000"
FLIPPERS = (
    *TRAINING,
    "population.cheats=null",
    "population.trainers.count=10",
    "population.providers.count=8",
    f"+population.flippers={{role: provider, behaviour: label_flip, count: 4, {MEMBER}}}",
)
TRUE = ("population.flippers.behaviour=honest",)
LEAVE_ONE_OUT = ("reward=leave_one_out",)
WORTH = ("contracts.training_round.by_worth=true",)
COPIER = (
    *TRAINING,
    f"{CHEATS}=honest",
    f"+population.copiers={{role: validator, behaviour: {{name: weight_copier, lead: 300}}, {MEMBER}}}",
)
SEALED = ("contracts.training_round.sealed_reports=true",)
DIVIDENDS = ("consensus=yuma", "contracts.training_round.by_dividends=true")
SYBILS = ("scenario=sybils", "lab=stub")
STRICT = (*SYBILS, *OFTEN, "staking.slash=1000")
LINEAR = ("reward=stake_proportional",)
WHALE = ("scenario=governance_only", "population.reformers=null")
SILENT = (*WHALE, "population.founders.behaviour=apathetic")
WATCHED = (
    *SILENT,
    "+population.watch={role: holder, behaviour: guardian, tokens: 1_000_000_000_000}",
    "contracts.governor.guardian=watch.0",
)


def names(count: int) -> Overrides:
    return (f"population.principal.identities={count}",)
