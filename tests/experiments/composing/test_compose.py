"""Overrides become one plain mapping, or one line that says what is wrong."""

from __future__ import annotations

import pytest

from experiments.bad_input import BadInput
from experiments.building.blueprint import blueprint
from experiments.composing.catalogue import Catalogue
from experiments.composing.compose import composed
from experiments.composing.expand import expanded

TOY = ["plugins=[toys]", "scenario=toy"]


def test_a_scenario_wins_over_the_default_and_an_override_over_the_scenario() -> None:
    assert composed(["scenario=digits"]).config["horizon_days"] == 10.0
    assert composed(TOY).config["horizon_days"] == 2.0
    assert composed([*TOY, "horizon_days=0.5"]).config["horizon_days"] == 0.5


def test_who_chooses_no_scenario_gets_the_whole_factory() -> None:
    assert composed([]) == composed(["scenario=default"])
    assert (composed([]).scenario, composed([]).config["horizon_days"]) == ("default", 60.0)


def test_names_are_replaced_by_what_they_stand_for() -> None:
    config = composed([*TOY, "population.cheats.behaviour=flip", "contracts.toy_round.reward={name: equal, floor: 9}"])
    assert config.config["population"]["cheats"] == {
        "_target_": "agents.population.Group",
        "role": "trainer",
        "behaviour": {"_target_": "toys.rules.Flip", "scale": 1.0},
        "count": 2,
    }
    assert config.config["contracts"]["toy_round"] == {
        "_target_": "toys.rules.Round",
        "reward": {"_target_": "toys.rules.Equal", "floor": 9},
        "window": {"days": 2},
    }


def test_extra_keys_are_merged_over_the_named_mapping() -> None:
    config = composed([*TOY, "population.honest.behaviour={name: flip, scale: 3, inner: {name: upright}}"]).config
    assert config["population"]["honest"]["behaviour"] == {
        "_target_": "toys.rules.Flip",
        "scale": 3,
        "inner": {"_target_": "toys.rules.Flip", "scale": 0.0},
    }


def test_a_behaviour_of_any_role_holds_behaviours_of_this_role() -> None:
    switch = "{name: switch, otherwise: flip, at_days: 2}"
    behaviour = composed([*TOY, f"population.cheats.behaviour={switch}"]).config["population"]["cheats"]["behaviour"]
    assert behaviour == {
        "_target_": "agents.behaviours.any.switch.Switch",
        "inner": {"_target_": "agents.behaviours.trainer.honest.Honest"},
        "otherwise": {"_target_": "toys.rules.Flip", "scale": 1.0},
        "at_days": 2,
    }


def test_a_name_replaces_what_was_named_before_and_keeps_none_of_its_keys() -> None:
    behaviour = composed([*TOY, "population.cheats.behaviour={name: upright}"]).config["population"]["cheats"][
        "behaviour"
    ]
    assert behaviour == {"_target_": "toys.rules.Flip", "scale": 0.0}


def test_a_group_or_contract_set_to_null_is_gone() -> None:
    config = composed([*TOY, "population.cheats=null", "contracts.toy_round=null"]).config
    assert list(config["population"]) == ["honest"]
    assert config["contracts"] == {}


def test_a_root_group_is_chosen_by_name() -> None:
    assert composed([*TOY, "reward=equal", "reward.floor=5"]).config["reward"] == {
        "_target_": "toys.rules.Equal",
        "floor": 5,
    }


def test_the_scenario_is_named_and_the_place_of_the_result_decides_nothing() -> None:
    here, there = composed([*TOY, "out=here"]), composed([*TOY, "out=there"])
    assert (here.scenario, here.out, here.plugins) == ("toy", "here", ("toys",))
    assert here.settings == there.settings


