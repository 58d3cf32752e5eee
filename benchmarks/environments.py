"""An environment of its own for each peer, made once under `.bench` in the checkout."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

HOME = Path(__file__).parents[1] / ".bench"
TORCH = ("torch>=2.7,<2.14", "numpy")
"""Installed first, so that nothing a peer asks for brings another build."""

REQUIRED = "from importlib.metadata import requires; print(*requires({name!r}), sep='\\n')"


@dataclass(frozen=True)
class Environment:
    """What a peer runs in: its `package`, all that this requires except what is `left_out`, and what comes `beside` it."""

    name: str
    package: str
    left_out: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()

    @property
    def python(self) -> Path:
        return HOME / self.name / "bin" / "python"

    def make(self) -> None:
        """Install it unless that was done before. Raises CalledProcessError with pip's output when it cannot be."""
        recipe = repr((self, TORCH))
        done = HOME / self.name / "installed"
        if done.exists() and done.read_text("utf-8") == recipe:
            return
        _output([sys.executable, "-m", "venv", "--clear", str(HOME / self.name)])
        self._pip(*TORCH)
        self._pip("--no-deps", self.package)
        self._pip(*TORCH, *self._required(), *self.beside)
        done.write_text(recipe, "utf-8")

    def _pip(self, *wanted: str) -> None:
        _output([str(self.python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *wanted])

    def _required(self) -> list[str]:
        script = REQUIRED.format(name=self.package.partition("==")[0])
        lines = _output([str(self.python), "-c", script]).splitlines()
        return [line for line in lines if "extra ==" not in line and _name(line) not in self.left_out]


ENVIRONMENTS = (
    Environment("pfl", "pfl==0.6.0"),
    # torchvision is imported and not used; it does not load beside a torch for the CPU only. The last two test fluke itself.
    Environment("fluke", "fluke-fl==0.8.1", left_out=("torchvision", "coverage", "pytest")),
    # Its floors for these two were newer than what could be had; neither is used in a simulation.
    Environment("flower", "flwr==1.42.0", left_out=("certifi", "uv"), beside=("ray==2.55.1", "certifi")),
)


def _name(requirement: str) -> str:
    found = re.match(r"[A-Za-z0-9._-]+", requirement)
    return found.group().lower() if found else ""


def _output(command: list[str]) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout
