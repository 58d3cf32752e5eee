"""`aifactory list`: what can be chosen, one line each."""

from __future__ import annotations

import argparse
import re
from inspect import getdoc
from itertools import dropwhile, takewhile
from typing import TYPE_CHECKING, Any

from experiments.bad_input import BadInput, allowed
from experiments.commands.parser import command, said
from experiments.composing.catalogue import Catalogue
from experiments.composing.overrides import named_plugins
from experiments.composing.targets import resolve

if TYPE_CHECKING:
    from experiments.commands.parser import Commands


def add(commands: Commands, common: argparse.ArgumentParser) -> None:
    parser = command(commands, common, "list", execute, "list what can be chosen, all of it or one family's")
    parser.add_argument("family", nargs="?", help="reward, scenario, behaviours/trainer, ...")
    parser.add_argument("overrides", nargs="*", default=[], metavar="plugins=[my_pkg]", help="packages to list as well")


def execute(given: argparse.Namespace) -> int:
    if given.family and "=" in given.family:
        given.overrides, given.family = [given.family, *given.overrides], None
    said(given.overrides, {"plugins": "[my_pkg]"})
    catalogue = Catalogue(named_plugins(given.overrides))
    groups = [group for group in catalogue.groups() if given.family in (None, group, group.partition("/")[0])]
    if not groups:
        raise BadInput(f"family={given.family}: unknown; {allowed(given.family, catalogue.groups())}")
    for group in groups:
        names = catalogue.names(group)
        width = max(map(len, names))
        print(group)
        for name in names:
            print(f"  {name:{width}}  {about(catalogue, group, name)}".rstrip())
    return 0


def about(catalogue: Catalogue, group: str, name: str) -> str:
    """One line about a choice: the first sentence of its class, or of its file's first comment where the class says nothing
    of it (a scenario has none, and presets share theirs)."""
    contents = (
        {} if group == "scenario" else {other: catalogue.load(group, other, group) for other in catalogue.names(group)}
    )
    targets: list[Any] = [content.get("_target_") for content in contents.values()]
    target = contents[name].get("_target_") if contents else None
    if target is not None and targets.count(target) == 1:
        return first_sentence(getdoc(resolve(target, catalogue.plugins, f"{group}={name}")) or "")
    lines = catalogue.text(group, name, group).splitlines()
    below = dropwhile(lambda line: not line.startswith("#") or "@package" in line, lines)
    return first_sentence(" ".join(line.lstrip("# ") for line in takewhile(lambda line: line.startswith("#"), below)))


def first_sentence(text: str) -> str:
    """Up to the first full stop that ends a sentence."""
    return re.split(r"(?<=[.!?])\s", " ".join(text.split()), maxsplit=1)[0]
