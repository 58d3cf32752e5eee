"""A fork has its parent's past, another future, and says where it comes from."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from experiments import fork, run
from experiments.bad_input import BadInput
from experiments.forking.fork import Change
from experiments.forking.origin import Origin
from experiments.report.reporting import rewrite
from experiments.results.manifest import Manifest
from experiments.results.result import Run
from experiments.results.tables import read
from experiments.running.rerun import rerun
from experiments.verification.verify import verify
from sim.durations import DAY

STUB = ["scenario=digits", "lab=stub", "horizon_days=1.5", "seed=3"]
T = 0.8
WRITTEN_AT = {"jobs": "ended", "timeline": "end"}
"""A job is told of when it is over; every other table has `time`, or is written at the end of the run."""
CHANGES: dict[str, Change] = {
    "a parameter": "set.staking.slash=1000",
    "a parameter of a named contract": "set.registry.staking.slash=1000",
    "a rule": "rule.reward=equal_split",
    "a rule with a field": "rule.verification={name: spot_check, rate: 1.0, migrate: reset}",
    "a behaviour": "turn.cheats=honest",
    "a behaviour with its fields": "turn.trainers={name: sign_flip, scale: 2.0}",
    "a shock": "shock={_target_: sim.shocks.Outage, hours: 6, part: 0.5}",
    "a shock as Python says it": {"_target_": "sim.shocks.Halt", "contract": "training_round", "hours": 3},
}


def rows_before(run: Run, day: float) -> dict[str, list[str]]:
    found = {}
    for name in run.names:
        table = read(run.path / f"{name}.parquet")
        clock = WRITTEN_AT.get(name, "time")
        rows = table.to_pylist() if clock in table.column_names else []
        found[name] = [repr(row) for row in rows if row[clock] < day * DAY]
    return found


@pytest.mark.parametrize("change", CHANGES)
def test_a_fork_has_the_same_past_and_another_future(change: str, parent: Run, tmp_path: Path) -> None:
    forked = fork(parent, T, CHANGES[change], tmp_path / "fork")
    past = rows_before(parent, T)
    assert rows_before(forked, T) == past
    assert sorted(name for name, rows in past.items() if not rows) == ["peeks", "truth"]
    assert rows_before(forked, 1.5) != rows_before(parent, 1.5)


def test_a_fork_of_real_training_has_the_same_past(tmp_path: Path) -> None:
    trained = run(["scenario=digits", "horizon_days=2", f"out={tmp_path / 'trained'}"])
    forked = fork(trained, 1.0, "turn.trainers=sign_flip", tmp_path / "fork")
    assert rows_before(forked, 1.0) == rows_before(trained, 1.0)
    accuracy = [read(each.path / "rounds.parquet")["accuracy"].to_pylist() for each in (trained, forked)]
    assert accuracy[1][-1] < accuracy[0][-1]


def test_a_shelf_spares_training_and_changes_nothing(tmp_path: Path) -> None:
    """What the run has trained and what the fork trains like it are found again; whoever hands in the negative of an update
    trains as before."""
    small = ["scenario=digits", "horizon_days=0.8", f"lab.shelf={tmp_path / 'shelf'}"]
    shelved = run([*small, f"out={tmp_path / 'shelved'}"])
    forks = [
        fork(shelved, 0.4, "turn.trainers=sign_flip", tmp_path / name, shelf=tmp_path / kept)
        for name, kept in (("first", "shelf"), ("again", "shelf"), ("bare", "another"))
    ]
    first, again, bare = (Manifest.read(each.path) for each in forks)
    assert first.tables == again.tables == bare.tables
    assert sum(Manifest.read(shelved.path).times["stacks"].values()) > 1
    assert "stacks" not in again.times
    assert sum(first.times.get("stacks", {}).values()) < sum(bare.times["stacks"].values())


@pytest.mark.parametrize("day", [0.0, 1.4999])
def test_the_first_and_the_last_moment_can_be_changed(day: float, parent: Run, tmp_path: Path) -> None:
    forked = fork(parent, day, "set.staking.slash=1000", tmp_path / "fork")
    acted = [row for row in read(forked.path / "facts.parquet").to_pylist() if row["subject"] == "referee"]
    assert [row["kind"] for row in acted] == ["Acted"]
    assert rows_before(forked, day) == rows_before(parent, day)


def test_what_is_not_a_number_is_refused_in_a_mapping_too(parent: Run, tmp_path: Path) -> None:
    change = {"_target_": "sim.shocks.Halt", "contract": "training_round", "hours": float("nan")}
    with pytest.raises(BadInput, match=r"shock.hours=nan: must be a finite number"):
        fork(parent, T, change, tmp_path / "fork")


def test_a_whole_factory_has_the_same_past_in_every_table(tmp_path: Path) -> None:
    whole = run(["lab=stub", "horizon_days=3", "burn_in_days=1", "settle_days=2", f"out={tmp_path / 'whole'}"])
    cheap = "{name: crowd, demand: {_target_: sim.world.demand.Demand, rival: 0.001}}"
    forked = fork(whole, 1.7, f"turn.world={cheap}", tmp_path / "fork")
    past = rows_before(whole, 1.7)
    assert rows_before(forked, 1.7) == past
    assert {"books", "prices", "usage"} <= {name for name, rows in past.items() if rows}
    fees = [sum(read(each.path / "usage.parquet")["fees"].to_pylist()) for each in (whole, forked)]
    assert fees[1] < fees[0]


def test_a_fork_is_a_run_like_any_other_and_names_its_parent(parent: Run, tmp_path: Path) -> None:
    forked = fork(parent, T, ["set.staking.slash=1000", "turn.cheats=honest"], tmp_path / "fork")
    assert verify(forked.path) is None
    assert rerun(forked.path, ()) is None
    assert Manifest.read(forked.path).forked_from == parent.seal
    assert Manifest.read(parent.path).forked_from == ""
    origin = Origin.read(forked.path)
    assert origin is not None
    assert (origin.manifest, origin.at_days) == (parent.seal, T)
    assert origin.changes == ("set.staking.slash=1000", "turn.cheats=honest")
    assert forked.config["interventions"][0] == {
        "_target_": "sim.interventions.Amend", "at_days": T, "contract": "registry", "family": "staking",
        "field": "slash", "value": 1000,
    }  # fmt: skip
    assert forked.config["seed"] == parent.config["seed"]


def test_a_fork_that_claims_another_parent_does_not_verify(parent: Run, tmp_path: Path) -> None:
    forked = fork(parent, T, "set.staking.slash=1000", tmp_path / "fork")
    manifest = forked.path / "manifest.json"
    manifest.write_text(
        manifest.read_text("utf-8").replace(f'"forked_from": "{parent.seal}"', '"forked_from": ""'), "utf-8"
    )
    flaw = verify(forked.path)
    assert flaw is not None
    assert str(flaw) == f"manifest.json: forked_from is ''; origin.json says '{parent.seal}'"


def test_a_fork_can_be_forked(parent: Run, tmp_path: Path) -> None:
    first = fork(parent, T, "set.staking.slash=1000", tmp_path / "first")
    second = fork(first, 1.2, "set.staking.slash=0", tmp_path / "second")
    assert rows_before(second, 1.2) == rows_before(first, 1.2)
    assert Manifest.read(second.path).forked_from == first.seal


def test_the_page_of_a_fork_shows_both_futures_and_can_be_drawn_again(parent: Run, tmp_path: Path) -> None:
    forked = fork(parent, T, "turn.trainers=sign_flip", tmp_path / "fork")
    page = (forked.path / "report.html").read_text("utf-8")
    for text in ("Two futures", "Until day 0.8", "<code>turn.trainers=sign_flip</code>", "as it was", parent.seal):
        assert text in page
    assert "Two futures" not in (parent.path / "report.html").read_text("utf-8")
    (forked.path / "report.html").unlink()
    rewrite(forked.path)
    assert (forked.path / "report.html").read_text("utf-8") == page


def test_a_run_with_forged_files_is_not_forked(copied: Path, tmp_path: Path) -> None:
    config = copied / "config.yaml"
    config.write_text(config.read_text("utf-8").replace("seed: 3", "seed: 4"), "utf-8")
    with pytest.raises(BadInput, match=r"RUN=.*copied: not what a run wrote \(config.yaml: its sha256 is not"):
        fork(copied, T, "set.staking.slash=1000", tmp_path / "fork")
    assert not (tmp_path / "fork").exists()


def test_a_run_of_another_version_is_not_forked(copied: Path, tmp_path: Path) -> None:
    manifest = copied / "manifest.json"
    content = json.loads(manifest.read_text("utf-8"))
    content["versions"]["numpy"] = "1.9"
    manifest.write_text(json.dumps(content), "utf-8")
    with pytest.raises(BadInput, match=r"RUN=.*: was run with numpy 1.9, and here is \d"):
        fork(copied, T, "set.staking.slash=1000", tmp_path / "fork")


def test_a_run_that_comes_out_otherwise_here_is_not_forked(
    parent: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a change of this program would have it that left its version as it was."""
    monkeypatch.setattr("sim.training.stub.StubLab.begin", lambda lab, model, seed: lab.keep(np.ones(8, np.float32)))
    with pytest.raises(BadInput, match=r"RUN: run here it has another past than it had \("):
        fork(parent, T, "set.staking.slash=1000", tmp_path / "fork")
    assert list(tmp_path.iterdir()) == []


