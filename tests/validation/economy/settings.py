"""What the gates play, each as its difference from the scenario `default`."""

from __future__ import annotations

Overrides = tuple[str, ...]

SEEDS = range(1, 21)
BURN_IN = 5
"""Days that no figure counts: nothing is on sale on the first, and the model is learnt on the others."""

DEFAULT = ("scenario=default",)
HONEST = (*DEFAULT, "baseline=honest")
DEMAND = "population.world.behaviour.demand"
NOBODY_BUYS = (*HONEST, f"{DEMAND}.requests=0")

TURNED = 32
"""Day on which trainers turn: the second certificate is a day old, so that nothing but experience speaks against it for
four weeks."""
SLEEPERS = ("first", "second", "third", "fourth", "fifth")
"""Groups of two trainers each that may turn: half of twenty. Who never turns stands there too, so that one honest run of a
seed is the pair of every attack."""
_SLEEPER = (
    "role: trainer, count: 2, tokens: 114_486_000_000_000, stake: 114_286_000_000_000, dollars: 147_000_000_000, "
    "business: {hardware: 8.0}"
)


def turns(scale: float, at_days: float = TURNED, until_days: float | None = None) -> str:
    """A trainer that from a day on hands in the negative of `scale` times what it trained, for good or until another day."""
    flips = f"{{name: sign_flip, scale: {scale}}}"
    turned = f"{{name: switch, inner: {{name: honest}}, otherwise: {flips}, at_days: {at_days}}}"
    if until_days is None:
        return turned
    return f"{{name: switch, inner: {turned}, otherwise: {{name: honest}}, at_days: {until_days}}}"


def flipping(pairs: int, inner: str) -> Overrides:
    """Of twenty trainers two times `pairs` do what `inner` says. Nobody repeats their work, so that the attack lasts."""
    groups = tuple(
        f"+population.{group}={{{_SLEEPER}, "
        f"behaviour: {{name: enterprising, inner: {inner if place < pairs else '{name: honest}'}}}}}"
        for place, group in enumerate(SLEEPERS)
    )
    trainers = ("population.cheats=null", "population.trainers.count=50", "population.trainers.business.inside=10")
    return (*DEFAULT, "verification=none", *trainers, *groups)


LASTING = flipping(3, turns(1.75))
"""Six of twenty, so hard that it costs ten points: of seeds 101 and 102, training alone, 1.5 costs five points, 1.8 costs
twelve, and 2 costs more than twenty, for then a tenth of a step is left."""
ONE_OFF = flipping(3, turns(3.0, until_days=TURNED + 2))
"""For two days, in which the model goes backwards."""
UNTURNED = flipping(0, "{name: honest}")
"""The pair of each of them."""
