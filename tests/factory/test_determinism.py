"""The same blueprint is the same run, in any process; who has nothing to do with it moves nobody's dice."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from agents.behaviours.deviation import Deviation
from agents.behaviours.trainer.sign_flip import SignFlip
from tests.factory.conftest import Play
from tests.golden.fingerprints import restless
from tests.golden.tracer import HONEST, group, tracer

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def elsewhere() -> dict[str, str]:
    """Table digests of the restless factory from another process, with another hash seed for strings."""
    command = [sys.executable, "-m", "tests.golden.fingerprints", "0"]
    environment = {**os.environ, "PYTHONHASHSEED": "4242"}
    ran = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    found: dict[str, str] = json.loads(ran.stdout)
    return found


def test_twice_in_one_process(play: Play) -> None:
    assert play(restless()).hashes == play(restless()).hashes


def test_in_another_process(play: Play, elsewhere: dict[str, str]) -> None:
    assert play(restless()).hashes == elsewhere


def test_the_run_that_is_compared_is_not_a_quiet_one(play: Play) -> None:
    played = play(restless())
    assert {row["ended"] for row in played.rows("timeline")} == {"done", "failed", "off"}
    assert len(played.facts("RoundSettled")) == 3
    assert played.facts("Refused")


@pytest.mark.parametrize("table", ["facts", "ledger", "blocks", "rounds", "jobs", "timeline", "agents"])
def test_other_seeds_differ(play: Play, table: str) -> None:
    hashes = [play(restless(seed)).hashes[table] for seed in (0, 1, 2)]
    assert all(one != other for one, other in combinations(hashes, 2))


def test_a_null_deviation_changes_no_row_of_any_table_but_truth(play: Play) -> None:
    null: dict[str, Any] = {
        "trainers": group("trainer", Deviation(inner=HONEST["trainer"]), count=2),
        "cheats": group("trainer", Deviation(inner=SignFlip(inner=Deviation(inner=HONEST["trainer"])))),
        "validators": group("validator", Deviation(inner=HONEST["validator"])),
        "providers": group("provider", Deviation(inner=HONEST["provider"])),
        "owners": group("compute", Deviation(inner=HONEST["compute"]), machines=("server",)),
    }
    plain, wrapped = play(tracer()).hashes, play(tracer(**null)).hashes
    assert {name for name in plain if plain[name] != wrapped[name]} == {"truth"}


def test_a_deviation_that_is_not_null_changes_rows(play: Play) -> None:
    scaled = group("trainer", SignFlip(inner=HONEST["trainer"], scale=2.0))
    plain, changed = play(tracer()).hashes, play(tracer(cheats=scaled)).hashes
    assert {"facts", "ledger", "truth"} <= {name for name in plain if plain[name] != changed[name]}


STREAMS = [
    ("agent", "trainers", 0, "salt"),
    ("agent", "cheats", 0, "salt"),
    ("agent", "validators", 0, "hold-out of day 0"),
]


@pytest.mark.parametrize(("name", "role"), [("aa", "compute"), ("zz", "provider")])
def test_a_stranger_who_shares_their_blocks_moves_nobody(play: Play, name: str, role: str) -> None:
    """It joins in the block in which they all join, before or after them by name. The only shard is not for it."""
    stranger: dict[str, Any] = {name: group(role)}
    plain, joined = play(tracer(shards=1)), play(tracer(shards=1, **stranger))
    assert [fact.block for fact in joined.facts("Included", f"{name}.0")] == [1]
    assert joined.facts("Included", "trainers.0")[0].block == 1
    for account in ("trainers.0", "trainers.1", "cheats.0", "validators.0", "providers.0", "owners.0"):
        assert joined.said(account) == plain.said(account)
    for stream in STREAMS:
        theirs, ours = (played.factory.streams.of(*stream).integers(2**62) for played in (plain, joined))
        assert ours == theirs


def test_more_of_a_kind_leave_the_first_ones_as_they_were(play: Play) -> None:
    crowd = play(
        tracer(trainers=group("trainer", count=2), idle=group("compute", count=5), more=group("validator", stake=0))
    )
    plain = play(tracer())
    assert crowd.refusals("more.0") == ["more.0 offers 0, a validator must bond 100000000000"]
    assert crowd.said("trainers.1") == plain.said("trainers.1")
