"""Who computes: processes of this machine, or a Dask cluster that runs already."""

import logging
import os
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from multiprocessing import get_context
from multiprocessing.connection import Connection
from signal import SIG_IGN, SIGINT, signal
from threading import Thread
from typing import Any

from parley.sweep.errors import SweepError

__all__ = ["Pool", "cluster", "local"]

PATIENCE = 5  # seconds until a scheduler that does not answer counts as dead


@dataclass(frozen=True)
class Pool:
    """workers : how many units are computed at once. opened : workers, as long as it is entered.

    gone : what is to be said where it takes back a unit that it was given.
    """

    workers: int
    opened: Callable[[], AbstractContextManager[Executor]]
    gone: str = ""


def local(workers: int, start: str = "spawn") -> Pool:
    """Processes of this machine. start : how they come about, as in `multiprocessing`."""
    return Pool(workers, lambda: _processes(workers, start))


@contextmanager
def _processes(workers: int, start: str) -> Iterator[Executor]:
    context = get_context(start)
    reader, writer = context.Pipe(duplex=False)
    executor = ProcessPoolExecutor(workers, context, _begin, (reader,))
    try:
        yield executor
    except BaseException:
        writer.close()  # the workers leave at once, in the middle of a unit as well
        raise
    finally:
        executor.shutdown(cancel_futures=True)
        writer.close()
        reader.close()


def _begin(reader: Connection) -> None:
    """A worker leaves a stop by the user to its master, and does not outlive it."""
    signal(SIGINT, SIG_IGN)
    Thread(target=_follow, args=(reader,), daemon=True).start()


def _follow(reader: Connection) -> None:
    try:
        reader.recv()
    except (EOFError, OSError):  # the master has closed its end, or is dead
        os._exit(1)


def cluster(address: str) -> Pool:
    """The workers of the scheduler at `dask://host:port` or, behind TLS, `tls://host:port`.

    Raises `SweepError` where there is no such scheduler, or nobody works for it.
    """
    if find_spec("distributed") is None:
        raise SweepError("--scheduler needs Dask: pip install 'parley-workbench[dask]'")
    with _client(address) as client:
        workers = sum(client.nthreads().values())
    if not workers:
        raise SweepError(f"no worker has joined the scheduler at {address}")
    gone = f"the scheduler at {address} does not answer any more"
    return Pool(workers, lambda: _threads(address), gone)


@contextmanager
def _threads(address: str) -> Iterator[Executor]:
    with _client(address) as client:
        executor: Executor = client.get_executor(pure=False)
        try:
            yield executor
        finally:
            executor.shutdown(wait=False)  # what is not begun is called off


@contextmanager
def _client(address: str) -> Iterator[Any]:
    from distributed import Client

    logging.getLogger("distributed.client").setLevel(logging.CRITICAL)  # we say it in one line
    where = address.replace("dask://", "tcp://", 1)
    try:
        client = Client(where, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:
        raise SweepError(f"no Dask scheduler answers at {address}: {error}") from None
    try:
        yield client
    finally:
        client.close(timeout=PATIENCE)
