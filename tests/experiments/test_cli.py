"""The command line: exit codes, one line for whatever goes wrong, and nothing half-written."""

from __future__ import annotations

import json
import os
import re
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import yaml

from experiments import run
from experiments.cli import main
from experiments.verification.verify import verify

ROOT = Path(__file__).parents[2]
LONG = "n" * 100_000
QUICK = ["scenario=digits", "lab=stub", "horizon_days=0.5"]


def aifactory(*arguments: str, limit: int | None = None) -> subprocess.Popen[str]:
    """The program in a process of its own; `limit` is the most bytes that a file of it may have."""

    def restrict() -> None:
        # Whoever runs the tests in the background of a shell has had interrupts ignored, and children inherit that.
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        if limit is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    path = os.pathsep.join([str(ROOT), str(Path(__file__).parent / "plugins")])
    return subprocess.Popen(
        [sys.executable, "-m", "experiments", *arguments],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": path, "OMP_NUM_THREADS": "1", "PYTHONDONTWRITEBYTECODE": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=restrict,  # noqa: PLW1509 - no thread is running yet
    )


def test_a_run_leaves_a_directory_that_verifies(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "run"
    assert main(["run", *QUICK, "seed=7", f"out={out}"]) == 0
    printed = capsys.readouterr().out
    manifest = json.loads((out / "manifest.json").read_text())
    assert f"result    {out}\n" in printed
    assert f"report    {out / 'report.html'}\n" in printed
    assert re.search(r"\ntokens .* owners 2\d,\d\d\d,", printed)  # 20,000 to begin with, and what they earn
    assert sorted(manifest["files"]) == sorted(path.name for path in out.iterdir() if path.name != "manifest.json")
    assert {"config.yaml", "summary.json", "facts.parquet", "ledger.parquet", "truth.parquet"} <= set(manifest["files"])
    assert (manifest["scenario"], manifest["seed"]) == ("digits", 7)
    assert yaml.safe_load((out / "config.yaml").read_text())["horizon_days"] == 0.5
    assert verify(out) is None
    assert main(["verify", str(out)]) == 0
    assert main(["verify", str(out), "--sha256", printed.split()[-1]]) == 0
    assert main(["verify", str(out), "--sha256", "0" * 64]) == 1
    assert main(["verify", str(out), "--rerun"]) == 0
    assert "PASS  a second run gives the same tables" in capsys.readouterr().out


def test_the_same_seed_in_two_processes_gives_the_same_tables_and_another_seed_does_not(tmp_path: Path) -> None:
    runs = [
        aifactory("run", *QUICK, f"seed={seed}", f"out={tmp_path / name}")
        for name, seed in zip("abc", (1, 1, 2), strict=True)
    ]
    assert [process.wait() for process in runs] == [0, 0, 0]
    a, b, c = (json.loads((tmp_path / name / "manifest.json").read_text()) for name in "abc")
    assert a["tables"] == b["tables"]
    assert a["config_hash"] == b["config_hash"]
    assert a["tables"]["facts"]["hash"] != c["tables"]["facts"]["hash"]


@pytest.mark.parametrize("launcher", [[], ["hydra/launcher=joblib", "hydra.launcher.n_jobs=2"]])
def test_a_multirun_runs_every_combination(
    tmp_path: Path, launcher: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    sweep = ["run", "-m", *QUICK, "reward=equal_split,loss_improvement", "seed=1,2", f"out={tmp_path / 'm'}", *launcher]
    assert main(sweep) == 0
    configs = [yaml.safe_load((path / "config.yaml").read_text()) for path in (tmp_path / "m").iterdir()]
    assert sorted((config["reward"]["_target_"].split(".")[2], config["seed"]) for config in configs) == [
        ("equal_split", 1),
        ("equal_split", 2),
        ("loss_improvement", 1),
        ("loss_improvement", 2),
    ]
    assert main(["run", *QUICK, "seed=2", f"out={tmp_path / 'alone'}"]) == 0
    alone = json.loads((tmp_path / "alone" / "manifest.json").read_text())
    manifests = [json.loads((path / "manifest.json").read_text()) for path in (tmp_path / "m").iterdir()]
    assert [m["tables"] for m in manifests if m["config_hash"] == alone["config_hash"]] == [alone["tables"]]
    capsys.readouterr()
    assert main(sweep) == 2
    assert "exists already; a result is never overwritten" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["run", "sede=3"], "sede=3: unknown key 'sede'; did you mean 'seed'?"),
        (["run", "seed=three"], "seed='three': must be a whole number"),
        (["run", "seed=-1"], "seed=-1; allowed: 0 or more"),
        (["run", f"seed={'9' * 5000}"], "...: a number has too many digits; allowed: 4300"),
        (["run", "out=tests/kept/run"], "out=tests/kept/run: File exists; allowed: a directory that can be made"),
        (["run", "out=/proc/run"], "out=/proc/run: No such file or directory; allowed: a directory that can be made"),
        (["run", f"out={LONG}"], f"out={LONG[:296]}... File name too long; allowed: a directory that can be made"),
        (["run", f"reward={LONG}"], f"reward={LONG[:293]}... File name too long"),
        (["run", f"population.{LONG}.count=3"], f"population.{LONG[:289]}... File name too long"),
        (
            ["run", "population.trainers.count=1000000000"],
            "population.trainers.count=1000000000; allowed: 0 to 1000000",
        ),
        (
            ["run", "population.trainers.tokens=4611686018427387904"],
            "population.trainers.tokens=4611686018427387904 for each of 8: ",
        ),
        (["run", "horizon_days=0"], "horizon_days=0.0; allowed: above 0"),
        (["run", "horizon_days=inf"], "horizon_days=inf: must be a finite number"),
        (["run", "scenario=digit"], "scenario=digit: unknown name; did you mean 'digits'?"),
        (["run", "reward=equal_splitt"], "reward=equal_splitt: unknown name; did you mean 'equal_split'?"),
        (["run", "reward.floor=-1"], "reward.floor=-1; allowed: 0 or more"),
        (["run", "reward._target_=os.system"], "reward._target_='os.system': outside the allowed packages"),
        (["run", "reward._target_=torch.load"], "reward._target_='torch.load': outside the allowed packages"),
        (["run", "aggregation._target_=mechanisms.reward.equal_split.EqualSplit"], "EqualSplit"),
        (["run", "+extra=1"], "extra=1: unknown key"),
        (["run", "population.cheats.count=-1"], "population.cheats.count=-1"),
        (["run", "population.owners.machines=[home_pcs]"], "machines[0]=home_pcs: unknown; did you mean 'home_pc'?"),
        (["run", "reward=null"], "reward=null: reward is chosen by name; allowed: equal_split, "),
        (["run", "scenario=null"], "scenario=null: scenario is chosen by name; allowed: bounty, "),
        (["run", "data=null"], "data=None: must be a mapping"),
        (["run", "machines=[]"], "machines=[]: does not fit what stands there"),
        (["run", "partition=dirichlet", "partition.alpha=0"], "aifactory: partition.alpha=0.0; allowed: above 0"),
        (["run", "model.hidden=[0]"], "aifactory: model.hidden=(0,); allowed: "),
        (["run", "model._target_=sim.cluster.gpu.Gpu"], "model.hidden=[64]: Gpu has no such field"),
        (
            ["run", "task._target_=mechanisms.reward.equal_split.EqualSplit", "~task.holdout", "~task.test"],
            "EqualSplit",
        ),
        (["run", "task=user_file", "task.label=y", "task.path=/nowhere.csv"], "/nowhere.csv"),
        (["run", "plugins=[toys]", "aggregation=multi_krum", "privacy=sum"], "hides; choose another of the two"),
        (["run", "out=tests"], "out=tests: exists already; allowed: a directory that is absent or empty"),
        (["run", "out="], "out=: names nothing; allowed: a directory that can be made"),
        (["run", "-m", "seed=1,2", "+extra=1"], "extra=1: unknown key"),
        (["run", "-m", "seed=1,-1"], "seed=-1; allowed: 0 or more"),
        (["run", "-m", "seed=1,2", "hydra/launcher=slurm"], "hydra/launcher=slurm: allowed: basic, joblib"),
        (["config", "sede=3"], "sede=3: unknown key"),
        (["list", "rewards"], "family=rewards: unknown; did you mean 'reward'?"),
        (["new", "rewards", "x"], "FAMILY=rewards: unknown; did you mean 'reward'?"),
        (["new", "reward", "equal_split"], "mechanisms/reward/equal_split.py: exists already"),
        (["new", "reward", "Bad-Name"], "NAME=Bad-Name: allowed: a lower-case Python name"),
        (["new", "behaviour", "x"], "write `new behaviour ROLE NAME`"),
        (["new", "reward", "n" * 65], "allowed: a lower-case Python name"),
        (["verify", LONG], "File name too long"),
        (["list", "reward", "seed=3"], "seed=3: unknown; allowed: plugins=[my_pkg]"),
        (["verify", "tests", "seed=3"], "seed=3: unknown; allowed: plugins=[my_pkg]"),
        (["verify", "tests"], "RUN=tests: holds no manifest.json"),
        (["trace", "tests", "3"], "RUN=tests: holds no manifest.json"),
    ],
)
def test_bad_input_is_one_line_and_leaves_nothing(
    arguments: list[str],
    line: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "kept").touch()
    said = {text.partition("=")[0] for text in arguments}
    quick = [text for text in QUICK if arguments[0] == "run" and text.partition("=")[0] not in said]
    assert main([*arguments, *quick]) == 2
    out, err = capsys.readouterr()
    assert err.startswith("aifactory: ")
    assert line in err
    assert (err.count("\n"), out) == (1, "")
    assert [str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*")] == ["tests", "tests/kept"]


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ("a,b,y\n1,2,x\n1,nan,z\n", "b"),
        ("a,b,y\n1,2,x\n1,inf,z\n", "b"),
        ("a,b\n1,2\n", "y"),
        ("", "data.csv"),
    ],
)
def test_data_that_cannot_be_used_are_refused(
    tmp_path: Path, content: str, line: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "data.csv").write_text(content)
    out = tmp_path / "out"
    assert (
        main(["run", *QUICK, "task=user_file", f"task.path={tmp_path / 'data.csv'}", "task.label=y", f"out={out}"]) == 2
    )
    err = capsys.readouterr().err
    assert (line in err, err.count("\n"), out.exists()) == (True, 1, False)


