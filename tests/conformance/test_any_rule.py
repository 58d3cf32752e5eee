"""What every rule of every family keeps to."""

from __future__ import annotations

import dataclasses
import json
import re
from typing import Any

import numpy as np
import pytest
from conformance_kit.discovery import Configured
from conformance_kit.driving import GARBAGE, WRONG_WORK, judged
from conformance_kit.examples import examples
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from experiments.building.blueprint import seam
from experiments.composing.schema import FAMILIES
from experiments.scaffolding.scaffold import PLACEHOLDERS
from sim.canonical import contents, written
from sim.messages.host import Ruled
from sim.requests import Ask, Work
from sim.seams.rule import Rule

SOURCE = re.compile(r"\b(source|proposal|(19|20)\d\d)\b", re.IGNORECASE)
"""The word itself, or the year of a paper."""


@pytest.mark.parametrize("family", FAMILIES)
def test_every_family_has_examples(family: str) -> None:
    assert len(examples(family)) > 1


def test_it_is_a_frozen_dataclass_of_its_family(configured: Configured) -> None:
    cls, base = configured.cls, seam(configured.family)
    assert issubclass(cls, base)
    assert vars(cls)["__dataclass_params__"].frozen
    assert cls.family == configured.family


def test_it_takes_no_more_rights_than_its_family_has(configured: Configured) -> None:
    assert configured.cls.emits <= seam(configured.family).emits


def test_it_says_what_it_is_and_where_it_comes_from(configured: Configured) -> None:
    own = vars(configured.cls).get("__doc__") or ""
    assert not own.startswith(f"{configured.cls.__name__}("), "a docstring is needed"
    assert SOURCE.search(own), "the docstring names its source, or says that it is a proposal"


def test_nothing_is_left_of_what_a_new_rule_begins_with(configured: Configured) -> None:
    text = f"{vars(configured.cls).get('__doc__')} {configured.text}"
    assert [words for words in PLACEHOLDERS if words in text] == []


def test_its_file_spells_out_every_field_with_its_unit_or_source(configured_file: Configured) -> None:
    fields = {field.name for field in dataclasses.fields(configured_file.build()) if field.init}
    assert set(configured_file.content) - {"_target_"} == fields
    for line in configured_file.text.splitlines():
        if line.split(":")[0] in fields:
            assert re.search(r"\S.*: .*# \S", line), f"{line!r} needs a comment"


def test_the_same_view_and_state_give_the_same_ruling_and_neither_is_written_to(configured: Configured) -> None:
    for view in examples(configured.family):
        rule, before = configured.build(), written(view)
        state = rule.begin()
        effects, after = judged(rule, view, state)
        again, after_again = judged(configured.build(), view, rule.begin())
        assert (written(tuple(effects)), written(after)) == (written(tuple(again)), written(after_again))
        assert written(view) == before
        assert written(state) == written(rule.begin())


def test_its_effects_are_its_familys_and_can_stand_on_the_record(configured: Configured) -> None:
    rule, allowed = configured.build(), tuple(seam(configured.family).emits)
    state = rule.begin()
    for view in examples(configured.family) * 2:
        effects, state = judged(rule, view, state)
        assert all(isinstance(effect, allowed) for effect in effects)
        json.loads(contents(Ruled(rule.family, type(rule).__name__, tuple(effects))))
        written(state)


def test_what_it_inherits_from_any_rule_it_can_work_with(configured: Configured) -> None:
    """A proposal that replaces a rule hands the old state to `from_state`, whatever the old rule was."""
    rule = configured.build()
    inherit = getattr(rule, "from_state", lambda _: rule.begin())
    for old in (None, (), (1.0, 2.0), "words", ((1, "a"),), {"a": 1}):
        for view in examples(configured.family):
            judged(rule, view, inherit(old))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_it_rules_whatever_it_is_answered(configured: Configured, data: st.DataObject) -> None:
    rule, allowed = configured.build(), tuple(seam(configured.family).emits)
    answers = {Ask: GARBAGE, Work: WRONG_WORK}
    for view in examples(configured.family):
        effects, _ = judged(rule, view, rule.begin(), say=lambda asked: data.draw(answers[type(asked)]))
        assert all(isinstance(effect, allowed) for effect in effects)


@settings(max_examples=20, deadline=None)
@given(data=st.data())
def test_the_order_of_submissions_decides_nothing(configured: Configured, data: st.DataObject) -> None:
    for view in examples(configured.family):
        for name in ("submissions", "accepted"):
            if hasattr(view, name):
                shuffled = tuple(data.draw(st.permutations(getattr(view, name))))
                rule, other = configured.build(), dataclasses.replace(view, **{name: shuffled})
                assert alike(rule, view, other), f"{name} in the order {[s.owner for s in shuffled]}"


def alike(rule: Rule, view: Any, other: Any) -> bool:
    """Whether two views get the same effects in any order, vectors up to the rounding of their sums."""
    one, two = (told(judged(rule, each, rule.begin())[0]) for each in (view, other))
    return [words for words, _ in one] == [words for words, _ in two] and all(
        np.allclose(a, b, rtol=1e-5, atol=1e-6, equal_nan=True) for (_, a), (_, b) in zip(one, two, strict=True)
    )


def told(effects: Any) -> list[tuple[str, np.ndarray]]:
    """Each effect as its words and its vector (an empty one where it has none), by its words."""
    pairs = []
    for effect in effects:
        vector = value if isinstance(value := getattr(effect, "value", None), np.ndarray) else np.zeros(0)
        worded = dataclasses.replace(effect, value=None) if vector is value else effect
        pairs.append((written(worded), vector))
    return sorted(pairs, key=lambda pair: pair[0])
