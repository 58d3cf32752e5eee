"""The juror: stands ready."""

from __future__ import annotations

from typing import ClassVar

from agents.roles.role import Life, Role


class Juror(Role):
    """Joins with a stake and waits to be drawn. Its votes are answers."""

    role: ClassVar[str] = "juror"

    def live(self) -> Life:
        yield from self.join()
        while self.stays():
            yield self.next(until=self.now + self.review)
        yield from self.leave()
