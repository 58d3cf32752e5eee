"""`aifactory`: one factory, and what can be asked about it.

Exit codes: 0 done, 1 failed, 2 bad input, 3 nothing failed but something was not decided (`check`), 130 interrupted.
Whatever goes wrong is one line on stderr.
"""

from __future__ import annotations

import argparse
import sys
import traceback
from collections.abc import Sequence
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version

from experiments.bad_input import BadInput
from experiments.running.termination import terminable

COMMANDS = {
    "run": "run",
    "sweep": "sweep",
    "view": "view",
    "compare": "compare",
    "check": "check",
    "replay": "replay",
    "fork": "fork",
    "explain": "explain",
    "report": "report",
    "verify": "verify",
    "trace": "tracing",
    "config": "config",
    "list": "listing",
    "new": "scaffold",
    "calibrate": "calibrate",
}
"""Modules of `experiments.commands` by the word that they answer to."""
FAILED, BAD_INPUT, INTERRUPTED = 1, 2, 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit code."""
    words = sys.argv[1:] if arguments is None else arguments
    parser = _parser(*words[:1])
    given, rest = parser.parse_known_args(words)
    if (unknown := [text for text in rest if text.startswith("-")]) or (rest and not hasattr(given, "overrides")):
        parser.error(f"unknown option {(unknown or rest)[0]!r}")
    if hasattr(given, "overrides"):
        given.overrides += rest  # overrides after an option: argparse leaves them over
    try:
        with terminable():
            code: int = given.execute(given)
        sys.stdout.flush()
        return code
    except KeyboardInterrupt:
        return _said("interrupted; nothing was left behind", INTERRUPTED)
    except BadInput as error:
        return _said(str(error), BAD_INPUT)
    except BrokenPipeError:
        sys.stderr.close()
        return FAILED
    except Exception as error:  # the last line of defence; a traceback is there on demand
        if given.debug:
            traceback.print_exc()
        reason = f"{error.strerror}: {error.filename}" if isinstance(error, OSError) and error.filename else str(error)
        name = (
            ""
            if isinstance(error, OSError) or type(error).__module__.startswith("sim.")
            else f"{type(error).__name__}: "
        )
        return _said(" ".join(f"{name}{reason}".split()) + ("" if given.debug else " (--debug shows where)"), FAILED)


def _said(line: str, code: int) -> int:
    print(f"aifactory: {line}", file=sys.stderr)
    return code


def _parser(first: str = "") -> argparse.ArgumentParser:
    """Knows the command that the first word names, or all of them: what a command imports, others need not wait for."""
    try:
        installed = version("aifactory-sim")
    except PackageNotFoundError:
        installed = "(from a checkout)"
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--version", action="version", version=f"aifactory {installed}")
    common.add_argument("--debug", action="store_true", help="show the traceback of a failure")
    parser = argparse.ArgumentParser(
        prog="aifactory",
        description="Simulate a decentralised AI factory: real training, integer tokens, rules you can swap and attack.",
        parents=[common],
    )
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    for module in [COMMANDS[first]] if first in COMMANDS else COMMANDS.values():
        import_module(f"experiments.commands.{module}").add(commands, common)
    return parser


if __name__ == "__main__":
    sys.exit(main())
