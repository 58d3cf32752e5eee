"""What the documents tell a reader to type can be typed."""

from __future__ import annotations

import re
import shlex
from importlib.util import find_spec
from pathlib import Path

import pytest

import experiments
from experiments.cli import _parser, main
from experiments.results.result import Run
from tests.docs.documents import DOCUMENTS, ROOT, blocks, name

WALKED = (
    "README.md",
    "docs/tutorial/first-factory.md",
    "docs/how-to/bring-your-own-data.md",
    "docs/how-to/fork-a-run.md",
    "docs/how-to/explain-an-outcome.md",
)
"""Documents whose blocks are typed one after the other, in one directory."""

QUICK = ["lab=stub", "horizon_days=1"]
"""What is added to every run in the tests that are not slow: one day, and a lab that does not train. The slow ones type the
commands as they are written."""

TARGETS = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.M))


@pytest.mark.parametrize("document", DOCUMENTS, ids=name)
def test_every_command_is_one(document: Path) -> None:
    for line in (line for block in blocks(document) if block.language == "sh" for line in block.text.splitlines()):
        match shlex.split(line, comments=True):
            case []:
                pass
            case ["make", target, *_]:
                assert target in TARGETS, line
            case ["aifactory", *arguments]:
                _parser().parse_known_args(arguments)  # exits with the usage when it cannot
            case ["python", "-m", module, *_]:
                assert find_spec(module) is not None, line
            case ["pytest", folder, *_]:
                assert (ROOT / folder).exists(), line
            case other:
                pytest.fail(f"{line}: {other[0]} is no command of this project")


@pytest.mark.parametrize("more", [QUICK, pytest.param([], marks=pytest.mark.slow)], ids=["stub", "as written"])
@pytest.mark.parametrize("document", WALKED)
def test_a_reader_can_walk_through(
    document: str, more: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "docs").symlink_to(ROOT / "docs")
    monkeypatch.chdir(tmp_path)
    as_is = experiments.run
    monkeypatch.setattr(experiments, "run", lambda overrides: as_is([*overrides, *more]))
    for block in blocks(ROOT / document):
        if block.language == "python":
            exec(compile(block.text, document, "exec"), {})
        for line in block.text.splitlines() if block.language == "sh" else ():
            match shlex.split(line, comments=True):
                case ["aifactory", "run", *arguments]:
                    assert main(["run", *arguments, *more]) == 0, line
                case ["aifactory", "compare", *arguments]:
                    assert main(["compare", *more, *arguments]) == 0, line
                case ["aifactory", *arguments]:
                    assert main(arguments) == 0, line


def test_the_sample_is_the_one_that_the_guide_describes(tmp_path: Path) -> None:
    sample = ROOT / "docs" / "how-to" / "sample.csv"
    rows = sample.read_text("utf-8").splitlines()
    assert rows[0] == "hours,load_percent,temperature_c,vibration_mm_s,plant,fault"
    assert len(rows) == 401
    guide = (ROOT / "docs" / "how-to" / "bring-your-own-data.md").read_text("utf-8")
    assert re.findall(r"^\| `(\w+)` \|", guide, re.M) == rows[0].split(",")
    columns = ["scenario=digits", "task=user_file", f"task.path={sample}", "task.label=fault", "task.group=plant"]
    run = experiments.run([*columns, *QUICK, f"out={tmp_path / 'mine'}"])
    assert isinstance(run, Run)
    assert run.config["task"]["group"] == "plant"
    assert run.summary["rounds"] == 3  # four a day, of which the last settles on the next


@pytest.mark.parametrize(
    ("given", "line"),
    [
        (
            "task.label=outcome",
            "label='outcome' is not a column of docs/how-to/sample.csv; allowed: hours, load_percent, ",
        ),
        ("task.label=fault", "column 'plant', row 0 holds north; allowed: finite numbers (float32)"),
    ],
)
def test_the_guide_quotes_what_the_program_says(
    given: str, line: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    assert main(["run", "scenario=digits", "task=user_file", "task.path=docs/how-to/sample.csv", given]) == 2
    said = capsys.readouterr().err.strip()
    assert line in said
    assert said in (ROOT / "docs" / "how-to" / "bring-your-own-data.md").read_text("utf-8")
