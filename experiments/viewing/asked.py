"""What somebody asks of `aifactory view`, in words `key=value`."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from experiments.bad_input import BadInput
from experiments.building.blueprint import blueprint
from experiments.composing.compose import composed
from experiments.viewing.slider import Slider, defaults, slider

VARIABLE = "AIFACTORY_VIEW"
"""The environment variable in which the server hands on what was asked: each tab of a browser has a factory of its own."""


@dataclass(frozen=True)
class Asked:
    """A page: which factory, which sliders, and how much simulated time one step is."""

    overrides: tuple[str, ...] = ()
    sliders: tuple[Slider, ...] = ()
    hours: float = 1.0
    port: int = 8765

    def __post_init__(self) -> None:
        if not (math.isfinite(self.hours) and self.hours > 0):
            raise BadInput(f"hours={self.hours:g}; allowed: simulated hours of a step, above 0")
        if not 0 < self.port < 65_536:
            raise BadInput(f"port={self.port}; allowed: 1 to 65535")

    @property
    def scenario(self) -> str:
        """What the factory is called."""
        said = [word.partition("=")[2] for word in self.overrides if word.startswith("scenario=")]
        return said[-1] if said else "default"


def asked(words: Sequence[str]) -> Asked:
    """Read the words of a view; those that it has no field for are overrides of the factory. Raises `BadInput`, also for a
    factory that cannot be built."""
    own: dict[str, list[str]] = {"slider": [], "hours": [], "port": []}
    overrides = list[str]()
    for word in words:
        key, equals, value = word.partition("=")
        if key == "out":
            raise BadInput(f"{word}: a view keeps no result; allowed: `aifactory run` does")
        if equals and key in own:
            own[key].append(value)
        else:
            overrides.append(word)
    found = composed(overrides)
    blueprint(found)
    sliders = tuple(slider(text, found.config) for text in own["slider"]) or defaults(found.config)
    hours, port = own["hours"][-1:] or ["1"], own["port"][-1:] or ["8765"]
    if not re.fullmatch(r"\d{1,5}", port[0]):
        raise BadInput(f"port={port[0]}; allowed: 1 to 65535")
    try:
        return Asked(tuple(overrides), sliders, float(hours[0]), int(port[0]))
    except BadInput:
        raise
    except ValueError as error:
        raise BadInput(f"hours={hours[0]}; allowed: simulated hours of a step, above 0") from error


def written(page: Asked) -> str:
    """As one text, for the environment."""
    return json.dumps({**vars(page), "sliders": [vars(each) for each in page.sliders]})


def read(text: str) -> Asked:
    """Back from `written`."""
    content = json.loads(text)
    sliders = tuple(Slider(**each) for each in content.pop("sliders"))
    return Asked(tuple(content.pop("overrides")), sliders, **content)
