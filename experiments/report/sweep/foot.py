"""What made the sweep, and how to look further."""

from __future__ import annotations

from experiments.analysis.dataset import Dataset
from experiments.report.markup import Html, element, joined


def foot(data: Dataset) -> list[Html]:
    """Scenario, words, versions, machine, and a command that repeats one run."""
    about = data.about
    versions = ", ".join(f"{name} {version}" for name, version in about["versions"].items())
    lines = [
        ("scenario", about["scenario"]),
        ("overrides", " ".join(about["asked"]["overrides"]) or "none"),
        ("began", about["began"]),
        ("versions", versions),
        ("machine", ", ".join(about["hardware"].values())),
    ]
    facts = [joined([element("dt", name), element("dd", value)]) for name, value in lines]
    again = element("p", "The first run again: ", element("code", data.replay(data.runs.iloc[0]["config"])))
    return [element("dl", *facts), again]
