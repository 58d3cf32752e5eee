"""`aifactory new`: the two files of a new rule or behaviour."""

from __future__ import annotations

import argparse
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from experiments.bad_input import BadInput
from experiments.commands.parser import command
from experiments.scaffolding import scaffold as scaffolding

if TYPE_CHECKING:
    from experiments.commands.parser import Commands

MORE = """
  aifactory new reward my_rule              mechanisms/reward/my_rule.py, configs/reward/my_rule.yaml
  aifactory new behaviour trainer my_cheat  agents/behaviours/trainer/my_cheat.py, configs/behaviours/trainer/my_cheat.yaml
"""


def add(commands: Commands, common: argparse.ArgumentParser) -> None:
    parser = command(commands, common, "new", execute, "write a new rule or behaviour, ready to edit", MORE)
    parser.add_argument("family", metavar="FAMILY", help="a rule family such as reward, or behaviour")
    parser.add_argument("name", nargs="+", metavar="NAME", help="its name; for a behaviour the role comes first")


def execute(given: argparse.Namespace) -> int:
    for path in scaffold(given.family, given.name).write(checkout()):
        print(path)
    return 0


def scaffold(family: str, names: list[str]) -> scaffolding.Scaffold:
    """The files that the arguments ask for. Raises `BadInput`."""
    wanted = 2 if family == "behaviour" else 1
    if len(names) != wanted:
        usage = "new behaviour ROLE NAME" if wanted == 2 else "new FAMILY NAME"
        raise BadInput(f"{' '.join([family, *names])}: write `{usage}`")
    if family != "behaviour":
        return scaffolding.rule(family, names[0])
    folder = checkout() / "agents" / "behaviours"
    return scaffolding.behaviour(names[0], names[1], sorted(path.parent.name for path in folder.glob("*/protocol.py")))


def checkout() -> Path:
    """The directory that holds our packages."""
    found = find_spec("mechanisms")
    assert found is not None and found.submodule_search_locations is not None
    return Path(next(iter(found.submodule_search_locations))).parent
