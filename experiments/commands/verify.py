"""`aifactory verify`: is a directory what a run or a sweep wrote, and does it happen again?"""

from __future__ import annotations

import argparse
from os.path import isfile
from pathlib import Path
from typing import TYPE_CHECKING

from experiments.bad_input import BadInput
from experiments.commands.parser import command, said
from experiments.composing.overrides import named_plugins
from experiments.results.result import Run
from experiments.running.rerun import rerun
from experiments.sweeping.checking import again, standing
from experiments.sweeping.place import Place
from experiments.verification.verify import verify

if TYPE_CHECKING:
    from experiments.commands.parser import Commands


def add(commands: Commands, common: argparse.ArgumentParser) -> None:
    parser = command(
        commands,
        common,
        "verify",
        execute,
        "check a run or a sweep from disk alone: files, blocks, money, causes",
        "The manifest's sha256 that `run` printed proves that the manifest itself is the one that was written.\n\n"
        "Of a sweep, every run is checked, and --rerun executes some of them again.",
    )
    parser.add_argument("run", type=Path, metavar="RUN", help="directory of a finished run, or of a sweep")
    parser.add_argument(
        "--rerun", action="store_true", help="also execute its config.yaml again and compare every table"
    )
    parser.add_argument(
        "--sample", type=int, default=3, metavar="N", help="of a sweep: runs to execute again (default 3)"
    )
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="of a sweep: what draws them (default 0)")
    parser.add_argument("--sha256", metavar="HEX", help="refuse unless the manifest hashes to this")
    parser.add_argument("overrides", nargs="*", default=[], metavar="plugins=[my_pkg]", help="packages a rerun may run")


def execute(given: argparse.Namespace) -> int:
    said(given.overrides, {"plugins": "[my_pkg]"})
    plugins = named_plugins(given.overrides)
    if isfile((place := Place(given.run)).sweep):  # pathlib raises for a name that is too long
        return _sweep(place, plugins, given)
    flaw = verify(given.run)
    run = Run(given.run)
    if flaw is None and given.sha256 and run.seal != given.sha256.lower():
        print(f"FAIL  manifest.json: its sha256 is {run.seal}, not {given.sha256}")
        return 1
    if flaw is not None:
        print(f"FAIL  {flaw}")
        return 1
    print(f"PASS  {given.run}  manifest sha256 {run.seal}")
    if not run.names:
        print("      its tables were not kept: files and settings are all that was checked")
    return _again(given.run, plugins) if given.rerun else 0


def _again(folder: Path, plugins: tuple[str, ...]) -> int:
    difference = rerun(folder, plugins)
    if difference is None:
        print("PASS  a second run gives the same tables")
        return 0
    print(difference)
    return 1


def _sweep(place: Place, plugins: tuple[str, ...], given: argparse.Namespace) -> int:
    if given.sha256:
        raise BadInput("--sha256: is of one run's manifest; allowed: without it for a sweep")
    if given.sample < 1 or given.seed < 0:
        raise BadInput(f"--sample {given.sample} --seed {given.seed}; allowed: 1 or more, 0 or more")
    found = standing(place)
    for flaw in found.flaws:
        print(f"FAIL  {flaw}")
    print(f"{'FAIL' if found.flaws else 'PASS'}  {place.root}  {found.words}")
    for origin, many in sorted(found.origins.items()):
        print(f"      {many:,} of {origin}")
    if found.flaws or not given.rerun:
        return 1 if found.flaws else 0
    differ = 0
    for folder, difference in again(place, found.done, given.sample, given.seed, plugins):
        print(f"{difference or 'PASS  a second run gives the same tables'}  {folder.name}")
        differ += difference is not None
    return 1 if differ else 0
