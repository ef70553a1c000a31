"""Machine code made of several files, without the trap of `parley.models.compiled`.

The code that numba keeps knows only the file of its own function. So kernels that call those of
another file are not kept; only the one at the top is, under a key that holds `stamp`: a digest
of the files below it. Change one of them, and the top is compiled anew.
"""

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, cast

from llvmlite import ir
from numba import njit, types
from numba.extending import intrinsic

from parley.models.compiled import compiled

__all__ = ["apart", "inlined", "kernel", "linked", "rule", "stamp"]

Function = TypeVar("Function", bound=Callable[..., object])

KERNEL: dict[str, Any] = {
    "error_model": "numpy",
    "_nrt": False,  # nothing is allocated, so nothing need be counted
}
PART = KERNEL | {
    "nogil": True,
    "no_cpython_wrapper": True,  # wrappers of parts take most of the time to compile
    "no_cfunc_wrapper": True,
}


def linked(function: Function) -> Function:
    """Compile as a part of what calls it; nothing is kept, and Python cannot call it."""
    return cast(Function, njit(**PART)(function))


def rule(function: Function) -> Function:
    """The same, but Python can call it."""
    return cast(Function, njit(nogil=True, **KERNEL)(function))


def kernel(function: Function) -> Function:
    """Compile what Python calls, and keep it as `parley.models.compiled.compiled` does."""
    return compiled(function, **KERNEL)


def inlined(function: Function) -> Function:
    """Put into its callers before they compile: for what is called in one place, or is small.

    Machine code of a part is worked over again at every level above it; this has no level.
    """
    return cast(Function, njit(inline="always", **PART)(function))


def _promise(_context: Any) -> Any:
    """That what a function is given does not overlap."""

    def put(_: Any, build: Any, __: Any, ___: Any) -> Any:
        for argument in build.function.args:
            if isinstance(argument.type, ir.PointerType):
                argument.add_attribute("noalias")

    return types.void(), put


apart = cast(Any, intrinsic(_promise))
"""To be called where the records and arrays of a function do not overlap: it saves reloading."""


def stamp(*names: str) -> str:
    """Digest of files beside this one. A function that uses it as a closure is keyed by it."""
    text = b"".join(Path(__file__).with_name(name).read_bytes() for name in names)
    return hashlib.sha256(text).hexdigest()
