"""One property of a report, for a test to insist on."""

from __future__ import annotations

from dataclasses import dataclass

from experiments.properties.report import Checked, Report
from experiments.properties.telling import told
from experiments.properties.verdict import Verdict


@dataclass(frozen=True)
class Held:
    """A property by name, and the report that tells of it."""

    report: Report
    name: str

    @property
    def checked(self) -> Checked:
        return next(each for each in self.report.checked if each.name == self.name)

    @property
    def verdict(self) -> Verdict:
        return self.checked.verdict

    def holds(self) -> None:
        """Raises AssertionError, with the figures, unless the verdict is PASS. INCONCLUSIVE is no PASS: seeds are fixed, so
        it stays what it is until the test is given more of them, or a tolerance that says what does not matter."""
        __tracebackhide__ = True
        assert self.verdict is Verdict.PASS, str(self)

    def __str__(self) -> str:
        return f"{self.name}  " + "\n  ".join(told(self.checked, self.report))
