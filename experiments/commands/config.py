"""`aifactory config`: the composed factory, checked and printed; nothing is run."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

import yaml

from experiments.building.blueprint import blueprint
from experiments.commands.parser import command, takes_overrides
from experiments.composing.compose import composed

if TYPE_CHECKING:
    from experiments.commands.parser import Commands


def add(commands: Commands, common: argparse.ArgumentParser) -> None:
    takes_overrides(command(commands, common, "config", execute, "print the composed factory as YAML; run nothing"))


def execute(given: argparse.Namespace) -> int:
    found = composed(given.overrides)
    blueprint(found)
    print(yaml.safe_dump(found.config, sort_keys=False, allow_unicode=True), end="")
    return 0
