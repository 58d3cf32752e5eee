"""A sweep is read as data, and every row names its run."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from experiments import load, sweep
from experiments.bad_input import BadInput
from experiments.cli import main
from tests.experiments.analysis.written import written
from tests.experiments.sweeping.small import QUICK

TWO = [{"reward": "a"}, {"reward": "b"}]


def test_every_asked_run_is_a_row_whatever_became_of_it(tmp_path: Path) -> None:
    runs = [[{"accuracy": 0.5, "caught": "x"}, "Broke: it"], [{"accuracy": 1, "fees": 2.5}, None]]
    data = written(tmp_path / "s", ["reward=a,b"], TWO, runs)
    told = data.runs[["seed", "reward", "status", "error", "accuracy", "fees"]]
    assert told.fillna(-1).values.tolist() == [
        [0, "a", "done", "", 0.5, -1],
        [1, "a", "failed", "Broke: it", -1, -1],
        [0, "b", "done", "", 1.0, 2.5],
        [1, "b", "missing", "", -1, -1],
    ]
    assert data.metrics == ["accuracy", "fees"]
    assert data.tally.words == "asked 4  done 2  failed 1  missing 1"


def test_a_summary_that_cannot_be_read_is_missing_and_says_so(tmp_path: Path) -> None:
    data = written(tmp_path / "s", [], [{}], [[{"accuracy": 1.0}]])
    (tmp_path / "s" / "runs" / f"config={0:032d}" / "summary.json").write_text('{"accuracy": ', "utf-8")
    assert (data.tally.missing, data.runs["error"][0][:14]) == (1, "cannot be read")


def test_a_hash_of_digits_stays_text_in_every_table_and_a_path_is_no_pattern(tmp_path: Path) -> None:
    out = tmp_path / "s[1]'*"
    data = written(out, ["reward=a,b"], TWO, [[{"accuracy": 1.0}], [{"accuracy": 2.0}]])
    for number in range(2):
        rows = pa.table({"round": [0, 1], "value": [number, 10 * number]})
        pq.write_table(rows, out / "runs" / f"config={number:032d}" / "rounds.parquet")
    assert data.names == ["rounds"]
    assert data.table("rounds").values.tolist() == [
        [f"{0:032d}", 0, 0],
        [f"{0:032d}", 1, 0],
        [f"{1:032d}", 0, 1],
        [f"{1:032d}", 1, 10],
    ]
    query = "select reward, sum(value) as total from rounds join runs using (config) group by reward order by reward"
    assert data.sql(query).values.tolist() == [["a", 0], ["b", 11]]


def test_any_row_names_the_command_that_makes_its_run_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sweep(
        [
            *QUICK,
            "engine=serial",
            "population.cheats.count=1,2",
            "reward.floor=0,3",
            "seeds=5:7",
            f"out={tmp_path / 's'}",
        ]
    )
    data = load(tmp_path / "s")
    config = data.table("ledger")["config"].iloc[-1]
    command = data.replay(config)
    assert command.startswith("aifactory run scenario=digits lab=stub horizon_days=0.5 population.cheats.count=")
    assert main([*shlex.split(command)[1:], f"out={tmp_path / 'again'}"]) == 0
    manifests = [tmp_path / "again", tmp_path / "s" / "runs" / f"config={config}"]
    again, first = (json.loads((path / "manifest.json").read_text("utf-8")) for path in manifests)
    assert again["config_hash"] == config
    assert again["tables"] == first["tables"]


def test_what_is_not_there_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"holds no sweep\.json; allowed: the directory of a sweep"):
        load(tmp_path)
    data = written(tmp_path / "s", [], [{}], [[{"accuracy": 1.0}]])
    with pytest.raises(BadInput, match=r"table='rounds': no run of .* left one; allowed: nothing"):
        data.table("rounds")
    with pytest.raises(BadInput, match="config='12': no run of"):
        data.replay("12")
