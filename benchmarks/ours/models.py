"""The models of a workload by name, as a scenario would configure them."""

from __future__ import annotations

from sim.training.models.cnn import Cnn
from sim.training.models.logistic import Logistic
from sim.training.models.mlp import Mlp

MODELS: dict[str, Mlp | Logistic | Cnn] = {"mlp": Mlp((64,)), "logistic": Logistic(), "cnn": Cnn((16, 32))}
