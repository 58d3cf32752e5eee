"""Aggregators at work: what an honest one changes (nothing), what one that drops rivals changes, and what stops it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from agents.behaviours.aggregator.dropper import Dropper
from agents.behaviours.aggregator.honest import Honest
from agents.behaviours.aggregator.rational import Rational
from agents.behaviours.deviation import Deviation
from agents.population import Group
from mechanisms.contracts.shares import Shares
from mechanisms.reward.equal_split import EqualSplit
from mechanisms.selection.reverse_auction import ReverseAuction
from sim.jobs import Vector
from sim.messages.auction import AskingPrice
from sim.messages.host import Asked
from sim.messages.training_round import AggregationOpened
from sim.money import TOKEN
from sim.view import View
from tests.factory.conftest import Play, Played
from tests.golden.tracer import HONEST, group, tracer, training_round

DROPPER = Dropper(inner=Honest(), rivals=("trainers",))
SHARES = Shares(trainers=500, aggregators=100)
"""Of a pot of 100 tokens, of which three checks of the trainers' work cost a token each: 48.5 tokens for trainers, 16 each,
and 9.7 for aggregators. Who joins puts 100 tokens at stake, half of which a fault costs."""


def round_of(play: Play, *behaviours: Any, aggregators: int | None = None) -> Played:
    """One round of three honest trainers, two of the group `trainers` and one of `others`, all paid alike."""
    groups = {f"agg{place}": group("aggregator", behaviour) for place, behaviour in enumerate(behaviours)}
    count = len(behaviours) if aggregators is None else aggregators
    return play(aggregated(groups, count))


def aggregated(groups: dict[str, Group], count: int) -> Any:
    rounds = training_round(aggregators=count, shares=SHARES)
    more: dict[str, Any] = {"cheats": None, "others": group("trainer"), **groups}
    return tracer(rounds=rounds, rules={"reward": EqualSplit()}, **more)


def rewards(played: Played) -> dict[str, int]:
    """Whole tokens that trainers got of the round."""
    names = ("others.0", "trainers.0", "trainers.1")
    return {name: round(sum(played.moved("training_round/pot", name)) / TOKEN) for name in names}


def model(played: Played) -> str:
    return str(played.facts("RoundSettled")[0].body["model"])


def loss(played: Played) -> float:
    """Of the model after the round, on data that nobody else has."""
    [row] = played.rows("rounds")
    return float(row["loss"])


def test_honest_aggregators_make_what_the_rule_makes(play: Play) -> None:
    plain = round_of(play)
    for count in (1, 2, 3):
        played = round_of(play, *[Honest()] * count)
        [fact] = played.facts("Aggregated")
        assert model(played) == model(plain)
        assert (fact.body["checked"], fact.body["faults"]) == (False, [])
        assert rewards(played) == rewards(plain) == {"others.0": 16, "trainers.0": 16, "trainers.1": 16}
        assert sum(played.moved("training_round/pot", "agg0.0")) == pytest.approx(9.7 * TOKEN / count, abs=1)


def test_one_that_drops_rivals_is_believed_when_it_is_alone(play: Play) -> None:
    """The other trainer gets the 48.5 tokens of all three, and the model learns from it alone."""
    played, plain = round_of(play, DROPPER), round_of(play, Honest())
    assert rewards(played) == {"others.0": 48, "trainers.0": 0, "trainers.1": 0}
    assert played.moved("registry/stake/agg0.0", "burned") == []
    assert loss(played) > loss(plain)


def test_one_that_drops_rivals_is_caught_by_another(play: Play) -> None:
    played = round_of(play, DROPPER, Honest())
    [fact] = played.facts("Aggregated")
    assert (fact.body["by"], fact.body["checked"], fact.body["faults"]) == (["agg1.0"], True, ["agg0.0"])
    assert played.moved("registry/stake/agg0.0", "burned") == [50 * TOKEN]
    assert rewards(played) == {"others.0": 16, "trainers.0": 16, "trainers.1": 16}
    assert model(played) == model(round_of(play, Honest()))
    assert played.moved("training_round/pot", "agg0.0") == []
    assert played.moved("training_round/pot", "agg1.0") == [9_700_000_000]


def test_the_check_costs_the_fee_of_one(play: Play) -> None:
    """A token; the three checks of the trainers' work are paid to the validator."""
    played = round_of(play, DROPPER, Honest())
    assert played.moved("training_round/pot", "burned") == [TOKEN]


