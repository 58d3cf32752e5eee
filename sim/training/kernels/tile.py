"""The innermost loop of all products, as an instruction for numba: plain loops cannot say which sums stay in registers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from llvmlite import ir
from llvmlite.binding import get_host_cpu_features
from numba import types
from numba.extending import intrinsic

WIDE = bool(get_host_cpu_features().get("avx512f"))
LANES = 16 if WIDE else 8
"""Numbers in a register. Rows of weights are filled up to whole registers."""
TILE, ABREAST = 8, 2 if WIDE else 1
"""Rows, and registers of each, whose sums are under way at once: enough to hide how long an addition takes, and not more
than the processor has registers for."""

_INT, _REGISTER = ir.IntType(64), ir.VectorType(ir.FloatType(), LANES)
_FUSED = ("contract",)


def _tile(abreast: int, rectified: bool) -> Any:
    """The instruction for tiles of TILE rows by `abreast` registers.

    It sums left[rows[r] + terms[k]] * right[k * stride + column ...] over `first <= k < last`, for the rows r from `row` on;
    those past the end are computed as the last one is, and thrown away. Where `rectified`, the sums begin at
    bias[column ...], and what is not below `least` is written to out[homes[r] + shift ...]; else they are added there.
    """

    @intrinsic
    def tile(  # type: ignore[no-untyped-def] # numba wants the names, and gives types and values later
        typing, left, rows, terms, right, out, homes, bias, least, row, column, shift, first, last, stride
    ):
        given = (left, rows, terms, right, out, homes, bias, least, row, column, shift, first, last, stride)
        return types.void(*given), lambda context, builder, signature, values: _generate(
            builder, abreast, rectified, list(_unpacked(context, builder, given, values)), values[7:]
        )

    return tile


def _unpacked(context: Any, builder: ir.IRBuilder, given: Any, values: Any) -> Iterator[Any]:
    """The arrays among the arguments."""
    for kind, value in zip(given, values, strict=True):
        if isinstance(kind, types.Array):
            yield context.make_array(kind)(context, builder, value)


def _generate(builder: ir.IRBuilder, abreast: int, rectified: bool, arrays: Any, numbers: Any) -> Any:
    left, rows, terms, right, out, homes, bias = (array.data for array in arrays)
    least, row, column, shift, first, last, stride = numbers
    lanes = [_INT(begin) for begin in range(0, abreast * LANES, LANES)]
    ranks = [builder.add(row, _INT(r)) for r in range(TILE)]
    height = builder.extract_value(arrays[1].shape, 0)
    inside = [builder.icmp_signed("<", rank, height) for rank in ranks]
    end = builder.sub(height, _INT(1))
    nearest = [builder.select(ok, rank, end) for ok, rank in zip(inside, ranks, strict=True)]
    lines = [builder.gep(left, [_at(builder, rows, rank)]) for rank in nearest]
    begun = [
        _load(builder, bias, builder.add(column, lane)) if rectified else ir.Constant(_REGISTER, None) for lane in lanes
    ]

    before, loop, body, after = builder.block, *(builder.append_basic_block() for _ in range(3))
    builder.branch(loop)
    builder.position_at_end(loop)
    term = builder.phi(_INT)
    sums = [[builder.phi(_REGISTER) for _ in lanes] for _ in lines]
    term.add_incoming(first, before)
    for own in sums:
        for total, value in zip(own, begun, strict=True):
            total.add_incoming(value, before)
    builder.cbranch(builder.icmp_signed("<", term, last), body, after)

    builder.position_at_end(body)
    place = builder.add(builder.mul(term, stride), column)
    factors = [_load(builder, right, builder.add(place, lane)) for lane in lanes]
    offset = _at(builder, terms, term)
    for line, own in zip(lines, sums, strict=True):
        number = _filled(builder, _at(builder, line, offset))
        for total, factor in zip(own, factors, strict=True):
            product = builder.fmul(number, factor, flags=_FUSED)
            total.add_incoming(builder.fadd(total, product, flags=_FUSED), body)
    term.add_incoming(builder.add(term, _INT(1)), body)
    builder.branch(loop)

    builder.position_at_end(after)
    floor = _filled(builder, least)
    for ok, rank, own in zip(inside, ranks, sums, strict=True):
        with builder.if_then(ok):
            home = builder.add(_at(builder, homes, rank), shift)
            for lane, total in zip(lanes, own, strict=True):
                into = builder.add(home, lane)
                if rectified:  # what is not a number stays so
                    found = builder.select(builder.fcmp_ordered("<", total, floor), floor, total)
                else:
                    found = builder.fadd(_load(builder, out, into), total)
                builder.store(found, _register(builder, out, into), align=4)


def _at(builder: ir.IRBuilder, base: Any, offset: Any) -> Any:
    """base[offset]."""
    return builder.load(builder.gep(base, [offset]))


def _register(builder: ir.IRBuilder, base: Any, offset: Any) -> Any:
    """Where the register that begins at base[offset] lies."""
    return builder.bitcast(builder.gep(base, [offset]), _REGISTER.as_pointer())


def _load(builder: ir.IRBuilder, base: Any, offset: Any) -> Any:
    return builder.load(_register(builder, base, offset), align=4)


def _filled(builder: ir.IRBuilder, value: Any) -> Any:
    """A register with `value` in every lane."""
    nothing, first = ir.Constant(_REGISTER, ir.Undefined), ir.Constant(ir.VectorType(ir.IntType(32), LANES), None)
    return builder.shuffle_vector(builder.insert_element(nothing, value, ir.IntType(32)(0)), nothing, first)


write_wide, write_narrow = _tile(ABREAST, rectified=True), _tile(1, rectified=True)
add_wide, add_narrow = _tile(ABREAST, rectified=False), _tile(1, rectified=False)
