"""The error that ends a run: a plug-in broke."""

from __future__ import annotations


class PluginError(RuntimeError):
    """An exception inside a rule, a contract, a role or a behaviour, with where and when it happened."""

    def __init__(self, plugin: str, agent: str, time: float, error: BaseException) -> None:
        super().__init__(f"{plugin} of {agent} failed at {time:.3f} s: {type(error).__name__}: {error}")
