"""From a row back to its run: which one it was, and how to have it again."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from experiments.bad_input import BadInput
from experiments.composing.compose import Composed
from experiments.results.folder import destination
from experiments.results.manifest import NAME, Manifest
from experiments.results.result import Run
from experiments.running.progress import Progress
from experiments.running.rerun import differing, named_again
from experiments.running.run import execute
from experiments.verification.verify import opened


def found(where: Path, config: str = "") -> Run:
    """The run in a directory; or the one below it whose config has this hash, or a hash that begins so.

    Raises `BadInput` where there is none, and where the beginning of a hash fits several.
    """
    if not config:
        opened(where)
        return Run(where)
    hashes = {path.parent: opened(path.parent).manifest.config_hash for path in sorted(where.rglob(NAME))}
    fitting = {hashed: folder for folder, hashed in hashes.items() if hashed.startswith(config)}
    if len(fitting) != 1:
        many = f"{len(fitting)} configs" if fitting else f"none of {len(hashes)} runs"
        raise BadInput(
            f"config={config}: fits {many} below {where}; allowed: the value of the column `config` of a row"
        )
    return Run(next(iter(fitting.values())))


def command(run: Run) -> str:
    """What to type in a shell to have the run again, every name quoted as it must be."""
    plugins = run.config["plugins"]
    words = ["aifactory", "replay", str(run.path), *([f"plugins=[{','.join(plugins)}]"] if plugins else [])]
    return shlex.join(words)


def replay(
    run: Run, out: str | None = None, plugins: Sequence[str] = (), progress: Progress | None = None
) -> tuple[Run, list[str]]:
    """Run its configuration again into a new directory; returns that run, and the names of the tables that are not what its
    manifest says they were: none, on the same kind of machine and with the same versions.

    The run may have been kept without its tables. Plug-ins are code: those of the run have to be named again. Raises
    `BadInput` when they are not, and when there is no room for the result.
    """
    began, manifest = datetime.now(UTC), Manifest.read(run.path)
    config = {**run.config, "out": out}
    named_again(config, plugins)
    composed = Composed(config, manifest.scenario)
    again = execute(composed, destination(composed, began), began, progress)
    return again, differing(manifest.tables, Manifest.read(again.path).tables)
