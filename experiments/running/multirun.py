"""`run -m`: one run for every combination of values, by Hydra's own sweeper and launcher."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hydra import version
from hydra._internal.config_loader_impl import ConfigLoaderImpl
from hydra._internal.core_plugins.basic_sweeper import BasicSweeper
from hydra._internal.hydra import Hydra
from hydra._internal.utils import create_config_search_path
from hydra.core.hydra_config import HydraConfig
from hydra.core.override_parser.overrides_parser import OverridesParser
from hydra.errors import HydraException
from omegaconf import OmegaConf

from experiments.bad_input import BadInput, allowed
from experiments.building.blueprint import blueprint
from experiments.composing.compose import composed
from experiments.composing.hydra_session import search_path
from experiments.composing.overrides import named_plugins, opened
from experiments.results.folder import RESULTS
from experiments.results.manifest import config_hash
from experiments.running.run import execute

LAUNCHERS = ("basic", "joblib")


@dataclass(frozen=True)
class Attempt:
    """How one run of several ended: its exit code and its line (the directory, or what went wrong)."""

    overrides: tuple[str, ...]
    code: int
    line: str


def multirun(overrides: Sequence[str]) -> list[Attempt]:
    """Run every combination, each in <root>/<8 hex digits of its config hash>; `out=DIR` is the root, else
    results/<scenario>. Every combination is composed and built before the first runs: raises `BadInput` for any that cannot
    be. A run that fails later does not stop the others."""
    ours, launcher = _parted(overrides)
    outs = [text.partition("=")[2] for text in ours if text.startswith("out=")]
    swept = [text for text in ours if not text.startswith("out=")]
    search = search_path(named_plugins(swept, sweep=True))
    for combination in _combinations(swept):
        blueprint(composed(combination))
    version.setbase("1.3")
    application = Hydra("aifactory", ConfigLoaderImpl(create_config_search_path("pkg://configs")))
    with TemporaryDirectory(prefix="aifactory-") as scratch:
        quiet = [
            "hydra/hydra_logging=none",
            "hydra/job_logging=none",
            "hydra.output_subdir=null",
            "hydra.job.chdir=false",
        ]
        own = [*quiet, *launcher, f"hydra.searchpath={search}", f"hydra.sweep.dir={scratch}"]
        task = partial(_attempt, root=Path(outs[-1]) if outs else None)
        batches = application.multirun("config", task, [*map(opened, swept), *own], with_log_configuration=False)
    return [job.return_value for batch in batches for job in batch]


def _attempt(config: Any, root: Path | None) -> Attempt:
    """One job of the launcher, perhaps in another process; it never raises, so that one failure stays one failure."""
    overrides = tuple(OmegaConf.to_container(HydraConfig.get().overrides.task) or ())
    texts = tuple(str(text) for text in overrides)
    try:
        found = composed(texts)
        folder = (root or RESULTS / found.scenario) / config_hash(found.settings)[:8]
        if folder.exists():
            return Attempt(texts, 2, f"{folder}: exists already; a result is never overwritten")
        return Attempt(texts, 0, str(execute(found, folder, datetime.now(UTC)).path))
    except BadInput as error:
        return Attempt(texts, 2, str(error))
    except Exception as error:  # reported by the caller, which knows the other runs
        return Attempt(texts, 1, f"{type(error).__name__}: {' '.join(str(error).split())}")


def _combinations(swept: Sequence[str]) -> list[list[str]]:
    try:
        return BasicSweeper.split_arguments(OverridesParser.create().parse_overrides(list(swept)), None)[0]
    except HydraException as error:
        raise BadInput(f"run -m: {error}") from error


def _parted(overrides: Sequence[str]) -> tuple[list[str], list[str]]:
    """What describes factories, and what chooses the launcher."""
    launcher = [text for text in overrides if text.startswith("hydra")]
    for text in launcher:
        key, _, value = text.partition("=")
        if key == "hydra/launcher":
            if value not in LAUNCHERS:
                raise BadInput(f"{text}: {allowed(value, LAUNCHERS)}")
            if value == "joblib" and find_spec("hydra_plugins.hydra_joblib_launcher") is None:
                raise BadInput(f"{text}: not installed; pip install 'aifactory-sim[sweep]'")
        elif not (key == "hydra.launcher.n_jobs" and value.lstrip("-").isdigit()):
            raise BadInput(f"{text}: allowed: hydra/launcher=basic|joblib, hydra.launcher.n_jobs=N")
    return [text for text in overrides if not text.startswith("hydra")], launcher
