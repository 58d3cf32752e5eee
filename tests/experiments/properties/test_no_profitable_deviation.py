"""Which deviations are tried."""

from __future__ import annotations

from experiments.building.blueprint import blueprint
from experiments.composing.compose import composed
from experiments.properties.no_profitable_deviation import NoProfitableDeviation, cheats
from experiments.properties.setting import Setting

OF_TRAINERS = (
    "alie",
    "copycat",
    "free_rider",
    "gaussian",
    "ipm",
    "rational",
    "sign_flip",
    "squatter",
    "stale",
    "sybil",
    "under_training",
)


def test_without_a_list_every_cheat_of_the_role_is_tried_and_no_lawful_wrapper() -> None:
    assert cheats("trainer", ()) == OF_TRAINERS
    assert "steward" not in cheats("holder", ())
    assert "vote_seller" in cheats("holder", ())


def test_each_of_them_makes_a_world_that_can_be_built() -> None:
    setting = Setting.of(["scenario=digits", "lab=stub"])
    worlds = NoProfitableDeviation().worlds(setting)
    assert [world.name for world in worlds] == ["as before", *OF_TRAINERS]
    for world in worlds:
        assert blueprint(composed(setting.seeded(world.changes, 0))).population["member"].count == 1


def test_a_deviation_may_be_told_with_its_fields() -> None:
    setting = Setting.of(["scenario=digits"])
    idle = {"name": "under_training", "share": 0.1}
    _, world = NoProfitableDeviation(deviations=(idle,)).worlds(setting)
    assert world.name == "{name: under_training, share: 0.1}"
    behaviour = composed(setting.seeded(world.changes, 0)).config["population"]["member"]["behaviour"]
    assert (behaviour["_target_"].rpartition(".")[2], behaviour["share"]) == ("UnderTraining", 0.1)
