"""A market on a small factory: who is certified, who buys, who is paid, and what is refused."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from agents.behaviours.auditor.bribable import Bribable
from agents.behaviours.auditor.honest import Honest as Auditor
from agents.behaviours.auditor.rubber_stamp import RubberStamp
from agents.behaviours.developer.briber import Briber
from agents.behaviours.developer.honest import Honest as Developer
from agents.behaviours.developer.plagiarist import Plagiarist
from agents.behaviours.developer.wash_buyer import WashBuyer
from agents.behaviours.user.honest import Honest as User
from agents.behaviours.user.occasional import Occasional
from agents.behaviours.user.rational import Rational as Friend
from mechanisms.contracts.bridge import Bridge
from mechanisms.contracts.fee_split import FeeSplit
from sim.durations import DAY
from sim.factory import Factory
from sim.messages.audit import Contradicted, Finding, RequestAudit
from sim.messages.bridge import Deposit, Redeem
from sim.messages.model_market import Deploy, Experience, Purchase, Retire, RollBack
from sim.money import TOKEN
from sim.world.demand import Demand
from tests.factory.books import conserved
from tests.factory.conftest import Line, Play, Played
from tests.factory.market import CENTS, market
from tests.golden.tracer import group, tracer

EVERY = Developer(every=1)


@pytest.fixture(scope="module")
def honest() -> Played:
    factory = Factory(market())
    factory.run()
    return Played(factory)


def bodies(played: Played, kind: str) -> list[dict[str, Any]]:
    return [fact.body for fact in played.facts(kind)]


def test_each_round_brings_a_version_in_the_place_of_the_one_before(honest: Played) -> None:
    settled = [body["model"] for body in bodies(honest, "RoundSettled")]
    deployed = bodies(honest, "Deployed")
    assert [(body["version"], body["model"]) for body in deployed] == list(enumerate(settled, 1))
    assert [body["rounds"] for body in deployed[:3]] == [[0], [0, 1], [0, 1, 2]]
    assert [body["version"] for body in bodies(honest, "Retired")] == list(range(1, len(deployed)))


def test_who_cannot_pay_for_the_next_audit_sells_what_was_learnt_since_under_the_last_certificate(play: Play) -> None:
    """Four tokens beside the stake pay for one audit of three."""
    poor = group("developer", EVERY, tokens=104)
    played = play(market(hours=4, developers=poor, sells={"trial": 0.0}))
    assert [body["version"] for body in bodies(played, "Deployed")] == [1]
    settled = [body["model"] for body in bodies(played, "RoundSettled")]
    updated = [(body["version"], body["model"]) for body in bodies(played, "Updated")]
    assert updated == [(1, model) for model in settled[1 : 1 + len(updated)]] and len(updated) >= 2


def test_a_certificate_is_the_median_of_what_auditors_measured_themselves(honest: Played) -> None:
    for body in bodies(honest, "Certified"):
        assert body["accuracy"] == sorted(accuracy for _, accuracy in body["findings"])[1]
    jobs = [row for row in honest.rows("jobs") if row["owner"].startswith("auditors")]
    assert len(jobs) == 3 * len(bodies(honest, "AuditOpened")) and {row["kind"] for row in jobs} == {"Evaluation"}
    assert honest.moved("audit/audits/1", "auditors.0") == [TOKEN]


def test_users_pay_and_all_that_they_pay_is_divided(honest: Played) -> None:
    conserved(honest.factory)
    assert honest.ledger.residual() == {"token": 0, "usd": 0}
    usage = [row for row in honest.rows("usage") if row["version"]]
    assert len(usage) >= 3 and all(row["fees"] == row["requests"] * 2 * CENTS for row in usage)
    paid = sum(row["amount"] for row in honest.rows("ledger") if row["asset"] == "usd" and row["payer"] == "world.0")
    assert paid == sum(row["fees"] for row in usage) == sum(honest.moved("issuance", "world.0")[1:])
    divided = sum(body["fees"] for body in bodies(honest, "FeesSettled"))
    left = sum(honest.ledger.balance(f"model_market/fees/{n}", "usd") for n in range(1, 8))
    out = sum(row["amount"] for row in honest.rows("ledger") if row["payer"].startswith("model_market/fees"))
    assert divided == out == paid - left


def test_contributors_are_paid_by_what_the_rounds_of_the_version_paid_them(honest: Played) -> None:
    """The pot's payments, without those for checks, which are not what made the model."""
    market = honest.factory.chain.contracts["model_market"].published()
    ends = [fact.time for fact in honest.facts("RoundSettled")]
    delivered = {fact.number for fact in honest.facts("Included") if "Delivery" in str(fact.body)}
    for version in (1, 2):
        got: Counter[str] = Counter()
        for row in honest.rows("ledger"):
            if (
                row["payer"] == "training_round/pot"
                and row["time"] <= ends[version - 1]
                and row["cause"] not in delivered
            ):
                got[row["payee"]] += row["amount"]
        assert dict(market["provenance"][version]) == {who: amount for who, amount in got.items() if amount}


