"""Whoever dies, nothing that was finished is lost, and the same words again end with the hashes of an undisturbed sweep."""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from experiments import sweep
from experiments.verification.verify import verify
from tests.experiments.sweeping.small import PLUGINS, QUICK, ROOT, hashes, waiting, with_a_disk


def words(gate: Path, *more: str) -> list[str]:
    """A sweep whose runs wait at a gate."""
    gate.mkdir(exist_ok=True)
    return [*QUICK, "plugins=[toys]", "reward=gate", f"reward.folder={gate}", *more]


def process(*words: str, limit: int | None = None, group: bool = False) -> subprocess.Popen[str]:
    """A sweep in a process of its own, or in a group of its own; `limit` is the most bytes that a file of it may have."""

    def restrict() -> None:
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # whoever began these tests in the background had it ignored
        if limit is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    return subprocess.Popen(
        [sys.executable, "-m", "experiments", "sweep", *words],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(PLUGINS)]), "PYTHONDONTWRITEBYTECODE": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=group,
        preexec_fn=restrict,  # noqa: PLW1509 - no thread is running yet
    )


def undisturbed(out: Path, words: list[str]) -> dict[str, dict[str, str]]:
    """What the same words come to when nobody dies; the gate must be open."""
    sweep([*words, "engine=serial", f"out={out}"])
    return hashes(out)


def meanwhile(act: Callable[[], None]) -> threading.Thread:
    thread = threading.Thread(target=act, daemon=True)
    thread.start()
    return thread


def test_a_killed_worker_costs_what_it_had_under_way(tmp_path: Path) -> None:
    gate = tmp_path / "gate"
    asked = words(gate, "seeds=3")

    def kill_one() -> None:
        victim, _ = waiting(gate, 2)
        (gate / "go").touch()
        os.kill(victim, signal.SIGKILL)

    killer = meanwhile(kill_one)
    found = sweep([*asked, "jobs=2", f"out={tmp_path / 's'}"])
    killer.join()
    assert found.tally.words == "asked 3  done 3  failed 0  missing 0"
    assert hashes(tmp_path / "s") == undisturbed(tmp_path / "t", asked)


def test_what_a_worker_had_half_written_when_it_was_killed_is_never_read(tmp_path: Path) -> None:
    gate, out, half = tmp_path / "gate", tmp_path / "s", list[Path]()
    asked = words(gate, "reward.writing=true", "seeds=2")

    def kill_both() -> None:
        victims = waiting(gate, 2)
        half.extend((out / "unfinished").glob("*/*.parquet"))
        assert not list((out / "runs").iterdir())
        (gate / "go").touch()
        for victim in victims:
            os.kill(victim, signal.SIGKILL)

    killer = meanwhile(kill_both)
    found = sweep([*asked, "jobs=2", f"out={out}"])
    killer.join()
    assert len(half) == 2
    assert found.tally.words == "asked 2  done 2  failed 0  missing 0"
    assert not (out / "unfinished").exists()
    assert hashes(out) == undisturbed(tmp_path / "t", asked)
    assert all(verify(run) is None for run in (out / "runs").iterdir())


def test_a_run_that_kills_its_worker_each_time_fails_and_the_others_do_not(tmp_path: Path) -> None:
    found = sweep([*QUICK, "plugins=[toys]", "reward=deadly,equal_split", "seeds=2", "jobs=2", f"out={tmp_path}"])
    assert found.tally.words == "asked 4  done 2  failed 2  missing 0"
    told = [json.loads(path.read_text("utf-8")) for path in (tmp_path / "failed").iterdir()]
    assert sorted((about["seed"], about["error"]) for about in told) == [
        (seed, "its worker died each time, even alone: killed, or out of memory") for seed in (0, 1)
    ]


def test_a_killed_sweep_goes_on_where_it_was(tmp_path: Path) -> None:
    gate, out = tmp_path / "gate", tmp_path / "s"
    asked = words(gate, "seeds=3")
    with process(*asked, "jobs=2", f"out={out}") as driver:
        workers = waiting(gate, 2)
        driver.kill()
        driver.wait()
        for worker in workers:
            os.kill(worker, signal.SIGKILL)
    assert list((out / "unfinished").iterdir())
    (gate / "go").touch()
    found = sweep([*asked, "engine=serial", f"out={out}"])
    assert found.tally.words == "asked 3  done 3  failed 0  missing 0"
    assert not (out / "unfinished").exists()
    assert hashes(out) == undisturbed(tmp_path / "t", asked)


