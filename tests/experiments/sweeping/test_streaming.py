"""Every task has one outcome, whatever becomes of the pools."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import BrokenExecutor, Executor, Future
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, ClassVar

import pytest

from experiments.composing.compose import Composed
from experiments.sweeping.streaming import streamed
from experiments.sweeping.task import Outcome, State, Task


def tasks(names: str) -> Iterator[Task]:
    return (Task(name, 0, 0, (), Composed({}, "none")) for name in names)


def done(task: Task) -> Outcome:
    return Outcome(task.config, State.DONE)


def failed(task: Task, error: str) -> Outcome:
    return Outcome(task.config, State.FAILED, error)


@dataclass
class Fragile(Executor):
    """Works at once, until it is given something deadly."""

    deadly: list[str]
    given: list[str]
    broken: bool = False

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        name = args[0].config
        self.given.append(name)
        if name in self.deadly:
            self.deadly.remove(name)
            self.broken = True
        if self.broken:
            future.set_exception(BrokenExecutor("somebody died"))
        else:
            future.set_result(fn(*args))
        return future


@dataclass
class Crew:
    """Pools of three that break at each name in `deadly`, once for each time that it is there; notes who was in each."""

    deadly: list[str]
    pools: list[list[str]] = field(default_factory=list)
    breaks: ClassVar[tuple[type[Exception], ...]] = (BrokenExecutor,)
    kills: ClassVar[tuple[type[Exception], ...]] = (KeyError,)

    @contextmanager
    def opened(self, alone: bool = False) -> Iterator[tuple[Executor, int]]:
        self.pools.append([])
        yield Fragile(self.deadly, self.pools[-1]), 1 if alone else 3


def outcomes(names: str, crew: Crew) -> dict[str, str]:
    found = [(each.config, each.state.value) for each in streamed(tasks(names), done, failed, crew)]
    assert len(found) == len(dict(found))
    return dict(found)


def test_without_accidents_one_pool_does_everything() -> None:
    crew = Crew([])
    assert outcomes("abcde", crew) == dict.fromkeys("abcde", "done")
    assert [sorted(pool) for pool in crew.pools] == [list("abcde")]


def test_an_accident_costs_what_was_under_way() -> None:
    crew = Crew(["b"])
    assert outcomes("abcde", crew) == dict.fromkeys("abcde", "done")
    first, second = crew.pools
    assert first == ["a", "b", "c"]
    assert {"b", "d", "e"} <= set(second)


def test_who_breaks_every_pool_fails_alone_and_takes_nobody_along() -> None:
    crew = Crew(["b"] * 3)
    assert outcomes("abcde", crew) == {**dict.fromkeys("acde", "done"), "b": "failed"}
    assert ["b"] in crew.pools


def test_two_accidents_with_the_same_run_are_forgiven_if_it_ends_alone() -> None:
    assert outcomes("abcde", Crew(["b", "b"])) == dict.fromkeys("abcde", "done")


@dataclass
class Cluster(Crew):
    """Pools that go on: `fatal` takes its workers along each time, and what shared them with it once, `unlucky`, as well."""

    fatal: str = ""
    unlucky: str = ""

    @contextmanager
    def opened(self, alone: bool = False) -> Iterator[tuple[Executor, int]]:
        self.pools.append([])
        yield Strict([], self.pools[-1], kills=self.fatal if alone else self.fatal + self.unlucky), 1 if alone else 3


@dataclass
class Strict(Fragile):
    kills: str = ""

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        future = super().submit(fn, *args, **kwargs)
        if args[0].config in self.kills:
            future = Future()
            future.set_exception(KeyError("four workers lost"))
        return future


def test_work_that_took_workers_along_has_failed_if_it_takes_them_alone_too() -> None:
    crew = Cluster([], fatal="b", unlucky="c")
    found = [(each.config, each.state.value, each.error) for each in streamed(tasks("abcde"), done, failed, crew)]
    assert sorted(found) == [
        ("a", "done", ""),
        ("b", "failed", "its worker died each time, even alone: killed, or out of memory"),
        ("c", "done", ""),
        ("d", "done", ""),
        ("e", "done", ""),
    ]
    together, *later = crew.pools
    assert sorted(together) == list("abcde")
    assert sorted(filter(None, later)) == [["b"], ["c"]]


def test_no_more_tasks_are_drawn_than_are_under_way() -> None:
    drawn: list[str] = []

    def noted() -> Iterator[Task]:
        for task in tasks("abcdefgh"):
            drawn.append(task.config)
            yield task

    stream = streamed(noted(), done, failed, Crew([]))
    next(stream)
    assert drawn == ["a", "b", "c"]
    stream.close()


def test_an_error_that_nobody_knows_ends_the_sweep() -> None:
    def work(task: Task) -> Outcome:
        raise RuntimeError("a bug of the sweep's own")

    with pytest.raises(RuntimeError, match="a bug of the sweep's own"):
        list(streamed(tasks("a"), work, failed, Crew([])))
