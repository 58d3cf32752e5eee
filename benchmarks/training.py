"""Clients trained per second, by us and by others: `python -m benchmarks.training [--peers]`. The last line is JSON.

Timed is a round of federated averaging: parameters to every client, local training, weighted average. Not timed:
start-up, data, a first round for warming up, evaluation. Each contender is a process of its own and they take turns;
every peer runs in an environment of its own, which is made first. Whoever cannot be installed or does not hold out is
reported as lost.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Container, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks.contender import Contender
from benchmarks.environments import ENVIRONMENTS, HOME
from benchmarks.match import Match, play, spread
from benchmarks.ours.sgemm import OPERATIONS
from benchmarks.peers.workload import Workload
from benchmarks.sharding import SHARDINGS, accuracy, workload

MODELS = ("mlp", "logistic", "cnn")
OURS = {"lab": "benchmarks.ours.lab", "round": "benchmarks.ours.round"}
SIMPLE = {"plain": "benchmarks.peers.plain", "pool": "benchmarks.peers.pool"}
SEVERAL = ("pool", "flower")
"""Those that work in more than one process."""
FLOWER_AT_MOST = 100
"""Clients; with more of them a single round takes a minute."""


def main(words: Sequence[str] | None = None) -> None:
    """Compare as told on the command line, print a table for each workload, and everything once more as JSON."""
    options = _options().parse_args(words)
    lost = _install() if options.peers else {}
    found = []
    for clients in options.clients:
        with running(commands(clients, options.peers, lost)) as started:
            contenders = started
            for model in options.models:
                for sharding in options.shardings:
                    given = workload(model, clients, sharding, options.turns + 1)
                    match = play(contenders, given)
                    contenders = {name: one for name, one in contenders.items() if name not in match.lost}
                    match.lost = lost = lost | match.lost
                    found.append(report(match, given) | {"sharding": sharding})
                    print(table(found[-1]), flush=True)
    print(json.dumps(found))


def measure() -> dict[str, object]:
    """For 100 clients and equal shards, without peers: ratios of the lab alone and of a whole round to the plain loop, and
    the lab's training in parts of what one core multiplies in the same turns (6 operations per parameter and row). All
    per second of a core."""
    wanted = {name: commands(100)[name] for name in ("lab", "round", "plain")}
    with running(wanted | {"sgemm": (sys.executable, "-m", "benchmarks.ours.sgemm")}) as contenders:
        given = workload("mlp", 100, "equal", 8)
        mlp = play(contenders, given)
        cnn = play({name: contenders[name] for name in ("lab", "plain")}, workload("cnn", 100, "equal", 4))
    if mlp.lost or cnn.lost:
        raise RuntimeError(f"lost: {mlp.lost | cnn.lost}")
    operations = 6 * len(given.start) * float(given.sizes.mean())
    found: dict[str, object] = {}
    for name, values in {
        "mlp_lab_vs_plain": mlp.cpu_ratio("lab", "plain"),
        "mlp_round_vs_plain": mlp.cpu_ratio("round", "plain"),
        "cnn_lab_vs_plain": cnn.cpu_ratio("lab", "plain"),
        "mlp_fraction_of_sgemm": [ratio * operations / OPERATIONS for ratio in mlp.cpu_ratio("lab", "sgemm")],
    }.items():
        median, *ends = spread(values).values()
        found |= {name: median, f"{name}_range": ends}
    return found


def commands(clients: int, peers: bool = False, lost: Container[str] = ()) -> dict[str, tuple[str, ...]]:
    """What runs each contender for this many clients, by name."""
    found: dict[str, tuple[str, ...]] = {
        name: (sys.executable, "-m", module) for name, module in (OURS | SIMPLE).items()
    }
    if peers:
        for environment in ENVIRONMENTS:
            module = f"benchmarks.peers.{environment.name}"
            found[environment.name] = (str(environment.python), "-m", module, str(clients))
        if clients > FLOWER_AT_MOST:
            del found["flower"]
    return {name: command for name, command in found.items() if name not in lost}


@contextmanager
def running(wanted: dict[str, tuple[str, ...]]) -> Iterator[dict[str, Contender]]:
    """The contenders, started; what they leave behind is deleted."""
    with tempfile.TemporaryDirectory() as folder:
        contenders = {name: Contender(name, command, Path(folder)) for name, command in wanted.items()}
        try:
            yield contenders
        finally:
            for contender in contenders.values():
                contender.close()


def report(match: Match, given: Workload) -> dict[str, Any]:
    """What a match found, as plain values: by contender its rate, what ours are to it, and how far its result is from
    that of the plain loop."""
    ours = [name for name in OURS if name in match.rounds]
    contenders = {}
    for name in sorted(match.rounds, key=lambda name: -spread(match.rate(name))["median"]):
        against = ours if name not in OURS else []
        contenders[name] = {
            "clients_per_second": spread(match.rate(name)),
            **{f"{own}_to_it": spread(match.ratio(own, name)) for own in against},
            **{f"{own}_to_it_cpu": spread(match.cpu_ratio(own, name)) for own in against if name not in SEVERAL},
            "apart": match.apart(name, "plain") if "plain" in match.parameters else None,
            "accuracy": round(accuracy(given, match.parameters[name]), 4),
        }
    head = {"model": given.model, "parameters": len(given.start), "clients": given.clients}
    return {**head, "rows": float(given.sizes.mean()), "contenders": contenders, "lost": match.lost}


def table(found: dict[str, Any]) -> str:
    """A report as a table in Markdown."""
    lines = [
        "",
        f"{found['model']}, {found['clients']} clients, {found['sharding']} shards, {found['rows']:.0f} rows on average",
        "",
        "| | clients a second | lab to it | round to it | the same per second of a core | parameters apart | accuracy |",
        "|---|---|---|---|---|---|---|",
    ]
    for name, values in found["contenders"].items():
        ratios = " | ".join(_range(values.get(f"{own}_to_it")) for own in OURS)
        cores = ", ".join(_range(values.get(f"{own}_to_it_cpu")) for own in OURS if f"{own}_to_it_cpu" in values)
        rate, apart = _range(values["clients_per_second"]), values["apart"]
        lines.append(f"| {name} | {rate} | {ratios} | {cores} | {apart:.0e} | {values['accuracy']} |")
    lines += [f"| {name} | lost: {why} | | | | | |" for name, why in found["lost"].items()]
    return "\n".join(lines)


def _range(values: dict[str, float] | None) -> str:
    if values is None:
        return ""
    median, least, most = (f"{values[name]:,.4g}" for name in ("median", "min", "max"))
    return f"{median} ({least}-{most})"


def _install() -> dict[str, str]:
    """Make every peer's environment; why those that failed did."""
    lost = {}
    for environment in ENVIRONMENTS:
        try:
            environment.make()
        except subprocess.CalledProcessError as failed:
            lines = failed.stderr.strip().splitlines()
            lost[environment.name] = f"not installed: {lines[-1] if lines else failed}"
    print(f"environments under {HOME.name}: {', '.join(e.name for e in ENVIRONMENTS if e.name not in lost) or 'none'}")
    return lost


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Clients trained per second, by us and by others.")
    parser.add_argument("--peers", action="store_true", help="compare with other simulators, installed under .bench")
    parser.add_argument("--clients", type=int, nargs="+", default=[10, 100, 1000])
    parser.add_argument("--models", nargs="+", choices=MODELS, default=list(MODELS))
    parser.add_argument("--shardings", nargs="+", choices=SHARDINGS, default=list(SHARDINGS))
    parser.add_argument("--turns", type=int, default=5)
    return parser


if __name__ == "__main__":
    main()
