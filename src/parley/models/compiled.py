"""Machine code for loops that numpy is too slow for.

The trap: the code that numba keeps knows only the file of its own function. After a change in a
file whose functions a kernel in another file calls, delete `__pycache__`; else the old code runs.
"""

from collections.abc import Callable
from typing import Any, TypeVar, cast

from numba import njit

__all__ = ["compiled"]

Function = TypeVar("Function", bound=Callable[..., object])


def compiled(function: Function, **options: Any) -> Function:
    """Compile at the first call and keep the machine code beside the source or in the home.

    options : of numba, beside these. Import the module of such a function only where it is called:
    numba takes long to import.
    """
    try:
        return cast(Function, njit(nogil=True, cache=True, **options)(function))
    except RuntimeError:  # nowhere to write: compile in every process
        return cast(Function, njit(nogil=True, **options)(function))
