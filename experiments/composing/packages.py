"""Which packages a configuration may name: ours, and the plug-ins that the user named on the command line."""

from __future__ import annotations

from importlib.machinery import ModuleSpec
from importlib.util import find_spec

from experiments.bad_input import BadInput

OURS = ("sim", "agents", "mechanisms", "experiments.baselines")


def owns(packages: tuple[str, ...], module: str) -> bool:
    """Whether a dotted module name lies in one of the packages."""
    return any(module == package or module.startswith(package + ".") for package in packages)


def spec(package: str) -> ModuleSpec:
    """Where a plug-in package lives. Importing it is the user's decision: a plug-in is code and has the user's rights."""
    try:
        found = find_spec(package)
    except (ImportError, ValueError):
        found = None
    if found is None:
        raise BadInput(
            f"plugins={package}: no such package; allowed: one that is installed, or in a directory of PYTHONPATH, such as "
            "PYTHONPATH=. for this one"
        )
    return found


def config_package(package: str) -> str | None:
    """The dotted name of a plug-in's own `configs` package; None when it brings no YAML."""
    if spec(package).submodule_search_locations is None:
        return None
    inner = find_spec(f"{package}.configs")
    if inner is not None and inner.origin is None:
        raise BadInput(f"plugins={package}: {package}/configs needs an __init__.py to be found")
    return None if inner is None else inner.name
