"""The reference is what the code says, and says what a reader needs."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from experiments.reference.__main__ import PAGES, main
from experiments.reference.members import Row, classes, rows, text
from experiments.reference.players import players
from experiments.reference.record import MEANING, RECORDED
from experiments.reference.speech import acceptors
from mechanisms.reward.equal_split import EqualSplit
from sim.chain.contract import Contract
from sim.effects.effect import Effect
from sim.messages.registry import Join, Joined
from sim.messages.training_round import RoundOpened
from sim.seams.rule import Rule

REFERENCE = Path(__file__).parents[2] / "docs" / "reference"


@pytest.mark.parametrize("name", PAGES)
def test_the_committed_page_is_what_the_code_says_today(name: str) -> None:
    committed = (REFERENCE / f"{name}.md").read_text("utf-8")
    assert committed == PAGES[name](), "run: python -m experiments.reference"


def test_a_message_names_the_contract_that_accepts_it() -> None:
    assert acceptors(Join) == ["mechanisms.contracts.registry.Registry"]


def test_a_field_has_the_note_that_stands_below_it() -> None:
    assert rows(RoundOpened)[1:] == [
        Row("model", "str", "", "Key of the parameters that the round starts from."),
        Row("chosen", "tuple[str, ...]", "", ""),
        Row("pot", "int", "", "Base units to be paid out."),
        Row("task", "str", "'main'", "What is trained."),
    ]


def test_a_signature_is_no_docstring() -> None:
    assert text(Joined) == ""


def test_only_classes_of_our_packages_are_found() -> None:
    @dataclass(frozen=True)
    class Stranger(Effect):
        """Defined by a test."""

    assert EqualSplit in classes(Rule)
    assert Stranger not in classes(Effect)
    assert {cls.__name__ for cls in classes(Contract)} >= {
        "Emission",
        "Registry",
        "TrainingRound",
        "Transfers",
        "Treasury",
    }


def test_a_choice_is_shown_with_its_signature_and_without_self() -> None:
    assert (
        "| `brings(view: View, machines: int) -> int` | How many of its machines to bring into the cluster. |"
        in players()
    )


def test_every_column_of_every_table_is_explained_and_no_other() -> None:
    recorded = {name: list(columns) for name, columns in RECORDED.items()}
    assert {name: list(columns) for name, columns in MEANING.items()} == recorded


def test_pages_are_written_where_the_checkout_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert main() == 2
    (tmp_path / "docs" / "reference").mkdir(parents=True)
    assert main() == 0
    assert {path.stem for path in (tmp_path / "docs" / "reference").iterdir()} == set(PAGES)
