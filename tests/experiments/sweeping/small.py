"""Small sweeps on the stub lab, and what came of them."""

from __future__ import annotations

import json
import shutil
import subprocess
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
PLUGINS = Path(__file__).parents[1] / "plugins"
QUICK = ("scenario=digits", "lab=stub", "horizon_days=0.5")


def hashes(sweep: Path) -> dict[str, dict[str, str]]:
    """By config hash, the hash of every table that a sweep's finished runs say they have."""
    return {
        path.parent.name.removeprefix("config="): {
            name: table["hash"] for name, table in json.loads(path.read_text("utf-8"))["tables"].items()
        }
        for path in (sweep / "runs").glob("*/manifest.json")
    }


def waiting(gate: Path, many: int) -> list[int]:
    """The processes that wait at a gate, once they are so many."""
    for _ in range(4000):
        if len(found := [int(path.name) for path in gate.iterdir() if path.name.isdecimal()]) >= many:
            return found
        time.sleep(0.05)
    raise AssertionError(f"{found} wait at the gate; {many} should")


def with_a_disk(place: Path, *options: str) -> list[str]:
    """What to put before a command so that it, and nobody else, sees a new empty disk at a place; skips the test where the
    system lets nobody mount one for himself."""
    options = ("size=64m", *options)
    prefix = [
        "unshare",
        "-rm",
        "sh",
        "-c",
        f'mount -t tmpfs -o {",".join(options)} tmpfs "$0" && exec "$@"',
        str(place),
    ]
    if (
        shutil.which("unshare") is None
        or subprocess.run([*prefix, "true"], check=False, capture_output=True).returncode
    ):
        pytest.skip("needs the right to mount a disk in a namespace of one's own (unshare -rm)")
    return prefix
