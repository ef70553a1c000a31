"""Machine code made of several files, without the trap of `parley.models.compiled`.

The code that numba keeps knows only the file of its own function. So kernels that call those of
another file are not kept; only the one at the top is, under a key that holds `stamp`: a digest
of the files below it. Change one of them, and the top is compiled anew.
"""

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, cast

from numba import njit

__all__ = ["inlined", "linked", "stamp"]

Function = TypeVar("Function", bound=Callable[..., object])

PART: dict[str, Any] = {
    "nogil": True,
    "error_model": "numpy",
    "no_cpython_wrapper": True,  # wrappers of parts take most of the time to compile
    "no_cfunc_wrapper": True,
}


def linked(function: Function) -> Function:
    """Compile as a part of what calls it; nothing is kept, and Python cannot call it."""
    return cast(Function, njit(**PART)(function))


def inlined(function: Function) -> Function:
    """Put into its callers before they compile: for what is called in one place, or is small.

    Machine code of a part is worked over again at every level above it; this has no level.
    """
    return cast(Function, njit(inline="always", **PART)(function))


def stamp(*names: str) -> str:
    """Digest of files beside this one. A function that uses it as a closure is keyed by it."""
    text = b"".join(Path(__file__).with_name(name).read_bytes() for name in names)
    return hashlib.sha256(text).hexdigest()
