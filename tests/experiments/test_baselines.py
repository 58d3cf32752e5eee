"""A baseline is the factory itself with one thing taken out of it: the cheats, or everybody but one owner."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from experiments import run
from experiments.bad_input import BadInput
from experiments.baselines.chosen import chosen
from experiments.baselines.honest import honest_within
from experiments.composing.catalogue import Catalogue
from experiments.composing.compose import composed
from experiments.honesty import honest
from experiments.results.result import Run

FLIP = {"_target_": "agents.behaviours.trainer.sign_flip.SignFlip", "inner": {"_target_": "x.Honest"}, "scale": 5}
TRADE = {"_target_": "agents.behaviours.trader.momentum.Momentum", "speed": 0.02}


def wrapped(name: str, inner: Any, **fields: Any) -> dict[str, Any]:
    return {"_target_": f"agents.behaviours.any.{name.lower()}.{name}", "inner": inner, **fields}


@pytest.mark.parametrize(
    ("behaviour", "left"),
    [
        (FLIP, {"_target_": "x.Honest"}),
        (TRADE, TRADE),
        (wrapped("Switch", FLIP, otherwise=FLIP), {"_target_": "x.Honest"}),
        (wrapped("Enterprising", FLIP, gap_days=5), wrapped("Enterprising", {"_target_": "x.Honest"}, gap_days=5)),
        (
            {"_target_": "my.Cheat", "inner": wrapped("Enterprising", FLIP)},
            wrapped("Enterprising", {"_target_": "x.Honest"}),
        ),
    ],
)
def test_a_deviation_is_peeled_off_and_a_lawful_wrapper_stays(behaviour: Any, left: Any) -> None:
    assert honest_within(behaviour) == left


def test_nothing_is_changed_unless_a_baseline_is_chosen() -> None:
    assert composed(["scenario=market"]).config == composed(["scenario=market", "baseline=none"]).config


def test_the_honest_factory_differs_in_behaviours_alone() -> None:
    as_is, other = (composed(["scenario=market", f"baseline={name}"]).config for name in ("none", "honest"))
    assert {key for key in as_is if as_is[key] != other[key]} == {"baseline", "population"}
    assert other["population"]["cheats"] == {
        **as_is["population"]["cheats"],
        "behaviour": {"_target_": "agents.behaviours.trainer.honest.Honest"},
    }


def test_one_owner_with_four_names_has_one_and_the_same_purse() -> None:
    principal = composed(["scenario=sybils", "baseline=honest"]).config["population"]["principal"]
    assert (principal["identities"], principal["tokens"]) == (1, 80_000 * 10**9)


def test_what_a_group_turns_into_is_honest_too() -> None:
    bad = "{_target_: a.Bad, inner: {_target_: a.Good}}"
    turn = f"{{_target_: sim.interventions.Turn, at_days: 1, group: trainers, behaviour: {bad}}}"
    found = composed(["scenario=digits", f"interventions=[{turn}]", "baseline=honest"]).config["interventions"]
    assert [change["behaviour"] for change in found] == [{"_target_": "a.Good"}]


def test_in_the_honest_factory_nobody_cheats(tmp_path: Path) -> None:
    finished = run(["scenario=market", "baseline=honest", "lab=stub", "horizon_days=0.5", f"out={tmp_path / 'run'}"])
    assert all(map(honest, finished.table("truth").behaviour))
    assert "cheats_caught" not in finished.summary


@pytest.fixture(scope="module")
def centralised(tmp_path_factory: pytest.TempPathFactory) -> Run:
    place = tmp_path_factory.mktemp("owned") / "run"
    return run(["scenario=market", "baseline=centralised", "lab=stub", "horizon_days=2", f"out={place}"])


def test_one_owner_trains_with_as_many_hands_and_pays_itself_nothing(centralised: Run) -> None:
    truth = centralised.table("truth")
    assert truth[truth.role == "trainer"].group.tolist() == ["centre"] * 10
    assert centralised.summary["rounds"] > 0
    ledger = centralised.table("ledger")
    assert not ledger.payer.str.startswith("training_round").any()
    assert not ledger.payee.str.contains("/stake/centre").any()


def test_all_fees_go_to_whoever_sells(centralised: Run) -> None:
    ledger = centralised.table("ledger")
    paid = ledger[ledger.payer.str.startswith("model_market/fees/")]
    assert centralised.summary["fees_per_day"] > 0
    assert set(paid.payee) == {"developers.0"}


def test_a_baseline_of_a_baseline_is_the_same() -> None:
    once = composed(["scenario=market", "baseline=centralised"])
    assert chosen(once.config["baseline"], ()).applied(once.config, Catalogue()) == once.config


@pytest.mark.parametrize(
    ("overrides", "line"),
    [
        (["baseline=hones"], "did you mean 'honest'"),
        (["scenario=token_market", "baseline=centralised"], "needs a contract training_round and a group of trainers"),
        (["baseline={_target_: os.system}"], "outside the allowed packages"),
    ],
)
def test_a_baseline_that_cannot_be_is_refused(overrides: list[str], line: str) -> None:
    with pytest.raises(BadInput, match=line):
        composed(overrides)
