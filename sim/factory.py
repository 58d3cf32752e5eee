"""A run: the referee wires clock, streams, chain, cluster, lab and players, then lets time pass. It decides nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Generator, Iterable, Mapping
from copy import copy
from functools import cache
from typing import Any, TypeVar

import mesa
import simpy

from sim.blueprint import Blueprint
from sim.chain.chain import Chain
from sim.chain.errors import PluginError
from sim.chain.host import TaskBrief
from sim.chain.rota import ROLE
from sim.cluster.cluster import Cluster
from sim.cluster.request import JobRequest
from sim.composition import law
from sim.facts import Fact, Recorded
from sim.grants import peek
from sim.jobs import Job, Training
from sim.lab import Ticket
from sim.messages.message import Message, Pending, To, Transaction
from sim.observer import Observer
from sim.player import Player
from sim.recorder import Recorder
from sim.settling import Settling
from sim.streams import Streams
from sim.view import PublicChain, View, nothing
from sim.world.holdings import Holdings
from sim.world.worlds import MAIN, Worlds

T = TypeVar("T")
R = TypeVar("R")


class Factory(mesa.Model):  # type: ignore[misc]
    """One run of a blueprint, in a lab. Players act on the world through `send` and `perform`, and see it through `see`."""

    task = MAIN

    def __init__(self, blueprint: Blueprint, progress: Callable[[Mapping[str, Any]], None] | None = None) -> None:
        super().__init__(seed=blueprint.seed)
        self.blueprint = blueprint
        self._rules = law(blueprint.contracts, blueprint.rules)
        self.env = simpy.Environment()
        self.streams = Streams(blueprint.seed)
        self.recorder = Recorder()
        self.observer = Observer(self, progress)
        self.cluster = Cluster(self.env, blueprint.cluster, self.streams.new, self.observer.job)
        self.worlds = Worlds(blueprint.worlds, self.streams)
        self.lab = blueprint.lab.open(self.worlds.sizes)
        contracts = {name: copy(contract) for name, contract in blueprint.contracts.items()}
        self.chain = Chain(
            self.env, blueprint.chain, self.streams, self.recorder, contracts, self.lab, blueprint.rulebook
        )
        self.public = PublicChain(self.chain)
        self.players: dict[str, Player] = {}
        self._listeners: defaultdict[type[Fact], dict[str, Player]] = defaultdict(dict)
        """By account, in the order in which they began to listen."""
        self._places = cache(self._placed)
        self._submitted: defaultdict[str, int] = defaultdict(int)
        self._gone: set[str] = set()

    @property
    def holdings(self) -> Holdings:
        """Who holds which data of the main task. Raises ValueError in a factory that has none."""
        return self.worlds.of(self.task)

    def shards_of(self, player: Player, task: str = MAIN) -> range:
        """The shards of a task that a data provider holds: they are dealt to all who serve it in turn, by account."""
        places = self._places(player.role, task)
        return range(places[player.account], self.worlds.of(task).shards, len(places))

    def _placed(self, role: str, task: str) -> Mapping[str, int]:
        """Place of every account that serves a task in a role, in alphabetical order. Every one of them asks, every day."""
        serving = sorted(a for a, other in self.players.items() if other.role == role and task in other.tasks)
        return {account: place for place, account in enumerate(serving)}

    def run(self) -> None:
        """Genesis, every player's life, and the clock until the horizon. Raises `PluginError` when a plug-in breaks."""
        for _ in self.windows(self.blueprint.horizon):
            pass

    def windows(self, seconds: float) -> Generator[float, None, None]:
        """The same run, with a pause after genesis and after every so many simulated seconds, for somebody who watches: it
        yields the time. Where it pauses changes nothing; what is left unfinished has no last look."""
        try:
            self._genesis()
            self.env.process(self.observer.days())
            if self.observer.ticker is not None:
                self.env.process(self.observer.ticker.hours())
            for player in self.players.values():
                for story in player.stories():
                    self.start(player, story)
            yield self.env.now
            horizon, ends = self.blueprint.horizon, 1
            while (until := min(ends * seconds, horizon)) < horizon:
                self.env.run(until=until)
                yield self.env.now
                ends += 1
            self.env.run(until=horizon)
            if self.blueprint.settle_days:
                self.observer.look()
                Settling(self).run()
            self.cluster.close()
            self.observer.close()
            yield self.env.now
        finally:
            # Mesa keeps every model alive through this class attribute; a sweep in one process would never free one.
            mesa.Agent._ids.pop(self, None)

    def start(self, player: Player, story: Generator[simpy.Event, Any, None]) -> None:
        """Let a story of a player take its course, beside whatever else that player does."""
        self.env.process(self._told(player, story))

    def listen(self, player: Player) -> None:
        """Let a player hear the kinds of public fact that it listens for now, unless it has left."""
        if player.account in self._gone:
            return
        for kind in sorted(player.listens, key=lambda kind: kind.__name__):
            self._listeners[kind].setdefault(player.account, player)
        if self._listeners.get(Pending):
            self.chain.watched = self._watched

    def see(self, player: Player, task: Any = None) -> View:
        """What this player sees now."""
        group, index = player.group, player.index
        of = self.streams.of
        return View(
            self.env.now,
            player.account,
            self.public,
            lambda purpose: of("agent", group, index, purpose),
            player.memory,
            task,
            player.shared(),
            (lambda what: peek(self, player, what)) if player.grants else nothing,
            player.books,
        )

    def send(self, player: Player, message: Message | To, tip: int | None = None) -> simpy.Event:
        """Send a message; the event fires with its `Receipt`."""
        return self.chain.send(player.account, message, tip, player.last_fact)

    def perform(self, player: Player, job: Job, due: int, priority: int = 0) -> simpy.Event:
        """Run a job on the cluster; the event fires with its `Outcome`. `due` is the number of steps that make it whole."""
        self._submitted[player.account] += 1
        key = f"{player.account}/{self._submitted[player.account]}"
        if isinstance(job, Training):
            demand = self.blueprint.stands_for.training(job.steps, due)
        else:
            vectors = {name for blend in job.candidates for name, _ in blend}
            demand = self.blueprint.stands_for.evaluation(len(job.candidates), len(vectors))
        self.observer.submitted(key, job, player.last_fact)
        ticket = self.lab.submit(job)
        ended = self.cluster.run(JobRequest(key, player.account, ticket, demand, priority))
        ended.callbacks.append(lambda _: self._forget(ticket))
        return ended

    def _forget(self, ticket: Ticket) -> None:
        """A job has ended; if nobody was let in on its result, nobody will be, and the lab need not compute it."""
        if ticket.sealed:
            self.lab.cancel(ticket)

    def withdraw(self, player: Player) -> None:
        """Cancel what a player that leaves still has in the cluster, and tell it nothing any more."""
        for number in range(1, self._submitted[player.account] + 1):
            self.cluster.cancel(f"{player.account}/{number}")
        self._gone.add(player.account)
        for listeners in self._listeners.values():
            listeners.pop(player.account, None)

    def _genesis(self) -> None:
        blueprint, chain = self.blueprint, self.chain
        starts = {task: self.lab.begin(task, self.streams.key("model", task) >> 65) for task in self.worlds.tasks}
        chain.tasks = {task: TaskBrief(task, start) for task, start in starts.items()}
        chain.heard, chain.meter, chain.gauge = self._heard, self.observer.served, self.observer.gauge
        chain.leaves_out = self._left_out
        endowments: dict[str, Mapping[str, int]] = {}
        for name, group in sorted(blueprint.population.items()):
            for player in group.members(name, self):
                self.players[player.account] = player
                endowments[player.account] = group.endowment(player.books is None or player.books.inside)
                self.listen(player)
        for name, contract in chain.contracts.items():
            if held := getattr(contract, "endowment", 0):
                endowments[name] = held if isinstance(held, Mapping) else {"token": held}
        chain.genesis(endowments, self._rules)
        for intervention in blueprint.interventions:
            intervention.arrange(self)

    def _told(self, player: Player, story: Generator[simpy.Event, Any, None]) -> Generator[simpy.Event, Any, None]:
        try:
            yield from story
        except PluginError:
            raise
        except Exception as error:
            raise self._broken(player, error) from error

    def _tell(self, player: Player, hear: Callable[[T], R], what: T) -> R:
        """Let a player take in something. What breaks there is a plug-in's fault: its role's or its behaviour's."""
        try:
            return hear(what)
        except PluginError:
            raise
        except Exception as error:
            raise self._broken(player, error) from error

    def _broken(self, player: Player, error: Exception) -> PluginError:
        return PluginError(f"{player.role} {player.label['behaviour']}", player.account, self.env.now, error)

    def _heard(self, recorded: Recorded) -> None:
        for player in self._audience(recorded.fact):
            self._tell(player, player.hear, recorded)
        self.observer.fact(recorded)

    def _watched(self, pending: Pending) -> None:
        for player in self._audience(pending):
            self._tell(player, player.watch, pending)

    def _left_out(self, proposer: str, pending: tuple[Transaction, ...]) -> frozenset[str]:
        """What the player whose turn it is leaves out of its block; somebody with another role leaves nothing out."""
        player = self.players.get(proposer)
        if player is None or player.role != ROLE:
            return frozenset()
        return self._tell(player, lambda those: frozenset(player.behaviour.censors(self.see(player), those)), pending)

    def _audience(self, fact: Fact) -> Iterable[Player]:
        """Whom a fact reaches: the account that it is addressed to, or whoever listens for its kind."""
        if not fact.addressed:
            return tuple(self._listeners[type(fact)].values()) if type(fact) in self._listeners else ()
        account: str = fact.account  # type: ignore[attr-defined]
        return (self.players[account],) if account in self.players and account not in self._gone else ()
