"""All that one check found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from experiments.properties.finding import Finding
from experiments.properties.setting import Setting, World
from experiments.properties.verdict import Verdict, of_all
from experiments.properties.words import Words


@dataclass(frozen=True)
class Failure:
    """A run that ended in an error."""

    world: str
    seed: int
    error: str


@dataclass(frozen=True)
class Checked:
    """A property, what was found about it, and the runs of it that failed."""

    name: str
    finding: Finding
    worlds: Mapping[str, World]
    failures: tuple[Failure, ...] = ()

    @property
    def verdict(self) -> Verdict:
        """That of the finding; but what failed to run is no evidence, and takes a PASS away."""
        incomplete = self.failures and self.finding.verdict is Verdict.PASS
        return Verdict.INCONCLUSIVE if incomplete else self.finding.verdict


@dataclass(frozen=True)
class Report:
    """All that one check found."""

    setting: Setting
    words: Words
    checked: tuple[Checked, ...]

    @property
    def verdict(self) -> Verdict:
        return of_all(each.verdict for each in self.checked)
