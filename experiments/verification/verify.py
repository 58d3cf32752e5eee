"""`aifactory verify RUN`: is this directory what a run wrote?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from experiments.bad_input import BadInput
from experiments.report.page import NAME as REPORT
from experiments.results.manifest import NAME, Manifest
from experiments.sweeping.place import Place
from experiments.verification.causes import causes
from experiments.verification.chain import chain, clock
from experiments.verification.columns import columns
from experiments.verification.digest import digest
from experiments.verification.disk import Disk
from experiments.verification.files import contents, files
from experiments.verification.flaw import Flaw
from experiments.verification.money import money
from experiments.verification.order import order
from experiments.verification.settings import settings
from experiments.verification.wallets import wallets


def opened(folder: Path) -> Disk:
    """The run in a directory. Raises `BadInput` when there is none."""
    try:
        if (folder / NAME).is_file():
            return Disk(folder, Manifest.read(folder))
    except (OSError, ValueError) as error:
        raise BadInput(f"RUN={folder}: {error}") from error
    if Place(folder).sweep.is_file():
        raise BadInput(f"RUN={folder}: is a sweep; give one of its runs, which lie in {Place(folder).runs}")
    raise BadInput(f"RUN={folder}: holds no {NAME}; give the directory of a finished run")


def sound(folder: Path) -> Disk:
    """The same, and its files are what the run wrote, but for its page, which nothing is read from. Raises `BadInput`."""
    disk = opened(folder)
    if flaw := next((flaw for flaw in files(disk) if flaw.file != REPORT), None):
        raise BadInput(f"RUN={folder}: not what a run wrote ({flaw}); allowed: a run that `aifactory verify` passes")
    return disk


def recorded(folder: Path) -> Disk:
    """The same, with its tables. Raises `BadInput` for a run that kept its summary alone."""
    disk = sound(folder)
    if not disk.kept:
        raise BadInput(
            f"RUN={folder}: kept its summary and not its tables; `aifactory replay {folder} out=DIR` runs it again with them"
        )
    return disk


def verify(folder: Path) -> Flaw | None:
    """The first flaw of a run, with its place; None when there is none. Reads the directory and nothing else.

    Of a run that kept its summary alone, files and settings are all that can be checked.

    When a file is not what the manifest lists and the changed cell cannot be told from its fingerprint, the meaning of
    the rows is checked for a closer place.
    """
    disk = opened(folder)
    found = next(files(disk), None)
    if found is None:
        return next(_deeper(disk), None)
    if found.row is None and found.file.endswith(".parquet"):
        closer = next((flaw for flaw in _deeper(disk) if flaw.file == found.file and flaw.row is not None), found)
        return closer
    return found


def _deeper(disk: Disk) -> Iterator[Flaw]:
    with_tables = (columns, contents, order, clock, money, causes, chain, wallets, settings, digest)
    for check in with_tables if disk.kept else (settings,):
        try:
            yield from check(disk)
        except (OSError, KeyError, IndexError, TypeError, AttributeError, ValueError) as error:
            yield Flaw("tables", f"{check.__name__} cannot be checked: {' '.join(str(error).split())}")
            return
