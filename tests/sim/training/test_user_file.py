"""A user's own table, good and bad."""

from pathlib import Path
from zipfile import ZipFile

import numpy as np
import pandas as pd
import pytest

from sim.training.corpus import Static
from sim.training.tasks.user_file import UserFile


def table(rows: int = 30) -> pd.DataFrame:
    age = np.arange(rows, dtype=np.float64)
    outcome = np.where(age % 3 == 0, "sick", "healthy")
    return pd.DataFrame({"age": age, "dose": age[::-1] ** 2, "outcome": outcome, "sex": np.where(age % 2, "m", "f")})


def saved(folder: Path, frame: pd.DataFrame, suffix: str = ".csv") -> str:
    path = folder / f"table{suffix}"
    match suffix:
        case ".csv":
            frame.to_csv(path, index=False)
        case ".parquet":
            frame.to_parquet(path)
        case ".npz":
            texts = {name: frame[name].to_numpy(str) for name in ("outcome", "sex")}
            np.savez(path, **{name: texts.get(name, column.to_numpy()) for name, column in frame.items()})
    return str(path)


def built(path: str, label: str = "outcome", group: str | None = None) -> Static:
    return UserFile(path, label, group).build(np.random.default_rng(0))


@pytest.mark.parametrize("suffix", [".csv", ".parquet", ".npz"])
def test_every_format_gives_the_same_examples(tmp_path: Path, suffix: str) -> None:
    corpus = built(saved(tmp_path, table(), suffix), group="sex")
    split = corpus.on(0)
    assert (corpus.features, corpus.classes) == (2, 2)
    parts = (split.training, split.holdout, split.test)
    assert np.bincount(np.concatenate([p.labels for p in parts])).tolist() == [20, 10]  # healthy, sick
    assert np.bincount(np.concatenate([p.groups for p in parts if p.groups is not None])).tolist() == [15, 15]
    reference = built(saved(tmp_path, table()), group="sex").on(0)
    np.testing.assert_array_equal(split.training.inputs, reference.training.inputs)
    np.testing.assert_array_equal(split.test.labels, reference.test.labels)


def test_without_a_group_the_column_must_be_an_input(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="column 'sex', row 0 holds f; allowed: finite numbers"):
        built(saved(tmp_path, table()))
    assert built(saved(tmp_path, table().drop(columns="sex"))).on(0).test.groups is None


def test_a_column_may_say_where_rows_come_from(tmp_path: Path) -> None:
    path = saved(tmp_path, table())
    corpus = UserFile(path, "outcome", source="sex").build(np.random.default_rng(0))
    split = corpus.on(0)
    assert corpus.features == 2 and split.test.groups is None
    assert split.sources is not None and split.sources.shape == split.training.labels.shape
    both = UserFile(path, "outcome", group="sex", source="sex").build(np.random.default_rng(0)).on(0)
    np.testing.assert_array_equal(both.sources, both.training.groups)
    with pytest.raises(ValueError, match="source='town' is not a column of"):
        UserFile(path, "outcome", group="sex", source="town").build(np.random.default_rng(0))


def test_an_array_of_many_columns(tmp_path: Path) -> None:
    path = tmp_path / "wide.npz"
    np.savez(path, x=np.arange(60).reshape(20, 3), y=np.arange(20) % 2)
    assert built(str(path), "y").features == 3


def spoil(row: int, column: str, value: object) -> pd.DataFrame:
    frame = table().drop(columns="sex").astype(object)
    frame.loc[row, column] = value
    return frame


@pytest.mark.parametrize(
    ("frame", "complaint"),
    [
        (spoil(7, "dose", np.nan), "column 'dose', row 7 holds nan; allowed: finite numbers"),
        (spoil(8, "age", np.inf), "column 'age', row 8 holds inf; allowed: finite numbers"),
        (spoil(9, "age", 1e300), r"column 'age', row 9 holds 1e\+300; allowed: finite numbers"),
        (spoil(3, "outcome", None), "column 'outcome', row 3 is empty; allowed: a value in every row"),
        (table().assign(outcome="sick"), "label='outcome' has 1 distinct values in 30 rows; allowed: 2 to 15 classes"),
        (table().assign(outcome=np.arange(30)), "label='outcome' has 30 distinct values"),
        (table(19), "has 19 rows; allowed: at least 20"),
        (table()[["outcome"]], "has no input column beside outcome"),
        (table().drop(columns="outcome"), "label='outcome' is not a column of .*; allowed: age, dose, sex"),
    ],
)
def test_unusable_tables_say_where(tmp_path: Path, frame: pd.DataFrame, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint) as caught:
        built(saved(tmp_path, frame))
    assert "\n" not in str(caught.value)


def test_a_missing_group_column(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="group='race' is not a column of"):
        built(saved(tmp_path, table()), group="race")


@pytest.mark.parametrize("name", ["absent.csv", "empty.csv", "torn.parquet", "torn.npz", "binary.csv"])
def test_unreadable_files(tmp_path: Path, name: str) -> None:
    if name != "absent.csv":
        (tmp_path / name).write_bytes(b"" if name == "empty.csv" else b"\xff\xfe\x00PK not a table")
    with pytest.raises(ValueError, match=f"path=.*{name} cannot be read: ") as caught:
        built(str(tmp_path / name))
    assert "\n" not in str(caught.value)


def test_pickled_objects_are_never_loaded(tmp_path: Path) -> None:
    path = tmp_path / "objects.npz"
    np.savez(path, x=np.array([{}] * 20, dtype=object), y=np.arange(20) % 2)
    with pytest.raises(ValueError, match=r"array 'x' is damaged or holds Python objects; allowed: numbers or text$"):
        built(str(path), "y")


def test_what_is_no_archive_of_arrays_is_said_plainly(tmp_path: Path) -> None:
    path = tmp_path / "junk.npz"
    path.write_bytes(b"junk")
    with pytest.raises(ValueError, match=r"cannot be read: it is no NPZ archive; allowed: what numpy.savez writes$"):
        built(str(path), "y")
    with ZipFile(path, "w") as archive:
        archive.writestr("notes.txt", "junk")
    with pytest.raises(ValueError, match=r"cannot be read: 'notes.txt' is no array; allowed: what numpy.savez writes$"):
        built(str(path), "y")


def test_other_formats_are_named(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"ends in '.xlsx'; allowed: .csv, .parquet, .npz"):
        built(str(tmp_path / "table.xlsx"))
