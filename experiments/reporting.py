"""The report of a finished run."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from experiments.bad_input import BadInput
from experiments.report.page import NAME, render
from experiments.report.record import Record
from experiments.result import Run
from experiments.verifying import opened


def report(run: Run) -> str:
    """The page of a run, from its files alone. Raises OSError or ValueError when they cannot be read."""
    return render(Record.read(run))


def rewrite(folder: Path, given: str = "") -> Path:
    """Draw the page of the run in `folder` again, and return where it lies.

    With `given` ("out=FILE") it goes to a new file outside the run. Otherwise it goes where the run left it, and only with
    the bytes that the manifest lists. Raises `BadInput` for anything else, so a run that could be verified still can.
    """
    listed = opened(folder).manifest.files.get(NAME)
    key, _, name = given.partition("=")
    if given and (key != "out" or not name):
        raise BadInput(f"{given}: unknown; allowed: out=FILE")
    page = report(Run(folder)).encode()
    if name:
        return _elsewhere(Path(name), folder, page)
    place = folder / NAME
    if listed is None:
        raise BadInput(f"RUN={folder}: its manifest lists no {NAME}; write the page elsewhere with out=FILE")
    if sha256(page).hexdigest() != listed:
        raise BadInput(
            f"RUN={folder}: its tables or this version draw another page than the run left; "
            "`verify` tells which, and out=FILE writes it elsewhere"
        )
    if not place.exists():
        return _written(place, page)
    if place.read_bytes() != page:
        raise BadInput(f"RUN={folder}: {NAME} was changed after the run; delete it to have it back as it was")
    return place


def _written(place: Path, page: bytes) -> Path:
    """The file, whole or not at all."""
    partial = place.with_name(f".{place.name}.partial")
    try:
        partial.write_bytes(page)
        return partial.rename(place)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise


def _elsewhere(place: Path, folder: Path, page: bytes) -> Path:
    if place.resolve().is_relative_to(folder.resolve()):
        raise BadInput(f"out={place}: lies in the run, whose files are fixed; allowed: a file outside {folder}")
    if place.exists():
        raise BadInput(f"out={place}: exists already; allowed: a new file")
    if not place.parent.is_dir():
        raise BadInput(f"out={place}: there is no directory {place.parent}")
    return _written(place, page)
