"""What the facts of a run tell, read once and found by kind, by what caused them, and by number."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, NamedTuple

from experiments.bad_input import BadInput
from experiments.verification.disk import Disk


class Said(NamedTuple):
    """A fact as it stands on the record, its body decoded."""

    number: int
    time: float
    kind: str
    subject: str
    body: dict[str, Any]


class Told:
    """The facts of one run. Bodies are decoded when they are asked for, and once."""

    def __init__(self, disk: Disk) -> None:
        self.disk = disk
        columns = ("time", "kind", "subject", "body", "cause")
        self._times, self._kinds, self._subjects, self._bodies, self._causes = (
            disk.column("facts", c) for c in columns
        )
        self._said: dict[int, Said] = {}

    def fact(self, number: int) -> Said:
        """The fact of this number."""
        if number not in self._said:
            body = json.loads(self._bodies[number])
            at = (number, self._times[number], self._kinds[number], self._subjects[number])
            self._said[number] = Said(*at, body)
        return self._said[number]

    def of(self, *kinds: str) -> Sequence[Said]:
        """All facts of these kinds, in order."""
        return [self.fact(number) for number in sorted(n for kind in kinds for n in self._by_kind.get(kind, ()))]

    def causes(self, number: int) -> Iterator[Said]:
        """A fact, what caused it, what caused that, down to a root. Raises `BadInput` where one that is named is no earlier
        fact."""
        before = len(self._kinds)
        while number != -1:
            if type(number) is not int or not 0 <= number < before:
                raise BadInput(
                    f"RUN={self.disk.folder}: fact {number} is named as a cause, but is no earlier one; see `verify`"
                )
            yield self.fact(number)
            number, before = self._causes[number], number

    def subject(self, number: int) -> str:
        """Whose fact it is."""
        subject: str = self._subjects[number]
        return subject

    def cause(self, number: int) -> int:
        """The number of what caused a fact, -1 for a root."""
        cause: int = self._causes[number]
        return cause

    def kind(self, number: int) -> str:
        """What kind of fact it is."""
        kind: str = self._kinds[number]
        return kind

    @cached_property
    def members(self) -> frozenset[str]:
        """Every account that is an agent's."""
        return frozenset(self.disk.column("truth", "account"))

    @cached_property
    def jobs(self) -> Mapping[tuple[str, str], Sequence[tuple[Any, ...]]]:
        """(kind, nodes, GPU seconds, dollars, outcome) of all jobs, by who submitted them and the digest of the task."""
        found = defaultdict[tuple[str, str], list[tuple[Any, ...]]](list)
        for owner, digest, *rest in self.disk.rows(
            "jobs", "owner", "digest", "kind", "nodes", "gpu_seconds", "dollars", "outcome"
        ):
            found[owner, digest].append(tuple(rest))
        return found

    @cached_property
    def _by_kind(self) -> Mapping[str, Sequence[int]]:
        found = defaultdict[str, list[int]](list)
        for number, kind in enumerate(self._kinds):
            found[kind].append(number)
        return found
