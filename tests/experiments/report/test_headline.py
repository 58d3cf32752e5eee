"""The sentences at the top say what the tables say."""

from __future__ import annotations

from experiments.report.cast import Cast, Member
from experiments.report.headline import headline
from experiments.report.offences import Offence
from sim.durations import DAY

HONEST = Member("trainers.0", "trainers", 0, "trainer", "Honest()")
FLIPS = [Member(f"cheats.{n}", "cheats", n, "trainer", "SignFlip(inner=Honest(), scale=1.0)") for n in range(3)]
ROUNDS = [{"accuracy": 0.9}, {"accuracy": 0.967}]


def sentences(rounds: list[dict[str, float]], *offences: Offence) -> list[str]:
    return headline(rounds, Cast((HONEST, *FLIPS)), offences, 10 * DAY)


def test_an_honest_factory() -> None:
    assert sentences(ROUNDS) == [
        "Accuracy came to 96.7 % in 2 rounds over 10 days.",
        "Nobody cheated.",
        "No honest agent was slashed.",
    ]


def test_two_cheats_are_both_caught() -> None:
    caught = [Offence(FLIPS[0], (1.3 * DAY,), 5), Offence(FLIPS[1], (0.3 * DAY, 2 * DAY), 9)]
    assert sentences(ROUNDS, *caught)[1:] == [
        "cheats.0 and cheats.1 cheated (sign flip); both were caught, first on day 0.3.",
        "No honest agent was slashed.",
    ]


def test_one_of_three_cheats_is_caught() -> None:
    some = [Offence(FLIPS[0], (), 0), Offence(FLIPS[1], (DAY,), 9), Offence(FLIPS[2], (), 0)]
    assert sentences(ROUNDS, *some)[1] == (
        "cheats.0, cheats.1 and cheats.2 cheated (sign flip); only cheats.1 was caught, first on day 1.0."
    )


def test_nobody_is_caught() -> None:
    assert sentences(ROUNDS, Offence(FLIPS[0], (), 0))[1] == "cheats.0 cheated (sign flip) and was not caught."


def test_an_honest_agent_that_was_slashed_is_named() -> None:
    assert sentences(ROUNDS, Offence(HONEST, (DAY,), 1))[1:] == [
        "Nobody cheated.",
        "trainers.0 was honest and slashed all the same.",
    ]


def test_the_best_round_is_told_when_accuracy_fell_from_it() -> None:
    falling = [{"accuracy": 0.967}, {"accuracy": 0.5}]
    assert sentences(falling)[0] == "Accuracy came to 50.0 % (best 96.7 %) in 2 rounds over 10 days."
    wavering = [{"accuracy": 0.967}, {"accuracy": 0.96}]
    assert sentences(wavering)[0] == "Accuracy came to 96.0 % in 2 rounds over 10 days."


def test_a_model_that_was_never_finite_has_no_accuracy() -> None:
    assert sentences([{"accuracy": float("nan")}])[0] == "4 agents for 10 days; 1 round, and never a model to measure."


def test_a_factory_without_training() -> None:
    assert sentences([])[0] == "4 agents for 10 days; no round of training was settled."
