"""An agent's earnings explained: who it is, its statements, and its deeds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from experiments.bad_input import BadInput, allowed
from experiments.explaining.deeds import Deeds
from experiments.explaining.reasons import Reasons
from experiments.explaining.span import FORM, Span
from experiments.explaining.statement import Statement, statements
from experiments.metrics.evidence import Evidence
from experiments.report.cast import Member
from experiments.results.result import Run
from experiments.tracing.payout import Payouts
from experiments.verification.verify import recorded
from sim.durations import DAY


@dataclass(frozen=True)
class Account:
    """What one agent had, got, gave and did in a run, from its ledger and its facts."""

    member: Member
    span: Span
    statements: Mapping[str, Statement]
    """By asset."""
    deeds: Deeds


def explain(run: Path | str | Run, agent: str, days: str = "") -> Account:
    """`explain("results/first", "trainers.3", "2..5")`: why an agent earned what it earned, in these days or in all.

    Raises `BadInput` for what is no run, no agent of it or no span of days.
    """
    path, span = run.path if isinstance(run, Run) else Path(run), Span.of_days(days) if days else Span()
    disk = recorded(path)
    payouts, evidence = Payouts(disk), Evidence({name: disk.table(name) for name in disk.names})
    members = evidence.cast.by_account
    if agent not in members:
        group = [name for name, member in members.items() if member.group == agent]
        choice = f"a group; say who of it, such as agent={group[0]}" if group else allowed(agent, members)
        raise BadInput(f"agent={agent}: takes no part in {path}; {choice}")
    config = Run(path).config
    end = max(float(config["horizon_days"]) * DAY, disk.column("facts", "time")[-1])
    if span.since >= end:
        raise BadInput(f"days={days}: the run was over on day {end / DAY:g}; {FORM}")
    classes = {name: str(contract["_target_"]).rpartition(".")[2] for name, contract in config["contracts"].items()}
    reasons = Reasons(payouts, evidence.moved, classes)
    times = disk.column("ledger", "time")
    found = statements(payouts.sources.entries, times, agent, span, reasons)
    return Account(
        members[agent],
        span,
        {statement.asset: statement for statement in found},
        Deeds(payouts, agent, span),
    )