class Tampers(Deviation):
    """Says that everybody is in it, and hands in the opposite."""

    def publishes(self, view: View, opened: AggregationOpened, update: Vector | None) -> Vector | None:
        made = super().publishes(view, opened, update)
        return None if made is None else -made


def test_a_false_vector_with_a_true_list_is_caught_by_another(play: Play) -> None:
    assert loss(round_of(play, Tampers(inner=Honest()))) > loss(round_of(play))
    played = round_of(play, Honest(), Tampers(inner=Honest()))
    assert played.facts("Aggregated")[0].body["faults"] == ["agg1.0"]
    assert model(played) == model(round_of(play))


def test_of_three_who_are_there_one_is_drawn(play: Play) -> None:
    played = round_of(play, Honest(), Honest(), Honest(), aggregators=1)
    [opened] = played.facts("AggregationOpened")
    [chosen] = opened.body["aggregators"]
    assert [f"agg{k}.0" for k in range(3) if "Aggregate" in kinds(played, f"agg{k}.0")] == [chosen]


def test_aggregators_can_be_found_by_auction(play: Play) -> None:
    """They ask for the least there is, since what they get is a share, and are paid that share."""
    rules = {"reward": EqualSplit(), "selection": ReverseAuction(within=60)}
    people: dict[str, Any] = {"cheats": None, "aggs": group("aggregator", Honest(), count=3)}
    bidders = group("trainer", Bids(inner=HONEST["trainer"]), count=3)
    rounds = training_round(aggregators=2, shares=SHARES)
    played = play(tracer(rounds=rounds, rules=rules, trainers=bidders, **people))
    [fact] = played.facts("Aggregated")
    assert len(fact.body["by"]) == 2
    for account in fact.body["by"]:
        assert played.moved("training_round/pot", account) == [4_850_000_000]


@dataclass(frozen=True)
class Bids(Deviation):
    """Asks for ten tokens: less than the reserve of 500 / 3 / 10."""

    def answer(self, view: View, asked: Asked) -> Any:
        return 10 * TOKEN if isinstance(asked.question, AskingPrice) else super().answer(view, asked)


def kinds(played: Played, account: str) -> list[str]:
    return [message["kind"] for _, _, message in played.said(account)]


def rational(tokens: int, chance: float | None = None) -> Rational:
    return Rational(inner=Honest(), otherwise=DROPPER, gain=tokens * TOKEN, chance=chance)


def test_a_bribe_is_taken_alone_and_refused_in_company(play: Play) -> None:
    """A single token is worth it where nobody looks, a thousand are not where somebody does."""
    assert rewards(round_of(play, rational(1)))["trainers.0"] == 0
    assert rewards(round_of(play, rational(1000), Honest()))["trainers.0"] == 16


@pytest.mark.parametrize(("bribe", "dropped"), [(5, False), (6, True)])
def test_a_bribe_is_taken_when_it_exceeds_what_is_expected_to_be_slashed(play: Play, bribe: int, dropped: bool) -> None:
    """p = .1 and S = 50 tokens: (1 - p) g > p S from g = 50 / 9 = 5.6 tokens on."""
    assert (rewards(round_of(play, rational(bribe, 0.1)))["trainers.0"] == 0) is dropped


def test_rivals_must_be_named() -> None:
    with pytest.raises(ValueError, match=r"Dropper\.rivals=\(\); allowed: at least one group"):
        Dropper(inner=Honest(), rivals=())