@pytest.mark.parametrize(
    ("overrides", "line"),
    [
        (["sede=3"], "sede=3: unknown key 'sede'; did you mean 'seed'?"),
        (["+extra=1"], "extra=1: unknown key; allowed: aggregation, baseline, burn_in_days, chain,"),
        (["+sede=1"], "sede=1: unknown key; did you mean 'seed'?"),
        (["~seed"], "seed: missing"),
        (["seed=???"], "seed: missing; give it as seed=VALUE"),
        (["seed"], "'seed': not an override; write key=value"),
        (["=3"], "'=3': not an override; write key=value"),
        (
            ["out=r\u00e9sultat"],
            """'out=r\u00e9sultat': not an override; a value of other letters and signs is quoted twice""",
        ),
        (["out=~/here"], """for Hydra and for a shell: 'out="~/here"'"""),
        (["seed=1,2"], "seed=1,2: several values need `run -m`"),
        (["seed=${nowhere}"], "seed: Interpolation key 'nowhere' not found"),
        (["horizon_days=nan"], "horizon_days=nan: must be a finite number"),
        (["horizon_days=-inf"], "horizon_days=-inf: must be a finite number"),
        (
            ["population.cheats.behaviour={name: flip, scale: nan}"],
            "population.cheats.behaviour.scale=nan: must be a finite",
        ),
        (["scenario=toys"], "scenario=toys: unknown name; did you mean 'toy'?"),
        (["reward=equall"], "reward=equall: unknown name; did you mean 'equal'?"),
        (["dispute={floor: 3}"], "dispute={floor: 3}: dispute is chosen by name"),
        (["reward=equal", "reward.flor=3"], "reward.flor=3: unknown key 'flor'; did you mean 'floor'?"),
        (
            ["population.cheets.count=0"],
            "population.cheets={'count': 0}: no such group, and a new one needs a role; did you mean 'cheats'?",
        ),
        (
            ["population.honest.behaviour.scale=3"],
            "population.honest.behaviour={'scale': 3}: give a name or {name: ..., key: ...}; allowed: ",
        ),
        (
            ["population.cheats.behaviour=flop"],
            "population.cheats.behaviour=flop: unknown name in behaviours/trainer; did",
        ),
        (
            ["population.cheats.role=trainor"],
            "population.cheats.role='trainor': a behaviour belongs to a role; did you",
        ),
        (["population=7"], "population=7: must be a mapping"),
        (
            ["contracts.toy_round={reward: eqal}"],
            "contracts.toy_round.reward=eqal: unknown name in reward; did you mean",
        ),
        (["+contracts.cort={}"], "contracts.cort=cort: unknown name in contracts; did you mean 'court'?"),
        (["hydra.run.dir=/tmp"], "hydra.run.dir=/tmp: hydra settings are not part of a factory"),
        (["hydra/launcher=joblib"], "hydra/launcher=joblib: hydra settings"),
    ],
)
def test_bad_input_is_one_line(overrides: list[str], line: str) -> None:
    with pytest.raises(BadInput) as refusal:
        composed([*TOY, *overrides])
    assert line in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_a_plugin_must_exist_and_be_named_on_the_command_line() -> None:
    with pytest.raises(BadInput, match=r"plugins=toyz: no such package; allowed: .*PYTHONPATH=\. for this one"):
        composed(["plugins=[toyz]"])
    with pytest.raises(BadInput, match="plugins=3: give a list of package names"):
        composed(["plugins=3"])
    with pytest.raises(BadInput, match="scenario=toy: unknown name"):
        composed(["scenario=toy"])


def test_machines_and_their_cards_are_named_too() -> None:
    config = composed([*TOY, "machines.home_pc.gpu={name: t4, watts: 75.0}", "machines.edge_device=null"]).config
    assert sorted(config["machines"]) == ["h100_server", "home_pc"]
    assert config["machines"]["home_pc"]["gpu"]["watts"] == 75.0
    assert config["machines"]["home_pc"]["gpu"]["_target_"] == "sim.cluster.gpu.Gpu"
    assert config["stands_for"]["params"] == 1e9


def test_expanding_twice_changes_nothing() -> None:
    config = composed(TOY).config
    assert expanded(config, Catalogue(("toys",))) == config


def test_what_a_scenario_says_about_a_rule_that_was_replaced_is_dropped() -> None:
    """The default sets how often spot_check checks; no checks have no such field."""
    found = composed(["scenario=default", "verification=none"]).config
    assert set(found["verification"]) == {"_target_"}


def test_what_the_command_line_says_about_its_own_choice_is_not_dropped() -> None:
    with pytest.raises(BadInput, match=r"verification\.rate"):
        blueprint(composed(["scenario=default", "verification=none", "+verification.rate=0.5"]))


def test_what_a_scenario_says_is_kept_where_the_choice_knows_it() -> None:
    """A bond is a bond under either rule."""
    found = composed(["scenario=default", "staking=time_locked"]).config
    assert found["staking"]["bond"] == 114_286_000_000_000
