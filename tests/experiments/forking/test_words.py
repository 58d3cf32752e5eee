"""Changes in words become interventions, and what is no change is told in one line."""

from __future__ import annotations

import pytest

from experiments.bad_input import BadInput
from experiments.forking.words import Words, parsed

LAW = {"registry": ["staking"], "first": ["reward", "verification"], "second": ["reward"]}
CONFIG = {"plugins": [], "population": {"cheats": {"role": "trainer"}, "owners": {"role": "compute"}}}


def read(text: str) -> dict[str, object]:
    return Words(CONFIG, LAW, 12.0).read(parsed(text))


def test_a_field_of_the_rule_that_one_contract_asks() -> None:
    assert read("set.staking.slash=1000") == {
        "_target_": "sim.interventions.Amend", "at_days": 12.0, "contract": "registry", "family": "staking",
        "field": "slash", "value": 1000,
    }  # fmt: skip


def test_a_field_of_a_rule_of_a_named_contract() -> None:
    found = read("set.second.reward.floor=0.5")
    assert (found["contract"], found["family"], found["field"], found["value"]) == ("second", "reward", "floor", 0.5)


def test_another_rule() -> None:
    assert read("rule.verification=none") == {
        "_target_": "sim.interventions.Replace", "at_days": 12.0, "contract": "first", "family": "verification",
        "rule": "none", "migrate": "carry", "fields": {},
    }  # fmt: skip
    found = read("rule.first.verification={name: spot_check, rate: 0.5, migrate: reset}")
    assert (found["rule"], found["migrate"], found["fields"]) == ("spot_check", "reset", {"rate": 0.5})


def test_another_behaviour_is_named_as_a_population_names_it() -> None:
    honest = {"_target_": "agents.behaviours.trainer.honest.Honest"}
    assert read("turn.cheats=honest")["behaviour"] == honest
    switched = read("turn.cheats={name: switch, otherwise: {name: honest}, at_days: 20}")["behaviour"]
    assert isinstance(switched, dict)
    assert (switched["otherwise"], switched["at_days"]) == (honest, 20)


def test_a_shock_happens_on_the_day_of_the_fork_or_later() -> None:
    shock = "{_target_: sim.shocks.Halt, contract: first, hours: 2"
    assert read(f"shock={shock}}}")["at_days"] == 12.0
    assert read(f"shock={shock}, at_days: 13}}")["at_days"] == 13


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("reward.floor=5", r"^reward.floor=5: unknown; allowed: set.<family>.<field>=VALUE, rule.<family>=NAME, "),
        ("floor", r"^'floor': not a change; allowed: set.<family>.<field>=VALUE"),
        ("set.staking.slash=1,2", r"^set.staking.slash=1,2: several values; a fork has one"),
        ("set.staking.slash=nan", r"^set.staking.slash=nan: must be a finite number"),
        ("set.slash=1", r"^set.slash=1: too many or too few names; write set.<family>.<field>=VALUE"),
        ("set.a.b.staking.slash=1", r"too many or too few names"),
        ("set.stakes.slash=1", r"no contract asks for a rule of 'stakes'; did you mean 'staking'\?"),
        ("set.third.reward.floor=1", r"no contract 'third'; allowed: first, registry, second"),
        ("set.registry.reward.floor=1", r"registry does not ask for reward; allowed: first, second"),
        (
            "set.reward.floor=1",
            r"^set.reward.floor=1: first, second ask for reward; name one, such as set.first.reward.f",
        ),
        ("rule.staking=bond", r"^rule.staking=bond: unknown name in staking; did you mean 'bonded'\?"),
        ("rule.staking=3", r"^rule.staking=3: names no rule; give NAME or \{name: NAME, field: ...\}; allowed: bonded"),
        ("turn.cheat=honest", r"^turn.cheat=honest: no such group; did you mean 'cheats'\?"),
        ("turn.owners=sign_flip", r"^turn.owners=sign_flip: unknown name in behaviours/compute"),
        ("shock=outage", r"^shock=outage: write it as a scenario does, without the day: shock=\{_target_: sim.shocks"),
        (
            "shock={_target_: sim.shocks.Halt, contract: first, hours: 2, at_days: 3}",
            "^shock.at_days=3; allowed: 12, the day of the fork, or later",
        ),
    ],
)
def test_what_cannot_be_changed_is_told_in_one_line(text: str, complaint: str) -> None:
    with pytest.raises(BadInput, match=complaint) as found:
        read(text)
    assert "\n" not in str(found.value)