def test_a_file_that_may_grow_no_more_stops_a_sweep_and_room_lets_it_go_on(tmp_path: Path) -> None:
    out = tmp_path / "s"
    sweep([*QUICK, "seeds=1", "engine=serial", f"out={out}"])
    with process(*QUICK, "seeds=2", "engine=serial", f"out={out}", limit=6000) as driver:
        told, said = driver.communicate()
    assert driver.returncode == 1, said
    assert "asked 2  done 1  failed 0  missing 1" in told
    assert "STOPPED  OSError: [Errno 27]" in told
    assert "File too large" in told
    assert [len(list(folder.glob("*"))) for folder in (out / "runs", out / "failed")] == [1, 0]
    assert (
        sweep([*QUICK, "seeds=2", "engine=serial", f"out={out}"]).tally.words == "asked 2  done 2  failed 0  missing 0"
    )
    assert hashes(out) == undisturbed(tmp_path / "t", [*QUICK, "seeds=2"])


FILLED = """
"$@" seeds=1 || exit 1
used=$(df --output=used -k "$OUT" | tail -1)
mount -o remount,size=$((used + ROOM))k "$OUT" || exit 1
"$@" seeds=3; echo "code $?"
df --output=avail -k "$OUT" | tail -1
mount -o remount,size=64m "$OUT" || exit 1
"$@" seeds=3; echo "code $?"
cp -r "$OUT" "$COPY"
"""
"""A sweep on a disk of its own, of which only ROOM kilobytes are left when more is asked for, and enough after that."""


@pytest.mark.parametrize(
    ("room", "said"), [(4, "aifactory: "), (60, "STOPPED  OSError: [Errno 28]"), (100, "STOPPED  OSError: [Errno 28]")]
)
def test_a_full_disk_stops_a_sweep_and_room_lets_it_go_on(room: int, said: str, tmp_path: Path) -> None:
    out, copy = tmp_path / "s", tmp_path / "copy"
    out.mkdir()
    prefix = with_a_disk(out)
    command = [sys.executable, "-m", "experiments", "sweep", *QUICK, "jobs=1", f"out={out}"]
    script = ["sh", "-c", FILLED.replace("ROOM", str(room)), "sh", *command]
    surroundings = {**os.environ, "OUT": str(out), "COPY": str(copy)}
    found = subprocess.run([*prefix, *script], cwd=ROOT, env=surroundings, capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stderr
    assert any(said in line and "No space left" in line for line in (found.stdout + found.stderr).splitlines())
    assert "Traceback" not in found.stderr
    assert found.stdout.count("code 1") == found.stdout.count("code 0") == 1
    assert "asked 3  done 3  failed 0  missing 0" in found.stdout.partition("code 1")[2]
    assert sorted(path.name for path in copy.iterdir()) == ["asked.parquet", "points.parquet", "runs", "sweep.json"]
    assert hashes(copy) == undisturbed(tmp_path / "t", [*QUICK, "seeds=3"])


def test_two_sweeps_do_not_work_in_one_directory_at_once(tmp_path: Path) -> None:
    gate, out = tmp_path / "gate", tmp_path / "s"
    asked = words(gate, "seeds=2")
    with process(*asked, "jobs=1", f"out={out}") as first:
        waiting(gate, 1)
        with process(*asked, "jobs=1", f"out={out}") as second:
            _, said = second.communicate()
        assert second.returncode == 2
        assert said == f"aifactory: out={out}: another sweep is at work there; allowed: one at a time\n"
        (gate / "go").touch()
        told, said = first.communicate()
    assert "asked 2  done 2  failed 0  missing 0" in told, said
    assert hashes(out) == undisturbed(tmp_path / "t", asked)


def test_two_sweeps_that_make_the_same_directory_at_once_leave_one(tmp_path: Path) -> None:
    gate, out = tmp_path / "gate", tmp_path / "s"
    asked = words(gate, "seeds=2")
    (gate / "go").touch()
    with process(*asked, "jobs=1", f"out={out}") as first, process(*asked, "jobs=1", f"out={out}") as second:
        ended = [(each.communicate(), each.returncode) for each in (first, second)]
    assert {code for _, code in ended} in ({0}, {0, 2})
    assert all("another sweep is at work there" in said for (_, said), code in ended if code)
    assert hashes(out) == undisturbed(tmp_path / "t", asked)
    assert [path.name for path in tmp_path.iterdir() if "partial" in path.name] == []


def test_a_sweep_that_is_interrupted_says_what_is_done_and_goes_on_later(tmp_path: Path) -> None:
    gate, out = tmp_path / "gate", tmp_path / "s"
    asked = words(gate, "seeds=3")
    with process(*asked, "jobs=2", f"out={out}", group=True) as driver:
        waiting(gate, 2)
        os.killpg(driver.pid, signal.SIGINT)  # as a terminal does: to the workers as well
        told, said = driver.communicate()
    assert driver.returncode == 130, said
    assert "asked 3  done 0  failed 0  missing 3" in told
    assert "STOPPED  interrupted" in told
    assert "Traceback" not in said
    assert not (out / "unfinished").exists()
    assert not (out / "failed").exists()
    (gate / "go").touch()
    assert sweep([*asked, "engine=serial", f"out={out}"]).tally.words == "asked 3  done 3  failed 0  missing 0"
