"""What the gates play, each as its difference from the scenario `default`."""

from __future__ import annotations

Overrides = tuple[str, ...]

SEEDS = range(1, 21)
FOUR = range(1, 5)
"""Of these the tests play attacks that last, 152 days a run; the page has more."""
TWO = range(1, 3)
ONE = range(1, 2)
"""Enough where a figure must be the same to the last bit, or all but vanish."""
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


def attack(cheats: str, trainers: str = "{name: honest}") -> Overrides:
    """What the six trainers that may cheat do, and the others."""
    groups = {"cheats": cheats, "trainers": trainers}
    chosen = (f"population.{group}.behaviour={{name: enterprising, inner: {inner}}}" for group, inner in groups.items())
    return (*DEFAULT, UNCHECKED, *chosen)


def flipping(share: float) -> Overrides:
    """Every trainer flips the sign of what it trained in this share of its rounds: how many do so at once is chance,
    and does not hang on who of a group of cheats has meanwhile gone."""
    return attack(turned(1.0, share=share), turned(1.0, share=share))


LAZY = f"{{name: switch, inner: {{name: honest}}, otherwise: {{name: under_training, share: 0.06}}, at_days: {TURNED}}}"
"""A trainer that from that day on trains six of the hundred steps that it is given."""
LASTING = attack(LAZY, LAZY)
"""All twenty, for nobody looks any more. The world drifts, so whoever follows it in small steps falls behind, by an amount
that the steps decide. Chosen on the worlds 101 and 102: six steps cost six or seven points in both; four cost eight points
in one, and in the other what the model knew."""
CLOSED = (*HONEST, "preset=closed")
"""Honest, and the seventy who begin inside stay whatever they earn."""
MAKERS = (
    "population.developers=null",
    "+population.makers={role: developer, behaviour: {name: honest, renewal_days: 30.0}, tokens: 180_000_000_000_000, "
    "stake: 114_286_000_000_000, dollars: 90_000_000_000, business: {gas: 65_000_000_000_000, reserve_days: 35.0}}",
)
"""The developer of the default, who stays whatever it earns, as in `preset=closed`."""
LASTING_KEPT = (*LASTING, *MAKERS)
"""The same attack where everybody but the developer may leave."""
LASTING_CLOSED = (
    *DEFAULT,
    "preset=closed",
    UNCHECKED,
    *(f"population.{group}.behaviour={LAZY}" for group in ("trainers", "turncoats")),
)
"""The same attack among those who all stay."""
ONE_OFF = attack(turned(3.0, until_days=TURNED + 2))
"""Six go backwards three times as fast, for two days."""
