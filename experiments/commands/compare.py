"""`aifactory compare`: two settings with the same seeds, and how far they differ."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING

from experiments.analysis.arms import arms
from experiments.analysis.dataset import load
from experiments.analysis.planning import seeds_for_power, seeds_for_width
from experiments.bad_input import BadInput, allowed
from experiments.commands.parser import command, takes_overrides
from experiments.comparing.compare import compare, compare_finished, kept
from experiments.comparing.comparison import FIRST, LEVEL, SECOND, Comparison, Difference
from experiments.properties.certainty import fewest
from experiments.report.wording import unlikely
from experiments.sweeping.place import Place
from experiments.sweeping.seeds import few

if TYPE_CHECKING:
    from experiments.commands.parser import Commands

VS = "vs"
MORE = """
Before `vs` stands the first setting; after it, what is changed in the second. Both are run once for each seed.

  aifactory compare scenario=poisoned vs aggregation=median --seeds 10
  aifactory compare scenario=market reward=equal_split vs reward=loss_improvement --seeds 5:15
  aifactory compare scenario=market vs baseline=honest --seeds 1,2,3 out=here
  aifactory compare results/a vs results/b
  aifactory compare SWEEP reward=equal_split vs reward=loss_improvement --matters accuracy=0.01

The last but one compares the finished runs below two directories, paired by their seeds; the last, two arms of a sweep.
"""


def add(commands: Commands, common: argparse.ArgumentParser) -> None:
    parser = command(commands, common, "compare", execute, "run two settings with the same seeds and compare", MORE)
    parser.add_argument("--seeds", default="10", help="how many, from 0: 10; a range: 0:10; or which: 1,2,5")
    parser.add_argument("--jobs", type=int, default=2, help="runs at a time (default 2)")
    parser.add_argument(
        "--matters",
        action="append",
        default=[],
        metavar="METRIC=SIZE",
        help="a difference that would matter; says how many seeds tell it",
    )
    takes_overrides(parser)


def execute(given: argparse.Namespace) -> int:
    if given.overrides.count(VS) != 1:
        raise BadInput(f"compare: write `{VS}` once, between a setting and what is changed in it, or two directories")
    at = given.overrides.index(VS)
    first, second = given.overrides[:at], given.overrides[at + 1 :]
    outs = [text for text in second if text.startswith("out=")]
    second = [text for text in second if not text.startswith("out=")]
    sizes = [matters(text) for text in given.matters]
    folder = Path(outs[-1].partition("=")[2]) if outs else None
    if first and "=" not in first[0] and Place(Path(first[0])).sweep.is_file():
        compared = kept(arms(load(first[0]), arm(first[1:]), arm(second)), folder)
    elif len(first) == len(second) == 1 and not any("=" in text for text in first + second):
        compared = compare_finished(Path(first[0]), Path(second[0]), folder)
    else:
        if stray := [text for text in [*first, *second] if text.startswith("seed=")]:
            raise BadInput(f"{stray[0]}: a comparison has several seeds; give them as --seeds 10, 0:10 or 1,2,5")
        compared = compare([*first, *outs], second, few(given.seeds, "--seeds "), given.jobs)
    show(compared)
    for metric, size in sizes:
        print(needed(compared, metric, size))
    return 1 if compared.failed or compared.left_out else 0


def arm(words: Sequence[str]) -> dict[str, str]:
    """By setting, its value in one arm of a sweep."""
    if unread := [text for text in words if "=" not in text]:
        raise BadInput(f"{unread[0]}: an arm of a sweep is what it has; write setting=value")
    return {key: value for key, _, value in (text.partition("=") for text in words)}


def matters(text: str) -> tuple[str, float]:
    """A metric, and a difference of it that would matter."""
    metric, _, size = text.partition("=")
    try:
        found = float(size)
    except ValueError:
        found = 0.0
    if not 0 < found < inf:
        raise BadInput(f"--matters {text}: allowed: METRIC=SIZE, a number above 0, such as accuracy=0.01")
    return metric, found


def needed(compared: Comparison, metric: str, size: float) -> str:
    """How many seeds tell a difference of this size: with an interval so wide, and with a test."""
    found = {each.metric: each for each in compared.differences}
    if metric not in found:
        raise BadInput(f"--matters {metric}={size:g}: not compared; {allowed(metric, found)}")
    spread, n = found[metric].spread, found[metric].n
    if spread is None:
        return f"{metric}: one pair does not tell how many seeds are needed"
    if spread == 0:
        return f"{metric}: all {n} pairs differ by the same, which does not tell how many seeds are needed"
    least = [seeds_for_width(spread, size), seeds_for_power(spread, size)]
    interval, test = (_still(many, n) for many in least)
    rough = f" (by the spread of {n} pairs, which is roughly known)" if n < fewest(LEVEL) else ""
    return (
        f"{metric}: for a 95 % interval of +- {size:g} it takes {interval}; to find a true difference of {size:g} with a "
        f"chance of 80 %, {test}{rough}"
    )


def _still(many: int | None, n: int) -> str:
    if many is None:
        return "more than a million seeds"
    return f"{many:,} seeds, {many - n:,} more than there are" if many > n else f"{many:,} seeds, and there are {n:,}"


def show(compared: Comparison) -> None:
    """What was compared, every metric that differs, and what failed."""
    for side in (FIRST, SECOND):
        print(f"{side:6}  {' '.join(compared.settings[side]) or 'the default'}")
    print(f"pairs   {compared.paired} of {len(compared.seeds)}{_few(compared.paired)}")
    apart = [each for each in compared.differences if not each.same]
    same = [each.metric for each in compared.differences if each.same]
    if apart:
        print()
        _table(
            [
                ("metric", FIRST, SECOND, f"{SECOND} - {FIRST}", "95 % interval", "d_z", "p", "p Holm", "n"),
                *map(_row, apart),
            ]
        )
    if same and not apart:
        print("\nno metric differs in any pair")
    if same:
        print(f"\nthe same in every pair: {', '.join(same)}")
    for metric, n, runs in compared.partly:
        told = " and ".join(f"{many} {side}" for side, many in runs.items())
        print(f"\n{metric} is told by {n} of {compared.paired} pairs alone ({told} runs tell it): not by chance")
    for side in (FIRST, SECOND):
        if alone := [f"{metric} {_number(mean)} (n {n})" for metric, where, mean, n in compared.alone if where == side]:
            print(f"\nonly in {side}: {', '.join(alone)}")
    for words in compared.left_out:
        print(f"LEFT OUT  {words}: no run of one side is done there, at any seed")
    for trial in compared.failed:
        print(f"FAILED  {trial.side} seed {trial.seed}: {trial.error}")
    if compared.path != Path():
        print(f"\nresult  {compared.path}")


def _few(pairs: int) -> str:
    """A warning for so few that chance has hardly shown what it can do."""
    if pairs == 1:
        return " (one draw)"
    least = fewest(LEVEL)
    return f" (few: of fewer than {least} even equal signs alone are no surprise)" if 0 < pairs < least else ""


def _table(rows: Sequence[Sequence[str]]) -> None:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for name, *numbers in rows:
        print("  ".join([name.ljust(widths[0]), *map(str.rjust, numbers, widths[1:])]))


def _row(each: Difference) -> tuple[str, ...]:
    sure = (
        "one draw"
        if each.low is None or each.high is None
        else f"{_number(each.low, '+')} to {_number(each.high, '+')}"
    )
    numbers = (_number(each.first), _number(each.second), _number(each.difference, "+"))
    d_z = "no spread" if each.spread == 0 else "" if each.d_z is None else _number(each.d_z, "+")
    return (each.metric, *numbers, sure, d_z, unlikely(each.p), unlikely(each.p_holm), str(each.n))


def _number(value: float, sign: str = "") -> str:
    sign = sign if value else ""
    return f"{value:{sign}.4g}" if abs(value) < 1e4 else f"{value:{sign},.0f}"
