"""What is said to a check is taken apart word by word, and bad words are one line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from experiments.bad_input import BadInput
from experiments.cli import main
from experiments.composing.hydra_session import as_written
from experiments.properties.wording import override
from experiments.properties.words import NAMES, Words, words


def test_words_of_the_check_of_its_properties_and_of_the_factory() -> None:
    said = [
        "scenario=digits",
        "property=sybil_split,conservation",
        "sybil_split.identities=8",
        "seeds=5:8",
        "jobs=2",
        "a.b=1",
    ]
    assert words(said) == Words(
        ("sybil_split", "conservation"), (5, 6, 7), 2, {"sybil_split": ["identities=8"]}, ("scenario=digits", "a.b=1")
    )


def test_without_words_all_properties_are_checked_with_twelve_seeds_one_run_at_a_time() -> None:
    assert words([]) == Words(NAMES, tuple(range(12)), 1, {}, ())


@pytest.mark.parametrize("text", ["0", "-1", "8:8", "a", "", "1.5"])
def test_what_is_no_seeds(text: str) -> None:
    with pytest.raises(BadInput, match="allowed: how many, as 10; a range, as 0:10; or which, as 1,2,5"):
        words([f"seeds={text}"])


@pytest.mark.parametrize(
    "value",
    [
        None,
        True,
        -3,
        1e-05,
        "honest",
        "1e5",
        "null",
        "",
        "it's {one}, two",
        "a.b.C",
        [1, "x y", []],
        {"name": "free_rider", "norm": 0.5, "inner": {"name": "honest"}, "list": ["a", None]},
    ],
)
def test_any_plain_value_is_said_so_that_it_is_heard_the_same(value: Any) -> None:
    heard, *_ = as_written(["scenario=digits", override("tasks.extra", {"value": value})], ())
    assert heard["tasks"]["extra"] == {"value": value}


BAD = {
    "property=sybil": "property=sybil: unknown; did you mean 'sybil_split'?",
    "property=my_pkg.Mine": "outside the allowed packages",
    "seed=3": "seed=3: a check has several seeds; give them as seeds=8",
    "out=.": "out=.: exists already; allowed: a directory that is absent or empty",
    "out=": "out=: names nothing; allowed: a directory that can be made",
    "jobs=0": "jobs=0; allowed: runs at a time, 1 or more",
    "scenario=digit": "digit",
    "property=conservation sybil_split.identities=8": "sybil_split is not checked; add it to property=conservation",
    "sybil_split.identities=1": "sybil_split.identities=1; allowed: 2 or more",
    "sybil_split.names=4": "sybil_split.names=4: SybilSplit has no such field",
    "sybil_split.tolerance=lots": "sybil_split.tolerance='lots': must be a number",
    "sybil_split.role=validator sybil_split.behaviour=sybil": "sybil",
    "sybil_split.role=juror": "role=juror: the factory has no group of honest members with this role",
    "sybil_split.role=compute": "sybil_split.group=owners: it brings machines, which cannot be split over names",
    "sybil_split.group=cheats": "group=cheats: no group of honest members with role trainer; allowed: trainers",
    "population.member={role:trainer,behaviour:honest}": "population.member: this name is needed",
    "baseline=honest": "baseline=experiments.baselines.honest.Honest: sybil_split changes how a member behaves",
    "conservation.cap=-1": "conservation.cap=-1; allowed: 0 or more base units, or null",
    "budget_balance.left=2": "budget_balance.left=2.0; allowed: 0 to 1",
    "individual_rationality.roles=[trader]": "roles=['trader']; allowed: aggregator, auditor",
    "no_profitable_deviation.deviations=[sybill]": "sybill: unknown name in behaviours/trainer; did you mean 'sybil'?",
    "sybil_split.identities=[": "sybil_split.identities=[: cannot be read; write sybil_split.field=value",
}


@pytest.mark.parametrize(("said", "line"), BAD.items(), ids=BAD)
def test_bad_input_is_one_line_before_anything_runs(
    said: str, line: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "something").touch()
    monkeypatch.setattr("experiments.properties.checking.streamed", None)
    assert main(["check", "scenario=digits", "lab=stub", *said.split()]) == 2
    told = capsys.readouterr().err
    assert line in told
    assert told.count("\n") == 1
