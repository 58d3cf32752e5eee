"""`aifactory fork`: what it says, and the one line for whatever cannot be."""

from __future__ import annotations

from pathlib import Path

import pytest

from experiments.cli import main
from experiments.results.result import Run


def test_a_fork_says_what_differs_at_the_end_and_where_it_lies(
    parent: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "fork"
    assert main(["fork", str(parent.path), "at_days=0.8", "set.staking.slash=1000", f"out={out}"]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[0].split() == ["at", "the", "end", "as", "it", "was", "fork", "difference"]
    assert any(line.startswith("tokens.cheats ") for line in said)
    assert said[-3] == f"result    {out}"
    assert said[-1] == f"manifest  sha256 {Run(out).seal}"
    assert main(["verify", str(out), "--rerun"]) == 0


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["set.staking.slash=1000"], "at_days: missing; say on which day the two part, such as at_days=12"),
        (["at_days=soon", "set.staking.slash=1000"], "at_days=soon: must be a number of days, such as at_days=12"),
        (["at_days=-1", "set.staking.slash=1000"], "at_days=-1.0; allowed: 0 or more, and below horizon_days=1.5"),
        (["at_days=1.5", "set.staking.slash=1000"], "at_days=1.5; allowed: 0 or more, and below horizon_days=1.5"),
        (["at_days=0.8"], "changes: none is given; allowed: one or more, such as set.verification.rate=0.2"),
        (["at_days=0.8", "seed=4"], "seed=4: unknown; allowed: set.<family>.<field>=VALUE, rule.<family>=NAME, "),
        (["at_days=0.8", "set.staking.slashes=5"], "has no parameter 'slashes'; allowed: "),
        (["at_days=0.8", "set.staking.slash=-5"], "set.staking.slash=-5: staking.slash=-5"),
        (["at_days=0.8", "set.staking.slash=all"], "set.staking.slash=all: staking.slash='all'; allowed: int"),
        (
            ["at_days=0.8", "rule.reward={name: equal_split, flor: 3}"],
            "reward of training_round has no parameter 'flor'",
        ),
        (
            ["at_days=0.8", "rule.reward={name: equal_split, migrate: x}"],
            "rule.reward.migrate='x'; allowed: carry, reset",
        ),
        (
            ["at_days=0.8", "turn.cheats={name: sign_flip, scal: 2}"],
            "turn.cheats.behaviour.scal=2: SignFlip has no such",
        ),
        (
            ["at_days=0.8", "shock={_target_: sim.shocks.Outage, hours: 0, part: 1}"],
            "shock.hours=0.0; allowed: above 0",
        ),
        (
            ["at_days=0.8", "shock={_target_: sim.shocks.Loss, account: nobody}"],
            "Loss.account='nobody': not in this fac",
        ),
        (["at_days=0.8", "shock={_target_: os.system}"], "shock._target_='os.system': outside the allowed packages"),
        (
            ["at_days=0.8", "set.staking.slash=9", "lab.shelf=here"],
            "lab.shelf=here: sim.training.plan.StubPlan keeps no",
        ),
    ],
)
def test_what_cannot_be_forked_is_one_line_and_leaves_nothing(
    words: list[str], complaint: str, parent: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["fork", str(parent.path), *words, f"out={tmp_path / 'fork'}"]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("aifactory: ")
    assert complaint in line
    assert list(tmp_path.iterdir()) == []


def test_what_is_no_run_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["fork", str(tmp_path), "at_days=1", "set.staking.slash=1000"]) == 2
    assert "holds no manifest.json; give the directory of a finished run" in capsys.readouterr().err
