"""What a job is done for, as the cluster sees it."""

from __future__ import annotations

from typing import Protocol

from sim.jobs import Result


class Claim(Protocol):
    """A claim on a job's result, sealed until the job's simulated end. A lab's ticket is one."""

    def unseal(self) -> None:
        """The job has ended."""

    def open(self) -> Result:
        """The result."""


class Nothing:
    """The claim on a job whose result is no concern of the factory's."""

    def unseal(self) -> None:
        """There is nothing to see."""

    def open(self) -> Result:
        return ()
