"""The page about properties: what `aifactory check` can hold a factory to."""

from __future__ import annotations

from experiments.properties.named import OURS
from experiments.reference.markdown import code, fields, page
from experiments.reference.members import rows, text


def properties() -> str:
    """What each says, how it decides, and what may be set."""
    about = """
    What `aifactory check` and the fixture `factory_property` hold a mechanism to. Fields are set by the name of the
    property: `sybil_split.identities=8`. How an interval decides stands in `experiments/properties/finding.py`.
    """
    parts = [
        part
        for name, cls in OURS.items()
        for part in (f"## {name}", f"{code(f'{cls.__module__}.{cls.__name__}')}. {text(cls)}", fields(rows(cls)))
    ]
    return page("Properties", about, *parts)
