"""Bounties on a small factory: who enters, who is paid, what goes back, and what is refused."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agents.behaviours.developer.accomplice import Accomplice
from agents.behaviours.developer.contestant import Contestant
from agents.behaviours.developer.copycat import Copycat
from agents.behaviours.deviation import Deviation
from agents.behaviours.requester.honest import Honest as Requester
from agents.behaviours.requester.rational import Rational
from agents.behaviours.requester.wash_buyer import WashBuyer
from agents.behaviours.validator.honest import Honest as Validator
from mechanisms.contracts.bounty import Bounty
from mechanisms.reward.winner_takes_all import WinnerTakesAll
from sim.durations import DAY
from sim.factory import Factory
from sim.jobs import Job, Result, Score
from sim.messages.bounty import Enter, PostBounty, RefuseAll, Show
from sim.messages.host import Ordered
from sim.messages.message import Bundle
from sim.money import TOKEN
from sim.view import View
from tests.factory.books import conserved
from tests.factory.bounties import EAGER, HOURLY, IDLE, bounties
from tests.factory.conftest import Line, Play, Played
from tests.golden.tracer import group


def settled(played: Played) -> list[dict[str, Any]]:
    return [fact.body for fact in played.facts("BountySettled")]


@pytest.fixture(scope="module")
def honest() -> Played:
    factory = Factory(bounties())
    factory.run()
    return Played(factory)


def test_a_bounty_takes_its_course(honest: Played) -> None:
    """The first comes before any data are on offer. Of the second, posted at 1,872 s: half an hour to train in, a minute to
    show, 36 s to measure three candidates of 4 s at the pace of blocks."""
    log = [
        (fact.time, kind, fact.body["bounty"])
        for kind in ("BountyPosted", "BountyJudged", "BountySettled")
        for fact in honest.facts(kind)
        if fact.body["bounty"] <= 2
    ]
    assert sorted(log) == [
        (12, "BountyPosted", 1),
        (1860, "BountyJudged", 1),
        (1860, "BountySettled", 1),
        (1872, "BountyPosted", 2),
        (3756, "BountyJudged", 2),
        (3756, "BountySettled", 2),
    ]
    assert [body["reason"] for body in settled(honest)[:2]] == ["nobody entered", "paid"]


def test_what_passes_is_paid_by_what_it_removes_and_the_treasury_has_its_cut(honest: Played) -> None:
    (judged,) = [fact.body for fact in honest.facts("BountyJudged") if fact.body["bounty"] == 2]
    found, paid = dict(judged["found"]), dict(settled(honest)[1]["paid"])
    assert sum(paid.values()) == 95 * TOKEN
    total = sum(found.values())
    assert paid == {who: pytest.approx(95 * TOKEN * loss / total, abs=1) for who, loss in found.items()}
    assert honest.moved("bounty/prize/2", "treasury") == [5 * TOKEN]
    assert honest.moved("bounty/fees/2", "validators.0") == [TOKEN]
    conserved(honest.factory)
    assert [account for account in honest.ledger.holders() if account.startswith("bounty")] == []


def test_a_developer_trains_on_data_on_offer_in_a_job_of_its_own(honest: Played) -> None:
    jobs = [row for row in honest.rows("jobs") if row["owner"] == "developers.0"]
    assert [row["kind"] for row in jobs] == ["Training"] * len(jobs) and len(jobs) == 2
    # Sixteen steps of the thirty that make a whole job, which is 120 s of a card at $3.60 an hour.
    assert jobs[0]["dollars"] == pytest.approx(0.12 * 16 / 30)


def test_the_same_bounties_twice(honest: Played, play: Play) -> None:
    assert play(bounties()).hashes == honest.hashes


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"developers": group("developer", IDLE)}, "nobody entered"),
        ({"requester": Requester(prize=100 * TOKEN, passing=10**9, days=1800 / DAY, every_days=0.0)}, "nobody passed"),
        ({"validators": None}, "nobody evaluated"),
        ({"terms": {"evaluating": 1.0}}, "nobody evaluated"),
    ],
)
def test_a_prize_that_nobody_earns_goes_back(play: Play, change: dict[str, Any], reason: str) -> None:
    played = play(bounties(**change))
    assert settled(played)[1] == {
        "bounty": 2,
        "requester": "requesters.0",
        "paid": [],
        "returned": 100 * TOKEN,
        "reason": reason,
    }
    assert played.moved("bounty/prize/2", "requesters.0") == [100 * TOKEN]
    # A fee is owed to whoever delivers, whatever it found.
    spent = TOKEN if reason == "nobody passed" else 0
    assert sum(played.moved("bounty/fees/2", "requesters.0")) == TOKEN - spent
    assert played.ledger.balance("treasury") == 10_000 * TOKEN


def test_the_winner_takes_all(play: Play) -> None:
    played = play(bounties(terms={"reward": WinnerTakesAll()}))
    (judged,) = [fact.body for fact in played.facts("BountyJudged") if fact.body["bounty"] == 2]
    best = max(judged["found"], key=lambda pair: pair[1])[0]
    assert settled(played)[1]["paid"] == [[best, 95 * TOKEN]]


@pytest.mark.parametrize("secret", [True, False])
def test_a_copy_wins_where_models_are_shown_without_commitment(play: Play, secret: bool) -> None:
    cat = group("developer", Copycat(inner=IDLE))
    played = play(
        bounties(terms={"commit_reveal": secret}, developers=group("developer", EAGER), cats=cat),
    )
    (winner, amount), *others = settled(played)[1]["paid"]
    assert (winner, amount, others) == ("developers.0" if secret else "cats.0", 95 * TOKEN, [])
    assert played.refusals("cats.0" if secret else "developers.0")[0] == (
        "the model is not the one that was committed to"
        if secret
        else "somebody has shown this model for bounty 2 before"
    )


@pytest.mark.parametrize(("veto", "pays"), [(600.0, False), (0.0, True)])
def test_a_rational_requester_refuses_if_it_can(play: Play, veto: float, pays: bool) -> None:
    played = play(bounties(requester=Rational(inner=HOURLY), terms={"veto": veto}))
    assert settled(played)[1]["reason"] == ("paid" if pays else "the requester refused")
    assert sum(amount for _, amount in settled(played)[1]["paid"]) == (95 * TOKEN if pays else 0)
    said = [message["kind"] for _, _, message in played.said("requesters.0")]
    assert said.count("RefuseAll") == (0 if pays else 1)
    assert played.refusals("requesters.0") == []
    conserved(played.factory)


def test_a_requester_begins_and_goes_on_at_its_own_pace(play: Play) -> None:
    """From 1.5 h, looking up every hour, and then every two."""
    slow = Requester(prize=TOKEN, passing=1, days=1800 / DAY, every_days=2 / 24, at_days=1.5 / 24)
    played = play(bounties(hours=7.5, requester=slow))
    assert [fact.time // 60 for fact in played.facts("BountyPosted")] == [120, 271, 423]


def test_an_honest_requester_pays_although_it_need_not(play: Play) -> None:
    assert settled(play(bounties(terms={"veto": 600.0})))[1]["reason"] == "paid"


def test_buying_from_oneself_costs_the_cut_and_the_fee(play: Play) -> None:
    """Five tokens of a hundred and the evaluator's one. The accomplice's model is what the factory trained in its rounds, so
    that it improves on the start."""
    friend = Accomplice(inner=IDLE, requester="requesters.0")
    groups: dict[str, Any] = {"developers": group("developer", friend), "trainers": group("trainer", count=2)}
    played = play(bounties(hours=4, requester=WashBuyer(inner=HOURLY, hours=0.1), **groups))
    won = [body for body in settled(played) if body["reason"] == "paid"]
    assert len(won) > 3
    assert [body["paid"] for body in won] == [[["developers.0", 95 * TOKEN]]] * len(won)
    back = played.moved("developers.0", "requesters.0")
    assert back == [95 * TOKEN] * len(back) and len(won) - len(back) <= 1  # the last may be on its way
    spent = 250 * TOKEN - played.ledger.balance("requesters.0")
    assert spent >= 6 * TOKEN * len(won)


def test_who_buys_from_itself_may_be_beaten_by_who_is_quick(play: Play) -> None:
    """With half an hour others can train, and theirs is as good: the accomplice no longer gets the prize alone."""
    friend = group("developer", Accomplice(inner=IDLE, requester="requesters.0"))
    groups: dict[str, Any] = {
        "friends": friend,
        "developers": group("developer", EAGER),
        "trainers": group("trainer", count=2),
    }
    played = play(bounties(hours=4, requester=WashBuyer(inner=HOURLY, hours=0.5), **groups))
    winners = [{who for who, _ in body["paid"]} for body in settled(played) if body["paid"]]
    assert {"developers.0", "friends.0"} in winners


@dataclass(frozen=True)
class Liar(Deviation):
    """Finds the last candidate wonderful."""

    def deliver(self, view: View, order: Ordered, result: Result | None) -> Any:
        assert isinstance(result, tuple)
        return (*result[:-1], Score(6, 6, -(10**9)))


def test_one_liar_among_three_evaluators_moves_nothing(play: Play) -> None:
    judges: dict[str, Any] = {
        "validators": group("validator", count=2),
        "liars": group("validator", Liar(inner=Validator())),
    }
    three = {"evaluators": 3}
    lied = play(bounties(terms=three, **judges))
    alone = play(bounties(validators=group("validator", Liar(inner=Validator()))))
    worth = [max(dict(p.facts("BountyJudged")[1].body["found"]).values()) for p in (lied, alone)]
    assert worth[0] < 10**8 < worth[1]


@dataclass(frozen=True)
class Idler(Deviation):
    """Does no ordered work."""

    def perform(self, view: View, order: Ordered) -> Job | None:
        return None


def test_who_delivers_nothing_is_waited_for_counts_for_nothing_and_is_not_paid(play: Play) -> None:
    """Orders of 3,720 s are open for 300 s; without the idler all would be known at 3,756 s."""
    judges: dict[str, Any] = {"validators": group("validator"), "idlers": group("validator", Idler(inner=Validator()))}
    played = play(bounties(terms={"evaluators": 2}, **judges))
    judged = played.facts("BountyJudged")[1]
    assert judged.time == 4020
    assert judged.body["passed"] == ["developers.0", "developers.1"]
    assert played.moved("bounty/fees/2", "validators.0") == played.moved("bounty/fees/2", "requesters.0") == [TOKEN]


VECTOR = np.ones(8, np.float32)


def test_what_is_refused(play: Play) -> None:
    says = [
        (PostBounty(0, 1, 1e4), "prize=0, passing=1; allowed: 1 or more"),
        (PostBounty(1, 0, 1e4), "prize=1, passing=0; allowed: 1 or more"),
        (PostBounty(1, 1, 5.0), "until=5.0; allowed: after "),
        (PostBounty(1, 1, float(100 * DAY)), "until=8640000.0; allowed: after "),
        (PostBounty(1, 1, 1e4, "0" * 32), "no finite vector of the model's size is kept as the base"),
        (PostBounty(10**4 * TOKEN, 1, 1e4), "idle.0 holds "),
        (Enter(1, "0" * 32), "idle.0 is not registered as developer"),
        (Enter(9, "0" * 32), "the enter window of bounty 9 is not open"),
        (Show(1, "0" * 32, ""), "the show window of bounty 1 is not open"),
        (RefuseAll(1), "bounty 1 is not idle.0's"),
        (RefuseAll(9), "bounty 9 is not idle.0's"),
    ]
    lines = [Line(100.0 + 13 * place, "idle.0", message) for place, (message, _) in enumerate(says)]
    lines += [Line(1000.0, "requesters.0", RefuseAll(1))]
    played = play(bounties(hours=0.5, idle=group("trainer", stake=100)), lines)
    refusals = played.refusals("idle.0")
    assert [said.startswith(reason) for said, (_, reason) in zip(refusals, says, strict=True)] == [True] * len(says)
    assert played.refusals("requesters.0") == ["bounty 1 is open: what passes is paid"]


def test_a_model_is_shown_once_as_committed_and_whole(play: Play) -> None:
    """In the window of bounty 1, from 1,800 to 1,860 s."""

    def keep(factory: Factory) -> None:
        keys.append(factory.lab.keep(VECTOR))
        keys.append(factory.lab.keep(VECTOR[:3]))
        keys.append(factory.lab.keep(VECTOR * np.float32("nan")))

    def show(at: float, place: int) -> tuple[float, Any]:
        return at, lambda factory: factory.chain.send("developers.0", Show(1, keys[place], ""))

    keys: list[str] = []
    lines = [(50.0, keep), *(show(1801.0 + place / 10, place % 3) for place in range(4))]
    open_ = {"commit_reveal": False}
    played = play(bounties(hours=0.6, terms=open_, developers=group("developer", IDLE)), lines)
    said = [message["kind"] for _, _, message in played.said("developers.0")]
    assert said == ["Join", "Show"]
    assert played.refusals("developers.0") == [
        "developers.0 has shown a model for bounty 1 already",
        "developers.0 has shown a model for bounty 1 already",
        "developers.0 has shown a model for bounty 1 already",
    ]
    worse = play(bounties(hours=0.6, terms=open_, developers=group("developer", IDLE)), [lines[0], lines[2], lines[3]])
    assert worse.refusals("developers.0") == ["no finite vector of the model's size is kept under this key"] * 2


@pytest.mark.parametrize(
    ("make", "complaint"),
    [
        (lambda: Bounty(evaluators=0), "evaluators=0, fee=0, cut=50; allowed: 1 or more, 0 or more, 0 to 1000"),
        (lambda: Bounty(cut=1001), "cut=1001"),
        (lambda: Bounty(veto=-1.0), "veto=-1.0; allowed: 0 or more seconds, finite"),
        (lambda: Bounty(revealing=0.0), "revealing=0.0; allowed: above 0 seconds, finite"),
        (lambda: Bounty(longest=float("nan")), "longest=nan"),
        (lambda: Requester(prize=0), "prize=0"),
        (lambda: Requester(days=0.0), "days=0.0; allowed"),
        (lambda: Requester(at_days=-1.0), "every_days=1.0, at_days=-1.0; allowed: 0 or more"),
        (lambda: Contestant(inner=IDLE, hours=-1.0), "hours=-1.0; allowed: 0 or more"),
        (lambda: WashBuyer(inner=HOURLY, hours=0.0), "hours=0.0; allowed: above 0"),
        (lambda: Contestant(inner=IDLE, steps=0), "steps=0"),
        (lambda: Copycat(inner=IDLE, overbid=0), "overbid=0; allowed: 1 or more"),
    ],
)
def test_terms_that_cannot_be(make: Any, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        make()


NUMBERS = st.sampled_from((-1, 0, 1, 2, 3, 10**9, 100 * TOKEN, 2**62, 2**70))
TEXTS = st.sampled_from(("", "0" * 32, "c508fff76e93da2f0d7ee678ca85ae31"))
UNTIL = st.sampled_from((-1.0, 0.0, 500.0, 1800.0, 2500.0, 4000.0, 1e7, 1e300))
ONE: st.SearchStrategy[Any] = st.one_of(
    st.builds(PostBounty, NUMBERS, NUMBERS, UNTIL, TEXTS),
    st.builds(Enter, NUMBERS, TEXTS),
    st.builds(Show, NUMBERS, TEXTS, TEXTS),
    st.builds(RefuseAll, NUMBERS),
)
SENT = ONE | st.lists(ONE, min_size=1, max_size=3).map(lambda several: Bundle(tuple(several)))
TIMES = st.sampled_from((1.0, 60.0, 1799.5, 1801.0, 1859.0, 1861.0, 2499.0, 2505.0, 3661.0, 3700.0))
SENDERS = st.sampled_from(("developers.0", "requesters.0", "idle.0", "validators.0"))
LINES = st.lists(st.builds(Line, TIMES, SENDERS, SENT, st.sampled_from((None, 3))), max_size=15)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(script=LINES, free=st.booleans())
def test_any_script(play: Play, script: list[Line], free: bool) -> None:
    """Whatever is said, all escrow is somebody's again when every bounty is over."""
    terms = {"commit_reveal": free, "veto": 60.0 * free}
    played = play(bounties(hours=3, terms=terms, idle=group("trainer")), script)
    conserved(played.factory)
    over = {body["bounty"] for body in settled(played)}
    left = {a.rpartition("/")[2] for a in played.ledger.holders() if a.startswith("bounty/")}
    assert not left & {str(number) for number in over}
