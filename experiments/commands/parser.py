"""What every command's parser has in common."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from experiments.bad_input import BadInput

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


def said(words: Iterable[str], allowed: Mapping[str, str]) -> dict[str, str]:
    """The values of `key=value` words, the last one of a key; `allowed` tells what each key takes. Raises `BadInput`."""
    known, found = ", ".join(f"{name}={takes}" for name, takes in allowed.items()), {}
    for text in words:
        key, equals, value = text.partition("=")
        if key not in allowed or not equals:
            raise BadInput(f"{text}: unknown; allowed: {known}")
        found[key] = value
    return found
