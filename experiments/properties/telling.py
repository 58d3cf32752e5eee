"""A report of properties in words: a line for each, and what a reader would look at next."""

from __future__ import annotations

import shlex
from collections.abc import Iterator

from experiments.properties.finding import Case, Finding, worst
from experiments.properties.report import Checked, Report
from experiments.properties.setting import World
from experiments.properties.verdict import Verdict


def lines(report: Report) -> Iterator[str]:
    """All of it."""
    width = max(len(each.name) for each in report.checked)
    for each in report.checked:
        first, *more = told(each, report)
        yield f"{each.name:{width}}  {first}"
        yield from (f"  {line}" for line in more)


def told(checked: Checked, report: Report) -> list[str]:
    """One property: its verdict with the figure that decides it, then every case if there are several, runs that failed,
    and how to repeat what was seen."""
    finding, seeds = checked.finding, len(report.words.seeds)
    found = [f"{checked.verdict.value:12}  {_first(finding)}"]
    if len(finding.cases) > 1:
        width = max(len(case.name) for case in finding.cases)
        found += [f"{case.name:{width}}  {case.verdict.value:12}  {_figures(case, finding)}" for case in finding.cases]
    if checked.failures:
        failure = checked.failures[0]
        found.append(
            f"{len(checked.failures)} of {seeds * len(checked.worlds)} runs failed, the first {failure.world}, "
            f"seed {failure.seed}: {failure.error}"
        )
        found.append(f"replay  {_run(report, checked.worlds[failure.world], failure.seed)}")
    if finding.counterexamples:
        shown = finding.counterexamples[0]
        found.append(f"replay  {_run(report, checked.worlds[shown.world], shown.seed)}")
    if checked.verdict is Verdict.INCONCLUSIVE:
        found += _more(finding, report)
    return found


def _first(finding: Finding) -> str:
    if finding.cases:
        case = worst(finding.cases, finding.least)
        return f"{case.name}: {_figures(case, finding)}"
    if finding.counterexamples:
        seeds = {each.seed for each in finding.counterexamples}
        shown = finding.counterexamples[0]
        return f"seed {shown.seed}, {shown.where} ({len(seeds)} seeds show it)"
    return finding.told


def _figures(case: Case, finding: Finding) -> str:
    bound = f"allowed: at {'least' if finding.least else 'most'} {_dollars(finding.limit)}"
    if case.low is None or case.high is None:
        sure = f"no interval from {len(case.values)} seeds, {case.needed} are the fewest"
    else:
        sure = f"{_dollars(case.low, '+')} to {_dollars(case.high, '+')}"
    return f"{_dollars(case.figure, '+')} a day ({sure}; {bound}; n {len(case.values)})"


def _more(finding: Finding, report: Report) -> Iterator[str]:
    """Fresh seeds that would probably decide, since those that were looked at are spent; and what no seeds would decide."""
    undecided = [case for case in finding.cases if case.verdict is Verdict.INCONCLUSIVE]
    if wanted := [case.needed for case in undecided if case.needed is not None]:
        after = max(report.words.seeds) + 1
        yield f"to decide  seeds={after}:{after + max(wanted)} (fresh ones: these have been looked at)"
    if at_the_limit := [case.name for case in undecided if case.needed is None]:
        yield f"no number of seeds decides {', '.join(at_the_limit)}: it lies at the limit; another tolerance would"


def _run(report: Report, world: World, seed: int) -> str:
    return shlex.join(["aifactory", "run", *report.setting.seeded(world.changes, seed)])


def _dollars(value: float, sign: str = "") -> str:
    value = round(value, 4) + 0.0
    mark = "-" if value < 0 else "+" if sign and value > 0 else ""
    return f"{mark}${abs(value):,.2f}" if abs(value) >= 0.1 or value == 0 else f"{mark}${abs(value):.2g}"
