"""What a developer does about one bounty, beside whatever else it is at."""

from __future__ import annotations

from collections.abc import Generator
from typing import TYPE_CHECKING, Any

import numpy as np
import simpy

from sim.chain.sealed import commitment
from sim.chain.windows import Open
from sim.jobs import Done
from sim.messages.bounty import BountyPosted, Enter, Show

if TYPE_CHECKING:
    from agents.roles.role import Role

WHOLE = 30
"""Steps of training that cost as much as one full job of the model that is stood for: as many as a round's default."""


def compete(role: Role, number: int, posted: BountyPosted) -> Generator[simpy.Event, Any, None]:
    """Answer fact `number`: train if the behaviour wants to, commit to what it hands in, and show that when it is time."""
    with role.because(number):
        job = role.behaviour.attempts(role.see(posted), posted)
        running = None if job is None else role.run(job, WHOLE)
    outcome = None if running is None else (yield running)
    if role.gone:
        return
    trained = None
    if job is not None and isinstance(outcome, Done) and isinstance(outcome.result, np.ndarray):
        trained = (role.factory.lab.vector(job.start) + outcome.result).astype(np.float32)
    with role.because(number):
        model = role.behaviour.enters(role.see(posted), posted, trained)
        if model is None:
            return
        key, salt = role.keep(model), role.salt()
        digest = commitment(role.account, posted.bounty, salt, key)
        entering = role.send(Enter(posted.bounty, digest)) if posted.commit else None
    if entering is not None and not (yield entering).accepted:
        return
    if (yield role.window(posted.window)) is Open and not role.gone:
        with role.because(number):
            role.send(Show(posted.bounty, key, salt))
