"""`aifactory view` where the extra `viz` is not installed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize(
    "missing", [("solara",), ("solara_assets",), ("solara", "solara_assets", "ipyvuetify", "uvicorn")], ids=" ".join
)
def test_what_is_not_installed_is_one_line_that_says_how_to_install_it(missing: tuple[str, ...]) -> None:
    """A module that stands as None among those that were imported is not found, as if it were not there."""
    hidden = f"import sys; sys.modules.update(dict.fromkeys({missing}))"
    # On the machine of this test some may really be missing, so the others are made to be there.
    there = f"sys.modules.update((name, type(sys)(name)) for name in NEEDED if name not in {missing})"
    spec = "[setattr(sys.modules[name], '__spec__', True) for name in NEEDED if sys.modules[name]]"
    run = "from experiments.cli import main; sys.exit(main(['view', 'scenario=digits', 'lab=stub']))"
    code = "; ".join([hidden, "from experiments.commands.view import NEEDED", there, spec, run])
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    ended = subprocess.run(
        [sys.executable, "-c", code], check=False, cwd=ROOT, env=environment, capture_output=True, text=True
    )
    assert ended.returncode == 2
    assert ended.stdout == ""
    names = ", ".join(missing)
    assert ended.stderr == f"aifactory: view: {names} not installed; allowed: with pip install 'aifactory-sim[viz]'\n"