def test_a_change_that_is_refused_when_its_day_comes_leaves_nothing(tmp_path: Path) -> None:
    """The run has changed that rule itself before, so what the law says is not known any sooner."""
    about = "contract: training_round, family: verification, field: rate, value: 1.0"
    amend = f"interventions=[{{_target_: sim.interventions.Amend, at_days: 0.2, {about}}}]"
    amended = run([*STUB, amend, f"out={tmp_path / 'amended'}"])
    with pytest.raises(BadInput, match=r"set.verification.rate=7: refused on day 0.8: .*rate=7"):
        fork(amended, T, "set.verification.rate=7", tmp_path / "fork")
    assert [path.name for path in tmp_path.iterdir()] == ["amended"]


def test_a_group_turns_to_a_behaviour_and_to_nothing_else(tmp_path: Path) -> None:
    toys = run(["scenario=digits", "lab=stub", "horizon_days=0.5", "plugins=[toys]", f"out={tmp_path / 'run'}"])
    with pytest.raises(BadInput, match=r"turn.cheats=Flip: must be a Behaviour"):
        fork(toys, 0.3, "turn.cheats=flip", tmp_path / "fork", plugins=["toys"])


def test_plugins_run_again_only_if_they_are_named_again(tmp_path: Path) -> None:
    toys = run(["scenario=digits", "lab=stub", "horizon_days=0.5", "plugins=[toys]", f"out={tmp_path / 'run'}"])
    change = "turn.cheats=honest"
    with pytest.raises(BadInput, match=r"plugins=\[\]: this run used plugins=\[toys\]; name exactly those"):
        fork(toys, 0.3, change, tmp_path / "fork")
    assert verify(fork(toys, 0.3, change, tmp_path / "fork", plugins=["toys"]).path) is None