def test_what_users_see_lies_between_certificate_and_truth(honest: Played) -> None:
    for row in honest.rows("usage"):
        if row["version"]:
            low, high = sorted((row["certified"], row["accuracy"]))
            assert low - 0.05 <= row["perceived"] <= high + 0.05


def test_the_same_market_twice(honest: Played, play: Play) -> None:
    assert play(market()).hashes == honest.hashes


SAYS = (
    (Purchase(1, 0, 10 * CENTS), "requests=0"),
    (Purchase(9, 1, 10 * CENTS), "version 9 is not on sale"),
    (Purchase(1, 1, CENTS), "costs 20000000, and not 10000000"),
    (Purchase(1, 1, 2 * CENTS), "holds 0 usd"),
    (Experience(1, 1, 1), "too many"),
    (Experience(1, 2, 1), "allowed: 0 to tried"),
    (Experience(9, 1, 1), "no version 9"),
    (Retire(1), "version 1 is not idle.0's"),
    (RollBack(1, 2), "version 1 is not idle.0's"),
    (Deploy("0" * 32, 1), "no certificate 1 for model"),
    (Deposit(5), "nobody has seen dollars of idle.0"),
    (Redeem(5), "holds 0 usd"),
    (RequestAudit("0" * 32), "no vector is kept"),
    (Finding(1, 5), "waits for no finding of idle.0"),
    (Contradicted(1, 5), "idle.0 is not believed"),
)


def test_what_a_stranger_may_not_do(play: Play) -> None:
    lines = [Line(2100.0 + 13 * place, "idle.0", message) for place, (message, _) in enumerate(SAYS)]
    played = play(market(hours=1, idle=group("compute", stake=100)), lines)
    refusals = played.refusals("idle.0")
    assert len(refusals) == len(SAYS)
    assert all(reason in said for said, (_, reason) in zip(refusals, SAYS, strict=True)), refusals
    assert played.ledger.balance("idle.0", "usd") == 0


def test_a_certificate_is_its_owners(play: Play, honest: Played) -> None:
    model = bodies(honest, "Deployed")[0]["model"]
    played = play(market(hours=1, idle=group("compute")), [Line(2100.0, "idle.0", Deploy(model, 1))])
    assert played.refusals("idle.0") == ["certificate 1 is developers.0's"]


def test_an_owner_goes_back_to_an_older_version_and_to_no_other(play: Play) -> None:
    times = (3700.0, 3720.0, 3740.0, 3760.0)
    said = (RollBack(1, 1), RollBack(1, 2), Retire(1), Retire(1))
    once = play(market(hours=1.5), [Line(t, "developers.0", m) for t, m in zip(times, said, strict=True)])
    assert once.refusals("developers.0") == [
        "version 1 is on sale already",
        "version 2 is not developers.0's",
        "version 1 is not on sale",
    ]
    back = play(market(hours=2.2), [Line(6000.0, "developers.0", RollBack(2, 1))])
    assert bodies(back, "RolledBack") == [{"version": 2, "onto": 1, "owner": "developers.0"}]
    versions = back.factory.chain.contracts["model_market"].published()["versions"]
    assert [versions[n].live for n in (1, 2)] == [True, False]


@pytest.mark.parametrize(("kinship", "stolen"), [(0.0, True), (0.05, False)])
def test_a_plagiarist_is_paid_as_a_maker_unless_the_market_looks_for_kinship(
    play: Play, kinship: float, stolen: bool
) -> None:
    played = play(market(developer=Plagiarist(inner=EVERY, disguise=0.01), sells={"kinship": kinship}))
    deployed = bodies(played, "Deployed")
    made = [body["model"] for body in bodies(played, "RoundSettled")]
    assert not {body["model"] for body in deployed} & set(made)
    assert [body["source"] for body in deployed] == ([""] * len(deployed) if stolen else made)
    fees = sum(body["fees"] for body in bodies(played, "FeesSettled"))
    assert fees > 0
    share = played.ledger.balance("developers.0", "usd") / fees
    assert share > 0.8 if stolen else share < 0.1  # a developer also holds a stake, one of eleven


