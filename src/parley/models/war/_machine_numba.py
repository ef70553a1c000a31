"""Arithmetic in the machine's own instructions: what compilers do not find by themselves.

Logarithms and exponentials without branches or calls, logarithms of four stocks at once, random
numbers of four weeks at once. All is exact or rounded in one way only, so that results are the same
to the last bit on any machine; a product and a sum are rounded once (fma).

Polynomials go through the function at Chebyshev points; their terms are summed in pairs (Estrin),
which waits less than one after the other.
"""

import math
from typing import Any, cast

from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.extending import intrinsic
from numba.np import arrayobj

__all__ = ["exp", "fma", "four_weeks", "grown", "log", "logs"]

INDEX, WORD, REAL = ir.IntType(32), ir.IntType(64), ir.DoubleType()
WORDS, REALS = ir.VectorType(WORD, 4), ir.VectorType(REAL, 4)
ONE, LEAST = 0x3FF << 52, 0x3FE6A09E << 32  # bits of 1 and of 0.7071
BIG = 0x433 << 52  # bits of 2**52: as parts of that number, words below are whole numbers
WHOLE = 1.5 * 2.0**52  # added to a number, it leaves the nearest whole one in the last bits
LN_2, LN_2_HIGH, LN_2_LOW = math.log(2), 2977044471 / 2**32, 1.9082149292705877e-10
ARTANH = [0.3333333333333335, 0.19999999999949722, 0.14285714313001635, 0.11111105565129939]
ARTANH += [0.09091444727837474, 0.07665855309105386, 0.07308292712444311]
EXP = [0.5000000000000001, 0.16666666666666669, 0.04166666666662413, 0.008333333333330062]
EXP += [0.0013888888917213717, 0.00019841269863053618, 2.4801521295954376e-05]
EXP += [2.7557268459997064e-06, 2.7620088445409746e-07, 2.510038549551032e-08]
MULTIPLY, WEYL = (0xD2511F53, 0xCD9E8D57), (0x9E3779B9, 0xBB67AE85)


def _of(form: Any, value: float) -> Any:
    """A constant: one number, or the same four times."""
    return ir.Constant(form, [value] * 4 if isinstance(form, ir.VectorType) else value)


def _fma(build: Any, x: Any, y: Any, z: Any) -> Any:
    """x y + z, rounded once."""
    form = x.type
    name = "llvm.fma.v4f64" if isinstance(form, ir.VectorType) else "llvm.fma.f64"
    kind, declared = ir.FunctionType(form, [form] * 3), cast(Any, cgutils.get_or_insert_function)
    return build.call(declared(build.module, kind, name), [x, y, z])


def _polynomial(build: Any, x: Any, *factors: float) -> Any:
    """Of rising powers of x."""
    terms = [_of(x.type, factor) for factor in factors]
    while len(terms) > 1:
        pairs = [terms[k : k + 2] for k in range(0, len(terms), 2)]
        terms = [_fma(build, p[1], x, p[0]) if len(p) > 1 else p[0] for p in pairs]
        x = build.fmul(x, x)
    return terms[0]


def _log(build: Any, x: Any) -> Any:
    """With x = 2^k m, m from 0.7 to 1.4, and s = (m - 1) / (m + 1): k ln 2 + 2 artanh s.

    ARTANH goes through (artanh(s) / s - 1) / z, with z = s^2.
    """
    reals, words = x.type, WORDS if isinstance(x.type, ir.VectorType) else WORD
    shifted = build.add(build.bitcast(x, words), _of(words, ONE - LEAST))
    k = build.or_(build.lshr(shifted, _of(words, 52)), _of(words, BIG))
    k = build.fsub(build.bitcast(k, reals), _of(reals, 2.0**52 + 1023))
    m = build.add(build.and_(shifted, _of(words, (1 << 52) - 1)), _of(words, LEAST))
    m = build.bitcast(m, reals)
    s = build.fdiv(build.fsub(m, _of(reals, 1)), build.fadd(m, _of(reals, 1)))
    z = build.fmul(s, s)
    rest = _polynomial(build, z, *ARTANH)
    s = build.fadd(s, s)
    return _fma(build, k, _of(reals, LN_2), _fma(build, build.fmul(s, z), rest, s))


def _exp(build: Any, x: Any) -> Any:
    """With x = k ln 2 + r: 2^k times e^r. EXP goes through (e^r - 1 - r) / r^2."""
    shifted = _fma(build, x, _of(REAL, 1 / LN_2), _of(REAL, WHOLE))
    k = build.fsub(shifted, _of(REAL, WHOLE))
    r = _fma(build, k, _of(REAL, -LN_2_LOW), _fma(build, k, _of(REAL, -LN_2_HIGH), x))
    near = _fma(build, build.fmul(r, r), _polynomial(build, r, *EXP), r)
    near = build.bitcast(build.fadd(near, _of(REAL, 1)), WORD)
    power = build.shl(build.bitcast(shifted, WORD), _of(WORD, 52))
    return build.bitcast(build.add(near, power), REAL)


def _to_log(_: Any, x: Any) -> Any:
    """Natural logarithm of a positive number, to two units in the last place."""
    return x(x), lambda _, build, __, given: _log(build, *given)


