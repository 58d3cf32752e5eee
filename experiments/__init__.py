"""From configuration to a run, and from a run to answers: `from experiments import run, compare`."""

from experiments.comparing import compare as compare
from experiments.running import run as run
