"""The law in force: amended, replaced, never contradicting itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

import pytest

from sim.chain.journal import Journal
from sim.chain.law import Contradiction, Law
from sim.effects.effect import Rejected
from sim.seams.rule import INDIVIDUAL_UPDATES, Rule


@dataclass(frozen=True)
class Share(Rule):
    family: ClassVar[str] = "reward"
    floor: int = 0

    def __post_init__(self) -> None:
        if self.floor < 0:
            raise ValueError(f"floor={self.floor}; allowed: 0 or more")

    def begin(self) -> str:
        return f"{self.floor} so far"


@dataclass(frozen=True)
class Heir(Share):
    def from_state(self, old: str) -> str:
        return f"inherited {old}"


@dataclass(frozen=True)
class Stranger(Share):
    pass


@dataclass(frozen=True)
class Krum(Rule):
    family: ClassVar[str] = "aggregation"
    needs: ClassVar[frozenset[str]] = frozenset({INDIVIDUAL_UPDATES})


@dataclass(frozen=True)
class SecureSum(Rule):
    family: ClassVar[str] = "privacy"
    hides: ClassVar[frozenset[str]] = frozenset({INDIVIDUAL_UPDATES})


LIBRARY: dict[tuple[str, str], Rule] = {
    ("reward", "share"): Share(5),
    ("reward", "heir"): Heir(5),
    ("reward", "stranger"): Stranger(5),
    ("privacy", "secure_sum"): SecureSum(),
}


def library(family: str, name: str) -> Rule:
    if (family, name) not in LIBRARY:
        raise ValueError(f"{family}={name}: unknown")
    return LIBRARY[family, name]


def enacted(**rules: Rule) -> tuple[Journal, Law]:
    journal = Journal()
    law = Law(journal, library)
    law.enact("round", rules)
    return journal, law


def test_a_rule_in_force_begins_with_its_own_state() -> None:
    _, law = enacted(reward=Share(2))
    assert (law.rule("round", "reward"), law.state("round", "reward")) == (Share(2), "2 so far")


def test_an_amendment_changes_one_field_and_keeps_the_state() -> None:
    _, law = enacted(reward=Share(2))
    law.remember("round", "reward", "much")
    law.amend("round", "reward", "floor", 3)
    assert (law.rule("round", "reward"), law.state("round", "reward")) == (Share(3), "much")


@pytest.mark.parametrize(
    ("name", "value", "error"),
    [
        ("floor", -1, r"^reward\.floor=-1: floor=-1; allowed: 0 or more$"),
        ("floor", "low", r"^reward\.floor='low'; allowed: int$"),
        ("floor", 1.5, r"^reward\.floor=1\.5; allowed: int$"),
        ("floor", True, r"^reward\.floor=True; allowed: int$"),
        ("roof", 1, r"^reward of round has no parameter 'roof'; allowed: floor$"),
    ],
)
def test_an_amendment_is_validated_again(name: str, value: Any, error: str) -> None:
    _, law = enacted(reward=Share(2))
    with pytest.raises(Rejected, match=error):
        law.amend("round", "reward", name, value)
    assert law.rule("round", "reward") == Share(2)


@pytest.mark.parametrize(
    ("name", "carry", "state"),
    [
        ("share", True, "much"),
        ("share", False, "5 so far"),
        ("heir", True, "inherited much"),
        ("heir", False, "5 so far"),
    ],
)
def test_a_replacement_carries_the_state_or_begins_anew(name: str, carry: bool, state: str) -> None:
    _, law = enacted(reward=Share(2))
    law.remember("round", "reward", "much")
    law.replace("round", "reward", name, carry)
    assert (law.rule("round", "reward"), law.state("round", "reward")) == (LIBRARY["reward", name], state)


def test_what_a_rule_of_another_kind_remembers_cannot_be_carried_on() -> None:
    _, law = enacted(reward=Share(2))
    error = r"^Stranger cannot carry on what Share remembers: it has no from_state; allowed: migrate='reset'$"
    with pytest.raises(Rejected, match=error):
        law.replace("round", "reward", "stranger", carry=True)
    law.replace("round", "reward", "stranger", carry=False)
    assert law.state("round", "reward") == "5 so far"


def test_where_nothing_was_remembered_a_replacement_begins_anew() -> None:
    _, law = enacted(reward=Share(2))
    law.remember("round", "reward", None)
    law.replace("round", "reward", "stranger", carry=True)
    assert law.state("round", "reward") == "5 so far"


def test_a_replacement_that_nobody_configured_is_refused() -> None:
    _, law = enacted(reward=Share(2))
    with pytest.raises(Rejected, match=r"^reward=lottery: unknown$"):
        law.replace("round", "reward", "lottery", carry=True)


def test_a_family_that_is_not_asked_has_no_rule() -> None:
    _, law = enacted(reward=Share(2))
    with pytest.raises(Rejected, match=r"^contract 'round' has no rule for 'staking'$"):
        law.rule("round", "staking")


def test_rules_that_contradict_each_other_are_both_named() -> None:
    names = r"aggregation=Krum needs individual updates, which privacy=SecureSum hides"
    with pytest.raises(Contradiction, match=names):
        enacted(aggregation=Krum(), privacy=SecureSum())


def test_a_replacement_that_contradicts_the_rest_is_refused() -> None:
    open_to_all = type("Individual", (SecureSum,), {"hides": frozenset()})()
    _, law = enacted(aggregation=Krum(), privacy=open_to_all)
    with pytest.raises(Rejected, match="needs individual updates, which privacy=SecureSum hides"):
        law.replace("round", "privacy", "secure_sum", carry=False)
    assert law.rule("round", "privacy") is open_to_all


def test_what_a_proposal_changed_is_undone_with_it() -> None:
    journal, law = enacted(reward=Share(2))
    mark = journal.mark()
    law.amend("round", "reward", "floor", 3)
    law.replace("round", "reward", "heir", carry=True)
    law.pause("round", 99.0)
    assert law.paused_until("round") == 99.0
    journal.roll_back(mark)
    assert (law.rule("round", "reward"), law.state("round", "reward")) == (Share(2), "2 so far")
    assert law.paused_until("round") == 0.0
