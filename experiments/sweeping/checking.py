"""Is a sweep what its runs wrote, and do some of them, drawn at random, happen again?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from experiments.bad_input import BadInput
from experiments.results.manifest import Manifest
from experiments.running.rerun import rerun
from experiments.sweeping.ground import read
from experiments.sweeping.lists import wrong
from experiments.sweeping.place import Place
from experiments.sweeping.plan import hashes
from experiments.sweeping.rows import read as listed
from experiments.verification.verify import verify


@dataclass
class Standing:
    """What a sweep has of what was asked for."""

    asked: int = 0
    done: list[str] = field(default_factory=list)
    """Config hashes of the runs that are there and without a flaw."""
    failed: int = 0
    flawed: int = 0
    flaws: list[str] = field(default_factory=list)
    """One line each, with its place: of flawed runs, and of what nobody asked for."""
    origins: Counter[str] = field(default_factory=Counter)
    """How many runs are of each revision of the source, on each kind of processor."""

    @property
    def words(self) -> str:
        missing = self.asked - len(self.done) - self.failed - self.flawed
        flawed = f"  flawed {self.flawed:,}" if self.flawed else ""
        return f"asked {self.asked:,}  done {len(self.done):,}  failed {self.failed:,}  missing {missing:,}{flawed}"


def standing(place: Place) -> Standing:
    """Look at every file of a sweep's runs, and run nothing. Raises `BadInput` when there is no sweep."""
    about, asked = read(place), list(hashes(place.asked))
    found = Standing(len(asked), flaws=list(wrong(place, about)))
    for config in asked:
        folder = place.run(config)
        if not folder.exists():
            found.failed += place.failure(config).exists()
        elif flaw := _flaw(folder, config):
            found.flawed += 1
            found.flaws.append(f"{folder}: {flaw}")
        else:
            found.done.append(config)
            manifest = Manifest.read(folder)
            about_it = (manifest.source.get("revision"), manifest.source.get("tree"), manifest.hardware.get("cpu"))
            found.origins["revision {}, tree {}, {}".format(*about_it)] += 1
    expected = {path for config in asked for path in (place.run(config), place.failure(config))}
    found.flaws += [f"{path}: was not asked for" for path in place.told() if path not in expected]
    return found


def again(
    place: Place, done: list[str], many: int, seed: int, plugins: tuple[str, ...]
) -> Iterator[tuple[Path, str | None]]:
    """Run so many of the finished runs again, drawn by a seed: where each lies, and how it differs, if it does, from what it
    left or from what was asked for."""
    drawn = {done[number] for number in np.random.default_rng(seed).permutation(len(done))[:many]}
    point = {row["config"]: row["point"] for row in listed(place.asked, ["config", "point"]) if row["config"] in drawn}
    words = {row["point"]: row["overrides"] for row in listed(place.points, ["point", "overrides"])}
    for config in sorted(drawn):
        yield place.run(config), rerun(place.run(config), plugins, words[point[config]])


def _flaw(folder: Path, config: str) -> str:
    try:
        flaw = verify(folder)
        if flaw is not None:
            return str(flaw)
        named = Manifest.read(folder).config_hash
    except BadInput as error:
        return str(error)
    return "" if named == config else f"its config hashes to {named}"
