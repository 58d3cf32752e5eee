"""Whoever sends whatever, whenever, in whatever bundle: it takes effect or is refused; no money is made, lost, stuck or paid
twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import fields
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, get_type_hints

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agents.behaviours.provider.honest import Honest
from mechanisms.contracts.court import Court
from mechanisms.contracts.data_market import DataMarket
from mechanisms.contracts.exchange import Exchange
from mechanisms.contracts.governor import Governor
from mechanisms.contracts.lending import Lending
from mechanisms.contracts.pact import Pact
from mechanisms.contracts.registry import Registry
from mechanisms.contracts.treasury import Treasury
from mechanisms.contracts.vault import Vault
from mechanisms.dispute.schelling_court import SchellingCourt
from mechanisms.exchange.constant_product import ConstantProduct
from mechanisms.governance.token_vote import TokenVote
from mechanisms.pricing.as_asked import AsAsked
from mechanisms.staking.bonded import Bonded
from sim.chain.assets import Asset
from sim.chain.profile import ChainProfile
from sim.effects.effect import Effect
from sim.effects.invoke import Invoke
from sim.effects.law import SetParameter
from sim.effects.money import Burn, Pay, Slash
from sim.factory import Factory
from sim.messages.court import Statement
from sim.messages.data_market import Licence
from sim.messages.message import Bundle, Message, To
from sim.messages.registry import Leave
from sim.messages.treasury import Requisition
from sim.money import TOKEN
from tests.factory.books import conserved
from tests.factory.conftest import Line, Play, Played
from tests.golden.tracer import group, tracer, training_round

FOLDER = Path(__file__).parents[2] / "sim" / "messages"
MEMBERS = ("cheats.0", "owners.0", "providers.0", "trainers.0", "trainers.1", "validators.0")
SENDERS = (*MEMBERS, "idle.0", "idle.1")
CONTRACTS = (
    "registry",
    "treasury",
    "emission",
    "training_round",
    "transfers",
    "host",
    "casino",
    "vault",
    "governor",
    "pact",
    "court",
    "exchange",
    "lending",
    "data_market",
)
PURSES = ("training_round/pot", "registry/stake/trainers.0", "burned", "issuance", "proposer")
KINDS = (
    "Accuse Aggregate Announce Answer Apply Attest Borrow BuyUse ChallengeRow Claim Commit Complain Contradicted "
    "Delegate Delivery Deploy Deposit DepositVotes Enter Excuse Execute Experience Finding Guarantee Join "
    "Leave Liquidate ListData Offence Offer OfferCards OpenReport OpenRow PassOn Pledge PostBounty Promise Propose "
    "Provide Purchase Recall Reclaim Redeem RefuseAll Release Remit Rent Repay Report Reprice RequestAudit "
    "Requisition Retire Reveal Revoke RollBack SealReport Show Support Trade Update Used Veto WithdrawCards "
    "WithdrawConsent WithdrawVotes"
)


def kinds() -> list[type[Message]]:
    """Every message of sim/messages, in alphabetical order."""
    modules = [import_module(f"sim.messages.{path.stem}") for path in FOLDER.glob("*.py") if path.stem != "__init__"]
    found = {kind for module in modules for kind in vars(module).values() if isinstance(kind, type)}
    return sorted((k for k in found if issubclass(k, Message) and k not in (Message, Bundle)), key=lambda k: k.__name__)


def test_the_messages_are_these() -> None:
    assert " ".join(kind.__name__ for kind in kinds()) == KINDS


@cache
def keys() -> tuple[str, ...]:
    """Keys and salts that mean something in an undisturbed tracer, and one that does not."""
    factory = Factory(tracer())
    factory.run()
    said = [message for account in MEMBERS for _, _, message in Played(factory).said(account)]
    return ("0" * 32, *sorted({m[name] for m in said for name in ("data", "digest", "update", "salt") if name in m}))


def anything() -> st.SearchStrategy[Any]:
    leaf = st.none() | st.booleans() | NUMBERS | st.sampled_from(keys())
    return st.recursive(leaf, lambda inner: st.lists(inner, max_size=2).map(tuple), max_leaves=4)


ACCOUNTS = st.sampled_from((*SENDERS, *PURSES, "treasury", "nobody", ""))
NUMBERS = st.sampled_from((-(10**9), -1, 0, 1, 7, 100 * TOKEN, 2**62, 2**70))
BY_NAME: dict[str, st.SearchStrategy[Any]] = {
    "account": ACCOUNTS,
    "root": st.sampled_from(("0" * 64, "0" * 63)),
    "row": st.sampled_from((-1, 0, 9, 10)),
    "rows": st.sampled_from((10, 10, 0, -1, 2**62)),
    "use": st.sampled_from(("train", "audit", "sell")),
    "asset": st.sampled_from(("token", "token", "gold")),
    "give": st.sampled_from(("token", "usd", "gold")),
    "take": st.sampled_from(("token", "usd", "gold")),
    "measured": st.lists(st.tuples(st.sampled_from(("group_gap", "kindness")), NUMBERS), max_size=2).map(tuple),
    "purse": ACCOUNTS,
    "query": st.sampled_from(("training_round/1", "training_round/2", "training_round/3", "training_round/99")),
    "reason": st.just("because"),
    "role": st.sampled_from(("trainer", "validator", "provider", "compute", "king")),
    "round": st.sampled_from((-1, 0, 0, 0, 1, 10**6)),
    "scores": st.lists(st.tuples(ACCOUNTS, NUMBERS), max_size=3).map(tuple),
    "value": st.deferred(anything),
}
EFFECTS = (
    st.builds(Pay, ACCOUNTS, NUMBERS)
    | st.builds(Burn, NUMBERS)
    | st.builds(Slash, ACCOUNTS, NUMBERS)
    | st.just(SetParameter("registry", "staking", "slash", 7))
    | st.builds(Invoke, st.sampled_from(CONTRACTS), st.builds(Requisition, NUMBERS, ACCOUNTS))
)
BY_TYPE: dict[Any, st.SearchStrategy[Any]] = {
    int: NUMBERS,
    bool: st.booleans(),
    float: st.sampled_from((-1.0, 0.0, 1400.0, 1e6)),
    str: st.deferred(lambda: st.sampled_from(keys())),
    tuple[tuple[str, int], ...]: st.lists(
        st.tuples(st.deferred(lambda: st.sampled_from(keys())), NUMBERS), max_size=2
    ).map(tuple),
    Licence: st.builds(
        Licence,
        st.sampled_from((("train",), ("audit", "train"), ("sell",), ())),
        st.sampled_from((None, -1.0, 1e9)),
        st.sampled_from((0, 3, 3 * TOKEN, -1)),
    ),
    tuple[str, ...]: st.lists(ACCOUNTS, max_size=3).map(tuple),
    tuple[Effect, ...]: st.lists(EFFECTS, max_size=3).map(tuple),
    Statement: st.just(Statement("registry", "members", "trainers.0", "role", "trainer")),
}


def message(kind: type[Message]) -> st.SearchStrategy[Message]:
    hints = get_type_hints(kind)
    return st.builds(
        kind, **{f.name: BY_NAME[f.name] if f.name in BY_NAME else BY_TYPE[hints[f.name]] for f in fields(kind)}
    )


ONE = st.one_of([message(kind) for kind in kinds()])
ADDRESSED = ONE | st.builds(To, st.sampled_from(CONTRACTS), ONE)
SENT = ADDRESSED | st.lists(ADDRESSED, min_size=1, max_size=3).map(lambda several: Bundle(tuple(several)))
TIMES = st.sampled_from((1.0, 12.0, 60.0, 119.0, 125.0, 300.0, 1310.0, 1330.0, 1441.0, 1500.0, 1565.0, 1600.0, 1700.0))
LINES = st.lists(st.builds(Line, TIMES, st.sampled_from(SENDERS), SENT, st.sampled_from((None, 0, 3))), max_size=25)


def calls(played: Played, kind: str) -> Iterable[int]:
    """Numbers of the facts of transactions that took effect, once for each call of this kind."""
    for row in played.facts("Included"):
        yield from (row.number for _, content in row.body["calls"] if content["kind"] == kind)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(script=LINES, listed=st.booleans())
def test_any_script(play: Play, script: list[Line], listed: bool) -> None:
    """In the end all leave, and what was at stake comes back or was burned. Data are `listed` or only offered."""
    rich: dict[str, Any] = {"idle": group("compute", count=2, stake=0, tokens=100_000)}
    rich |= {"trainers": group("trainer", count=2, tokens=100_000), "validators": group("validator", tokens=100_000)}
    everybody = [Line(3000.0, account, Leave()) for account in SENDERS]
    contracts = {
        "registry": Registry(slashers=("training_round", "data_market")),
        "vault": Vault(notice=300.0),
        "governor": Governor(delay=60.0, timelock=60.0),
        "pact": Pact(),
        "court": Court(jurors="validator"),
        "exchange": Exchange(endowment={"token": 1000 * TOKEN, "usd": 400 * TOKEN}),
        "lending": Lending(endowment=500 * TOKEN, cap=1000),
        "treasury": Treasury(endowment=10_000 * TOKEN, serves=("training_round", "governor")),
    }
    rules: dict[str, Any] = {"staking": Bonded(unbonding=600.0), "governance": TokenVote(quorum=0, period=300.0)}
    rounds = None
    if listed:
        contracts |= {"data_market": DataMarket(doubt_fee=7, answering=600.0)}
        rich |= {"providers": group("provider", Honest(price=3 * TOKEN))}
        rules |= {"pricing": AsAsked()}
        rounds = training_round(data_market="data_market", data_most=5 * TOKEN)
    rules |= {"dispute": SchellingCourt(period=300.0, notice=60.0), "exchange": ConstantProduct()}
    chain = ChainProfile(assets=(Asset("token", minter="emission"), Asset("usd", minter="bridge")))
    told = [*script, *everybody]
    played = play(tracer(hours=2, rounds=rounds, rules=rules, chain=chain, contracts=contracts, **rich), told)
    conserved(played.factory)
    ended = Counter(f.subject for kind in ("Included", "Refused") for f in played.facts(kind) if f.body["hash"])
    sent = Counter(line.sender for line in told)
    assert all(ended[account] >= sent[account] for account in SENDERS)
    assert [account for account in played.ledger.holders() if "registry/stake/" in account] == []
    pot = [row for row in played.rows("ledger") if row["payer"] == "training_round/pot"]
    paid = Counter(row["cause"] for row in pot if row["amount"] == TOKEN)
    delivered = list(calls(played, "Delivery"))
    assert len(delivered) <= len(played.facts("Ordered"))
    assert all(paid[number] == delivered.count(number) for number in delivered)
    settled = sum(fact.body["paid"] for fact in played.facts("RoundSettled"))
    assert sum(row["amount"] for row in pot) == TOKEN * len(delivered) + settled
