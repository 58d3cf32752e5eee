"""A cluster does what one machine does, or says why it does not."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from threading import Thread

import pytest

from experiments import sweep
from experiments.bad_input import BadInput
from experiments.sweeping.attempt import Attempt, program
from experiments.sweeping.cluster import Dask
from experiments.sweeping.place import Place
from experiments.sweeping.plan import Plan
from experiments.sweeping.request import requested
from experiments.sweeping.task import State, Task
from tests.experiments.sweeping.small import PLUGINS, QUICK, ROOT, hashes, waiting, with_a_disk

dask = pytest.importorskip("dask")
distributed = pytest.importorskip("distributed")


@contextmanager
def process(*command: str, path: Sequence[Path] = ()) -> Iterator[subprocess.Popen[bytes]]:
    """A process of a cluster, killed at the end."""
    shown = os.pathsep.join(map(str, [*path, ROOT, PLUGINS]))
    started = subprocess.Popen(command, env={**os.environ, "PYTHONPATH": shown}, stderr=subprocess.DEVNULL)
    try:
        yield started
    finally:
        started.kill()
        started.wait()


@contextmanager
def cluster(*options: str, before: Sequence[str] = (), path: Sequence[Path] = ()) -> Iterator[str]:
    """The address of a scheduler with one worker, which has these options."""
    with distributed.LocalCluster(n_workers=0, dashboard_address=None, processes=False, protocol="tcp") as alone:
        address = alone.scheduler_address
        worker = [
            sys.executable,
            "-m",
            "distributed.cli.dask_worker",
            address,
            "--no-dashboard",
            "--no-nanny",
            *options,
        ]
        with process(*before, *worker, path=path), distributed.Client(address, set_as_default=False) as client:
            client.wait_for_workers(1, timeout=120)
            yield address


def refused(out: Path, address: str) -> str:
    """The line that a sweep on a cluster ends with, before anything runs."""
    with pytest.raises(BadInput) as found:
        sweep([*QUICK, "engine=dask", f"cluster={address}", f"out={out}"])
    assert list((out / "runs").iterdir()) == []
    return str(found.value)


def test_a_cluster_loses_a_worker_and_no_run(tmp_path: Path) -> None:
    gate = tmp_path / "gate"
    gate.mkdir()
    asked = [*QUICK, "plugins=[toys]", "reward=gate", f"reward.folder={gate}", "seeds=3"]

    def kill_one() -> None:
        victim, _ = waiting(gate, 2)
        (gate / "go").touch()
        os.kill(victim, signal.SIGKILL)

    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as local:
        killer = Thread(target=kill_one, daemon=True)
        killer.start()
        found = sweep([*asked, "engine=dask", f"cluster={local.scheduler_address}", f"out={tmp_path / 's'}"])
        killer.join()
    assert found.tally.words == "asked 3  done 3  failed 0  missing 0"
    sweep([*asked, "engine=serial", f"out={tmp_path / 't'}"])
    assert hashes(tmp_path / "s") == hashes(tmp_path / "t")


def test_a_run_that_kills_its_worker_each_time_fails_and_the_others_on_that_worker_do_not(tmp_path: Path) -> None:
    with (
        dask.config.set({"distributed.scheduler.allowed-failures": 0}),
        distributed.LocalCluster(n_workers=1, threads_per_worker=1, dashboard_address=None) as local,
    ):
        where = ["engine=dask", f"cluster={local.scheduler_address}"]
        found = sweep([*QUICK, "plugins=[toys]", "reward=deadly,equal_split", *where, f"out={tmp_path}"])
    assert found.tally.words == "asked 2  done 1  failed 1  missing 0"
    assert found.tally.errors[0].endswith("its worker died each time, even alone: killed, or out of memory")
    assert len(list((tmp_path / "failed").iterdir())) == 1


def test_a_scheduler_that_dies_ends_the_sweep_with_a_line_and_what_was_finished_stays(tmp_path: Path) -> None:
    gate, out, contact = tmp_path / "gate", tmp_path / "s", tmp_path / "scheduler.json"
    gate.mkdir()
    asked = [*QUICK, "plugins=[toys]", "reward=gate", f"reward.folder={gate}", "seeds=2"]
    module = [sys.executable, "-m"]
    scheduler = [*module, "distributed.cli.dask_scheduler", "--scheduler-file", str(contact), "--no-dashboard"]
    worker = [*module, "distributed.cli.dask_worker", "--scheduler-file", str(contact), "--no-dashboard", "--no-nanny"]
    with process(*scheduler, "--port", "0", "--host", "127.0.0.1") as victim, process(*worker, "--nthreads", "1"):
        with distributed.Client(scheduler_file=str(contact), set_as_default=False, timeout=120) as client:
            client.wait_for_workers(1, timeout=120)
            address = client.scheduler.address

        def kill_it() -> None:
            waiting(gate, 1)
            victim.kill()

        killer = Thread(target=kill_it, daemon=True)
        killer.start()
        with (
            dask.config.set({"distributed.comm.timeouts.connect": "2s"}),
            pytest.raises(BadInput, match=f"cluster={address}: .*allowed: a scheduler's address"),
        ):
            sweep([*asked, "engine=dask", f"cluster={address}", f"out={out}"])
        killer.join()
        (gate / "go").touch()
    assert sweep([*asked, "engine=serial", f"out={out}"]).tally.words == "asked 2  done 2  failed 0  missing 0"
    assert hashes(out) == undisturbed(tmp_path / "t", asked)


def undisturbed(out: Path, asked: list[str]) -> dict[str, dict[str, str]]:
    sweep([*asked, "engine=serial", f"out={out}"])
    return hashes(out)


def test_a_cluster_that_is_not_there_is_bad_input(tmp_path: Path) -> None:
    assert refused(tmp_path, "nowhere://node:1").startswith("cluster=nowhere://node:1: unknown address scheme")


def test_a_cluster_to_which_no_worker_comes_is_bad_input(tmp_path: Path) -> None:
    with distributed.LocalCluster(n_workers=0, dashboard_address=None, processes=False, protocol="tcp") as alone:
        nobody = Dask(alone.scheduler_address, tmp_path, patience=0.1)
        with pytest.raises(BadInput, match="has no workers; start them with `dask worker tcp:"), nobody.opened():
            pass


def test_a_worker_with_several_threads_is_bad_input(tmp_path: Path) -> None:
    with cluster("--nthreads", "2") as address:
        assert refused(tmp_path, address).endswith(" has 2 threads; allowed: --nthreads 1")


def test_a_worker_with_another_version_is_bad_input(tmp_path: Path) -> None:
    other = tmp_path / "path" / "simpy-9.9.9.dist-info"
    other.mkdir(parents=True)
    (other / "METADATA").write_text("Metadata-Version: 2.1\nName: simpy\nVersion: 9.9.9\n", "utf-8")
    with cluster("--nthreads", "1", path=[other.parent]) as address:
        line = refused(tmp_path / "s", address)
    assert f" has simpy 9.9.9; allowed: {program()['simpy']}, as where the sweep is driven" in line


def test_a_worker_with_another_disk_of_the_same_name_is_bad_input(tmp_path: Path) -> None:
    out = tmp_path / "s"
    sweep([*QUICK, "engine=serial", "seeds=1", f"out={out}"])
    with cluster("--nthreads", "1", before=with_a_disk(out)) as address, pytest.raises(BadInput) as found:
        sweep([*QUICK, "engine=dask", "seeds=2", f"cluster={address}", f"out={out}"])
    assert f" does not see {out}/unfinished/sweep-" in str(found.value)
    assert len(hashes(out)) == 1


@pytest.fixture
def task_and_attempt(tmp_path: Path) -> tuple[Task, Attempt]:
    """A run of a sweep that is at work, and who would perform it."""
    place, plan = Place(tmp_path), Plan(requested(QUICK))
    plan.write(place)
    for folder in (place.runs, place.unfinished):
        folder.mkdir()
    (place.unfinished / "sign").touch()
    return next(plan.tasks(place, lambda config: True)), Attempt(place, False, place.unfinished / "sign", program())


def test_a_worker_of_another_program_that_comes_later_does_nothing(task_and_attempt: tuple[Task, Attempt]) -> None:
    task, attempt = task_and_attempt
    outcome = replace(attempt, program={**program(), "revision": "0" * 40})(task)
    assert outcome.state is State.REFUSED
    assert f"has revision {program()['revision']}; allowed: {'0' * 40}" in outcome.error
    assert list(attempt.place.told()) == []


def test_a_worker_for_which_nobody_waits_any_more_does_nothing(task_and_attempt: tuple[Task, Attempt]) -> None:
    task, attempt = task_and_attempt
    attempt.sign.unlink()
    outcome = attempt(task)
    assert outcome.state is State.REFUSED
    assert f"does not see {attempt.sign}" in outcome.error
    assert list(attempt.place.told()) == []
