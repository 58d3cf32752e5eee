"""Any rule family can be swapped by name in any scenario."""

from __future__ import annotations

import pytest

from experiments.bad_input import BadInput
from experiments.building.blueprint import blueprint
from experiments.composing.catalogue import Catalogue
from experiments.composing.compose import composed
from experiments.composing.schema import FAMILIES
from experiments.running.run import simulate
from sim.composition import law
from tests.experiments.scenarios import SCENARIOS, chosen


def asked(scenario: str) -> list[str]:
    """Families that some contract of a scenario asks and for which it has a rule."""
    built = blueprint(composed(chosen(scenario)))
    rules = law(built.contracts, built.rules)
    return [family for family in FAMILIES if any(family in of_contract for of_contract in rules.values())]


def choices(scenario: str) -> list[str]:
    return [f"{family}={name}" for family in asked(scenario) for name in Catalogue().names(family)]


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_every_choice_composes_or_says_which_two_rules_contradict_each_other(scenario: str) -> None:
    for choice in choices(scenario):
        try:
            blueprint(composed([*chosen(scenario), choice]))
        except BadInput as refusal:
            assert "hides" in str(refusal), f"{scenario} {choice}: {refusal}"


@pytest.mark.slow
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("scenario", SCENARIOS)
def test_every_choice_runs_and_loses_no_money(scenario: str) -> None:
    for choice in choices(scenario):
        try:
            found = composed([*chosen(scenario), choice, "lab=stub", "horizon_days=0.6"])
            blueprint(found)
        except BadInput:
            continue
        entries = simulate(found)["ledger"].to_pylist()
        held: dict[tuple[str, str], int] = {}
        for entry in entries:
            for account, sign in ((entry["payer"], -1), (entry["payee"], 1)):
                key = (entry["asset"], account)
                held[key] = held.get(key, 0) + sign * entry["amount"]
                assert held[key] >= 0 or account == "issuance", f"{scenario} {choice}: {account} is overdrawn"
        assert entries, f"{scenario} {choice}: no money moved"
