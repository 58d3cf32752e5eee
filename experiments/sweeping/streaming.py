"""Puts runs through a crew and tells how each ended, whoever dies on the way."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from itertools import chain, islice
from typing import Protocol, TypeVar

from experiments.sweeping.crew import Crew


class Named(Protocol):
    """Something to do."""

    @property
    def name(self) -> str:
        """Its own among all that a stream does."""
        ...


Task = TypeVar("Task", bound=Named)
Outcome = TypeVar("Outcome")


def streamed(
    tasks: Iterator[Task], work: Callable[[Task], Outcome], fail: Callable[[Task, str], Outcome], crew: Crew
) -> Generator[Outcome, None, None]:
    """An outcome for every task, in the order in which they end; of tasks, only those under way are held.

    When a pool breaks, since somebody killed a worker, all that was under way begins again in a new one. What was under way
    when two pools broke, or took its workers along while the pool went on, may only have shared them with the culprit, and
    goes on alone, each in a pool of its own: whichever kills its worker there too has failed."""
    again: deque[Task] = deque()
    suspected: set[str] = set()
    while True:
        charged, others = yield from _together(chain(_drained(again), tasks), work, crew)
        if not charged and not others:
            return
        suspected.update(task.name for task in charged)
        for task in (*charged, *others):
            if task.name not in suspected:
                suspected.add(task.name)
                again.append(task)
            elif any((yield from _together(iter([task]), work, crew, alone=True))):
                yield fail(task, "its worker died each time, even alone: killed, or out of memory")


def _drained(waiting: deque[Task]) -> Iterator[Task]:
    while waiting:
        yield waiting.popleft()


def _together(
    tasks: Iterator[Task], work: Callable[[Task], Outcome], crew: Crew, alone: bool = False
) -> Generator[Outcome, None, tuple[list[Task], list[Task]]]:
    """Put tasks through one pool until there are none, or it breaks; returns those that took their workers along, and those
    that were under way when it broke."""
    running: dict[Future[Outcome], Task] = {}
    charged: list[Task] = []
    with crew.opened(alone) as (pool, window):
        while True:
            for task in islice(tasks, window - len(running)):
                try:
                    running[pool.submit(work, task)] = task
                except crew.breaks:
                    return charged, [task, *running.values()]
            if not running:
                return charged, []
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                try:
                    outcome = future.result()
                except crew.kills:
                    charged.append(running.pop(future))
                    continue
                except crew.breaks:
                    return charged, list(running.values())
                del running[future]
                yield outcome
