"""What every role is: an account with a life, an inbox, and a behaviour that makes its choices.

A role acts on the world in two ways, `send` and `run`, and waits in two, `next` and `window`; each is an event to yield.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, ClassVar, TypeAlias

import mesa
import simpy

from agents.behaviours.behaviour import Behaviour
from agents.behaviours.tipped import Tipped
from agents.business import Enterprise
from agents.roles import duties
from agents.roles.bookkeeping import Bookkeeping
from agents.roles.inbox import Inbox
from sim.chain.errors import PluginError
from sim.chain.windows import Open, Shut
from sim.durations import DAY
from sim.facts import Fact, Recorded
from sim.jobs import Job, Vector
from sim.messages.closing import Closing, WoundUp
from sim.messages.host import Asked, Ordered
from sim.messages.message import Message, Pending, Receipt, To
from sim.messages.registry import Join, Leave
from sim.world.books import Books
from sim.world.worlds import MAIN

if TYPE_CHECKING:
    from agents.coalitions.coalition import Coalition
    from sim.factory import Factory
    from sim.view import View

Life: TypeAlias = Generator[simpy.Event, Any, None]


class Role(mesa.Agent):  # type: ignore[misc]
    """Base of all roles. A role derives from it and tells its story in `live`."""

    role: ClassVar[str]
    registers: ClassVar[bool] = True
    """Whether it joins the register, and so has to leave it."""
    hears: ClassVar[frozenset[type[Fact]]] = frozenset()
    """Kinds of fact that its story waits for, public ones and those addressed to it."""
    sees_through: ClassVar[bool] = True
    """Whether it stays when the factory closes until all that has begun is over; who comes to buy and sell goes at once."""
    review: ClassVar[float] = DAY
    """Seconds without news after which it looks up and asks itself whether to stay."""

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
        try:
            self.memory: Any = behaviour.begin()
        except Exception as error:
            raise PluginError(f"{self.role} {behaviour!r}", self.account, self.now, error) from error
        self.grants: frozenset[str] = frozenset()
        self.tasks: tuple[str, ...] = (MAIN,)
        self.books: Books | None = None
        self._bookkeeping: Bookkeeping | None = None
        self.last_fact = -1
        self.teller = ""
        """Account or contract that the fact is about which its story took up last."""
        self.refused = self.gone = self.dismissed = False
        self._inbox = Inbox(factory.env)

    @property
    def now(self) -> float:
        return float(self.factory.env.now)

    @property
    def label(self) -> dict[str, Any]:
        return {"role": self.role, "behaviour": repr(self.behaviour)}

    @property
    def listens(self) -> frozenset[type[Fact]]:
        wanted: frozenset[type[Fact]] = self.behaviour.listens
        return self.hears | wanted | {Closing, WoundUp}

    def shared(self) -> Mapping[str, Any]:
        return {} if self.coalition is None else self.coalition.known(self.now)

    def keep_books(self, enterprise: Enterprise) -> None:
        """Live by what it earns, on these terms."""
        self._bookkeeping = Bookkeeping(self, enterprise)
        self.books = self._bookkeeping.books(self.factory.blueprint.price.at(0.0))

    def stories(self) -> Iterable[Life]:
        """Its life, and the closing of its books beside it."""
        yield self.live()
        if self._bookkeeping is not None:
            yield self._bookkeeping.story()

    def live(self) -> Life:
        """The job description."""
        raise TypeError(f"{type(self).__name__} has no story: define live()")

    def join(self) -> Life:
        """Register, with the stake that this role brings, as soon as the behaviour wants to, which is asked again when it
        has bought the stake. One that is refused does not stay."""
        bond = None if self._bookkeeping is None else self._bookkeeping.bond
        while True:
            while (when := self.behaviour.joins(self.see())) > self.now:
                if bond is not None:
                    bond.give_up()
                yield self.next(until=when)
            if bond is None or bond.in_hand:
                break
            if not (yield from bond.gather()):
                self.refused = True
                return
        receipt: Receipt = yield self.send(Join(self.role, self.stake))
        self.refused = not receipt.accepted

    def stays(self) -> bool:
        """Whether it was let in, is still needed and its behaviour wants to go on."""
        return not self.refused and not self.dismissed and bool(self.behaviour.stays(self.see()))

    def leave(self) -> Life:
        """Give up its places in the cluster, stop listening, withdraw from the register and from the model."""
        self.gone = True
        self.factory.withdraw(self)
        if self.registers and not self.refused:
            yield self.send(Leave())
        self.remove()

    def see(self, task: Any = None) -> View:
        """What the account sees now."""
        return self.factory.see(self, task)

    def send(self, message: Message | To, tip: int | None = None) -> simpy.Event:
        """Send a message; the event fires with its receipt."""
        return self.factory.send(self, message, tip)

    def run(self, job: Job, due: int = 1) -> simpy.Event:
        """Run a job on the cluster; the event fires with its outcome."""
        return self.factory.perform(self, job, due)

    def equipped(self, job: Job) -> Job:
        """An ordered job, completed by what only this role has."""
        return job

    def keep(self, vector: Vector) -> str:
        """Publish a vector off chain; its digest names it."""
        return self.factory.lab.keep(vector)

    def tell(self, value: Any) -> None:
        """Let the coalition know; without one, or with nothing to say, nothing happens."""
        if self.coalition is not None and value is not None:
            self.coalition.tell(self.account, self.now, (self.last_fact, value))

    def next(self, *kinds: type[Fact], until: float | None = None) -> simpy.Event:
        """Wait for the next fact of these kinds: the event fires with it, or with None at `until`. Without kinds: a nap.

        What was heard while the role was busy comes first. Raises ValueError for a kind that is not among `hears`.
        """
        if not kinds and until is not None:
            return self.factory.env.timeout(max(until - self.now, 0.0))
        if deaf := [kind.__name__ for kind in kinds if kind not in self.hears]:
            known = ", ".join(sorted(kind.__name__ for kind in self.hears)) or "nothing"
            raise ValueError(f"{type(self).__name__} waits for {', '.join(deaf)}; allowed: what it hears, {known}")
        if (recorded := self._inbox.take(kinds)) is not None:
            self.last_fact, self.teller = recorded.number, recorded.subject
            return self.factory.env.event().succeed(recorded.fact)
        return self._inbox.wait(kinds, until)

    def window(self, key: str) -> simpy.Event:
        """Wait for a window: the event fires with `Open` as soon as it is, or with `Shut` when it will not open any more."""
        settled = self.factory.env.event()
        self._look(key, settled)
        return settled

    def hear(self, recorded: Recorded) -> None:
        """Take note of a fact: remember it, react to it, answer it or act on it, and leave the rest to the story."""
        fact = recorded.fact
        before, self.last_fact = self.last_fact, recorded.number
        self._consider(fact)
        if isinstance(fact, Asked):
            duties.answer(self, fact)
        elif isinstance(fact, Ordered):
            self.factory.start(self, duties.errand(self, recorded.number, fact))
        self.last_fact = before
        if isinstance(fact, WoundUp) or (isinstance(fact, Closing) and not self.sees_through):
            self.dismissed = True
        if type(fact) in self.hears and self._inbox.put(recorded):
            self.last_fact, self.teller = recorded.number, recorded.subject

    def watch(self, pending: Pending) -> None:
        """Notice a transaction that waits for a block: remember it, react to it or not."""
        self._consider(pending)

    def salt(self) -> str:
        """Sixteen random bytes for a commitment."""
        stream = self.factory.streams.of("agent", self.group, self.index, "salt")
        salt: str = (
            stream.bit_generator.random_raw(2).tobytes().hex()
        )  # `bytes(16)` are the same, but ten times as slow
        return salt

    def _look(self, key: str, settled: simpy.Event) -> None:
        """See whether a window is open, now and, if it is still to come, when it is to open."""
        # Looked up anew each time: a window may have been closed early, or declared again.
        env, window = self.factory.env, self.factory.chain.windows.get(key)
        if window is None or env.now >= window.closes:
            settled.succeed(Shut)
        elif env.now >= window.opens:
            settled.succeed(Open)
        else:
            env.timeout(window.opens - env.now).callbacks.append(lambda _: self._look(key, settled))

    def _consider(self, fact: Fact) -> None:
        """Remember a fact, and react to it: one view serves both, but for what was remembered."""
        view = self.see(fact)
        memory = self.behaviour.remember(view, fact)
        if memory is not self.memory:
            self.memory = memory
            view = view.recalling(memory)
        for message in self.behaviour.react(view, fact):
            if isinstance(message, Tipped):
                self.send(message.message, message.tip)
            else:
                self.send(message)

    @contextmanager
    def because(self, number: int) -> Iterator[None]:
        """What is sent and run in here was caused by this fact, and not by the one that the story is at."""
        before, self.last_fact = self.last_fact, number
        try:
            yield
        finally:
            self.last_fact = before
