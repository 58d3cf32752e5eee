"""The lab that really trains: jobs pile up sealed, and the first one opened pulls its whole kind through one stack."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

import torch

from sim.jobs import Job, Result, Training, digest
from sim.lab import Examples, Ticket
from sim.training.cache import Cache
from sim.training.engine import Engine
from sim.training.engines.choice import engine
from sim.training.faults import fault
from sim.training.keeping import Keeping
from sim.training.model import Model
from sim.training.probes.catalogue import PROBES
from sim.training.provenance import provenance
from sim.training.shelf import Shelf
from sim.training.store import Store
from sim.training.workbench import Kind, Workbench, kind

T = TypeVar("T")


@dataclass
class TorchLab(Keeping):
    """A `Lab` on torch. `zoo` names the models.

    `width` bounds a stack, `cache_bytes` the memory for results and `threads` the cores that compiled kernels use: they
    change speed, never a result. torch is given one thread, for the whole process: several wait for each other where cores
    have other work. Results are functions of the job alone, bit for bit, on one kind of CPU and one build of torch; other
    devices run the same path without that promise.
    """

    zoo: Mapping[str, Model]
    cache_bytes: int = 256 * 2**20
    width: int = 64
    device: str = "cpu"
    threads: int = 1
    shelf: Shelf | None = None
    """Where results are shared with other runs."""
    store: Store = field(default_factory=Store)
    _pending: dict[Ticket, str] = field(default_factory=dict, init=False, repr=False)
    _stacks: Counter[int] = field(default_factory=Counter, init=False, repr=False)
    _cache: Cache = field(init=False, repr=False)
    _engines: Mapping[str, Engine] = field(init=False, repr=False)
    _provenance: Mapping[str, str] = field(init=False, repr=False)
    _bench: Workbench = field(init=False, repr=False)

    def __post_init__(self) -> None:
        for name in ("cache_bytes", "width", "threads"):
            if getattr(self, name) < 1:
                raise ValueError(f"TorchLab.{name}={getattr(self, name)}; allowed: at least 1")
        self._cache = Cache(self.cache_bytes)
        self._engines = {name: engine(model, self.width, self.device, self.threads) for name, model in self.zoo.items()}
        self._provenance = {name: provenance(m, self._engines[name], self.device) for name, m in self.zoo.items()}
        self._bench = Workbench(self._engines, self.store)
        torch.set_num_threads(1)

    @property
    def stacks(self) -> Mapping[int, int]:
        return dict(sorted(self._stacks.items()))

    @property
    def margin(self) -> float:
        return 0.0

    def begin(self, model: str, seed: int) -> str:
        """Key of fresh parameters. Raises ValueError for an unknown model."""
        return self.keep(_named("model", model, self.zoo).begin(seed))

    def submit(self, job: Job) -> Ticket:
        impossible = fault(job, self.store, self.zoo)
        if impossible is not None:
            return Ticket(job, lambda _: impossible)
        key = digest(job)
        ticket = Ticket(job, lambda opened: self._result(opened, key))
        self._pending[ticket] = key
        return ticket

    def cancel(self, ticket: Ticket) -> None:
        self._pending.pop(ticket, None)

    def probe(self, model: str, parameters: str, examples: Examples, names: Sequence[str]) -> Mapping[str, float]:
        """One forward pass, then each named probe on its logits. Raises ValueError for an unknown model or probe."""
        probes = {name: _named("probe", name, PROBES) for name in names}
        logits = _named("model", model, self._engines).logits(self.vector(parameters), examples.inputs)
        return {name: probe(logits, examples) for name, probe in probes.items()}

    def _result(self, ticket: Ticket, key: str) -> Result:
        result = self._cache.get(key)
        if result is None:
            results = self._computed({key: ticket.job} | self._take(kind(ticket.job)))
            for done, value in results.items():
                self._cache.put(done, value)
            result = results[key]
        self._pending.pop(ticket, None)
        return result

    def _computed(self, wanted: Mapping[str, Job]) -> dict[str, Result]:
        """Results by digest, of jobs of one kind: from the shelf where they are there, and put there where they are not."""
        model = next(iter(wanted.values())).model
        if self.shelf is None or not (prefix := self._provenance[model]):
            return self._compute(wanted)
        shelved = self.shelf.get([prefix + key for key in wanted])
        found = {key: shelved[prefix + key] for key in wanted if prefix + key in shelved}
        missing = {key: job for key, job in wanted.items() if key not in found}
        if not missing:
            return found
        computed = self._compute(missing)
        self.shelf.put({prefix + key: result for key, result in computed.items()})
        return found | computed

    def _compute(self, jobs: Mapping[str, Job]) -> dict[str, Result]:
        if any(isinstance(job, Training) for job in jobs.values()):
            self._stacks[len(jobs)] += 1
        return dict(zip(jobs, self._bench.compute(list(jobs.values())), strict=True))

    def _take(self, wanted: Kind) -> dict[str, Job]:
        """Every pending job of this kind by digest, no longer pending; known results are left out."""
        taken = [(ticket, key) for ticket, key in self._pending.items() if kind(ticket.job) == wanted]
        for ticket, _ in taken:
            del self._pending[ticket]
        return {key: ticket.job for ticket, key in taken if self._cache.get(key) is None}


def _named(field: str, name: str, known: Mapping[str, T]) -> T:
    if name not in known:
        raise ValueError(f"{field}={name!r} is unknown; allowed: {', '.join(sorted(known))}")
    return known[name]
