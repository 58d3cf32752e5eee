"""Is every file the one that was written, and is none missing or added?"""

from __future__ import annotations

from collections.abc import Iterator

import pyarrow as pa

from experiments.results.manifest import NAME, file_hash
from experiments.results.tables import changed_row, fingerprint
from experiments.verification.disk import Disk
from experiments.verification.flaw import Flaw


def files(disk: Disk) -> Iterator[Flaw]:
    """Compare the directory with its manifest; a changed table is searched for the changed cell."""
    listed = disk.manifest.files
    found = set[str]()
    for path in sorted(disk.folder.iterdir()):
        if path.is_symlink():
            yield Flaw(path.name, "a link; a run holds plain files alone")
        elif not path.is_file():
            yield Flaw(path.name, "no plain file; a run holds plain files alone")
        found.add(path.name)
    found.discard(NAME)
    for name in sorted(set(listed) - found):
        yield Flaw(name, "missing; the manifest lists it")
    for name in sorted(found - set(listed)):
        yield Flaw(name, "not in the manifest")
    for name in sorted(found & set(listed)):
        if file_hash(disk.folder / name) != listed[name]:
            table = name.removesuffix(".parquet")
            yield from _changed_table(disk, table) if table in disk.manifest.tables else ()
            yield Flaw(name, f"its sha256 is not {listed[name][:16]}..., which the manifest lists")


def contents(disk: Disk) -> Iterator[Flaw]:
    """Compare every table with its fingerprint: a manifest whose file hashes were made to fit must fit these too."""
    for name in sorted(disk.manifest.tables):
        yield from _changed_table(disk, name)
    for name in disk.names:
        if name not in disk.manifest.tables:
            yield Flaw(f"{name}.parquet", "the manifest has no fingerprint of this table")


def _changed_table(disk: Disk, name: str) -> Iterator[Flaw]:
    file, written = f"{name}.parquet", disk.manifest.tables[name]
    try:
        now = fingerprint(disk.table(name))
    except (OSError, pa.ArrowException, TypeError) as error:
        yield Flaw(file, f"cannot be read ({error})")
        return
    if list(now.columns) != list(written.columns):
        yield Flaw(file, f"columns are {', '.join(now.columns)}; written were {', '.join(written.columns)}")
    elif now.rows != written.rows:
        yield Flaw(file, f"{now.rows} rows; written were {written.rows}")
    else:
        for column, before in written.columns.items():
            after = now.columns[column]
            if (after.type, after.hash) != (before.type, before.hash):
                row = changed_row(before, after, now.rows)
                yield Flaw(file, "changed after it was written", row, column)
