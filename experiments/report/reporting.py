"""The report of a finished run, or of a sweep."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path

from experiments.analysis.dataset import load
from experiments.bad_input import BadInput
from experiments.report.gains import Other
from experiments.report.page import NAME, render
from experiments.report.record import Record
from experiments.report.sweep import page as sweep_page
from experiments.results.folder import put
from experiments.results.result import Run
from experiments.verification.verify import recorded, sound

SURPLUS = "surplus."
"""How the keys of a summary begin that tell who gained."""
BASELINES = {"Honest": "everybody honest", "Centralised": "one owner"}
"""What a run under a baseline is called; any other by its directory."""


def report(run: Run, others: Sequence[Other] = ()) -> str:
    """The page of a run, from its files alone. Raises OSError or ValueError when they cannot be read."""
    return render(Record.read(run), others)


def rewrite(folder: Path, given: str = "", against: Sequence[Path] = ()) -> Path:
    """Draw the page of the run in `folder` again, and return where it lies.

    With `given` ("out=FILE") it goes to a new file outside the run. Otherwise it goes where the run left it, and only with
    the bytes that the manifest lists. `against` are runs of the same seed to show beside it, in a new file. Raises
    `BadInput` for anything else, so a run that could be verified still can.
    """
    run = recorded(folder)
    listed = run.manifest.files.get(NAME)
    key, _, name = given.partition("=")
    if given and (key != "out" or not name):
        raise BadInput(f"{given}: unknown; allowed: out=FILE")
    if against and not name:
        raise BadInput("--against: the page of a run shows that run alone; say with out=FILE where this one goes")
    page = report(Run(folder), [_other(place, run.manifest.seed) for place in against]).encode()
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


def rewrite_sweep(folder: Path, given: str = "", below: Mapping[str, float] | None = None) -> Path:
    """Draw the page of a sweep as it is now, and return where it lies: in the sweep's directory, or with `given`
    ("out=FILE") in a new file. `below` has thresholds by metric, of which it tells where they are not reached. Raises
    `BadInput` for anything else."""
    key, _, name = given.partition("=")
    if given and (key != "out" or not name):
        raise BadInput(f"{given}: unknown; allowed: out=FILE")
    content = sweep_page.render(load(folder), below)
    if name:
        return _new(Path(name), content.encode())
    put(folder / NAME, content)
    return folder / NAME


def _other(folder: Path, seed: int) -> Other:
    """A run to hold another against. Raises `BadInput` for one that chance made otherwise, or that tells of no surplus."""
    found, run = sound(folder).manifest, Run(folder)
    if found.seed != seed:
        raise BadInput(f"--against {folder}: its seed is {found.seed}; allowed: a run of the same seed, {seed}")
    told = {key.removeprefix(SURPLUS): value for key, value in run.summary.items() if key.startswith(SURPLUS)}
    if not told:
        raise BadInput(
            f"--against {folder}: its summary tells of no surplus; allowed: a run of a day or more, with users"
        )
    baseline = str((run.config.get("baseline") or {}).get("_target_", "")).rpartition(".")[2]
    return Other(BASELINES.get(baseline, folder.name), told)


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
    return _new(place, page)


def _new(place: Path, page: bytes) -> Path:
    if place.exists():
        raise BadInput(f"out={place}: exists already; allowed: a new file")
    if not place.parent.is_dir():
        raise BadInput(f"out={place}: there is no directory {place.parent}")
    return _written(place, page)
