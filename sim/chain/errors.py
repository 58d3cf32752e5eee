"""The error that ends a run: a plug-in broke."""

from __future__ import annotations


class PluginError(RuntimeError):
    """An exception inside a rule, a contract, a role or a behaviour, with where and when it happened."""

    def __init__(self, plugin: str, agent: str, time: float, error: BaseException) -> None:
        # SimPy makes an exception again from its arguments, and so does a process that hands one to another.
        super().__init__(plugin, agent, time, error)

    def __str__(self) -> str:
        plugin, agent, time, error = self.args
        return f"{plugin} of {agent} failed at {time:.3f} s: {type(error).__name__}: {error}"
