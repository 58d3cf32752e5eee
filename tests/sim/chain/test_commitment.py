"""Commitments and seals: fixed before they can be read, and good for one sender, round, salt and value."""

from __future__ import annotations

from hashlib import blake2b

import numpy as np
import pytest

from sim.chain.journal import Journal
from sim.chain.sealed import Sealed, commitment
from sim.effects.effect import Rejected

COMMITTED = commitment("ann", 3, "salt", ("update", 7))


def test_a_commitment_is_the_digest_of_its_canonical_form() -> None:
    assert blake2b(b'["ann",3,"salt",["update",7]]', digest_size=16).hexdigest() == COMMITTED


@pytest.mark.parametrize(
    ("account", "number", "salt", "value"),
    [
        ("bob", 3, "salt", ("update", 7)),
        ("ann", 4, "salt", ("update", 7)),
        ("ann", 3, "pepper", ("update", 7)),
        ("ann", 3, "salt", ("update", 8)),
    ],
    ids=["sender", "round", "salt", "value"],
)
def test_it_binds(account: str, number: int, salt: str, value: object) -> None:
    assert commitment(account, number, salt, value) != COMMITTED


def test_a_vector_is_bound_to_its_last_bit() -> None:
    vector = np.ones(3, np.float32)
    other = vector.copy()
    other[2] = np.nextafter(other[2], np.float32(2.0))
    assert commitment("ann", 0, "salt", vector) == commitment("ann", 0, "salt", vector.copy())
    assert commitment("ann", 0, "salt", vector) != commitment("ann", 0, "salt", other)


def test_an_envelope_hides_its_value_and_opens_to_it() -> None:
    sealed = Sealed(Journal())
    envelope = sealed.envelope("ann", "court/1", "salt", "guilty")
    assert "guilty" not in repr(envelope)
    assert sealed.open(envelope) == "guilty"
    assert sealed.envelope("bob", "court/1", "salt", "guilty") != envelope


def test_an_envelope_that_nobody_sealed_does_not_open() -> None:
    envelope = Sealed(Journal()).envelope("ann", "court/1", "salt", "guilty")
    with pytest.raises(Rejected, match="nobody sealed"):
        Sealed(Journal()).open(envelope)


def test_a_key_is_sealed_once_unless_that_is_undone() -> None:
    journal = Journal()
    sealed = Sealed(journal)
    sealed.keep("auction/reserve", 5)
    with pytest.raises(Rejected, match="auction/reserve is sealed already"):
        sealed.keep("auction/reserve", 6)
    assert sealed.peek("auction/reserve") == 5
    journal.roll_back(0)
    sealed.keep("auction/reserve", 6)
    assert sealed.peek("auction/reserve") == 6
