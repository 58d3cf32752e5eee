"""A sweep does what is asked and not there yet, and loses nothing."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from experiments import sweep
from experiments.bad_input import BadInput
from experiments.cli import main
from experiments.results.result import Run
from experiments.sweeping.driver import Sweep
from experiments.verification.verify import verify
from tests.experiments.sweeping.small import QUICK, hashes


def swept(out: Path, *words: str) -> Sweep:
    return sweep([*QUICK, "engine=serial", *words, f"out={out}"])


def counts(found: Sweep) -> tuple[int, int, int, int]:
    return found.tally.asked, found.tally.done, found.tally.failed, found.tally.missing


def test_every_combination_is_run_at_every_seed_into_a_directory_of_its_own(tmp_path: Path) -> None:
    out = tmp_path / "s"
    assert counts(swept(out, "reward=equal_split,loss_improvement", "seeds=2")) == (4, 4, 0, 0)
    listed = pd.read_parquet(out / "asked.parquet")
    assert listed.drop(columns="config").to_dict("list") == {
        "seed": [0, 1, 0, 1],
        "point": [0, 0, 1, 1],
        "reward": ["equal_split", "equal_split", "loss_improvement", "loss_improvement"],
    }
    for row in listed.itertuples():
        run = Run(out / "runs" / f"config={row.config}")
        assert verify(run.path) is None
        assert (run.config["seed"], run.config["reward"]["_target_"].split(".")[2]) == (row.seed, row.reward)
    tables = [run["facts"] for run in hashes(out).values()]
    assert len(set(tables)) == len(tables) == 4
    assert sorted(path.name for path in out.iterdir()) == ["asked.parquet", "points.parquet", "runs", "sweep.json"]


def test_a_run_of_a_sweep_has_the_tables_of_the_same_run_alone(tmp_path: Path) -> None:
    swept(tmp_path / "s", "seeds=3,")
    assert main(["run", *QUICK, "seed=3", f"out={tmp_path / 'alone'}"]) == 0
    alone = json.loads((tmp_path / "alone" / "manifest.json").read_text("utf-8"))
    assert hashes(tmp_path / "s") == {
        alone["config_hash"]: {name: table["hash"] for name, table in alone["tables"].items()}
    }


def test_the_same_words_again_do_what_is_missing_and_nothing_else(tmp_path: Path) -> None:
    out = tmp_path / "s"
    swept(out, "seeds=3")
    before = hashes(out)
    first, second, third = sorted((out / "runs").iterdir())
    for path in second.iterdir():
        path.unlink()
    second.rmdir()
    (third / "facts.parquet").write_bytes(b"PAR1")
    kept = (first / "manifest.json").stat().st_mtime_ns
    (out / "unfinished").mkdir()
    (out / "unfinished" / ".half").touch()
    assert counts(swept(out, "seeds=3")) == (3, 3, 0, 0)
    assert hashes(out) == before
    assert (first / "manifest.json").stat().st_mtime_ns == kept
    assert [path.name for path in (out / "flawed").iterdir()] == [f"{third.name.removeprefix('config=')}-1"]
    assert not (out / "unfinished").exists()


def test_more_seeds_are_added_to_those_that_are_there(tmp_path: Path) -> None:
    out = tmp_path / "s"
    swept(out, "seeds=2")
    fewer = hashes(out)
    assert counts(swept(out, "seeds=4")) == (4, 4, 0, 0)
    assert len(hashes(out)) == 4
    assert fewer.items() <= hashes(out).items()
    assert pd.read_parquet(out / "asked.parquet")["seed"].to_list() == [0, 1, 2, 3]


def test_a_failed_run_is_counted_keeps_its_error_and_is_tried_again_on_request_only(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["sweep", *QUICK, "engine=serial", "plugins=[toys]", "reward=broken,equal_split", f"out={tmp_path}"]
    line = "PluginError: BrokenReward of training_round failed at 22778.000 s: ZeroDivisionError: nobody to pay"
    assert main(words) == 1
    told = capsys.readouterr().out
    assert f"{line}\nasked 2  done 1  failed 1  missing 0\nresult  {tmp_path}\n" in told
    (failure,) = (tmp_path / "failed").iterdir()
    about = json.loads(failure.read_text("utf-8"))
    assert (about["seed"], about["point"], about["error"], f"{about['config']}.json") == (0, 0, line, failure.name)
    assert "reward=broken" in about["overrides"]
    assert "nobody to pay" in about["traceback"]
    written = failure.stat().st_mtime_ns
    assert main(words) == 1
    assert failure.stat().st_mtime_ns == written
    assert main([*words, "retry=failed"]) == 1
    assert failure.stat().st_mtime_ns > written


def test_a_summary_is_all_that_is_kept_on_request(tmp_path: Path) -> None:
    swept(tmp_path / "s", "keep=summary")
    swept(tmp_path / "t", "keep=all")
    (run,) = (tmp_path / "s" / "runs").iterdir()
    assert sorted(path.name for path in run.iterdir()) == ["config.yaml", "manifest.json", "summary.json"]
    assert hashes(tmp_path / "s") == hashes(tmp_path / "t")
    assert counts(swept(tmp_path / "s", "keep=summary")) == (1, 1, 0, 0)
    assert not (tmp_path / "s" / "flawed").exists()


def test_without_out_the_same_words_find_their_sweep_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    found = sweep([*QUICK, "engine=serial"])
    assert found.path.parts[:2] == ("results", "digits")
    assert sweep([*QUICK, "engine=serial"]).path == found.path
    assert sweep([*QUICK, "engine=serial", "seeds=1,"]).path != found.path


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (["reward=equal_split,shaply"], "reward=shaply: unknown name; did you mean 'shapley'?"),
        (["population.cheats.count=2,-1"], "population.cheats.count=-1; allowed: 0 or more"),
        (["hydra/launcher=joblib"], "hydra/launcher=joblib: hydra settings are not part of a factory"),
        (["nowhere"], "'nowhere': not an override"),
        (["=3"], "'=3': not an override"),
        (["plugins=a,b"], "plugins=a,b: plug-ins are the same for all runs"),
        (["seeds=999999999"], "999,999,999 runs; allowed: 10,000,000 at most"),
        (["design=sobol", "points=536870912", "horizon_days=interval(1,2)"], "536,870,912 runs; allowed"),
        (["out=/dev/null"], "out=/dev/null: exists already and is no sweep"),
        (["out=tests/kept/below"], "out=tests/kept/below: File exists; allowed: a directory that can be made"),
        ([f"out={'x' * 300}"], "x... File name too long; allowed: a directory"),
        (["out=tests"], "out=tests: exists already and is no sweep"),
    ],
)
def test_bad_input_is_one_line_and_leaves_nothing(
    words: list[str],
    line: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "kept").touch()
    assert main(["sweep", *QUICK, "engine=serial", *words]) == 2
    out, err = capsys.readouterr()
    assert line in err
    assert (err.count("\n"), out) == (1, "")
    assert [str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*")] == ["tests", "tests/kept"]


def test_a_directory_holds_one_sweep(tmp_path: Path) -> None:
    swept(tmp_path / "s", "seeds=2")
    with pytest.raises(
        BadInput, match="holds a sweep with seeds='0:2', not '0:1'; allowed: the same words, or more seeds"
    ):
        swept(tmp_path / "s", "seeds=1")
    with pytest.raises(BadInput, match="holds a sweep with overrides="):
        swept(tmp_path / "s", "seeds=2", "reward=shapley")


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_the_first_32_of_64_seeds_are_a_sweep_of_32(tmp_path: Path) -> None:
    words = ["scenario=digits", "horizon_days=1", "keep=summary"]
    sweep([*words, "seeds=32", "jobs=1", f"out={tmp_path / 'few'}"])
    sweep([*words, "seeds=64", "jobs=2", f"out={tmp_path / 'many'}"])
    few, many = hashes(tmp_path / "few"), hashes(tmp_path / "many")
    assert (len(few), len(many)) == (32, 64)
    assert few.items() <= many.items()
    assert len({tables["facts"] for tables in many.values()}) == 64


@pytest.mark.parametrize(
    ("harm", "line"),
    [
        (lambda out: (out / "sweep.json").write_text("half"), "s/sweep.json: is none of this version"),
        (lambda out: (out / "asked.parquet").write_text("half"), "s/asked.parquet: Parquet file size is 4 bytes"),
        (lambda out: (out / "points.parquet").unlink(), "s: No such file or directory: points.parquet"),
        (lambda out: (out / "flawed").touch(), "s/flawed: is no directory; allowed: what sweeps put there"),
        (lambda out: (out / "failed").touch(), "s/failed: is no directory; allowed: what sweeps put there"),
        (lambda out: (out / "unfinished").touch(), "s: File exists; allowed: a directory to write to"),
    ],
)
def test_a_sweep_that_somebody_harmed_is_one_line_and_its_runs_stay(
    harm: Callable[[Path], object], line: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "s"
    swept(out)
    before = hashes(out)
    harm(out)
    assert main(["sweep", *QUICK, "engine=serial", f"out={out}"]) == 2
    assert f"{tmp_path}/{line}" in capsys.readouterr().err.splitlines()[-1]
    assert hashes(out) == before


def test_lists_that_a_killed_extension_left_are_made_again(tmp_path: Path) -> None:
    few, many = tmp_path / "few", tmp_path / "many"
    swept(few, "seeds=2")
    swept(many, "seeds=3")
    shutil.copy(many / "asked.parquet", few / "asked.parquet")
    (few / ".draft-killed").mkdir()
    assert counts(swept(few, "seeds=2")) == (2, 2, 0, 0)
    assert pd.read_parquet(few / "asked.parquet")["seed"].to_list() == [0, 1]
    assert not (few / ".draft-killed").exists()


def test_more_seeds_are_not_added_to_a_factory_that_means_something_else_now(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "s"
    monkeypatch.syspath_prepend(str(tmp_path))
    configs = tmp_path / "moody" / "configs"
    (configs / "reward").mkdir(parents=True)
    for folder in (configs.parent, configs):
        (folder / "__init__.py").touch()
    rule = configs / "reward" / "mine.yaml"
    rule.write_text("_target_: mechanisms.reward.equal_split.EqualSplit\n")
    swept(out, "plugins=[moody]", "reward=mine", "seeds=1")
    before = hashes(out)
    rule.write_text("_target_: mechanisms.reward.loss_improvement.LossImprovement\n")
    with pytest.raises(BadInput, match="the same words mean another factory now than when that sweep began"):
        swept(out, "plugins=[moody]", "reward=mine", "seeds=2")
    assert counts(swept(out, "plugins=[moody]", "reward=mine", "seeds=1")) == (1, 1, 0, 0)
    assert hashes(out) == before


def test_a_disk_of_its_own_or_an_empty_directory_holds_a_sweep(tmp_path: Path) -> None:
    (tmp_path / "asked.parquet").touch()  # of one that was killed before it had begun
    (tmp_path / ".draft-killed").mkdir()
    assert counts(swept(tmp_path)) == (1, 1, 0, 0)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["asked.parquet", "points.parquet", "runs", "sweep.json"]