def test_a_rubber_stamp_is_outvoted_by_two_who_look(play: Play) -> None:
    stamps = group("auditor", RubberStamp(inner=Auditor()))
    played = play(market(audits={"auditors": 4}, stamps=stamps, hours=2))
    assert all(body["accuracy"] < 950_000 for body in bodies(played, "Certified"))


def test_where_nobody_looks_users_find_out_and_auditors_are_fined(play: Play) -> None:
    user = User(Demand(requests=240_000.0, people=50, chance=0.0, swing=0.0))
    played = play(market(hours=4, auditor=RubberStamp(inner=Auditor()), user=user, sells={"enough": 20}))
    assert {body["accuracy"] for body in bodies(played, "Certified")} == {950_000}
    fined = bodies(played, "Slashed")
    assert {"auditors.0", "auditors.1", "auditors.2"} <= {body["account"] for body in fined}
    reasons = [body["reason"] for body in fined if body["account"] == "auditors.0"]
    assert reasons and all(reason.startswith("certificate ") for reason in reasons)


def test_a_bribe_buys_the_auditors_that_take_it(play: Play, honest: Played) -> None:
    bribable, briber = Bribable(inner=Auditor(), price=TOKEN), Briber(inner=EVERY, bribe=TOKEN)
    played = play(market(hours=2, auditor=bribable, developer=briber))
    assert played.moved("developers.0", "auditors.0")[:1] == [TOKEN]
    measured_once, bought = (body["accuracy"] for body in bodies(played, "Certified"))
    assert (measured_once, bought) == (0, 950_000)  # the first bribe comes too late for its own audit
    unpaid = play(market(hours=2, auditor=bribable))
    measured = [body["findings"] for body in bodies(honest, "Certified")]
    assert [body["findings"] for body in bodies(unpaid, "Certified")] == measured[:2]
    cheap = play(market(hours=2, auditor=bribable, developer=Briber(inner=EVERY, bribe=TOKEN - 1)))
    assert [body["findings"] for body in bodies(cheap, "Certified")] == measured[:2]


def test_a_wash_buyer_pays_for_a_better_name(play: Play, honest: Played) -> None:
    washer = WashBuyer(inner=EVERY, requests=20_000)
    played = play(market(developer=washer, believes=("world", "developers")))
    bought = [m for _, _, m in played.said("developers.0") if m["kind"] == "Purchase"]
    assert bought and all(message["requests"] == 20_000 for message in bought)
    for row in (r for r in played.rows("usage") if r["version"]):
        assert row["perceived"] > row["certified"]
    loss = sum(m["requests"] for m in bought) * 2 * CENTS - played.ledger.balance("developers.0", "usd")
    assert loss > 0  # what it paid to others, for a name
    assert play(market(developer=washer)).refusals("developers.0")[0].startswith("nobody has seen dollars")


@pytest.mark.parametrize(("developers", "washes"), [(50, False), (1000, True)])
def test_a_rational_friend_buys_for_show_where_the_fees_come_back(play: Play, developers: int, washes: bool) -> None:
    """A twentieth of what it pays, or all. The version of the fourth round is on sale for long enough to be settled."""
    fees = FeeSplit(contributors=0, developers=developers, holders=0, treasury=1000 - developers)
    friend = Friend(inner=User(Demand(requests=0.0, people=1)), friends=("developers",), guessing=0.0)
    friends = group("user", friend, tokens=1000, stake=0)
    sold = market(developer=Developer(every=4), sells={"fees": fees}, believes=("world", "friends"), friends=friends)
    played = play(sold)
    bought = [m for _, _, m in played.said("friends.0") if m["kind"] == "Purchase"]
    assert bool(bought) is washes
    assert played.refusals("friends.0") == []
    conserved(played.factory)


def test_users_apart_buy_as_much_as_a_crowd(play: Play, honest: Played) -> None:
    """Sixty users of four hundred requests a day each; shares differ by the luck of sixty draws of w."""
    one = User(Demand(requests=400.0, people=1, swing=0.0, growth=0.0, chance=0.0, reference=0.5))
    apart = play(market(world=group("user", one, count=60, tokens=1000, stake=0)))

    def bought(played: Played) -> Counter[str]:
        found: Counter[str] = Counter()
        for row in played.rows("usage"):
            found[row["seller"]] += row["requests"]
        return found

    users, crowd = bought(apart), bought(honest)
    assert users.total() == pytest.approx(crowd.total(), rel=0.05)
    for seller in ("developers.0", "rival", "nobody"):
        assert users[seller] / users.total() == pytest.approx(crowd[seller] / crowd.total(), abs=0.06)


