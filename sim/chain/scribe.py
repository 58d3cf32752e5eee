"""Writes blocks down: the facts of the block being made, and the seal over them."""

from __future__ import annotations

from sim.canonical import contents
from sim.chain.block import GENESIS_PARENT, Block, entry_line, fact_line, seal
from sim.chain.errors import PluginError
from sim.chain.journal import Journal
from sim.chain.ledger import Ledger
from sim.facts import Fact, Recorded
from sim.messages.host import Ruled
from sim.recorder import Recorder


class Scribe:
    """Numbers facts in order; what is taken back was never said."""

    def __init__(self, journal: Journal, ledger: Ledger, recorder: Recorder) -> None:
        self._journal, self._ledger, self._recorder = journal, ledger, recorder
        self._fresh: list[tuple[Recorded, str]] = []
        self._facts = self._entries = 0
        self._head = GENESIS_PARENT

    def say(self, time: float, block: int, subject: str, fact: Fact, cause: int) -> int:
        """Put a fact on the record of the block being made; returns its number.

        Raises `PluginError` for one that cannot be written down, such as a number that is not finite: whoever said it broke.
        """
        try:
            content = contents(fact)
        except (TypeError, ValueError) as error:
            author = fact.rule if isinstance(fact, Ruled) else type(fact).__name__
            raise PluginError(author, subject, time, error) from error
        number = self._facts
        self._facts += 1
        self._fresh.append((Recorded(number, time, block, subject, fact, cause), content))
        self._journal.record(self._unsay)
        return number

    def _unsay(self) -> None:
        self._fresh.pop()
        self._facts -= 1

    def seal(self, block: int, time: float, base_fee: int, gas: int, transactions: int) -> list[Recorded]:
        """Seal the block: its rows go to the recorder; its facts are returned, to be heard."""
        lines = []
        for (number, at, _, subject, fact, cause), content in self._fresh:
            kind = type(fact).__name__
            self._recorder.row("facts", (number, at, block, kind, subject, content, cause))
            lines.append(fact_line(number, kind, subject, content, cause))
        for number, entry in self._ledger.since(self._entries):
            self._recorder.row("ledger", (number, block, time, *entry))
            lines.append(entry_line(number, *entry))
        self._entries = len(self._ledger.entries)
        parent, self._head = self._head, seal(self._head, block, time, (base_fee, gas, transactions), lines)
        self._recorder.row("blocks", Block(block, time, parent, self._head, base_fee, gas, transactions))
        fresh, self._fresh = self._fresh, []
        return [recorded for recorded, _ in fresh]
