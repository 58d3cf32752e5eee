"""Does the manifest speak of the config that lies beside it, and of the same parent if the run is a fork?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import yaml

from experiments.forking.origin import NAME as ORIGIN
from experiments.forking.origin import Origin
from experiments.results.manifest import NAME, config_hash
from experiments.results.result import CONFIG
from experiments.verification.disk import Disk
from experiments.verification.flaw import Flaw


def settings(disk: Disk) -> Iterator[Flaw]:
    """Recompute the config's hash, and compare the seed."""
    try:
        config = yaml.safe_load((disk.folder / CONFIG).read_text("utf-8"))
        hashed = config_hash(config)
    except (OSError, ValueError, TypeError, RecursionError, yaml.YAMLError) as error:
        yield Flaw(CONFIG, f"cannot be read: {' '.join(str(error).split())}")
        return
    if not isinstance(config, Mapping):
        yield Flaw(CONFIG, "is no mapping")
        return
    if config.get("seed") != disk.manifest.seed:
        yield Flaw(NAME, f"seed is {disk.manifest.seed}; {CONFIG} says {config.get('seed')}")
    if hashed != disk.manifest.config_hash:
        yield Flaw(CONFIG, f"hashes to {hashed}; the manifest's config_hash is {disk.manifest.config_hash}")
    origin = Origin.read(disk.folder)
    if (parent := origin.manifest if origin else "") != disk.manifest.forked_from:
        yield Flaw(NAME, f"forked_from is {disk.manifest.forked_from!r}; {ORIGIN} says {parent!r}")
