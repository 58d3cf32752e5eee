"""Writes the two files of a new rule or behaviour, ready to edit."""

from __future__ import annotations

import keyword
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from string import Template

from experiments.bad_input import BadInput, allowed
from experiments.composing.schema import FAMILIES

LONGEST = 64
"""Characters in the name of a new rule or behaviour."""

PLACEHOLDERS = ("say here in one sentence", "Source: the paper.", "what beats it", 'unit; source, or "proposal"')
"""Words of a rule's templates that stand for an author's own: a rule that still has them is not written yet."""


@dataclass(frozen=True)
class Scaffold:
    """The files of one new plug-in, as text, by their path below the checkout."""

    texts: Mapping[Path, str]

    def write(self, checkout: Path) -> list[Path]:
        """Write them all, or nothing: raises `BadInput` when one exists already."""
        for path in self.texts:
            if (checkout / path).exists():
                raise BadInput(f"{path}: exists already; choose another name")
        for path, text in self.texts.items():
            (checkout / path).parent.mkdir(parents=True, exist_ok=True)
            if path.suffix == ".py" and not (package := (checkout / path).parent / "__init__.py").exists():
                package.touch()
            (checkout / path).write_text(text, "utf-8")
        return list(self.texts)


def rule(family: str, name: str) -> Scaffold:
    """mechanisms/FAMILY/NAME.py and configs/FAMILY/NAME.yaml. Raises `BadInput` for an unknown family or a bad name."""
    if family not in FAMILIES:
        raise BadInput(f"FAMILY={family}: unknown; {allowed(family, (*FAMILIES, 'behaviour'))}")
    words = {**_words(name), "family": family, "base": family.capitalize()}
    where = Path("mechanisms") / family
    return Scaffold(
        {
            where / f"{name}.py": _filled("rule", words),
            Path("configs") / family / f"{name}.yaml": _filled("rule_yaml", words),
        }
    )


def behaviour(role: str, name: str, roles: list[str]) -> Scaffold:
    """agents/behaviours/ROLE/NAME.py and configs/behaviours/ROLE/NAME.yaml. Raises `BadInput` likewise."""
    if role not in roles:
        raise BadInput(f"ROLE={role}: unknown; {allowed(role, roles)}")
    words = {**_words(name), "role": role}
    where = Path("behaviours") / role
    return Scaffold(
        {
            Path("agents") / where / f"{name}.py": _filled("behaviour", words),
            Path("configs") / where / f"{name}.yaml": _filled("behaviour_yaml", words),
        }
    )


def named(name: str) -> str:
    """`name`, if a module can be called that. Raises `BadInput` otherwise."""
    taken = keyword.iskeyword(name) or name in sys.stdlib_module_names
    if (
        not (name.isascii() and name.isidentifier() and name == name.lower() and not name.startswith("_"))
        or taken
        or len(name) > LONGEST
    ):
        rule = "allowed: a lower-case Python name such as my_rule that is neither a keyword nor a standard module"
        raise BadInput(f"NAME={name}: {rule}, of at most {LONGEST} letters")
    return name


def _words(name: str) -> dict[str, str]:
    return {"name": named(name), "words": name.replace("_", "-"), "cls": "".join(map(str.capitalize, name.split("_")))}


def _filled(template: str, words: Mapping[str, str]) -> str:
    text = (files("experiments.scaffolding") / "templates" / f"{template}.txt").read_text("utf-8")
    return Template(text).substitute(words)
