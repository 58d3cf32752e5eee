"""From configuration to a run, and from a run to answers: `from experiments import run`."""

from experiments.running import run as run
