"""One member is taken out of its group, so that it alone can be varied."""

from __future__ import annotations

import pytest

from experiments.composing.compose import composed
from experiments.properties.member import Member
from experiments.properties.setting import Setting

TRAINER = "{role: trainer, behaviour: honest, tokens: 20000000000000, stake: 5000000000000}"


def test_the_group_has_one_less_and_there_is_one_of_its_kind() -> None:
    member = Member.of(Setting.of(["scenario=digits"]), "trainer")
    assert member.instead() == ("population.trainers.count=7", f"population.member={TRAINER}")
    assert member.instead(behaviour="stale")[1] == f"population.member={TRAINER.replace('honest', 'stale')}"
    population = composed(["scenario=digits", *member.instead()]).config["population"]
    trainer = {key: value for key, value in population["trainers"].items() if key != "count"}
    assert population["member"] == trainer


def test_of_a_group_of_one_nobody_is_left() -> None:
    setting = Setting.of(["scenario=digits", "population.trainers.count=1"])
    assert Member.of(setting, "trainer").instead()[0] == "population.trainers=null"


def test_it_is_of_the_largest_honest_group_or_of_the_one_that_is_named() -> None:
    setting = Setting.of(
        [
            "scenario=digits",
            "population.another={role: trainer, behaviour: honest, count: 8}",
            "population.many={role: trainer, behaviour: stale, count: 20}",
            "population.few={role: trainer, behaviour: honest, count: 2}",
        ]
    )
    assert Member.of(setting, "trainer").group == "another"
    assert Member.of(setting, "trainer", "few").group == "few"


def test_where_some_begin_outside_it_begins_inside() -> None:
    """Of the default's trainers fewer begin inside than there are; the others stay as many."""
    setting = Setting.of([])
    written = setting.written["population"]["trainers"]
    less, fewer, made = Member.of(setting, "trainer", "trainers").instead()
    assert less == f"population.trainers.count={written['count'] - 1}"
    assert fewer == f"population.trainers.business.inside={written['business']['inside'] - 1}"
    population = composed([less, fewer, made]).config["population"]
    assert population["member"]["business"] == {**population["trainers"]["business"], "inside": 1}


def test_nobody_is_called_as_it_will_be() -> None:
    with pytest.raises(ValueError, match=r"population.member: this name is needed"):
        Member.of(Setting.of(["scenario=digits", f"population.member={TRAINER}"]), "trainer")
