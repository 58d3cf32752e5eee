"""What is played: the task and the rounds of `default`, in full, without its economy."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from tests.validation.readings.learning import Learning
from tests.validation.readings.reading import readings

Overrides = tuple[str, ...]

SEEDS = range(1, 11)
DAYS = 20
"""Of which figures count the second half; after a stop runs go on for as long again."""
SOURCES = 24
INSIDE = range(12)
"""Providers of `default` who take part from the beginning: one source each, any of them, for sources are drawn alike."""

ROUNDS = (
    "scenario=digits",
    "task=drifting",
    f"task.sources={SOURCES}",
    "task.variety=0.2",
    "partition=by_source",
    f"data.shards={SOURCES}",
    "stands_for={name: billion, eval_tokens: 1.7e+6}",
    "contracts.training_round.steps=100",
    "contracts.training_round.rate=0.2",
    "contracts.training_round.seats=20",
    "verification=none",
    "population.cheats=null",
    "population.trainers.count=20",
    "population.owners.count=4",
    "population.providers=null",
)
"""Members of `digits`, who neither come nor go whatever they earn."""
BY_LABEL = ("partition=dirichlet", "partition.alpha=1.0")
"""Each class dealt out anew every day, as it was in `default` before there were sources."""
BY_WORTH = ("reward=leave_one_out", "contracts.training_round.by_worth=true")
STOP = (
    f"interventions=[{{_target_: sim.shocks.Halt, at_days: {DAYS}, contract: training_round, hours: {24 * DAYS}}}]",
)
_MEMBER = "role: provider, tokens: 20_000_000_000_000, stake: 5_000_000_000_000"


def offered(places: Collection[int]) -> Overrides:
    """One provider for each source, in this order; only some of them offer what they hold, the others never come."""
    said = (("honest" if place in places else "quits") for place in range(SOURCES))
    groups = (f"+population.source{n:02}={{{_MEMBER}, behaviour: {behaviour}}}" for n, behaviour in enumerate(said))
    return (*ROUNDS, *groups)


ALL = (*offered(INSIDE), *BY_WORTH)
"""All who take part, paid by what leave-one-out says. Nobody comes or goes, so pay moves nothing that is learnt."""


def learnt(overrides: Overrides, seeds: Sequence[int], days: int = DAYS) -> list[Learning]:
    """The same settings once for each seed."""
    return readings(Learning, [(*overrides, f"seed={seed}", f"horizon_days={days}") for seed in seeds])
