"""Content names what the lab keeps."""

from hashlib import sha256

import numpy as np
import pytest

from sim.lab import Examples
from sim.training.store import Store, fingerprint

TWO = Examples(np.float32([[1, 2], [3, 4]]), np.int64([0, 1]))


def test_the_digest_covers_type_shape_and_bytes() -> None:
    ones = np.ones(4, np.float32)
    names = {
        fingerprint(ones),
        fingerprint(ones.reshape(2, 2)),
        fingerprint(ones.view(np.int32)),
        fingerprint(ones[:3]),
    }
    assert len(names) == 4
    assert fingerprint(ones) == fingerprint(np.float32([1, 1, 1, 1]))
    assert fingerprint(np.ones((3, 2)).T) == fingerprint(np.ones((2, 3)))


def test_known_digest() -> None:
    """Computed with Python's hashlib over b"<f4(2,)" + bytes.fromhex("0000803f00000040")."""
    assert fingerprint(np.array([1, 2], dtype="<f4")) == "a6b613d15c44d827c93bf0ee2672895a"


def test_groups_are_part_of_a_data_set() -> None:
    store = Store()
    assert store.learn(TWO) != store.learn(Examples(TWO.inputs, TWO.labels, np.int64([0, 1])))
    assert store.learn(TWO) == store.learn(TWO)


def test_a_blend_is_summed_wide_and_rounded_once() -> None:
    """In float32 (1 + 1e-8) - 1 is 0; in float64 it is 1e-8."""
    store = Store()
    one, tiny = store.keep(np.float32([1])), store.keep(np.float32([1e-8]))
    assert store.blend(((one, 1.0), (tiny, 1.0), (one, -1.0)))[0] == pytest.approx(1e-8, rel=1e-6)
    assert np.isinf(store.blend(((one, 1e300),)))[0]


@pytest.mark.parametrize("vector", [np.zeros(3), np.zeros((1, 3), np.float32)])
def test_only_flat_float32_is_kept(vector: np.ndarray) -> None:
    with pytest.raises(ValueError, match=r"allowed: float32 and \(n,\)"):
        Store().keep(vector)


@pytest.mark.parametrize(
    ("examples", "complaint"),
    [
        (Examples(np.float32([[1, np.nan]]), np.int64([0])), "holds nan in row 0, column 1; allowed: finite"),
        (Examples(np.float32([[1], [np.inf]]), np.int64([0, 1])), "holds inf in row 1, column 0"),
        (Examples(np.float32([[1]]), np.int64([-1])), "labels holds -1"),
        (Examples(np.float32([[1]]), np.int64([0, 1])), r"labels has shape \(2,\); allowed: \(1,\)"),
        (Examples(np.float32([[1]]), np.int64([0]), np.int64([])), r"groups has shape \(0,\)"),
        (Examples(np.float32([]), np.int64([])), r"inputs has shape \(0,\)"),
    ],
)
def test_unusable_data_are_refused(examples: Examples, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        Store().learn(examples)


def test_what_was_never_kept_is_unknown() -> None:
    store = Store()
    for look in (store.vector, store.examples):
        with pytest.raises(KeyError):
            look("nothing")


def test_the_leaf_of_a_row_is_the_hash_of_its_bytes() -> None:
    """3 and 4 as little-endian float32, then label 1 and group 5 as little-endian int64, after the zero of a leaf."""
    row = bytes.fromhex("00" + "0000404000008040" + "0100000000000000")
    grouped = Examples(TWO.inputs, TWO.labels, np.int64([4, 5]))
    store = Store()
    assert store.leaves(store.learn(TWO))[1] == sha256(row).hexdigest()
    assert store.leaves(store.learn(grouped))[1] == sha256(row + bytes.fromhex("0500000000000000")).hexdigest()
