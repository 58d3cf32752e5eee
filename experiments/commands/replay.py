"""`aifactory replay`: the run that a row belongs to, once more."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from experiments.commands.parser import command, said
from experiments.composing.overrides import named_plugins
from experiments.running.progress import ProgressLine
from experiments.running.replay import command as replayed_by
from experiments.running.replay import found, replay

if TYPE_CHECKING:
    from experiments.commands.parser import Commands

MORE = """
  aifactory replay RUN out=again
  aifactory replay SWEEP config=5f0c21d4 out=again
  aifactory replay SWEEP config=5f0c21d4 --print

`config` is the column that every table has when it is loaded; its beginning is enough. A run that was kept without its
tables has them again.
"""
WORDS = {"config": "HASH", "out": "DIR", "plugins": "[my_pkg]"}


def add(commands: Commands, common: argparse.ArgumentParser) -> None:
    about = "run again what a run directory was made from, and compare"
    parser = command(commands, common, "replay", execute, about, MORE)
    parser.add_argument("run", type=Path, metavar="RUN", help="directory of a finished run, or of several")
    parser.add_argument(
        "--print", action="store_true", dest="only_print", help="print the command that does it; run nothing"
    )
    parser.add_argument(
        "overrides", nargs="*", default=[], metavar="key=value", help="config=HASH, out=DIR, plugins=[my_pkg]"
    )


def execute(given: argparse.Namespace) -> int:
    words = said(given.overrides, WORDS)
    run = found(given.run, words.get("config", ""))
    if given.only_print:
        print(replayed_by(run))
        return 0
    plugins = named_plugins([text for text in given.overrides if text.startswith("plugins=")])
    with ProgressLine(sys.stderr) as progress:
        again, different = replay(run, words.get("out"), plugins, progress)
    print(f"result    {again.path}\nmanifest  sha256 {again.seal}")
    if different:
        print(f"FAIL  not as the manifest of {run.path} says: {', '.join(different)}; `verify --rerun` tells the place")
        return 1
    print(f"PASS  the same tables as {run.path}")
    return 0