def _share(rows: list[dict[str, Any]], number: int) -> float:
    """What part of the requests a version got while it was on sale, and the others were not."""
    sold = [row["time"] for row in rows if row["version"] == number]
    during = [row for row in rows if min(sold) <= row["time"] <= max(sold)]
    return float(sum(r["requests"] for r in during if r["version"] == number) / sum(r["requests"] for r in during))


def test_users_who_come_when_they_need_something_buy_as_much_as_a_crowd(play: Play, honest: Played) -> None:
    """Three hundred of eighty requests a day on average, one at a time and each at a pace of its own."""
    demand = Demand(requests=80.0, people=1, swing=0.0, growth=0.0, chance=0.0, reference=0.5)
    one = Occasional(demand, spread=0.3, report=0.05)
    groups = {"world": group("user", one, count=300, tokens=1000, stake=0)}
    played = play(market(sells={"reported": 1_000_000}, **groups))
    rows, crowd = played.rows("usage"), honest.rows("usage")
    assert {row["requests"] for row in rows} == {1}
    assert len(rows) == pytest.approx(6000, rel=0.05)
    assert len({row["time"] for row in rows}) > 2000  # everybody at times of its own, but for the blocks
    assert len({row["buyer"] for row in rows}) == 300
    for number in (3, 4, 5):  # each on sale for an hour, in which the crowd comes once
        ours, theirs = (_share(found, number) for found in (rows, crowd))
        assert ours == pytest.approx(theirs, abs=0.07)  # a standard error of .03, most of it three hundred draws of w
    bought = sum(row["seller"] == "developers.0" for row in rows)
    reports = [m for buyer in range(300) for _, _, m in played.said(f"world.{buyer}") if m["kind"] == "Experience"]
    assert {m["tried"] for m in reports} == {1}
    assert len(reports) == pytest.approx(0.05 * bought, rel=0.25)  # 100 to 150, a standard error of a tenth


def test_without_auditors_there_is_no_certificate_and_the_fee_comes_back(play: Play) -> None:
    played = play(market(hours=1, auditors=group("auditor", Auditor(), count=0)))
    assert [body["reason"] for body in bodies(played, "NotCertified")] == ["nobody audits"]
    assert played.moved("audit/audits/1", "developers.0") == [3 * TOKEN]
    assert bodies(played, "Deployed") == []


def test_auditors_may_be_paid_while_their_certificate_serves(play: Play) -> None:
    """Three tokens for three auditors over two days: half a token each after the first day."""
    once = Developer(every=1, renewal_days=30)
    played = play(market(hours=26, developer=once, audits={"paid_over": 2 * DAY}))
    paid = [r for r in played.rows("ledger") if r["payer"].startswith("audit/") and "auditors" in r["payee"]]
    released = [r["amount"] for r in paid if "/" not in r["payee"]]
    assert released == [TOKEN // 2] * 3


def test_what_is_redeemed_is_gone(play: Play) -> None:
    played = play(market(hours=1), [Line(100.0, "world.0", Deposit(7)), Line(200.0, "world.0", Redeem(3))])
    assert played.ledger.supply("usd") == 4
    assert played.moved("bridge", "burned") == [3]


def test_a_chain_without_dollars_says_so_before_anything_runs() -> None:
    with pytest.raises(ValueError, match=r"contracts.bridge.asset='usd': no such asset"):
        Factory(tracer(contracts={"bridge": Bridge()})).run()


def test_who_finds_its_choice_gone_looks_again(play: Play) -> None:
    """The developer takes its version off in the very block in which users would have bought it."""
    user = User(Demand(requests=240_000.0, people=50, chance=0.0, swing=0.0))
    gone = [Line(9000.2, "developers.0", Retire(2), tip=3)]
    played = play(market(hours=2.55, user=user), gone)
    assert played.refusals("world.0") == ["version 2 is not on sale"]
    last = [row for row in played.rows("usage") if row["time"] > 9000]
    assert [row["seller"] for row in last] == ["rival", "nobody"]
    assert sum(row["requests"] for row in last) == pytest.approx(10_000, rel=0.05)
