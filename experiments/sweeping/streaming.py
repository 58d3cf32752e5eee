"""Puts runs through a crew and tells how each ended, whoever dies on the way."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from itertools import chain, islice

from experiments.sweeping.crew import Crew
from experiments.sweeping.task import Outcome, Task

Work = Callable[[Task], Outcome]
Fail = Callable[[Task, str], Outcome]


def streamed(tasks: Iterator[Task], work: Work, fail: Fail, crew: Crew) -> Generator[Outcome, None, None]:
    """An outcome for every task, in the order in which they end; of tasks, only those under way are held.

    When a pool breaks, since somebody killed a worker, all that was under way begins again in a new one. What was under way
    when two pools broke goes on alone, each in a pool of its own: whichever breaks that too kills its worker each time, and
    has failed."""
    again: deque[Task] = deque()
    suspected: set[str] = set()
    while True:
        lost = yield from _together(chain(_drained(again), tasks), work, fail, crew)
        if not lost:
            return
        for task in lost:
            if task.config not in suspected:
                suspected.add(task.config)
                again.append(task)
            elif (yield from _together(iter([task]), work, fail, crew, alone=True)):
                yield fail(task, "its worker died each time, even alone: killed, or out of memory")


def _drained(waiting: deque[Task]) -> Iterator[Task]:
    while waiting:
        yield waiting.popleft()


def _together(
    tasks: Iterator[Task], work: Work, fail: Fail, crew: Crew, alone: bool = False
) -> Generator[Outcome, None, list[Task]]:
    """Put tasks through one pool until there are none, or it breaks; returns those that were under way then."""
    running: dict[Future[Outcome], Task] = {}
    with crew.opened(alone) as (pool, window):
        while True:
            for task in islice(tasks, window - len(running)):
                try:
                    running[pool.submit(work, task)] = task
                except crew.breaks:
                    return [task, *running.values()]
            if not running:
                return []
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                try:
                    outcome = future.result()
                except crew.kills as error:
                    outcome = fail(running[future], f"{type(error).__name__}: {' '.join(str(error).split())}")
                except crew.breaks:
                    return list(running.values())
                del running[future]
                yield outcome
