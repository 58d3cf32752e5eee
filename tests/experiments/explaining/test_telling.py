"""What is told of an agent can be read by somebody who has not read the code, and is true of the tables."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from experiments import run
from experiments.bad_input import BadInput
from experiments.cli import main
from experiments.explaining.account import explain
from experiments.explaining.telling import sentences, table
from experiments.results.result import Run


def told(run: Run, agent: str, days: str = "") -> str:
    return "\n".join(sentences(explain(run, agent, days)))


def test_a_cheat_is_told_of_with_every_slash_and_its_round(digits: Run) -> None:
    text = told(digits, "cheats.0")
    assert text.startswith("cheats.0 is a trainer of the group cheats. It did not behave honestly (sign flip).\n")
    assert "On day 0.00 it joined, with 5,000.00 tokens at stake." in text
    # Half of what is there each time, until less than the least is left: see configs/scenario/digits.yaml.
    lost = re.findall(
        r"On day \S+ it lost (\S+) tokens of its stake: validators.\d redid the work and it came out", text
    )
    assert lost == ["2,500.00", "1,250.00", "625.00"]
    assert len(re.findall(r"\(fact \d+, round \d+\)", text)) == 3


def test_seats_and_updates_are_counted(digits: Run) -> None:
    """Four rounds a day, all of which have a seat for everybody; the last of twelve is not settled when the run ends."""
    deeds = explain(digits, "trainers.0").deeds
    assert (len(deeds.seats), len(deeds.jobs)) == (11, 12)
    assert "It had a seat in 11 rounds and handed in 11 updates; 11 of them counted." in told(digits, "trainers.0")


def test_a_provider_is_told_what_each_data_set_earned(digits: Run) -> None:
    account = explain(digits, "providers.0")
    parts = [part.amount for found in account.deeds.earned.values() for part in found]
    (paid,) = (item for item in account.statements["token"].items if item.amount > 0)
    assert (len(account.deeds.earned), sum(parts)) == (4, paid.amount)
    text = told(digits, "providers.0")
    assert len(re.findall(r"Its data set [0-9a-f]{32} earned \S+ tokens in \d+ payments\.", text)) == 4


def test_a_statement_is_written_to_the_last_base_unit(digits: Run) -> None:
    lines = list(table(explain(digits, "cheats.0").statements["token"]))
    assert lines[0].split() == ["tokens", "times", "amount", "ledger", "entries"]
    assert lines[1].split() == ["at", "first", "20,000.000000000"]
    slashed = r"slashed from its stake +3 +-4,375\.000000000  \d+, \d+ and \d+ \(rounds .*\)"
    assert any(re.fullmatch(slashed, line) for line in lines)
    amounts = [
        int(re.sub(r"[,.]", "", found)) for line in lines[1:] for found in re.findall(r"[-+]?[\d,]+\.\d{9}", line)
    ]
    assert sum(amounts[:-2]) == amounts[-2]


def test_a_developer_is_told_of_its_certificate_and_what_it_sold(market: Run) -> None:
    text = told(market, "developers.0")
    (certified,) = explain(market, "developers.0").deeds.certificates
    assert f"audit 1 certified {certified.body['accuracy'] / 1e4:.1f} % right answers." in text
    assert "It put 1 version of a model on sale." in text
    assert "It was called to 1 audit." in told(market, "auditors.0")


def test_a_buyer_and_an_owner_of_machines_are_called_so(market: Run) -> None:
    assert told(market, "world.0").startswith("world.0 is a buyer of the group world.")
    assert told(market, "owners.0").startswith("owners.0 is an owner of machines of the group owners.")
    assert re.search(r"Jobs held cards of its machines for [\d.,]+ GPU hours\.", told(market, "owners.0"))


def test_a_holder_is_told_of_its_votes(tmp_path: Path) -> None:
    voted = run(["scenario=governance_only", "horizon_days=20", f"out={tmp_path / 'voted'}"])
    text = told(voted, "whales.0")
    assert "On day 2.00 it proposed: a grant." in text
    assert "Asked for its vote 2 times, it said 2 yes." in text


def test_days_are_a_part_of_the_run(digits: Run) -> None:
    assert "joined" not in told(digits, "cheats.0", "1..2")
    part, whole = (explain(digits, "cheats.0", days).statements["token"].change for days in ("1..2", ""))
    assert part != whole


def test_the_command_prints_both(digits: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", str(digits.path), "agent=validators.0"]) == 0
    text = capsys.readouterr().out
    assert "It scored the updates of " in text
    assert re.search(r"^for scoring updates +\d+ +\+[\d,.]+  \d+ to \d+ \(rounds 0 to \d+\)$", text, re.M)


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["days=1..2"], "agent: missing; say whose earnings, such as agent=trainers.3"),
        (["agent=trainers.99"], "agent=trainers.99: takes no part in "),
        (["agent=trainer.0"], "did you mean 'trainers.0'?"),
        (["agent=trainers.0", "days=2"], "days=2: allowed: two days, the first below the second, such as days=3..12"),
        (["agent=trainers.0", "days=2..1"], "days=2..1: allowed: two days"),
        (["agent=trainers"], "; a group; say who of it, such as agent=trainers.0"),
        (["agent=trainers.0", "days=10..12"], "days=10..12: the run was over on day 3; allowed: two days"),
        (["agent=trainers.0", "day=2..1"], "day=2..1: unknown; allowed: agent=NAME, days=A..B"),
    ],
)
def test_what_cannot_be_told_is_one_line(
    words: list[str], complaint: str, digits: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["explain", str(digits.path), *words]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert complaint in line


def test_what_is_no_run_is_said(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"holds no manifest.json"):
        explain(tmp_path, "trainers.0")
