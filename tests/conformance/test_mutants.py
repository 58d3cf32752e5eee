"""The conformance tests are tested: each broken rule of `mutants` fails the test of the promise that it breaks."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
BROKEN = {
    "aggregation/lets_nan_pass": "test_aggregation_publishes_one_finite_update_of_the_models_size",
    "aggregation/needs_somebody": "test_its_effects_are_its_familys_and_can_stand_on_the_record",
    "aggregation/writes_to_updates": "test_the_same_view_and_state_give_the_same_ruling_and_neither_is_written_to",
    "consensus/averages": "test_consensus_scores_its_subjects_in_whole_numbers",
    "reward/mints": "test_its_effects_are_its_familys_and_can_stand_on_the_record",
    "reward/mutable": "test_it_is_a_frozen_dataclass_of_its_family",
    "reward/overpays": "test_it_pays_owners_and_never_more_than_the_pot",
    "reward/pays_a_friend": "test_it_pays_owners_and_never_more_than_the_pot",
    "reward/pays_floats": "test_it_pays_owners_and_never_more_than_the_pot",
    "reward/pays_the_first": "test_the_order_of_submissions_decides_nothing",
    "reward/takes_rights": "test_it_takes_no_more_rights_than_its_family_has",
    "reward/unwritten": "test_nothing_is_left_of_what_a_new_rule_begins_with",
    "reward/unexplained": "test_nothing_is_left_of_what_a_new_rule_begins_with",
    "reward/undocumented": "test_it_says_what_it_is_and_where_it_comes_from",
    "reward/unlisted": "test_its_file_spells_out_every_field_with_its_unit_or_source",
    "selection/overbooks_seats": "test_selection_seats_candidates_once_and_within_the_budget",
    "selection/overspends": "test_selection_seats_candidates_once_and_within_the_budget",
    "staking/locks_more": "test_staking_locks_what_is_offered_and_takes_what_is_staked",
    "supply/burns_more": "test_supply_issues_to_one_account_and_burns_what_it_has",
    "verification/asks_for_ever": "test_it_rules_whatever_it_is_answered",
    "verification/blames_silence": "test_verification_faults_nobody_on_silence",
    "verification/trusts_answers": "test_it_rules_whatever_it_is_answered",
}


@pytest.fixture(scope="module")
def failed() -> set[tuple[str, str]]:
    """(rule, test) of every failure when the mutants are tested as a plug-in, with the options an author would use."""
    command = [sys.executable, "-m", "pytest", str(HERE), "--rules-of=mutants", f"--ignore={__file__}"]
    quick = ["-p", "no:cacheprovider", "--tb=no", "--no-header", "-rf", "--hypothesis-profile=first_failure"]
    run = subprocess.run([*command, *quick], cwd=HERE.parents[1], capture_output=True, text=True, check=False)
    found = re.findall(r"^FAILED \S+::(\w+)\[(\S+)\]", run.stdout, re.MULTILINE)
    assert found, run.stdout + run.stderr
    return {(rule, test) for test, rule in found}


def test_every_mutant_is_tried() -> None:
    files = {f"{file.parent.name}/{file.stem}" for file in (HERE / "mutants" / "configs").glob("*/*.yaml")}
    assert files == set(BROKEN)


@pytest.mark.parametrize(("rule", "test"), BROKEN.items(), ids=BROKEN)
def test_a_broken_promise_is_found(failed: set[tuple[str, str]], rule: str, test: str) -> None:
    assert (rule, test) in failed
