"""Blocks: each seals its facts and entries and names the block before it."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b
from json.encoder import encode_basestring_ascii as quoted
from typing import NamedTuple

GENESIS_PARENT = "0" * 32


class Block(NamedTuple):
    """The head of a block. `hash` covers all of it, its facts and its entries; times in seconds, fees per gas."""

    block: int
    time: float
    parent: str
    hash: str
    base_fee: int
    gas_used: int
    transactions: int


def fact_line(number: int, kind: str, subject: str, body: str, cause: int) -> bytes:
    """Canonical bytes of one row of `facts` (its block's time is in the head)."""
    return f'["fact",{number},{quoted(kind)},{quoted(subject)},{quoted(body)},{cause}]'.encode()


def entry_line(number: int, asset: str, payer: str, payee: str, amount: int, cause: int) -> bytes:
    """Canonical bytes of one row of `ledger`."""
    return f'["entry",{number},{quoted(asset)},{quoted(payer)},{quoted(payee)},{amount},{cause}]'.encode()


def seal(parent: str, number: int, time: float, head: tuple[int, int, int], lines: Iterable[bytes]) -> str:
    """Hash of a block, 32 hex digits of blake2b-128. `head` is (base fee, gas used, transactions); `lines` are those of its
    facts in order, then those of its entries in order. The time enters as its exact hexadecimal form."""
    hashed = blake2b(f"{parent}|{number}|{time.hex()}|{head}".encode(), digest_size=16)
    for line in lines:
        hashed.update(b"\n" + line)
    return hashed.hexdigest()
