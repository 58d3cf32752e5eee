"""What every command's parser has in common."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]

Execute = Callable[[argparse.Namespace], int]


def command(
    commands: Commands, common: argparse.ArgumentParser, name: str, execute: Execute, about: str, more: str = ""
) -> argparse.ArgumentParser:
    """A sub-parser whose namespace carries `execute`."""
    parser = commands.add_parser(
        name,
        help=about,
        description=f"{about[0].upper()}{about[1:]}. {more}".strip(),
        parents=[common],
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.set_defaults(execute=execute)
    return parser


def takes_overrides(parser: argparse.ArgumentParser) -> None:
    """Add `overrides`."""
    parser.add_argument(
        "overrides",
        nargs="*",
        default=[],
        metavar="key=value",
        help="seed=7, horizon_days=3, out=DIR, scenario=NAME, reward=NAME, reward.floor=3, plugins=[my_pkg], ...",
    )
