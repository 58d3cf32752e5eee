"""`aifactory report`: the page of a finished run, and what it may overwrite (nothing)."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from experiments import run
from experiments.bad_input import BadInput
from experiments.cli import main
from experiments.report.reporting import report, rewrite
from experiments.results.manifest import Manifest
from experiments.results.result import Run
from experiments.verification.verify import verify


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("report") / "run"
    return run(["scenario=digits", "lab=stub", "horizon_days=0.6", f"out={out}"]).path


@pytest.fixture
def finished(original: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(original, tmp_path / "run"))


def test_the_page_of_a_run_is_a_function_of_its_files(finished: Path) -> None:
    assert report(Run(finished)) == (finished / "report.html").read_text("utf-8")


def test_equal_runs_have_equal_pages_but_for_the_time_that_they_took(finished: Path, tmp_path: Path) -> None:
    again = run(["scenario=digits", "lab=stub", "horizon_days=0.6", f"out={tmp_path / 'again'}"])
    first, second = ((path / "report.html").read_text("utf-8") for path in (finished, again.path))
    took = "<dt>wall time</dt><dd>[^<]*</dd>"
    assert len(re.findall(took, first)) == 1
    assert re.sub(took, "", first) == re.sub(took, "", second)


def test_the_manifest_tells_where_the_time_went(finished: Path) -> None:
    times = Manifest.read(finished).times
    assert list(times["phases"]) == [
        *("composing", "building", "training", "evaluation", "probes", "events", "writing", "reading")
    ]
    assert times["seconds"] == pytest.approx(sum(times["phases"].values()), abs=1e-3)
    assert "stacks" not in times  # the stub lab computes each training by itself


def test_a_missing_page_is_put_back_and_the_run_verifies(finished: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = finished / "report.html"
    before = page.read_bytes()
    page.unlink()
    assert verify(finished) is not None
    assert main(["report", str(finished)]) == 0
    assert capsys.readouterr().out == f"{page}\n"
    assert page.read_bytes() == before
    assert verify(finished) is None


def test_a_changed_page_is_not_overwritten(finished: Path) -> None:
    page = finished / "report.html"
    page.write_text("mine", "utf-8")
    with pytest.raises(BadInput, match=r"report\.html was changed after the run"):
        rewrite(finished)
    assert page.read_text("utf-8") == "mine"


def test_a_run_of_a_version_that_drew_another_page_keeps_it(finished: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("experiments.report.reporting.render", lambda *_: "newer")
    before = (finished / "report.html").read_bytes()
    with pytest.raises(BadInput, match=r"out=FILE"):
        rewrite(finished)
    assert (finished / "report.html").read_bytes() == before
    assert rewrite(finished, f"out={finished.parent / 'newer.html'}").read_text("utf-8") == "newer"
    assert verify(finished) is None


@pytest.mark.parametrize(
    ("given", "complaint"),
    [
        ("out=run/inside.html", "whose files are fixed"),
        ("out=there.html", "exists already"),
        ("out=nowhere/page.html", "there is no directory nowhere"),
        ("to=page.html", "unknown; allowed: out=FILE"),
        ("out=", "unknown; allowed: out=FILE"),
    ],
)
def test_places_that_are_refused(
    finished: Path, given: str, complaint: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(finished.parent)
    Path("there.html").write_text("mine", "utf-8")
    before = sorted(path.name for path in finished.parent.rglob("*"))
    assert main(["report", "run", given]) == 2
    assert complaint in capsys.readouterr().err
    assert sorted(path.name for path in finished.parent.rglob("*")) == before


def test_a_directory_that_is_no_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", str(tmp_path)]) == 2
    assert (
        capsys.readouterr().err
        == f"aifactory: RUN={tmp_path}: holds no manifest.json; give the directory of a finished run\n"
    )


def test_runs_of_the_same_seed_are_shown_beside_it_in_a_new_page(
    finished: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    market = ["scenario=market", "lab=stub", "horizon_days=2"]
    mine = run([*market, f"out={tmp_path / 'mine'}"]).path
    honest = run([*market, "baseline=honest", f"out={tmp_path / 'honest'}"]).path
    assert main(["report", str(mine), "--against", str(honest), f"out={tmp_path / 'both.html'}"]) == 0
    assert capsys.readouterr().out == f"{tmp_path / 'both.html'}\n"
    assert "everybody honest" in (tmp_path / "both.html").read_text("utf-8")
    with pytest.raises(BadInput, match=r"say with out=FILE where this one goes"):
        rewrite(mine, against=[honest])
    with pytest.raises(BadInput, match=r"tells of no surplus"):
        rewrite(mine, f"out={tmp_path / 'other.html'}", [finished])
    other = run([*market, "seed=5", f"out={tmp_path / 'other'}"]).path
    with pytest.raises(BadInput, match=r"its seed is 5; allowed: a run of the same seed, 0"):
        rewrite(mine, f"out={tmp_path / 'other.html'}", [other])
