"""What every role is: an account with a life, an inbox, and a behaviour that makes its choices.

A role acts on the world in two ways, `send` and `run`, and waits in two, `next` and `window`; each is an event to yield.
"""

from __future__ import annotations

from collections.abc import Generator, Mapping
from typing import TYPE_CHECKING, Any, ClassVar, TypeAlias

import mesa
import simpy

from agents.behaviours.behaviour import Behaviour
from agents.behaviours.tipped import Tipped
from sim.chain.sealed import SealedValue
from sim.chain.windows import Open, Shut
from sim.facts import Fact, Recorded
from sim.jobs import Done, Job, Vector
from sim.messages.host import Answer, Asked, Delivery, Ordered
from sim.messages.message import Message, Pending, To
from sim.messages.registry import Join, Leave

if TYPE_CHECKING:
    from agents.coalitions.coalition import Coalition
    from sim.factory import Factory
    from sim.view import View

Life: TypeAlias = Generator[simpy.Event, Any, None]


class Role(mesa.Agent):  # type: ignore[misc]
    """Base of all roles. A role derives from it and tells its story in `live`."""

    role: ClassVar[str]
    hears: ClassVar[frozenset[type[Fact]]] = frozenset()
    """Kinds of public fact that the role works with."""

    def __init__(
        self,
        factory: Factory,
        group: str,
        index: int,
        behaviour: Behaviour,
        stake: int = 0,
        coalition: Coalition | None = None,
    ) -> None:
        super().__init__(factory)
        self.factory, self.group, self.index = factory, group, index
        self.account = f"{group}.{index}"
        # Any: a behaviour also has the decisions of its role's protocol, and Python has no type for both.
        self.behaviour: Any = behaviour
        self.stake, self.coalition = stake, coalition
        self.memory: Any = behaviour.begin()
        self.last_fact = -1
        self._inbox: list[Recorded] = []
        self._waiting: tuple[tuple[type[Fact], ...], simpy.Event] | None = None

    @property
    def now(self) -> float:
        return float(self.factory.env.now)

    @property
    def label(self) -> dict[str, Any]:
        return {"role": self.role, "behaviour": repr(self.behaviour)}

    @property
    def listens(self) -> frozenset[type[Fact]]:
        wanted: frozenset[type[Fact]] = self.behaviour.listens
        return self.hears | wanted

    def shared(self) -> Mapping[str, Any]:
        return {} if self.coalition is None else self.coalition.known(self.now)

    def live(self) -> Life:
        """The job description."""
        raise TypeError(f"{type(self).__name__} has no story: define live()")

    def join(self) -> Life:
        """Register, with the stake that this role brings."""
        yield self.send(Join(self.role, self.stake))

    def leave(self) -> Life:
        """Withdraw from the register, the cluster and the model."""
        yield self.send(Leave())
        self.factory.withdraw(self)
        self.remove()

    def stays(self) -> bool:
        """Whether the behaviour wants to go on."""
        return bool(self.behaviour.stays(self.see()))

    def see(self, task: Any = None) -> View:
        """What the account sees now."""
        return self.factory.see(self, task)

    def send(self, message: Message | To, tip: int | None = None) -> simpy.Event:
        """Send a message; the event fires with its receipt."""
        return self.factory.send(self, message, tip)

    def run(self, job: Job, due: int = 1) -> simpy.Event:
        """Run a job on the cluster; the event fires with its outcome."""
        return self.factory.perform(self, job, due)

    def keep(self, vector: Vector) -> str:
        """Publish a vector off chain; its digest names it."""
        return self.factory.lab.keep(vector)

    def tell(self, value: Any) -> None:
        """Let the coalition know; without one, or with nothing to say, nothing happens."""
        if self.coalition is not None and value is not None:
            self.coalition.tell(self.account, self.now, (self.last_fact, value))

    def next(self, *kinds: type[Fact], until: float | None = None) -> simpy.Event:
        """Wait for the next fact of these kinds: the event fires with it, or with None at `until`. Without kinds: a nap."""
        env = self.factory.env
        for place, recorded in enumerate(self._inbox):
            if isinstance(recorded.fact, kinds):
                del self._inbox[place]
                self.last_fact = recorded.number
                return env.event().succeed(recorded.fact)
        if until is None:
            event = env.event()
        else:
            event = env.timeout(max(until - self.now, 0.0))
            if not kinds:
                return event
        awaited = env.event() if until is not None else event
        self._waiting = (kinds, awaited)
        if until is not None:
            event.callbacks.append(lambda _: self._give_up(awaited))
        return awaited

    def window(self, key: str) -> simpy.Event:
        """Wait for a window: the event fires with `Open` as soon as it is, or with `Shut` once it cannot open any more."""
        window = self.factory.chain.windows.get(key)
        event = self.factory.env.event()
        if window is None or self.now >= window.closes:
            return event.succeed(Shut)
        if self.now >= window.opens:
            return event.succeed(Open)
        return self.factory.env.timeout(window.opens - self.now, Open)

    def hear(self, recorded: Recorded) -> None:
        """Note a fact: remember it, react to it, answer it, and keep it for the story if the story may want it."""
        self.last_fact = recorded.number
        fact = recorded.fact
        self.memory = self.behaviour.remember(self.see(fact), fact)
        self._react(fact)
        if isinstance(fact, Asked):
            self.answer(fact)
        elif isinstance(fact, Ordered):
            self.factory.env.process(self.errand(fact))
        elif self._waiting is not None and isinstance(fact, self._waiting[0]):
            _, awaited = self._waiting
            self._waiting = None
            awaited.succeed(fact)
        elif fact.addressed or type(fact) in self.hears:
            self._inbox.append(recorded)

    def watch(self, pending: Pending) -> None:
        """Notice a transaction that waits for a block: remember it, react to it or not."""
        self.memory = self.behaviour.remember(self.see(pending), pending)
        self._react(pending)

    def answer(self, asked: Asked) -> None:
        """Answer a contract's question, outside the story, under seal if that is wanted."""
        value: Any = self.behaviour.answer(self.see(asked), asked)
        if value is None:
            return
        if asked.sealed:
            salt = self.salt()
            value = self.seal(asked.query, salt, value)
        self.send(Answer(asked.query, value))

    def seal(self, query: str, salt: str, value: Any) -> SealedValue:
        """An envelope around an answer."""
        return self.factory.chain.sealed.envelope(self.account, query, salt, value)

    def salt(self) -> str:
        """Sixteen random bytes for a commitment."""
        return self.factory.streams.of("agent", self.group, self.index, "salt").bytes(16).hex()

    def errand(self, order: Ordered) -> Life:
        """Perform ordered work beside the story, and deliver whatever the behaviour reports."""
        job = self.behaviour.perform(self.see(order), order)
        outcome = None if job is None else (yield self.run(job, getattr(order.job, "steps", 1) or 1))
        result = outcome.result if isinstance(outcome, Done) else None
        report = self.behaviour.deliver(self.see(order), order, result)
        if report is not None:
            yield self.send(Delivery(order.query, self.keep(report) if hasattr(report, "dtype") else report))

    def _react(self, fact: Fact) -> None:
        for message in self.behaviour.react(self.see(fact), fact):
            if isinstance(message, Tipped):
                self.send(message.message, message.tip)
            else:
                self.send(message)

    def _give_up(self, awaited: simpy.Event) -> None:
        if not awaited.triggered:
            self._waiting = None
            awaited.succeed(None)
