"""Merkle roots against RFC 6962, and proofs that prove what is there and nothing else."""

from __future__ import annotations

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.merkle import leaf, path, proves, root

ROWS = tuple(bytes.fromhex(row) for row in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657"))
ROOTS = {
    1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    2: "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    3: "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    4: "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    5: "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    6: "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    7: "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
}
"""Of the first so many rows: the test vectors of Certificate Transparency (google/certificate-transparency)."""


def hashed(*parts: bytes) -> bytes:
    return sha256(b"".join(parts)).digest()


@pytest.mark.parametrize("count", ROOTS)
def test_roots_are_those_of_certificate_transparency(count: int) -> None:
    assert root([leaf(row) for row in ROWS[:count]]) == ROOTS[count]


def test_three_rows_by_hand() -> None:
    """The third is odd and goes up as it is."""
    a, b, c = (hashed(b"\x00", row) for row in (b"a", b"b", b"c"))
    whole = hashed(b"\x01", hashed(b"\x01", a, b), c)
    leaves = [leaf(row) for row in (b"a", b"b", b"c")]
    assert root(leaves) == whole.hex()
    assert path(leaves, 0) == (b.hex(), c.hex())
    assert path(leaves, 2) == (hashed(b"\x01", a, b).hex(),)


def test_no_rows_at_all() -> None:
    assert root([]) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


def test_a_row_that_looks_like_two_leaves_is_not_their_node() -> None:
    a, b = leaf(b"a"), leaf(b"b")
    assert leaf(bytes.fromhex(a) + bytes.fromhex(b)) != root([a, b])


def test_repeating_the_last_row_changes_the_root() -> None:
    assert root([leaf(row) for row in (b"a", b"b", b"c")]) != root([leaf(row) for row in (b"a", b"b", b"c", b"c")])


@pytest.mark.parametrize("place", [-1, 2])
def test_a_place_that_is_not_there_has_no_proof(place: int) -> None:
    with pytest.raises(ValueError, match=f"place={place}; allowed: 0 to 1"):
        path([leaf(b"a"), leaf(b"b")], place)


TREES = st.lists(st.binary(max_size=3), min_size=1, max_size=40)


@given(rows=TREES, data=st.data())
def test_the_proof_of_a_row_leads_to_the_root_from_its_place_alone(rows: list[bytes], data: st.DataObject) -> None:
    leaves = [leaf(row) for row in rows]
    place, other = (data.draw(st.integers(0, len(rows) - 1)) for _ in range(2))
    proof, whole = path(leaves, place), root(leaves)
    assert proves(leaves[place], place, len(rows), proof, whole)
    assert proves(leaves[other], place, len(rows), proof, whole) == (rows[other] == rows[place])
    assert proves(leaves[place], len(rows), len(rows), proof, whole) is False


@given(rows=TREES, false=st.binary(max_size=4), data=st.data())
def test_a_row_that_is_not_there_has_no_proof(rows: list[bytes], false: bytes, data: st.DataObject) -> None:
    leaves = [leaf(row) for row in rows]
    place = data.draw(st.integers(0, len(rows) - 1))
    proof = path(leaves, place)
    assert proves(leaf(false), place, len(rows), proof, root(leaves)) == (false == rows[place])
    longer, shorter = (*proof, leaf(b"")), proof[:-1]
    assert not proves(leaves[place], place, len(rows), longer, root(leaves))
    assert not proof or not proves(leaves[place], place, len(rows), shorter, root(leaves))


@pytest.mark.parametrize("nonsense", ["", "xyz", "AB" * 32, "00" * 31, "00" * 32 + "\n"])
def test_nonsense_proves_nothing(nonsense: str) -> None:
    assert not proves(nonsense, 0, 1, (), nonsense)
    assert not proves(leaf(b"a"), 0, 2, (nonsense,), root([leaf(b"a"), leaf(b"b")]))
