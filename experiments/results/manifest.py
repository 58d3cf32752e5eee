"""The manifest of a run: what was written, from which config, by which versions on which machine."""

from __future__ import annotations

import json
import platform
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b, sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from experiments.bad_input import shown
from experiments.results.tables import Fingerprint

NAME = "manifest.json"
PACKAGES = ("aifactory-sim", "mesa", "numba", "numpy", "pyarrow", "scikit-learn", "simpy", "torch")
"""Installed versions that may change a result."""


@dataclass(frozen=True)
class Manifest:
    """Everything needed to recognise a run, and to tell another machine's rounding from a forgery."""

    scenario: str
    seed: int
    config_hash: str
    files: Mapping[str, str]
    """File name -> sha256 of its bytes."""
    tables: Mapping[str, Fingerprint]
    versions: Mapping[str, str]
    hardware: Mapping[str, str]
    source: Mapping[str, str]
    """Revision of the program's source, and whether its tree was clean; in no table and in no hash of one."""
    times: Mapping[str, Any]
    """Wall time: when the run began (UTC), how many seconds it took, and how many of these each of its phases; and `stacks`:
    how many trainings a lab computed together, and how often so many. In no table and in no hash of one. Two runs of the
    same config leave the same tables, and pages that differ in these figures only."""
    forked_from: str = ""
    """sha256 of the manifest of the run that this one parts from; "": it is no fork."""

    def __post_init__(self) -> None:
        if type(self.seed) is not int:
            raise ValueError(f"seed={shown(self.seed)}; allowed: a whole number")
        for name in ("scenario", "config_hash", "forked_from"):
            if not isinstance(value := getattr(self, name), str):
                raise ValueError(f"{name}={shown(value)}; allowed: text")
        if not isinstance(self.times, Mapping):
            raise ValueError(f"times={shown(self.times)}; allowed: a mapping")
        for name in ("files", "versions", "hardware", "source"):
            value = getattr(self, name)
            if not isinstance(value, Mapping) or not all(isinstance(item, str) for item in value.values()):
                raise ValueError(f"{name}={shown(value)}; allowed: a mapping from names to text")

    def write(self, folder: Path) -> None:
        content = {**vars(self), "tables": {name: print_.plain() for name, print_ in self.tables.items()}}
        (folder / NAME).write_text(json.dumps(content, indent=1, sort_keys=False) + "\n", "utf-8")

    @classmethod
    def read(cls, folder: Path) -> Manifest:
        """Raises OSError when there is none, ValueError when it cannot be understood."""
        try:
            content = json.loads((folder / NAME).read_text("utf-8"))
            tables = {name: Fingerprint.of_plain(value) for name, value in content.pop("tables").items()}
            return cls(tables=tables, **content)
        except (KeyError, TypeError, AttributeError, ValueError, RecursionError) as error:
            raise ValueError(f"{folder / NAME} is not a manifest of this version ({error})") from error


def config_hash(settings: Mapping[str, Any]) -> str:
    """blake2b-128 of the canonical JSON of a composed config, the place of the result left out: 32 hex digits."""
    text = json.dumps(settings, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return blake2b(text.encode(), digest_size=16).hexdigest()


def file_hash(path: Path) -> str:
    """sha256 of a file's bytes, in hex."""
    with path.open("rb") as file:
        hashed = sha256()
        while block := file.read(1 << 20):
            hashed.update(block)
    return hashed.hexdigest()


def installed() -> dict[str, str]:
    """Versions of Python and of the packages that may change a result."""
    found = {"python": platform.python_version()}
    for package in PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            found[package] = "not installed"
    return found


def machine() -> dict[str, str]:
    """What the last bit of a float may depend on."""
    return {"machine": platform.machine(), "system": platform.system(), "cpu": _cpu()}


def _cpu() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        return platform.processor() or "unknown"
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "unknown")
