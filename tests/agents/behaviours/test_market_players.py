"""What those on a market decide, on views of a few literal facts."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from agents.behaviours.auditor.bribable import Bribable
from agents.behaviours.auditor.honest import Honest as Auditor
from agents.behaviours.auditor.rubber_stamp import RubberStamp
from agents.behaviours.developer.briber import Briber
from agents.behaviours.developer.honest import Honest as Developer
from agents.behaviours.developer.plagiarist import Plagiarist
from agents.behaviours.developer.wash_buyer import WashBuyer
from agents.behaviours.user.crowd import Honest as Crowd
from agents.behaviours.user.honest import Honest as User
from agents.behaviours.user.occasional import Occasional
from sim.jobs import Evaluation, Score, Vector
from sim.messages.audit import AuditOpened, Certified
from sim.messages.bridge import Deposit
from sim.messages.message import Bundle, Included, Message, Pending, Transaction
from sim.messages.model_market import Deployed, Experience, Purchase
from sim.messages.training_round import RoundSettled
from sim.messages.treasury import Remit
from sim.streams import Streams
from sim.view import View
from sim.world.demand import Demand, Offer
from sim.world.perceived import Outcomes

ME, OTHER = "dev.0", "dev.1"
OPENED = AuditOpened(1, ME, "main", "model", ("a.0", "a.1"), 0, 900.0)
OWN = Evaluation("main", ((("model", 1.0),),), "mine", (0, 1))


def settled(number: int) -> RoundSettled:
    return RoundSettled(number, f"model {number}", (), (), (), (), 0)


class Chain:
    """Three versions of mine, of which the last is on sale; one vector; some dollars."""

    def terms(self, contract: str) -> dict[str, Any]:
        return {"model_market": {"reported": 10_000}}[contract]

    def __init__(self, outcomes: dict[int, Outcomes], dollars: int = 0) -> None:
        version = SimpleNamespace(owner=ME, model="m", certified=900_000, price=20, live=False, contradicted=False)
        others = SimpleNamespace(owner=OTHER, model="o", certified=990_000, price=20, live=True, contradicted=False)
        sold = SimpleNamespace(**{**vars(version), "live": True})
        self._versions, self._dollars = {1: version, 2: others, 3: version, 4: sold}, dollars
        self._outcomes = {n: Outcomes() for n in self._versions} | outcomes

    def contract(self, name: str) -> dict[str, Any]:
        return {"model_market": {"versions": self._versions, "outcomes": self._outcomes, "perceived": {4: 0.9}}}[name]

    def vector(self, key: str) -> Vector:
        return np.full(4, 2.0, np.float32)

    def balance(self, account: str, asset: str = "token") -> int:
        return self._dollars if asset == "usd" else 0


def view(outcomes: dict[int, Outcomes] | None = None, dollars: int = 0, account: str = ME, memory: Any = None) -> View:
    streams = Streams(0)
    chain: Any = Chain(outcomes or {}, dollars)
    return View(10.0, account, chain, lambda purpose: streams.of("agent", purpose), memory)


@pytest.mark.parametrize(("number", "model"), [(0, None), (2, None), (3, "model 3"), (7, "model 7")])
def test_a_developer_brings_out_every_fourth_model(number: int, model: str | None) -> None:
    assert Developer(every=4).release(view(), settled(number)) == model


def test_a_developer_goes_back_when_users_find_the_new_version_worse() -> None:
    recalls = Developer(enough=100, margin=0.03).recalls
    assert recalls(view({4: Outcomes(80, 100)}), 4) == 3  # .80 against a certificate of .90
    assert recalls(view({4: Outcomes(79, 99)}), 4) is None  # too few reports
    assert recalls(view({4: Outcomes(88, 100)}), 4) is None  # within the margin
    assert recalls(view({4: Outcomes(80, 100), 3: Outcomes(81, 100)}), 4) is None  # the old one was no better
    assert recalls(view({4: Outcomes(80, 100)}), 1) is None  # there is nothing older


@pytest.mark.parametrize(("accuracy", "better"), [(900_000, True), (870_001, True), (869_000, False)])
def test_a_developer_does_not_sell_what_is_certified_worse_than_what_it_sells(accuracy: int, better: bool) -> None:
    certificate = Certified(2, ME, "new", accuracy, ())
    assert Developer(margin=0.03).sells(view(), certificate, 4) is better  # version 4 seems to give .90
    assert Developer(margin=0.03).sells(view(), certificate, None)


def test_a_plagiarist_adds_noise_of_a_set_size() -> None:
    copied = Plagiarist(inner=Developer(every=1), disguise=0.01).release(view(), settled(0))
    assert isinstance(copied, np.ndarray) and copied.dtype == np.float32
    assert np.linalg.norm(copied - 2.0) == pytest.approx(0.01 * 4.0, rel=1e-3)  # the model's norm is 4
    assert Plagiarist(inner=Developer(every=2)).release(view(), settled(0)) is None


def test_a_wash_buyer_buys_its_own_version_and_no_other() -> None:
    washer = WashBuyer(inner=Developer(), requests=200, report=0.01)

    def said(version: int, dollars: int = 0, deposits: bool = True) -> list[Any]:
        fact = Deployed(version, "", "m", 1, 0, 20, "", ())
        return list(replace(washer, deposits=deposits).react(view(dollars=dollars), fact))

    bought = (Purchase(4, 200, 20), Experience(4, 2, 2))
    assert said(4) == [Bundle((Deposit(4000), *bought))]
    assert said(4, dollars=3000) == [Bundle((Deposit(1000), *bought))]
    assert said(4, dollars=4000, deposits=False) == [Bundle(bought)]
    assert said(4, dollars=3999, deposits=False) == []
    assert said(2) == said(3) == []  # somebody else's; off sale


def test_a_wash_buyer_reports_no_more_than_the_market_believes() -> None:
    """A hundredth of 200 requests, however much it would say: with one report more all would be refused."""
    washer = WashBuyer(inner=Developer(), requests=200, report=0.5)
    fact = Deployed(4, "", "m", 1, 0, 20, "", ())
    assert list(washer.react(view(dollars=4000), fact)) == [Bundle((Purchase(4, 200, 20), Experience(4, 2, 2)))]


def test_a_briber_pays_those_who_audit_its_own_model() -> None:
    briber = Briber(inner=Developer(), bribe=7)
    assert list(briber.react(view(), OPENED)) == [Remit("a.0", 7), Remit("a.1", 7)]
    assert list(briber.react(view(), replace(OPENED, owner=OTHER))) == []


def test_an_auditor_states_what_it_measured() -> None:
    assert Auditor().examine(view(), OPENED, OWN) is OWN
    assert Auditor().certify(view(), OPENED, Score(2, 3, 0)) == 666_666
    assert Auditor().certify(view(), OPENED, None) is None


def test_a_rubber_stamp_measures_nothing() -> None:
    stamp = RubberStamp(inner=Auditor(), stamp=5)
    assert stamp.examine(view(), OPENED, OWN) is None
    assert stamp.certify(view(), OPENED, Score(2, 3, 0)) == 5


def remembered(auditor: Bribable, *facts: Any) -> Any:
    memory = auditor.begin()
    for fact in facts:
        memory = auditor.remember(view(account="a.0", memory=memory), fact)
    return view(account="a.0", memory=memory)


def paid(sender: str, message: Message) -> tuple[Pending, Included]:
    transaction = Transaction.sign(sender, 0, message, 0, 0.0, -1)
    return Pending(transaction), Included(transaction.hash, transaction.calls, 0)


def test_who_can_be_bought_favours_whoever_has_really_paid_the_price() -> None:
    auditor = Bribable(inner=Auditor(), price=7, favour=950_000)
    offer, payment = paid(ME, Remit("a.0", 7))
    found = Score(2, 3, 0)
    assert auditor.certify(remembered(auditor, offer, payment), OPENED, found) == 950_000
    assert auditor.certify(remembered(auditor, offer, payment), OPENED, Score(99, 100, 0)) == 990_000
    assert auditor.certify(remembered(auditor, offer), OPENED, found) == 666_666  # it never arrived
    assert auditor.certify(remembered(auditor, offer, payment), replace(OPENED, owner=OTHER), found) == 666_666
    for other in (Remit("a.0", 6), Remit("a.1", 7), Remit("a.0", 7, "usd")):
        assert auditor.certify(remembered(auditor, *paid(ME, other)), OPENED, found) == 666_666


def test_a_user_checks_one_answer_in_a_hundred_and_tells_what_it_found() -> None:
    user = User()
    assert [user.checks(view(), 1, bought, 1) for bought in (50, 100, 199, 250, 1000)] == [0, 0, 0, 1, 9]
    assert user.states(view(), 1, tried=9, succeeded=4) == 4


def test_a_user_is_one_person_and_a_crowd_a_thousand() -> None:
    assert (User().demand.people, Crowd().demand.people) == (1, 1000)
    assert len(Crowd(Demand(people=3)).people(view()).worths) == 3


@pytest.mark.parametrize(("time", "next_time"), [(0.0, 1800.0), (1800.0, 5400.0), (3599.0, 5400.0), (9000.2, 12600.0)])
def test_a_user_comes_at_half_past_the_hour(time: float, next_time: float) -> None:
    user = User()
    assert user.comes(replace(view(), time=time), user.people(view())) == next_time


def test_occasional_users_differ_in_pace_and_in_worth() -> None:
    streams, one = Streams(0), Occasional(spread=1.0)

    def met(person: int) -> View:
        return replace(view(), draws=lambda purpose: streams.of("agent", "users", person, purpose))

    people = [one.people(met(person)) for person in range(4000)]
    paces, worths = np.array([p.pace for p in people]), np.array([p.worths[0] for p in people])
    assert paces.mean() == pytest.approx(1.0, rel=0.1)  # the standard deviation of one is 1.31
    assert np.log(paces).std() == pytest.approx(1.0, rel=0.05)
    assert np.log(worths).mean() == pytest.approx(np.log(0.02), abs=0.03)
    assert np.log(worths).std() == pytest.approx(0.5, rel=0.05)
    assert abs(np.corrcoef(np.log(paces), np.log(worths))[0, 1]) < 0.06


def test_an_occasional_user_wants_one_thing_at_a_time() -> None:
    user, seen = Occasional(), view()
    wanted = [user.wants(seen, (Offer(4, 0.9, 0.02),), user.people(seen), 0.0) for _ in range(50)]
    assert {tuple(w.shape) for w in wanted} == {(1, 3)}
    assert {int(w.sum()) for w in wanted} == {1}


def test_an_occasional_user_reports_as_far_as_the_market_lets_it() -> None:
    user, seen = Occasional(report=1.0), view()  # the market believes a report for a hundred answers
    assert [user.checks(seen, 4, bought, checked) for bought, checked in ((99, 0), (100, 0), (100, 1), (200, 1))] == [
        0,
        1,
        0,
        1,
    ]
    assert {Occasional(report=0.0).checks(seen, 4, 1000, 0) for _ in range(20)} == {0}


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Occasional(Demand(people=2)),
        lambda: Occasional(spread=-1.0),
        lambda: Developer(every=0),
        lambda: Plagiarist(inner=Developer(), disguise=0.0),
        lambda: WashBuyer(inner=Developer(), requests=0),
        lambda: Briber(inner=Developer(), bribe=0),
        lambda: RubberStamp(inner=Auditor(), stamp=10**6 + 1),
        lambda: Bribable(inner=Auditor(), price=0),
        lambda: User(report=1.5),
    ],
)
def test_parameters_out_of_range_are_refused(wrong: Any) -> None:
    with pytest.raises(ValueError, match="allowed:"):
        wrong()
