"""Streams belong to their names."""

from __future__ import annotations

from hashlib import blake2b

import pytest

from sim.streams import Streams, name_key


def test_a_stream_depends_on_seed_and_name_and_on_nothing_else() -> None:
    alone = Streams(7).of("agent", "ann", "salt").integers(2**63, size=4).tolist()
    streams = Streams(7)
    streams.of("agent", "bob", "salt").integers(2**63, size=9)
    assert streams.of("agent", "ann", "salt").integers(2**63, size=4).tolist() == alone
    assert Streams(8).of("agent", "ann", "salt").integers(2**63, size=4).tolist() != alone
    assert Streams(7).of("agent", "ann", "pepper").integers(2**63, size=4).tolist() != alone


def test_asking_again_continues_the_stream() -> None:
    whole = Streams(1).of("node", 3).integers(2**63, size=6).tolist()
    streams = Streams(1)
    parts = [streams.of("node", 3).integers(2**63, size=3).tolist() for _ in range(2)]
    assert parts[0] + parts[1] == whole


def test_a_name_is_hashed_part_by_part_with_its_length_and_type() -> None:
    content = b"\x00\x00\x00\x05str:a" + b"\x00\x00\x00\x06int:12"
    assert name_key("a", 12) == int.from_bytes(blake2b(content, digest_size=16).digest(), "big")


@pytest.mark.parametrize(("one", "other"), [(("ab", "c"), ("a", "bc")), (("a", 1), ("a", "1")), (("a",), ("a", ""))])
def test_names_that_read_alike_are_different_streams(one: tuple[str | int, ...], other: tuple[str | int, ...]) -> None:
    assert name_key(*one) != name_key(*other)


def test_the_key_of_a_run_begins_with_its_seed() -> None:
    assert Streams(9).key("rule", "draw") == name_key(9, "rule", "draw")


def test_a_negative_seed_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^seed=-1; allowed: an integer >= 0$"):
        Streams(-1)
