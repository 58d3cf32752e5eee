"""What is said in an audit, and what it makes known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sim.facts import Fact
from sim.messages.message import Message

GROUP_GAP = "group_gap"
"""Fairness: the largest less the smallest share of right answers over protected groups (accuracy parity)."""
MEMBERSHIP = "membership"
"""Privacy: how much more often the model is right on rows that it was trained on than on rows that it never saw. That is the
advantage of an attacker who calls whatever the model gets right a member: Yeom et al. 2018, arXiv:1709.01604."""
TESTS = (GROUP_GAP, MEMBERSHIP)
"""What may be measured beside accuracy, each in 1e-6: 0 is best."""


@dataclass(frozen=True, slots=True)
class RequestAudit(Message):
    """Ask, and pay, for a certificate of the model whose parameters are kept under `model`."""

    to: ClassVar[str] = "audit"
    model: str


@dataclass(frozen=True, slots=True)
class Finding(Message):
    """An auditor states the share of right answers that a model gives, and what the other tests gave, all in 1e-6."""

    to: ClassVar[str] = "audit"
    audit: int
    accuracy: int
    measured: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Contradicted(Message):
    """A contract says that users have found `accuracy` (1e-6), and not what a certificate states."""

    to: ClassVar[str] = "audit"
    certificate: int
    accuracy: int


@dataclass(frozen=True, slots=True)
class AuditOpened(Fact):
    """Ordered work: whoever is among `auditors` measures the model on data of its own and states what it found."""

    audit: int
    owner: str
    task: str
    """The name of the model that the parameters belong to."""
    model: str
    """Key of the parameters."""
    auditors: tuple[str, ...]
    fee: int
    """Base units of `token` for all of them together."""
    until: float
    tests: tuple[str, ...] = ()
    """What is to be measured beside accuracy."""


@dataclass(frozen=True, slots=True)
class Certified(Fact):
    """The certificate of an audit, which has the audit's number."""

    audit: int
    owner: str
    model: str
    accuracy: int
    """Share of right answers, in 1e-6."""
    findings: tuple[tuple[str, int], ...]
    measured: tuple[tuple[str, int], ...] = ()
    """The other tests by name, in 1e-6."""
    until: float | None = None
    """When it expires, in seconds; None: never."""


@dataclass(frozen=True, slots=True)
class Expired(Fact):
    """A certificate is in force no longer."""

    audit: int
    owner: str
    model: str


@dataclass(frozen=True, slots=True)
class NotCertified(Fact):
    """No certificate. The fee goes back unless auditors have earned it by finding what is wrong."""

    audit: int
    owner: str
    model: str
    reason: str