@pytest.mark.parametrize("arguments", [["bogus"], ["run", "--bogus"], [], ["verify"]])
def test_what_is_no_command_exits_with_two(arguments: list[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(arguments)


@pytest.mark.parametrize("command", [[], ["run"], ["config"], ["list"], ["new"], ["verify"], ["trace"], ["report"]])
def test_help_and_version_are_everywhere(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    for option, text in (("--help", "usage: aifactory"), ("--version", "aifactory ")):
        with pytest.raises(SystemExit, match="0"):
            main([*command, option])
        assert text in capsys.readouterr().out


@pytest.mark.parametrize(
    ("override", "line"),
    [
        ("reward=broken", "BrokenReward"),
        ("population.trainers.behaviour=broken", "BrokenTrainer"),
    ],
)
def test_a_plugin_that_breaks_ends_the_run_with_one_line(
    tmp_path: Path, override: str, line: str, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "a" / "run"
    assert main(["run", *QUICK, "plugins=[toys]", override, f"out={out}"]) == 1
    err = capsys.readouterr().err.splitlines()[-1]
    assert line in err
    assert "failed at" in err
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_leaves_nothing(tmp_path: Path) -> None:
    process = aifactory("run", *QUICK, f"out={tmp_path / 'a' / 'run'}", limit=8192)
    _, err = process.communicate(timeout=120)
    assert process.returncode == 1
    assert err.splitlines()[-1].startswith("aifactory: ")
    assert "Traceback" not in err
    assert list(tmp_path.iterdir()) == []


def test_a_file_where_results_go_is_bad_input(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "results").touch()
    assert main(["run", *QUICK]) == 2
    assert ": Not a directory; allowed: a directory that can be made, given as out=DIR" in capsys.readouterr().err


@pytest.mark.parametrize("asked", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupt_leaves_nothing(tmp_path: Path, asked: signal.Signals) -> None:
    process = aifactory("run", "scenario=digits", "lab=stub", "horizon_days=3000", f"out={tmp_path / 'a' / 'run'}")
    for _ in range(600):
        if (tmp_path / "a").exists():
            break
        time.sleep(0.1)
    process.send_signal(asked)
    _, err = process.communicate(timeout=120)
    assert process.returncode == 130
    assert err.splitlines()[-1] == "aifactory: interrupted; nothing was left behind"
    assert "Traceback" not in err
    assert list(tmp_path.iterdir()) == []


def test_config_prints_a_factory_that_can_be_read_back(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["config", "scenario=digits", "seed=3", "reward=equal_split"]) == 0
    config = yaml.safe_load(capsys.readouterr().out)
    assert config["seed"] == 3
    assert config["reward"] == {"_target_": "mechanisms.reward.equal_split.EqualSplit"}
    assert config["population"]["cheats"]["behaviour"]["_target_"] == "agents.behaviours.trainer.sign_flip.SignFlip"


def test_list_says_what_each_choice_does(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list", "reward", "plugins=[toys]"]) == 0
    listed = [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]
    assert "equal Pay everyone the same." in listed
    assert "equal_split Pay every accepted update the same, pot / n to the base unit." in listed
    assert main(["list"]) == 0
    said = capsys.readouterr().out.splitlines()
    assert "behaviours/trainer" in said
    # a comment of several lines is told up to the end of its sentence
    assert [line for line in said if line.startswith("  ") and line[-1] not in ".?"] == []


def test_a_payout_is_traced_to_its_causes_and_to_model_job_update_and_data(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    finished = run([*QUICK, f"out={tmp_path / 'run'}"])
    ledger = finished.table("ledger")
    paid = ledger[(ledger.payer == "training_round/pot") & ledger.payee.str.startswith("trainers")].iloc[0]
    assert main(["trace", str(finished.path), str(paid.entry)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith(f"entry {paid.entry}  day 0.")
    assert f"training_round/pot paid {paid.payee} " in lines[0]
    causes = [int(line.split()[3]) for line in lines if line.startswith("  because of fact ")]
    assert (causes[0], causes[-1]) == (paid.cause, 0)
    assert causes == sorted(causes, reverse=True)
    job = finished.table("jobs").query("owner == @paid.payee and kind == 'Training'").iloc[0]
    about = [line for line in lines if not line.startswith("  because")][1:]
    assert [line.split()[0] for line in about] == ["round", "job", "update", "data", "money:", "100.0%", "100.0%"]
    assert about[1].startswith(f"  job {job.digest}: done on owners.")
    assert about[2].endswith(" nats") and ": accepted, loss removed " in about[2]
    offers = {body["data"]: body for body in map(json.loads, finished.table("facts").query("kind == 'Offered'").body)}
    (data,) = (offer for key, offer in offers.items() if about[3].startswith(f"  data {key}: "))
    assert about[3].endswith(f": {data['rows']} rows offered by {data['provider']}")
    assert main(["trace", str(finished.path), "99999999"]) == 2


def test_a_payout_is_traced_to_data_that_were_listed_on_a_market(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What was listed is named with its rows and its provider, as what is offered is."""
    finished = run(["scenario=consent", "lab=stub", "horizon_days=0.5", f"out={tmp_path / 'run'}"])
    ledger = finished.table("ledger")
    paid = ledger[(ledger.payer == "training_round/pot") & ledger.payee.str.startswith("trainers")].iloc[0]
    assert main(["trace", str(finished.path), str(paid.entry)]) == 0
    (data,) = (line for line in capsys.readouterr().out.splitlines() if line.startswith("  data "))
    listings = [json.loads(body) for body in finished.table("facts").query("kind == 'Listed'").body]
    lines = [f"  data {x['data']}: {x['rows']} rows offered by {x['provider']}" for x in listings]
    assert len(lines) == 8
    assert data in lines
