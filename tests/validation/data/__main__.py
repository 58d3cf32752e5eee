"""`python -m tests.validation.data NAME [FIRST:LAST]` prints the figures of a question, of seeds 1 to 10 or of these."""

from __future__ import annotations

import sys

from tests.validation.data import contribution, providers, standstill

QUESTIONS = {
    "providers": providers.told,
    "standstill": standstill.told,
    "standstill in default": standstill.told_whole,
    "contribution": contribution.told,
    "retrained": contribution.told_lost,
}


def main(name: str = "", seeds: str = "1:10") -> None:
    if name not in QUESTIONS:
        raise SystemExit(f"name={name!r}; allowed: {', '.join(QUESTIONS)}")
    first, _, last = seeds.partition(":")
    for line in QUESTIONS[name](range(int(first), int(last or first) + 1)):
        print(line, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
