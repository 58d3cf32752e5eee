"""Resolves `_target_` to a class, and to nothing else."""

from __future__ import annotations

from dataclasses import is_dataclass
from importlib import import_module

from experiments.bad_input import BadInput
from experiments.composing.packages import OURS, owns


def resolve(target: object, plugins: tuple[str, ...], path: str) -> type:
    """The dataclass that `target` names, such as `mechanisms.reward.equal_split.EqualSplit`.

    The name must lie in our packages or in a plug-in's before anything is imported, and the class must have been
    defined there: what a module merely imports (`np.load`, `Popen`) is refused.
    """
    packages = (*OURS, *plugins)
    where = f"{path}._target_={target!r}"
    rule = f"allowed: a dataclass of {', '.join(packages)}; plug-ins are named by plugins=[my_pkg]"
    if not isinstance(target, str) or "." not in target:
        raise BadInput(f"{where}: must be package.module.Class; {rule}")
    if not owns(packages, target):
        raise BadInput(f"{where}: outside the allowed packages; {rule}")
    module_name, _, name = target.rpartition(".")
    try:
        module = import_module(module_name)
    except ModuleNotFoundError as error:
        if error.name is not None and not owns((error.name,), module_name):
            raise BadInput(f"{where}: {module_name} needs {error.name!r}, which is not installed") from error
        raise BadInput(f"{where}: no module {error.name}; {rule}") from error
    found = getattr(module, name, None)
    if found is None:
        raise BadInput(f"{where}: {module_name} has no {name!r}; {rule}")
    if not isinstance(found, type) or not owns(packages, found.__module__) or not is_dataclass(found):
        raise BadInput(f"{where}: not a dataclass defined in the allowed packages; {rule}")
    return found
