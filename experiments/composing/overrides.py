"""What may be said on the command line: `key=value`, one value each, and which packages may be named."""

from __future__ import annotations

from collections.abc import Sequence
from sys import get_int_max_str_digits

from hydra.core.override_parser.overrides_parser import OverridesParser
from hydra.errors import HydraException

from experiments.bad_input import BadInput, shown

OPEN = ("contracts.", "tasks.", "machines.", "population.")
"""Mappings whose entries have names of their own."""


def named_plugins(overrides: Sequence[str], sweep: bool = False) -> tuple[str, ...]:
    """The packages that `plugins=[...]` names; also refuses overrides that are not `key=value`, that steer Hydra itself, or
    that give several values outside a `sweep`."""
    plugins: object = ()
    for text in overrides:
        try:
            override = OverridesParser.create().parse_override(text)
        except HydraException as error:
            raise BadInput(f"{text!r}: not an override; {_written(text)}") from error
        except ValueError as error:  # Python reads no more digits
            raise BadInput(
                f"{shown(text)}: a number has too many digits; allowed: {get_int_max_str_digits()}"
            ) from error
        if not override.key_or_group:
            raise BadInput(f"{text!r}: not an override; {_written(text)}")
        if override.key_or_group.split("/")[0].split(".")[0] == "hydra":
            raise BadInput(f"{text}: hydra settings are not part of a factory; allowed with -m: hydra/launcher=joblib")
        if override.is_sweep_override() and not sweep:
            raise BadInput(f"{text}: several values need `run -m`; one run takes one")
        if override.key_or_group == "plugins":
            if override.is_sweep_override():
                raise BadInput(f"{text}: plug-ins are the same for all runs; give a list, such as plugins=[my_pkg]")
            plugins = override.value()
    plugins = [plugins] if isinstance(plugins, str) else plugins or ()
    if not isinstance(plugins, list | tuple) or not all(isinstance(name, str) and name for name in plugins):
        raise BadInput(f"plugins={plugins}: give a list of package names, such as plugins=[my_pkg]")
    return tuple(plugins)


def _written(text: str) -> str:
    """How to write what Hydra cannot read: a value with letters or signs of its own needs quotes."""
    key, equals, value = text.partition("=")
    if not (key and equals and value) or "'" in text or '"' in text:
        return "write key=value, such as seed=7 or reward.floor=3"
    return f"a value of other letters and signs is quoted twice, for Hydra and for a shell: '{key}=\"{value}\"'"


def opened(override: str) -> str:
    """Let an override add keys where entries have names: what may stand there is for their classes to say."""
    return f"++{override.lstrip('+')}" if override.lstrip("+").startswith(OPEN) else override


def replacing(override: str) -> list[str]:
    """The same, for one run; a value that names something else, `{name: flip, ...}`, replaces what was there instead of
    being merged into it."""
    text = opened(override)
    if text.startswith("++"):
        value = OverridesParser.create().parse_override(text).value()
        if isinstance(value, dict) and "name" in value:
            return [f"{text.partition('=')[0]}=null", text]
    return [text]
