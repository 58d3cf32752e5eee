"""Leases on a small market for computing: who lets at which price, what is billed, and what a missing card costs."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agents.behaviours.compute.deserter import Deserter
from agents.behaviours.compute.lessor import Lessor
from agents.behaviours.compute.overclaimer import Overclaimer
from agents.behaviours.renter.hoarder import Hoarder
from agents.behaviours.renter.honest import Honest as Renter
from agents.behaviours.renter.rational import Rational
from mechanisms.contracts.compute_market import ComputeMarket
from mechanisms.pricing.base_fee import BaseFee
from mechanisms.selection.uniform import Uniform
from sim.factory import Factory
from sim.messages.compute_market import OfferCards, Rent, WithdrawCards
from sim.messages.message import Bundle
from sim.money import TOKEN
from tests.factory.books import conserved
from tests.factory.computing import Once, computing, lessor
from tests.factory.conftest import Line, Play, Played
from tests.golden.tracer import HONEST, group


@pytest.fixture(scope="module")
def honest() -> Played:
    factory = Factory(computing())
    factory.run()
    return Played(factory)


def told(played: Played, kind: str) -> list[dict[str, Any]]:
    return [fact.body for fact in played.facts(kind)]


def test_the_cheapest_lets_at_the_price_of_the_next(honest: Played) -> None:
    """A second-price auction: Cheap asks five, Dear seven. Ruth had put up ten."""
    (leased,) = honest.facts("Leased")
    assert leased.time == 3648  # looked up at the first hour, bids for a minute, blocks of 12 s
    assert (leased.body["owner"], leased.body["price"], leased.body["until"]) == ("cheap.0", 7 * TOKEN, 14_448)
    assert honest.moved("ruth.0", "compute_market/escrow/1") == [60 * TOKEN]
    assert honest.moved("compute_market/escrow/1", "ruth.0") == [18 * TOKEN, 14 * TOKEN]


def test_what_the_meter_shows_is_paid_period_by_period_and_the_rest_goes_back(honest: Played) -> None:
    """Two cards from 3,648 to 10,848 s: in the periods that end at 2, 3 and 4 h they are used for 3,552, 3,600 and 48 s."""
    assert [(fact.time, fact.body["used"]) for fact in honest.facts("LeaseBilled")] == [
        (7200, 2 * 3_552_000),
        (10_800, 2 * 3_600_000),
        (14_400, 2 * 48_000),
    ]
    assert honest.moved("compute_market/escrow/1", "cheap.0") == [13_813_333_333, 14_000_000_000, 186_666_667]
    (ended,) = told(honest, "LeaseEnded")
    assert (ended["paid"], ended["returned"], ended["reason"]) == (28 * TOKEN, 14 * TOKEN, "over")
    conserved(honest.factory)
    assert [account for account in honest.ledger.holders() if "escrow" in account] == []


def test_the_same_market_twice(honest: Played, play: Play) -> None:
    assert play(computing()).hashes == honest.hashes


def test_jobs_run_where_they_are_rented(play: Play) -> None:
    """Cheap has four cards. Of two renters of three at once, the one who comes second (by the hash) finds them taken and is
    sent to Dear."""
    both = group("renter", Once(Rent(3, 3, 10 * TOKEN)), count=2, tokens=1000, stake=0)
    played = play(computing(ruth=both))
    where = {row["owner"]: row["nodes"] for row in played.rows("jobs")}
    assert {body["account"]: f"{body['owner']}/0" for body in told(played, "Leased")} == where
    assert sorted(where.values()) == ["cheap.0/0", "dear.0/0"]
    # The second auction has one bidder, and pays the reserve: the most that the renter would.
    assert {body["owner"]: body["price"] for body in told(played, "Leased")} == {
        "cheap.0": 7 * TOKEN,
        "dear.0": 10 * TOKEN,
    }


@pytest.mark.parametrize(("owner", "price"), [("cheap.0", 6), ("dear.0", 7)])
def test_without_an_auction_the_price_is_the_posted_one_or_the_owners(play: Play, owner: str, price: int) -> None:
    rest: dict[str, Any] = {"dear": None} if owner == "cheap.0" else {"cheap": None}
    (leased,) = told(play(computing(rules={"selection": Uniform()}, **rest)), "Leased")
    assert (leased["owner"], leased["price"]) == (owner, price * TOKEN)


@pytest.mark.parametrize(
    ("renter", "reason"),
    [
        (Once(Rent(5, 1, 10 * TOKEN)), "nobody has what is wanted"),
        (Once(Rent(1, 1, 4 * TOKEN)), "nobody has what is wanted"),
        (Once(Rent(1, 1, 5 * TOKEN)), "too dear"),
    ],
)
def test_who_finds_nothing_gets_its_money_back(play: Play, renter: Once, reason: str) -> None:
    """In the last case only Cheap is within reach of the five, but six is posted and no auction is held."""
    played = play(computing(renter=renter, rules={"selection": Uniform()}))
    assert [body["reason"] for body in told(played, "NotLeased")] == [reason]
    assert played.ledger.balance("ruth.0") == 1000 * TOKEN


def test_who_runs_too_long_is_paid_for_until_the_end_and_no_longer(play: Play) -> None:
    played = play(computing(renter=Once(Rent(2, 3, 10 * TOKEN), hours=50.0)))
    (ended,) = told(played, "LeaseEnded")
    assert (ended["paid"], ended["returned"]) == (42 * TOKEN, 0)
    assert [(row["outcome"], row["ended"]) for row in played.rows("jobs")] == [("cancelled", 14_448)] * 2


def test_who_runs_nothing_pays_nothing(play: Play) -> None:
    played = play(computing(renter=Once(hours=0.0)))
    assert played.ledger.balance("ruth.0") == 1000 * TOKEN
    assert played.rows("jobs") == []


def test_where_idle_cards_have_a_price_who_holds_them_pays_that(play: Play) -> None:
    """Two cards for three hours at seven tokens are 42. One that runs nothing pays a quarter; one that runs for two hours
    pays 28, and a quarter of the rest, 3.5."""
    for hours, paid in ((0.0, 10.5), (2.0, 31.5)):
        played = play(computing(renter=Once(hours=hours), terms={"idle": 250}))
        (ended,) = told(played, "LeaseEnded")
        assert (ended["paid"], ended["returned"]) == (paid * TOKEN, (42 - paid) * TOKEN)
        conserved(played.factory)


def test_a_hoarder_keeps_cards_from_those_who_need_them_at_no_cost(play: Play) -> None:
    """Cheap has four cards, which is all that there are. It holds them for the whole day."""
    hoarder = group("renter", Hoarder(inner=Renter(a_day=0.0), cards=4, most=10 * TOKEN), tokens=10_000, stake=0)
    late = Once(Rent(1, 1, 10 * TOKEN), hours=1.0, after=7200.0)
    played = play(computing(hours=20, dear=None, renter=late, hoarders=hoarder))
    turned_away = [body["reason"] for body in told(played, "NotLeased") if body["account"] == "ruth.0"]
    assert set(turned_away) == {"nobody has what is wanted"}
    assert [body["account"] for body in told(played, "Leased")] == ["hoarders.0"]
    assert played.moved("compute_market/escrow/2", "cheap.0") == []


@pytest.mark.parametrize(("idle", "holds"), [(0, True), (1000, False)])
def test_a_rational_renter_holds_cards_in_a_shortage_unless_idle_ones_cost_their_price(
    play: Play, idle: int, holds: bool
) -> None:
    """Three others want four cards each, every hour, of eight that there are: most of them find nobody."""
    needs = Renter(a_day=12.0, cards=2, hours=1, most=10 * TOKEN)
    rational = Rational(inner=needs, most=10 * TOKEN, hours=2, a_day=12.0, used=0.8)
    others = group("renter", Renter(a_day=1e6, cards=4, hours=1, most=10 * TOKEN), count=3, tokens=1000, stake=0)
    played = play(computing(hours=40, renter=rational, others=others, terms={"idle": idle}))
    wishes = [message for _, _, message in played.said("ruth.0") if message["kind"] == "Rent"]
    assert any(wish["hours"] == 2 for wish in wishes) is holds
    assert wishes
    conserved(played.factory)


def test_who_claims_cards_that_it_has_not_loses_its_bond_when_they_are_let(play: Play) -> None:
    """Eight on offer, four there. Of six let two are missing when the first period ends: twice ten tokens, to Ruth. What is
    left of the bond comes back with the end of the lease, and the truth is offered a day later."""
    liar = group("compute", Overclaimer(inner=lessor(4)), machines=("server",))
    played = play(computing(hours=25, renter=Once(Rent(6, 3, 10 * TOKEN)), liar=liar))
    (missing,) = played.facts("CardsMissing")
    assert (missing.time, missing.body) == (7200, {"owner": "liar.0", "missing": 2, "amount": 20 * TOKEN})
    assert played.moved("compute_market/bond/liar.0", "ruth.0") == [20 * TOKEN]
    (ended,) = told(played, "LeaseEnded")
    assert ended["reason"] == "cards were missing"
    assert played.moved("compute_market/bond/liar.0", "liar.0") == [140 * TOKEN]
    # Four cards worked for 3,552 s, at the ten tokens an hour that Ruth would pay: nobody else had six to bid with.
    assert ended["paid"] == 4 * 3552 * 10 * TOKEN // 3600
    assert [body["cards"] for body in told(played, "CardsOffered") if body["owner"] == "liar.0"] == [8, 0, 8]
    conserved(played.factory)


def test_an_overclaim_costs_nothing_while_nobody_takes_it_up(play: Play) -> None:
    liar = group("compute", Overclaimer(inner=lessor(4)), machines=("server",))
    assert told(play(computing(liar=liar)), "CardsMissing") == []


def test_who_walks_away_from_a_lease_loses_its_bond(play: Play) -> None:
    """It looks up after a day; the lease of a day and a half, taken in the first hour, is not over then."""
    deserter = group("compute", Deserter(inner=lessor(4), at_days=1.0), machines=("server",))
    played = play(computing(hours=40, renter=Once(Rent(2, 36, 10 * TOKEN), hours=30.0), away=deserter))
    (missing,) = played.facts("CardsMissing")
    assert (missing.time, missing.body["missing"], missing.body["amount"]) == (90_000, 2, 20 * TOKEN)
    assert {row["outcome"] for row in played.rows("jobs")} == {"failed"}
    assert played.ledger.balance("compute_market/bond/away.0") == 0
    conserved(played.factory)


def test_who_leaves_in_good_order_serves_its_leases_first(play: Play) -> None:
    class Leaves(Lessor):
        def stays(self, view: Any) -> bool:
            return bool(view.time < 86_400)

    tired = group("compute", Leaves(inner=HONEST["compute"], price=4 * TOKEN), machines=("server",))
    played = play(computing(hours=40, renter=Once(Rent(2, 36, 10 * TOKEN), hours=30.0), tired=tired))
    assert told(played, "CardsMissing") == []
    assert {row["outcome"] for row in played.rows("jobs")} == {"done"}
    assert [(body["reason"], body["owner"]) for body in told(played, "LeaseEnded")] == [("over", "tired.0")]
    assert [fact.time > 36 * 3600 for fact in played.facts("Left", "registry")] == [True]
    assert played.ledger.balance("compute_market/bond/tired.0") == 0


def test_a_price_follows_demand(play: Play) -> None:
    """Eight cards on offer, of which seven tenths are five whole ones: two let are three fifths of it too few, and the price
    falls by an eighth of that, from six tokens to 5.55."""
    played = play(computing(hours=2.5, rules={"selection": Uniform(), "pricing": BaseFee()}))
    assert told(played, "CardsPriced") == [{"price": 5_250_000_000}, {"price": 4_856_250_000}]


def test_an_honest_renter_comes_as_often_as_it_says(play: Play) -> None:
    """Twelve needs a day are 1 - exp(-.5) = .393 an hour: a lease of an hour, then 1.54 hours without: 78 leases in
    200 hours, give or take three times 6.8."""
    renter = Renter(a_day=12.0, cards=1, hours=1, most=10 * TOKEN)
    played = play(computing(hours=200, renter=group("renter", renter, tokens=1000).behaviour))
    assert 57 < len(told(played, "Leased")) < 99
    assert {row["outcome"] for row in played.rows("jobs")} == {"done"}


SAYS = (
    (OfferCards(0, 1), "cards=0, price=1; allowed: 1 or more, 1 or more"),
    (OfferCards(1, 0), "cards=1, price=0"),
    (OfferCards(10**6, 1), "idle.0 holds "),
    (WithdrawCards(), "idle.0 has no cards on offer"),
    (Rent(0, 1, 1), "cards=0, hours=1, most=1; allowed: 1 or more, 1 to 168, 1 or more"),
    (Rent(1, 169, 1), "cards=1, hours=169"),
    (Rent(1, 1, 2000 * TOKEN), "idle.0 holds "),
)


def test_what_is_refused(play: Play) -> None:
    lines = [Line(100.0 + 13 * place, "idle.0", message) for place, (message, _) in enumerate(SAYS)]
    lines.append(Line(5000.0, "cheap.0", OfferCards(1, 5 * TOKEN)))
    played = play(computing(hours=2, idle=group("renter", Once(after=1e9), tokens=1000)), lines)
    refusals = played.refusals("idle.0")
    assert [said.startswith(reason) for said, (_, reason) in zip(refusals, SAYS, strict=True)] == [True] * len(SAYS)
    assert played.refusals("cheap.0") == [f"cards=1, price={5 * TOKEN}; allowed: 2 or more, 1 or more"]


def test_an_offer_can_be_made_smaller_and_what_it_no_longer_needs_of_its_bond_is_free(play: Play) -> None:
    lines = [Line(5000.0, "cheap.0", OfferCards(3, 9 * TOKEN)), Line(5100.0, "dear.0", WithdrawCards())]
    played = play(computing(), lines)
    assert played.moved("compute_market/bond/cheap.0", "cheap.0") == [20 * TOKEN]
    assert played.moved("compute_market/bond/dear.0", "dear.0") == [80 * TOKEN]


@pytest.mark.parametrize(
    ("make", "complaint"),
    [
        (lambda: ComputeMarket(opening=0), "opening=0, longest=168, period=3600.0; allowed: 1 or more"),
        (lambda: ComputeMarket(period=float("inf")), "period=inf"),
        (lambda: ComputeMarket(penalty=2, bond=1), "penalty=2, bond=1, occupancy=700; allowed: penalty 0 to bond"),
        (lambda: ComputeMarket(occupancy=0), "occupancy=0"),
        (lambda: ComputeMarket(idle=1001), "idle=1001; allowed: 0 to 1000 parts per thousand"),
        (
            lambda: Factory(computing(terms={"asset": "usd"})).run(),
            "contracts.compute_market.asset='usd': no such asset",
        ),
        (lambda: Lessor(inner=None, price=0), "Lessor.price=0; allowed: 1 base unit or more"),
        (lambda: Overclaimer(inner=None, times=1), "Overclaimer.times=1; allowed: 2 or more"),
        (lambda: Deserter(inner=None, at_days=-1.0), "Deserter.at_days=-1.0; allowed: 0 or more"),
        (lambda: Renter(cards=0), "cards=0, hours=6"),
        (lambda: Renter(a_day=-1.0), "a_day=-1.0, part=0.8; allowed: 0 or more"),
    ],
)
def test_terms_that_cannot_be(make: Any, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        make()


NUMBERS = st.sampled_from((-1, 0, 1, 2, 4, 8, 168, 10**9, 7 * TOKEN, 2**62, 2**70))
ONE: st.SearchStrategy[Any] = st.one_of(
    st.builds(OfferCards, NUMBERS, NUMBERS), st.just(WithdrawCards()), st.builds(Rent, NUMBERS, NUMBERS, NUMBERS)
)
SENT = ONE | st.lists(ONE, min_size=1, max_size=3).map(lambda several: Bundle(tuple(several)))
TIMES = st.sampled_from((1.0, 30.0, 100.0, 3599.5, 3601.0, 3648.5, 5000.0, 7199.0, 7201.0, 9000.0))
SENDERS = st.sampled_from(("cheap.0", "dear.0", "ruth.0", "idle.0"))
LINES = st.lists(st.builds(Line, TIMES, SENDERS, SENT, st.sampled_from((None, 3))), max_size=15)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(script=LINES, auction=st.booleans())
def test_any_script(play: Play, script: list[Line], auction: bool) -> None:
    """Whatever is said, no money is made or lost, and nothing stays in the escrow of a lease that is over."""
    rules = {} if auction else {"selection": Uniform()}
    played = play(computing(hours=4, rules=rules, idle=group("renter", Once(after=1e9), tokens=1000)), script)
    conserved(played.factory)
    over = {body["lease"] for kind in ("LeaseEnded", "NotLeased") for body in told(played, kind)}
    held = {int(a.rpartition("/")[2]) for a in played.ledger.holders() if a.startswith("compute_market/escrow/")}
    assert not held & over
