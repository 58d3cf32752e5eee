"""What the gates play, each as its difference from the scenario `default`."""

from __future__ import annotations

Overrides = tuple[str, ...]

SEEDS = range(1, 21)
LONG_SEEDS = range(1, 5)
"""Of these the honest run is played for 180 days: a run of that length takes three times as long."""
BURN_IN = 5
"""Days that no figure counts: nothing is on sale on the first, and the model is learnt on the others."""

DEFAULT = ("scenario=default",)
HONEST = (*DEFAULT, "baseline=honest")
DEMAND = "population.world.behaviour.demand"
NOBODY_BUYS = (*HONEST, f"{DEMAND}.requests=0")

TURNED = 32
"""Day on which trainers turn: the second certificate is a day old, so that nothing but experience speaks against it for
four weeks."""
UNCHECKED = (
    "interventions=[{_target_: sim.interventions.Replace, "
    f"at_days: {TURNED}, contract: training_round, family: verification, rule: none}}]"
)
"""From that day on nobody repeats anybody's work, so that an attack lasts; until then all is as in the honest default."""


def turned(scale: float, until_days: float | None = None, share: float = 1.0) -> str:
    """A trainer that from that day on hands in the negative of `scale` times what it trained, in a share of its rounds, for
    good or until another day."""
    flips = f"{{name: sign_flip, scale: {scale}}}"
    if share < 1:
        flips = f"{{name: mix, inner: {{name: honest}}, otherwise: {flips}, share: {share}}}"
    turns = f"{{name: switch, inner: {{name: honest}}, otherwise: {flips}, at_days: {TURNED}}}"
    if until_days is None:
        return turns
    return f"{{name: switch, inner: {turns}, otherwise: {{name: honest}}, at_days: {until_days}}}"


def six(inner: str) -> Overrides:
    """Six of twenty trainers do what this says."""
    return (*DEFAULT, UNCHECKED, f"population.cheats.behaviour.inner={inner}")


LASTING = six(turned(1.75))
"""So hard that it costs ten points: on seeds 101 and 102, training alone, 1.5 costs five points, 1.8 costs twelve, and 2
more than twenty, for then a tenth of a step is left."""
ONE_OFF = six(turned(3.0, until_days=TURNED + 2))
"""For two days, in which the model goes backwards."""


def flipping(share: float) -> Overrides:
    """Of all trainers each flips the sign of what it trained in this share of its rounds."""
    coin = turned(1.0, share=share)
    return (*six(coin), f"population.trainers.behaviour={{name: enterprising, inner: {coin}}}")
