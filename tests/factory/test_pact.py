"""A vote is bought by a promise that the chain keeps, and not by a word."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from agents.behaviours.holder.briber import Briber
from agents.behaviours.holder.honest import Honest
from agents.behaviours.holder.self_serving import SelfServing
from agents.behaviours.holder.vote_seller import VoteSeller
from agents.population import Group
from mechanisms.contracts.governor import Governor
from mechanisms.contracts.pact import Pact
from mechanisms.contracts.treasury import Treasury
from mechanisms.contracts.vault import Vault
from mechanisms.governance.token_vote import TokenVote
from sim.blueprint import Blueprint
from sim.messages.court import Statement
from sim.messages.pact import Claim, Promise
from sim.money import TOKEN
from tests.factory.books import conserved
from tests.factory.conftest import Line, Play, Played
from tests.golden.tracer import tracer

MEMBER = Statement("registry", "members", "trainers.0", "role", "trainer")
GREED = SelfServing(inner=Honest(), prize=300 * TOKEN)


def holders(behaviour: Any = None, stake: int = 100, count: int = 1) -> Group:
    return Group("holder", behaviour or Honest(), count, 1000 * TOKEN, stake * TOKEN)


def bought(behaviour: Briber, trusts: bool = False) -> Blueprint:
    """Eve wants 300 tokens from the treasury; two of her three peers might sell, at 20 tokens."""
    seller = VoteSeller(inner=Honest(), price=20 * TOKEN, trusts=trusts)
    contracts = {
        "vault": Vault(),
        "governor": Governor(delay=600.0, timelock=600.0),
        "treasury": Treasury(endowment=10_000 * TOKEN, serves=("training_round", "governor")),
        "pact": Pact(),
    }
    rules = {"governance": TokenVote(quorum=200, period=600.0)}
    groups = {"eve": holders(behaviour), "sellers": holders(seller, count=2), "ann": holders()}
    return tracer(contracts=contracts, rules=rules, **groups)


def outcome(played: Played) -> str:
    (concluded,) = played.facts("Concluded")
    return str(concluded.body["outcome"])


def promise(amount: int = 5, until: float = 600.0, **changes: Any) -> Promise:
    return replace(Promise("trainers.0", amount, MEMBER, until), **changes)


def test_without_a_bribe_the_grab_is_voted_down(play: Play) -> None:
    assert outcome(play(bought(Briber(inner=GREED)))) == "defeated"


def test_a_bribe_of_40_tokens_takes_300_and_is_paid_when_it_has_worked(play: Play) -> None:
    briber = Briber(inner=GREED, sellers=("sellers.0", "sellers.1"), bribe=20 * TOKEN)
    played = play(bought(briber))
    assert outcome(played) == "enacted"
    assert played.moved("treasury", "eve.0") == [300 * TOKEN]
    assert [played.moved("pact", f"sellers.{n}") for n in range(2)] == [[20 * TOKEN]] * 2
    conserved(played.factory)


def test_below_their_price_they_vote_as_they_think(play: Play) -> None:
    cheap = Briber(inner=GREED, sellers=("sellers.0", "sellers.1"), bribe=20 * TOKEN - 1)
    assert outcome(play(bought(cheap))) == "defeated"


def test_a_word_buys_only_who_trusts_and_nobody_keeps_it(play: Play) -> None:
    word = Briber(inner=GREED, sellers=("sellers.0", "sellers.1"), bribe=20 * TOKEN, bound=False)
    assert outcome(play(bought(word))) == "defeated"
    trusted = play(bought(word, trusts=True))
    assert outcome(trusted) == "enacted"
    assert [row for row in trusted.rows("ledger") if row["payer"] == "pact"] == []


def test_a_promise_is_paid_once_and_only_when_it_is_true(play: Play) -> None:
    false = promise(statement=replace(MEMBER, value="validator"))
    lines = [Line(60.0, "eve.0", promise()), Line(80.0, "eve.0", false)]
    lines += [Line(at, "ann.0", Claim(number)) for at, number in ((100.0, 0), (120.0, 0), (140.0, 1), (160.0, 2))]
    played = play(bought(Briber(inner=Honest())), lines)
    assert played.moved("pact", "trainers.0") == [5]
    assert played.refusals("ann.0") == [
        "there is no open promise 0 with money behind it",
        "what promise 1 depends on is not true now",
        "there is no open promise 2 with money behind it",
    ]


def test_nothing_is_paid_into_what_another_contract_keeps_for_somebody(play: Play) -> None:
    """One unit in the stake of somebody who is no member would keep it out: its stake would seem to be unbonding still."""
    gift = promise(account="registry/stake/ann.0")
    played = play(bought(Briber(inner=Honest())), [Line(60.0, "eve.0", gift), Line(100.0, "ann.0", Claim(0))])
    assert played.refusals("ann.0") == ["registry/stake/ann.0 is kept by registry, which pact may not add to"]
    assert played.ledger.balance("registry/stake/ann.0") == 0
    assert played.moved("pact", "eve.0") == [5]


def test_what_was_put_up_for_nothing_goes_back(play: Play) -> None:
    false = promise(statement=replace(MEMBER, table="nothing"))
    played = play(bought(Briber(inner=Honest())), [Line(60.0, "eve.0", false), Line(700.0, "ann.0", Claim(0))])
    (lapsed,) = played.facts("Lapsed")
    assert lapsed.time == 600
    assert played.moved("pact", "eve.0") == [5]
    assert played.refusals("ann.0") == ["there is no open promise 0 with money behind it"]


def test_what_is_no_promise_is_refused(play: Play) -> None:
    lines = [Line(60.0, "eve.0", promise(amount=0)), Line(80.0, "eve.0", promise(until=50.0))]
    lines += [Line(100.0, "eve.0", promise(amount=2000 * TOKEN))]
    reasons = play(bought(Briber(inner=Honest())), lines).refusals("eve.0")
    assert reasons[:2] == [
        "amount=0, until=600.0; allowed: 1 or more, and a time to come",
        "amount=5, until=50.0; allowed: 1 or more, and a time to come",
    ]
    assert reasons[2].startswith("eve.0 holds ")
