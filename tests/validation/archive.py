"""Finished runs on disk, by what they came from: a document and its tests never play the same run twice.

An entry is found again only by the same question, the same sources, the same installed packages and the same kind of
machine; whatever is damaged is not there. Entries are plain JSON, and nothing breaks when the folder is deleted.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.metadata import distributions
from pathlib import Path
from typing import Any

from filelock import FileLock

from experiments.results.manifest import machine

ROOT = Path(__file__).parents[2]
PACKAGES = ("sim", "agents", "mechanisms", "experiments", "configs", "tests/validation/readings")
"""What decides how a run goes, and what is kept of it."""
KINDS = (".py", ".yaml")
FOLDER = ROOT / ".validation"


def digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def sources(root: Path = ROOT, packages: Iterable[str] = PACKAGES) -> str:
    """A hash over the paths and the bytes of all sources and settings."""
    paths = sorted(path for package in packages for path in (root / package).rglob("*") if path.suffix in KINDS)
    return digest("\n".join(f"{path.relative_to(root)} {sha256(path.read_bytes()).hexdigest()}" for path in paths))


@cache
def surroundings() -> str:
    """A hash over the installed packages and the machine: the last bit of a float may depend on them."""
    installed = sorted({f"{found.metadata['Name']}=={found.version}" for found in distributions()})
    return digest(json.dumps([installed, machine()]))


IMPORTED = sources()
"""The code that this process runs."""


@dataclass(frozen=True)
class Archive:
    """A folder of entries, which processes may share: who asks for what another one is making waits for it."""

    folder: Path
    imported: str = IMPORTED
    now: Callable[[], str] = sources

    def recalled(self, question: object, answer: Callable[[], Any]) -> Any:
        """What was answered before, or the answer, a JSON value without NaN, which is kept.

        It is not kept when the sources have changed since this process read them: nobody could say which ones made it.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self.folder / f"{digest(json.dumps([question, self.imported, surroundings()], sort_keys=True))}.json"
        with FileLock(path.with_suffix(".lock")):
            entry = _read(path)
            if entry is None:
                entry = {"question": question, "answer": answer()}
                if self.now() == self.imported:
                    _write(path, entry)
            return entry["answer"]


def _read(path: Path) -> dict[str, Any] | None:
    """An entry whose bytes are the ones that were written."""
    try:
        check, _, body = path.read_text("utf-8").partition("\n")
    except (OSError, UnicodeDecodeError):
        return None
    found: dict[str, Any] | None = json.loads(body) if check == digest(body) else None
    return found


def _write(path: Path, entry: object) -> None:
    body = json.dumps(entry, allow_nan=False)
    partial = path.with_suffix(f".{os.getpid()}")
    partial.write_text(f"{digest(body)}\n{body}", "utf-8")
    partial.replace(path)
