"""Where a result goes, and how it gets there whole or not at all."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import mkdtemp, mkstemp

from experiments.bad_input import BadInput
from experiments.composing.compose import Composed
from experiments.results.manifest import config_hash

RESULTS = Path("results")
WRITABLE = "allowed: a directory that can be made, given as out=DIR"


def destination(found: Composed, began: datetime) -> Path:
    """`out=DIR` itself, or results/<scenario>/<UTC time>-<8 hex digits of the config hash>.

    Raises `BadInput` when DIR holds anything.
    """
    if found.out is not None:
        return free(found.out)
    stem = f"{began.astimezone(UTC):%Y%m%dT%H%M%SZ}-{config_hash(found.settings)[:8]}"
    return next(
        folder
        for again in range(1, 1000)
        if not (folder := RESULTS / found.scenario / (stem if again == 1 else f"{stem}-{again}")).exists()
    )


def free(out: Path | str) -> Path:
    """A directory that is absent or empty. Raises `BadInput` for anything else: a result is never overwritten."""
    if not str(out):
        raise BadInput(f"out=: names nothing; {WRITABLE}")
    folder = Path(out)
    try:
        taken = folder.exists() and not (folder.is_dir() and not any(folder.iterdir()))
    except OSError as error:
        raise BadInput(f"out={out}: {error.strerror}; {WRITABLE}") from error
    if taken:
        raise BadInput(f"out={out}: exists already; allowed: a directory that is absent or empty")
    return folder


@contextmanager
def written_whole(folder: Path, scratch: Path | None = None) -> Iterator[Path]:
    """A new directory beside `folder`, renamed to `folder` if the block ends well and removed if it does not; `scratch` is
    another directory of that disk to make it in.

    Raises `BadInput` when no directory can be made there."""
    missing = [parent for parent in folder.absolute().parents if not parent.exists()]
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        partial = Path(mkdtemp(prefix=f".{folder.name}.partial-", dir=scratch or folder.parent))
    except OSError as error:
        _remove_empty(missing)
        raise BadInput(f"out={folder}: {error.strerror}; {WRITABLE}") from error
    try:
        yield partial
        partial.chmod(0o755)
        if folder.exists():
            folder.rmdir()
        partial.rename(folder)
    except BaseException:
        shutil.rmtree(partial, ignore_errors=True)
        _remove_empty(missing)
        raise


def put(place: Path, text: str) -> None:
    """Write a file that appears whole or not at all, in the place of one that is there. Raises OSError."""
    place.parent.mkdir(parents=True, exist_ok=True)
    handle, partial = mkstemp(prefix=f".{place.name}.partial-", dir=place.parent)
    try:
        with open(handle, "w", encoding="utf-8") as file:
            file.write(text)
        Path(partial).chmod(0o644)
        Path(partial).replace(place)
    except BaseException:
        Path(partial).unlink(missing_ok=True)
        raise


def _remove_empty(folders: Iterable[Path]) -> None:
    for folder in folders:
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()
