"""How a role waits, hears and says why: small literal histories."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from agents.behaviours.behaviour import Behaviour
from agents.roles.role import Life, Role
from sim.chain.windows import Open, Shut, Window
from sim.factory import Factory
from sim.facts import Fact, Recorded
from sim.jobs import Training
from sim.messages.host import Answer, Asked, Ordered
from sim.messages.message import Message, To
from tests.golden.tracer import tracer


@dataclass(frozen=True, slots=True)
class News(Fact):
    text: str


@dataclass(frozen=True, slots=True)
class Gossip(Fact):
    text: str


Story = Callable[["Clerk"], Life]


class Clerk(Role):
    """Lives the story that it is given, and keeps a log."""

    role = "clerk"
    hears = frozenset({News})

    def __init__(self, factory: Factory, story: Story, behaviour: Behaviour) -> None:
        super().__init__(factory, "clerks", 0, behaviour)
        self.story = story
        self.log: list[tuple[float, Any]] = []

    def live(self) -> Life:
        yield from self.story(self)

    def note(self, what: Any) -> None:
        self.log.append((self.now, what))


class Desk:
    """A clerk in a factory where nothing else happens; what it hears and when is up to the test."""

    def __init__(self, story: Story, behaviour: Behaviour | None = None) -> None:
        self.factory = Factory(tracer())
        self.clerk = Clerk(self.factory, story, behaviour or Behaviour())
        self.sent: list[tuple[int, Message | To]] = []
        self.factory.send = self._sent  # type: ignore[method-assign]

    def _sent(self, player: Any, message: Message | To, tip: int | None = None) -> Any:
        self.sent.append((player.last_fact, message))
        return self.factory.env.event()

    def at(self, second: float, act: Callable[[], object]) -> None:
        self.factory.env.timeout(second, act).callbacks.append(lambda due: due.value())

    def hears(self, second: float, fact: Fact, number: int = 0) -> None:
        recorded = Recorded(number, second, 0, "somebody", fact, -1)
        self.at(second, lambda: self.clerk.hear(recorded))

    def run(self, until: float = 100.0) -> list[tuple[float, Any]]:
        self.factory.start(self.clerk, self.clerk.live())
        self.factory.env.run(until=until)
        return self.clerk.log


def test_a_fact_wakes_a_story_that_waits_for_it() -> None:
    def story(clerk: Clerk) -> Life:
        clerk.note((yield clerk.next(News, until=50.0)).text)
        clerk.note((yield clerk.next(News, until=50.0)))

    desk = Desk(story)
    desk.hears(10.0, News("rain"))
    assert desk.run() == [(10.0, "rain"), (50.0, None)]


def test_what_is_heard_while_busy_comes_first_and_in_order() -> None:
    def story(clerk: Clerk) -> Life:
        yield clerk.next(until=20.0)
        for _ in range(3):
            clerk.note((yield clerk.next(News, until=30.0)))

    desk = Desk(story)
    desk.hears(5.0, News("rain"))
    desk.hears(6.0, News("snow"))
    assert desk.run() == [(20.0, News("rain")), (20.0, News("snow")), (30.0, None)]


def test_a_fact_that_comes_first_in_the_instant_of_the_deadline_counts() -> None:
    def story(clerk: Clerk) -> Life:
        clerk.note((yield clerk.next(News, until=10.0)))
        clerk.note((yield clerk.next(News, until=20.0)))

    desk = Desk(story)
    desk.hears(10.0, News("rain"))
    assert desk.run() == [(10.0, News("rain")), (20.0, None)]


def test_a_fact_that_comes_second_in_the_instant_of_the_deadline_is_kept() -> None:
    def story(clerk: Clerk) -> Life:
        clerk.note((yield clerk.next(News, until=10.0)))
        clerk.note((yield clerk.next(News, until=20.0)))

    desk = Desk(story)
    desk.at(5.0, lambda: desk.hears(5.0, News("rain")))
    assert desk.run() == [(10.0, None), (10.0, News("rain"))]


def test_a_deadline_in_the_past_is_now() -> None:
    def story(clerk: Clerk) -> Life:
        yield clerk.next(until=10.0)
        clerk.note((yield clerk.next(News, until=3.0)))
        clerk.note((yield clerk.next(until=3.0)))

    assert Desk(story).run() == [(10.0, None), (10.0, None)]


def test_an_old_deadline_disturbs_nobody() -> None:
    def story(clerk: Clerk) -> Life:
        clerk.note((yield clerk.next(News, until=30.0)))
        clerk.note((yield clerk.next(News)))

    desk = Desk(story)
    desk.hears(10.0, News("rain"))
    desk.hears(40.0, News("snow"))
    assert desk.run() == [(10.0, News("rain")), (40.0, News("snow"))]


def test_a_nap_is_one_bare_event() -> None:
    def story(clerk: Clerk) -> Life:
        for second in range(1, 11):
            yield clerk.next(until=float(second))

    desk = Desk(story)
    desk.factory.start(desk.clerk, desk.clerk.live())
    events = 0
    while desk.factory.env.peek() <= 10.0:
        desk.factory.env.step()
        events += 1
    assert events == 1 + 10 + 1  # the start of the process, ten naps, its end


def test_waiting_for_what_it_does_not_hear_is_an_error() -> None:
    def story(clerk: Clerk) -> Life:
        yield clerk.next(Gossip, until=5.0)

    with pytest.raises(RuntimeError, match="ValueError: Clerk waits for Gossip; allowed: what it hears, News"):
        Desk(story).run()


def windows(desk: Desk, opens: float, closes: float) -> None:
    desk.factory.chain.windows._windows["c/w"] = Window(opens, closes)


@pytest.mark.parametrize(
    ("opens", "closes", "when", "found"),
    [
        (10.0, 20.0, 10.0, Open),
        (0.0, 20.0, 5.0, Open),
        (0.0, 5.0, 5.0, Shut),
        (0.0, 3.0, 5.0, Shut),
    ],
)
def test_a_window_is_waited_for(opens: float, closes: float, when: float, found: type) -> None:
    def story(clerk: Clerk) -> Life:
        yield clerk.next(until=5.0)
        clerk.note((yield clerk.window("c/w")))

    desk = Desk(story)
    windows(desk, opens, closes)
    assert desk.run() == [(when, found)]


def test_a_window_that_was_never_declared_is_shut() -> None:
    def story(clerk: Clerk) -> Life:
        clerk.note((yield clerk.window("c/none")))

    assert Desk(story).run() == [(0.0, Shut)]


def test_a_window_that_is_closed_early_does_not_open() -> None:
    def story(clerk: Clerk) -> Life:
        clerk.note((yield clerk.window("c/w")))

    desk = Desk(story)
    windows(desk, 10.0, 20.0)
    desk.at(5.0, lambda: windows(desk, 10.0, 10.0))
    assert desk.run() == [(10.0, Shut)]


def test_a_window_that_is_put_off_is_waited_for_again() -> None:
    def story(clerk: Clerk) -> Life:
        clerk.note((yield clerk.window("c/w")))

    desk = Desk(story)
    windows(desk, 10.0, 20.0)
    desk.at(5.0, lambda: windows(desk, 15.0, 20.0))
    assert desk.run() == [(15.0, Open)]


@dataclass(frozen=True)
class Polite(Behaviour):
    """Answers every question and thanks for gossip."""

    @property
    def listens(self) -> frozenset[type[Fact]]:
        return frozenset({Gossip})

    def react(self, view: Any, fact: Fact) -> Any:
        return [Answer("thanks", 0)] if isinstance(fact, Gossip) else []

    def answer(self, view: Any, asked: Asked) -> Any:
        return 42


def test_a_busy_role_answers_and_reacts_and_each_message_has_its_own_cause() -> None:
    def story(clerk: Clerk) -> Life:
        yield clerk.next(News)
        yield clerk.next(until=50.0)
        clerk.send(Answer("story", 1))

    desk = Desk(story, Polite())
    desk.hears(10.0, News("work"), number=7)
    desk.hears(20.0, Asked("clerks.0", "c/1", "why?", None, False, 60.0), number=8)
    desk.hears(30.0, Gossip("psst"), number=9)
    desk.run()
    assert desk.sent == [(8, Answer("c/1", 42)), (9, Answer("thanks", 0)), (7, Answer("story", 1))]


def test_a_sealed_answer_is_an_envelope() -> None:
    desk = Desk(lambda clerk: iter(()), Polite())  # type: ignore[arg-type, return-value]
    desk.hears(1.0, Asked("clerks.0", "c/1", "why?", None, True, 60.0))
    desk.run()
    [(_, message)] = desk.sent
    assert isinstance(message, Answer)
    assert message.value != 42
    assert desk.factory.chain.sealed.open(message.value) == 42


def test_ordered_work_is_done_beside_the_story_and_delivered_with_its_own_cause() -> None:
    def story(clerk: Clerk) -> Life:
        yield clerk.next(until=90.0)

    desk = Desk(story, Blunt())
    job = Training("main", "start", "data", (0,), 1)
    desk.hears(10.0, Ordered("clerks.0", "c/3", "rerun", job, 0, 60.0), number=5)
    desk.run()
    [(cause, message)] = desk.sent
    assert cause == 5
    assert message.value == "nothing"  # type: ignore[union-attr]


@dataclass(frozen=True)
class Blunt(Behaviour):
    """Runs nothing and says so."""

    def perform(self, view: Any, order: Ordered) -> None:
        return None

    def deliver(self, view: Any, order: Ordered, result: Any) -> Any:
        return "nothing"
