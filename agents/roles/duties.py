"""What contracts may ask of any role, whatever its story is at: answers to questions, and ordered work."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import simpy

from sim.jobs import Done
from sim.messages.host import Answer, Asked, Delivery, Ordered

if TYPE_CHECKING:
    from agents.roles.role import Role


def answer(role: Role, asked: Asked) -> None:
    """Send what the behaviour answers, under seal if that is wanted; it may say nothing."""
    value: Any = role.behaviour.answer(role.see(asked), asked)
    if value is None:
        return
    if asked.sealed:
        value = role.factory.chain.sealed.envelope(role.account, asked.query, role.salt(), value)
    role.send(Answer(asked.query, value))


def errand(role: Role, number: int, order: Ordered) -> Generator[simpy.Event, Any, None]:
    """Perform ordered work, fact `number`, and deliver whatever the behaviour reports, unless the role has left by then."""
    with role.because(number):
        order = replace(order, job=role.equipped(order.job))
        job = role.behaviour.perform(role.see(order), order)
        running = None if job is None else role.run(job, order.steps_due or getattr(order.job, "steps", 1) or 1)
    outcome = None if running is None else (yield running)
    if role.gone:
        return
    with role.because(number):
        result = outcome.result if isinstance(outcome, Done) else None
        report = role.behaviour.deliver(role.see(order), order, result)
        if report is not None:
            role.send(Delivery(order.query, role.keep(report) if hasattr(report, "dtype") else report))
