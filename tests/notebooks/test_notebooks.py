"""Every notebook runs from its first cell to its last, and keeps its form: a question, an answer from numbers, a figure."""

from __future__ import annotations

from pathlib import Path

import jupytext
import pytest
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from nbformat import NotebookNode

ROOT = Path(__file__).parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.py"))


@pytest.fixture(autouse=True)
def _this_checkout(monkeypatch: pytest.MonkeyPatch) -> None:
    """A kernel is another process: it runs the program that lies here, on one core, and keeps nothing of a user's own."""
    monkeypatch.setenv("PYTHONPATH", str(ROOT))


def executed(notebook: NotebookNode, folder: Path) -> NotebookNode:
    """A notebook with the outputs of every cell. Raises CellExecutionError where a cell does."""
    return NotebookClient(
        notebook, timeout=None, kernel_name="python3", resources={"metadata": {"path": str(folder)}}
    ).execute()


def shown(cell: NotebookNode) -> dict[str, str]:
    """What a cell displays, by type."""
    return {kind: text for output in cell.outputs for kind, text in output.get("data", {}).items()}


@pytest.mark.timeout(1200)
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_it_opens_with_a_question_and_ends_with_an_answer_and_a_figure(path: Path, tmp_path: Path) -> None:
    notebook = executed(jupytext.read(path), tmp_path)
    *_, figure, answer = notebook.cells
    assert notebook.cells[0].cell_type == "markdown"
    assert "**Question.**" in notebook.cells[0].source
    assert "image/png" in shown(figure)
    assert shown(answer)["text/markdown"].startswith("**Answer.** ")


def test_a_cell_that_fails_fails_its_notebook(tmp_path: Path) -> None:
    with pytest.raises(CellExecutionError, match="AssertionError"):
        executed(jupytext.reads("# %%\nassert 1 == 2\n", "py:percent"), tmp_path)


def test_each_pair_is_kept_once() -> None:
    """The cells are in git; what they came to is made again by whoever runs them."""
    assert NOTEBOOKS != []
    assert "notebooks/*.ipynb" in (ROOT / ".gitignore").read_text("utf-8").splitlines()
