"""Which source runs: the commit, and whether the program is as it was committed."""

from __future__ import annotations

import os
import shutil
import subprocess
from functools import cache
from pathlib import Path

import experiments

HERE = Path(experiments.__file__).resolve()
PACKAGES = ("sim", "agents", "mechanisms", "experiments", "configs")
UNKNOWN = {"revision": "unknown", "tree": "unknown"}


@cache
def source(file: Path = HERE) -> dict[str, str]:
    """`revision`, 40 hex digits or more, and `tree`: "clean" where the program's packages are as that commit has them, else
    "changed". Both are "unknown" where git does not know this very file: an installed package, or no git.

    Looked up once in a process, so ask early: what is loaded later is not seen. Plug-ins are not looked at."""
    tracked = _git(file.parent, "ls-files", "--error-unmatch", file.name)
    revision = _git(file.parent, "rev-parse", "HEAD")
    changed = _git(file.parent.parent, "status", "--porcelain", "--", *PACKAGES)
    if tracked is None or revision is None or changed is None:
        return UNKNOWN
    return {"revision": revision.strip(), "tree": "changed" if changed.strip() else "clean"}


def _git(folder: Path, *words: str) -> str | None:
    """What git says in a folder; None when it refuses, or is not there."""
    program = shutil.which("git")
    if program is None:
        return None
    # Somebody's GIT_DIR speaks of another repository, and nothing here may wait for a lock or take one.
    surroundings = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    try:
        said = subprocess.run(  # noqa: S603 - our own words
            [program, "-C", str(folder), *words],
            env={**surroundings, "GIT_OPTIONAL_LOCKS": "0"},
            capture_output=True,
            text=True,
            check=True,
        )
    except (OSError, subprocess.CalledProcessError, UnicodeDecodeError):
        return None
    return said.stdout
