"""`aifactory verify`: is a run directory what a run wrote, and does it happen again?"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from experiments.commands.parser import command
from experiments.overrides import named_plugins
from experiments.rerunning import rerun
from experiments.result import Run
from experiments.verifying import verify

if TYPE_CHECKING:
    from experiments.commands.parser import Commands


def add(commands: Commands, common: argparse.ArgumentParser) -> None:
    parser = command(
        commands,
        common,
        "verify",
        execute,
        "check a run from disk alone: files, blocks, money, causes",
        "The manifest's sha256 that `run` printed proves that the manifest itself is the one that was written.",
    )
    parser.add_argument("run", type=Path, metavar="RUN", help="directory of a finished run")
    parser.add_argument(
        "--rerun", action="store_true", help="also execute its config.yaml again and compare every table"
    )
    parser.add_argument("--sha256", metavar="HEX", help="refuse unless the manifest hashes to this")
    parser.add_argument("overrides", nargs="*", default=[], metavar="plugins=[my_pkg]", help="packages a rerun may run")


def execute(given: argparse.Namespace) -> int:
    plugins = named_plugins(given.overrides)
    flaw = verify(given.run)
    run = Run(given.run)
    if flaw is None and given.sha256 and run.seal != given.sha256.lower():
        print(f"FAIL  manifest.json: its sha256 is {run.seal}, not {given.sha256}")
        return 1
    if flaw is not None:
        print(f"FAIL  {flaw}")
        return 1
    print(f"PASS  {given.run}  manifest sha256 {run.seal}")
    return _again(given.run, plugins) if given.rerun else 0


def _again(folder: Path, plugins: tuple[str, ...]) -> int:
    difference = rerun(folder, plugins)
    if difference is None:
        print("PASS  a second run gives the same tables")
        return 0
    print(difference)
    return 1