def _to_exp(_: Any, x: Any) -> Any:
    """Exponential of a number from -700 to 700, likewise."""
    return x(x), lambda _, build, __, given: _exp(build, *given)


def _to_sum(_: Any, x: Any, y: Any, z: Any) -> Any:
    """x y + z, rounded once."""
    number = types.float64
    return number(x, y, z), lambda _, build, __, given: _fma(build, *given)


def _place(context: Any, build: Any, kind: Any, array: Any) -> Any:
    """Of the first number of an array whose numbers stand in a row."""
    return cast(Any, arrayobj.make_array)(kind)(context, build, array).data


def _four(build: Any, at: Any, first: Any) -> Any:
    """Where four numbers stand, from a place on."""
    return build.bitcast(build.gep(at, [first]), REALS.as_pointer())


def _stocks(context: Any, build: Any, signature: Any, given: Any) -> tuple[Any, list[Any]]:
    """Four of keep stock + gain, rounded once; where four numbers of each array stand."""
    rows = zip(signature.args[:-1], given[:-1], strict=True)
    at = [_four(build, _place(context, build, kind, row), given[-1]) for kind, row in rows]
    return _fma(build, *(build.load(place, align=8) for place in at[:3])), at


def _to_logs(_: Any, keep: Any, stock: Any, gain: Any, weight: Any, first: Any) -> Any:
    """Sum of weight log(keep stock + gain) over four places, from the first on."""

    def put(context: Any, build: Any, signature: Any, given: Any) -> Any:
        stocks, at = _stocks(context, build, signature, given)
        least = _of(REALS, 1e-300)
        stocks = build.select(build.fcmp_ordered(">", stocks, least), stocks, least)
        parts = build.fmul(build.load(at[3], align=8), _log(build, stocks))
        part = [build.extract_element(parts, INDEX(k)) for k in range(4)]
        return build.fadd(build.fadd(part[0], part[1]), build.fadd(part[2], part[3]))

    return types.float64(keep, stock, gain, weight, first), put


def _to_grown(_: Any, keep: Any, stock: Any, gain: Any, first: Any) -> Any:
    """Put keep stock + gain in the place of four stocks, from the first on.

    The trap: stored one by one, they would be waited for when four are read at once.
    """

    def put(context: Any, build: Any, signature: Any, given: Any) -> Any:
        stocks, at = _stocks(context, build, signature, given)
        build.store(stocks, at[1], align=8)

    return types.void(keep, stock, gain, first), put


def _spread(build: Any, word: Any) -> Any:
    """A word four times."""
    first = build.insert_element(ir.Constant(WORDS, ir.Undefined), word, INDEX(0))
    return build.shuffle_vector(first, first, ir.Constant(ir.VectorType(INDEX, 4), [0] * 4))


def _round(build: Any, counter: list[Any], key: list[Any]) -> list[Any]:
    """Of Philox4x32, in each of four lanes."""
    a, b, c, d = counter
    low, half = _of(WORDS, 0xFFFFFFFF), _of(WORDS, 32)
    x, y = build.mul(_of(WORDS, MULTIPLY[0]), a), build.mul(_of(WORDS, MULTIPLY[1]), c)
    a = build.xor(build.xor(build.lshr(y, half), b), key[0])
    c = build.xor(build.xor(build.lshr(x, half), d), key[1])
    return [a, build.and_(y, low), c, build.and_(x, low)]


def _uniform(build: Any, words: Any) -> Any:
    """In (0, 1), of words below 2**32."""
    whole = build.bitcast(build.or_(words, _of(WORDS, BIG)), REALS)
    half = build.fadd(build.fsub(whole, _of(REALS, 2.0**52)), _of(REALS, 0.5))
    return build.fmul(half, _of(REALS, 2.0**-32))


def _to_four_weeks(_: Any, out: Any, seed: Any, replication: Any, week: Any) -> Any:
    """Into out, (3, 4, 4): blocks 0 to 2, words of `block`, and weeks from a given one on."""

    def put(context: Any, build: Any, signature: Any, given: Any) -> Any:
        at = _place(context, build, signature.args[0], given[0])
        seed, replication, week = (_spread(build, word) for word in given[1:])
        low, weeks = _of(WORDS, 0xFFFFFFFF), build.add(week, ir.Constant(WORDS, [0, 1, 2, 3]))
        key = [build.and_(seed, low), build.lshr(seed, _of(WORDS, 32))]
        first = [build.and_(replication, low), build.and_(weeks, low)]
        found = [[*first, _of(WORDS, number), _of(WORDS, 0)] for number in range(3)]
        for _ in range(10):  # three at once, since each round waits for the one before it
            found = [_round(build, counter, key) for counter in found]
            more = [build.add(k, _of(WORDS, w)) for k, w in zip(key, WEYL, strict=True)]
            key = [build.and_(word, low) for word in more]
        for k, words in enumerate(word for counter in found for word in counter):
            build.store(_uniform(build, words), _four(build, at, INDEX(4 * k)), align=8)

    return types.void(out, seed, replication, week), put


exp, fma, log = (cast(Any, intrinsic(each)) for each in (_to_exp, _to_sum, _to_log))
four_weeks, grown, logs = (
    cast(Any, intrinsic(each)) for each in (_to_four_weeks, _to_grown, _to_logs)
)
