"""From what a job demands and where it runs to how long it takes."""

from __future__ import annotations

from sim.cluster.all_reduce import ring_all_reduce
from sim.cluster.entry import Entry
from sim.cluster.placement import Slots
from sim.cluster.plan import Plan
from sim.cluster.profile import Profile


def plan_attempt(entry: Entry, slots: Slots, profile: Profile, slowdown: float) -> Plan:
    """The attempt that ends the job on these cards, its steps stretched by `slowdown`, if nothing comes between.

    A gang holds one kind of card. All its nodes fetch the inputs; the one that is connected best sends the result.
    A job that kept steps reads its checkpoint back instead of downloading its inputs again.
    """
    demand, machines = entry.request.demand, [host.machine for host, _ in slots]
    checkpoint = entry.request.checkpoint or profile.checkpoint
    speed = 1e12 * machines[0].gpu.teraflops * demand.gpus * demand.utilisation
    exchange = ring_all_reduce([machine.link for machine in machines], demand.exchange_bytes)
    step = slowdown * demand.flops_per_step / speed + exchange
    download = max(machine.link.transfer(demand.download_bytes) for machine in machines)
    return Plan(
        setup=entry.owed + checkpoint.restore if entry.saved else download,
        steps=demand.steps - entry.saved,
        step=step,
        every=checkpoint.every(step, sum(machine.outage_rate for machine in machines)),
        cost=checkpoint.cost,
        upload=min(machine.link.transfer(demand.upload_bytes) for machine in machines),
    )
