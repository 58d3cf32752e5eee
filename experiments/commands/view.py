"""`aifactory view`: watch a factory run, step by step, on a page of the browser."""

from __future__ import annotations

import argparse
from importlib.util import find_spec
from typing import TYPE_CHECKING

from experiments.bad_input import BadInput
from experiments.commands.parser import command, takes_overrides
from experiments.viewing.asked import asked
from experiments.viewing.server import serve

if TYPE_CHECKING:
    from experiments.commands.parser import Commands

NEEDED = ("solara", "solara_assets", "ipyvuetify", "uvicorn")
MORE = """
Words of its own, besides those of a factory:

  slider=KEY:LOW:HIGH   a setting that can be moved on the page; say it as often as you like
  hours=1               simulated hours of a step
  port=8765             of the address on this machine

  aifactory view scenario=digits slider=verification.rate:0:1 slider=population.cheats.count:1:8 hours=6

It keeps no result: `aifactory run` with the same words does, and what happens is the same. It needs the extra `viz`.
"""


def add(commands: Commands, common: argparse.ArgumentParser) -> None:
    takes_overrides(command(commands, common, "view", execute, "watch a factory run, on a page of the browser", MORE))


def execute(given: argparse.Namespace) -> int:
    page = asked(given.overrides)
    if missing := [name for name in NEEDED if find_spec(name) is None]:
        raise BadInput(f"view: {', '.join(missing)} not installed; allowed: with pip install 'aifactory-sim[viz]'")
    serve(page)
    return 0
