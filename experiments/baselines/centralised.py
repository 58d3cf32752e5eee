"""The same factory with one owner."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from experiments.bad_input import BadInput
from experiments.baselines.baseline import Config
from experiments.baselines.honest import PRINCIPAL, Honest
from experiments.composing.catalogue import Catalogue

KEPT = ("registry", "treasury", "emission", "transfers", "bridge", "training_round", "audit", "model_market")
"""Contracts that one owner still has a use for."""
ROLES = ("provider", "compute", "developer", "auditor", "user")
"""Roles, besides the trainers', that stay: data, machines, who sells, who tests, and who buys."""
VOICE = 1
"""Base units at stake of each tester: findings weigh by stake, and theirs weigh alike."""
RULES = {"verification": "none", "reward": "equal_split", "supply": "fixed"}
NONE = ("exchange", "governance", "dispute", "reputation", "identity", "compliance")
ROUND = {"budget": 0, "check_fee": 0, "aggregators": 0, "sealed_reports": False, "data_market": ""}
MARKET = {
    "pool": "",
    "dividend": "",
    "fees": {"contributors": 0, "developers": 1000, "holders": 0, "treasury": 0},
}
AUDIT = {"fee": 0, "court": "", "renewal": None}
REGISTRY = {"expel_below": 0, "least_rating": 0, "issuers": []}


@dataclass(frozen=True)
class Centralised:
    """One owner trains on the same data, with the same jobs on the same machines, and sells to the same people.

    All trainers that take part at the beginning are accounts of one principal: honest, unpaid, without a stake. Nobody
    checks or scores, nobody votes, no tokens are made or traded, and all fees go to whoever sells the versions, at the price
    that the pricing rule sets. What compute costs stands in the table `jobs`, as it does for everybody.

    It is a lower bound on what organisation costs, not a model of a firm: the owner pays no wages and for no data, it still
    certifies its versions (three testers of its own, unpaid) because the market sells nothing else, it pays the chain's gas
    from a purse that nobody counts, and it neither invests in quality nor uses its power over the price. Who owns a token
    gains nothing by it, so the token's price means nothing here.
    """

    def applied(self, config: Config, catalogue: Catalogue) -> dict[str, Any]:
        honest = Honest().applied(config, catalogue)
        contracts, population = honest["contracts"], honest["population"]
        trainers = {name: group for name, group in population.items() if group["role"] == "trainer"}
        if "training_round" not in contracts or not trainers:
            raise BadInput(
                "baseline=centralised: needs a contract training_round and a group of trainers; "
                f"this factory has {', '.join(contracts) or 'no contract'}"
            )
        others = {name: _plain(group) for name, group in population.items() if group["role"] in ROLES}
        rules = {family: catalogue.named(family, name, family) for family, name in RULES.items()}
        return {
            **honest,
            **rules,
            **dict.fromkeys(NONE),
            "price": catalogue.named("price", "constant", "price"),
            "staking": {**catalogue.named("staking", "bonded", "staking"), "bond": 0},
            "contracts": {name: _contract(name, contracts[name]) for name in KEPT if name in contracts},
            "population": {"centre": _centre(trainers), **others},
            "interventions": [],
        }


def _centre(trainers: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """One owner of as many accounts as there are trainers at the beginning, each with the fullest purse among them."""
    accounts = sum(_many(group) for group in trainers.values())
    purse = max(group.get("tokens", 0) // max(group.get("identities", 1), 1) for group in trainers.values())
    behaviour = _unwrapped(next(iter(trainers.values()))["behaviour"])
    return {
        "_target_": PRINCIPAL,
        "role": "trainer",
        "behaviour": behaviour,
        "identities": accounts,
        "tokens": accounts * purse,
        "stake": 0,
    }


def _many(group: Mapping[str, Any]) -> int:
    inside = (group.get("business") or {}).get("inside")
    return int(group.get("identities", group.get("count", 1)) if inside is None else inside)


def _plain(group: Mapping[str, Any]) -> dict[str, Any]:
    """A group that is paid nothing and stays all the same: those who begin inside, without books."""
    rest = {key: value for key, value in group.items() if key not in ("business", "count", "stake")}
    stake = VOICE if group["role"] == "auditor" else 0
    return {**rest, "count": _many(group), "stake": stake, "behaviour": _unwrapped(group["behaviour"])}


def _unwrapped(behaviour: Any) -> Any:
    """Without what only comes and goes: there is nowhere to go."""
    while isinstance(behaviour, Mapping) and "inner" in behaviour:
        behaviour = behaviour["inner"]
    return behaviour


def _contract(name: str, contract: Mapping[str, Any]) -> dict[str, Any]:
    """A contract as one owner would have it; a rule of its own gives way to the factory's."""
    changed: dict[str, Mapping[str, Any]] = {
        "training_round": ROUND,
        "model_market": MARKET,
        "audit": AUDIT,
        "registry": REGISTRY,
    }
    own = {key: value for key, value in contract.items() if key not in (*RULES, *NONE, "staking")}
    return {**own, **{key: value for key, value in changed.get(name, {}).items() if key in own}}
