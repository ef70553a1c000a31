"""The command that computes a case at many points: sweep."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from parley.cli.options import CASE, DRAWS, ONLY, SEED
from parley.cli.terminal import problems, progress, writing

if TYPE_CHECKING:
    from parley.sweep import Plan, Pool, Swept
    from parley.sweep.axes import Design

__all__ = ["sweep_case"]

MOST_TOLD = 5  # points that went wrong, in the terminal


@click.command("sweep")
@CASE
@click.option("--over", multiple=True, required=True, metavar="PATH=LOW..HIGH:STEPS|A,B,C",
              help="Vary what stands at this path of the case; repeat for more. All combinations "
              "are computed.")  # fmt: skip
@click.option("--lhs", type=click.IntRange(1), metavar="N",
              help="In place of all combinations N points of a Latin hypercube over the ranges, "
              "which then need no steps.")  # fmt: skip
@click.option("--sobol", type=click.IntRange(1), metavar="N",
              help="The same with a scrambled Sobol sequence.")  # fmt: skip
@click.option("-s", "--scenario", "scenarios", multiple=True, metavar="NAME",
              help="Do it in this scenario of the case; repeat for more.")  # fmt: skip
@ONLY
@DRAWS
@SEED
@click.option("--workers", type=click.IntRange(1, 512), metavar="N",
              help="How many processes compute.  [default: one for each core]")  # fmt: skip
@click.option("--scheduler", metavar="dask://HOST:PORT",
              help="Let the workers of this Dask cluster compute.")  # fmt: skip
@click.option("-o", "--output", "folder", required=True, metavar="FOLDER",
              type=click.Path(file_okay=False, path_type=Path),
              help="Where the results go, and what is computed is found again.")  # fmt: skip
def sweep_case(
    case: str,
    over: tuple[str, ...],
    lhs: int | None,
    sobol: int | None,
    scenarios: tuple[str, ...],
    only: tuple[str, ...],
    n: int,
    seed: int,
    workers: int | None,
    scheduler: str | None,
    folder: Path,
) -> None:
    """Compute what the lenses conclude at many points of a case, and keep it.

    FOLDER gets a table with a row for each point, scenario and conclusion: results.parquet, and
    sweep.duckdb with a view of it. Whatever stops a sweep, the same command goes on with it.
    """
    from parley.sweep import Asked, plan

    if lhs and sobol:
        raise click.UsageError("give either --lhs or --sobol")
    if workers and scheduler:
        raise click.UsageError("give either --workers or --scheduler: a cluster has its own")
    design: Design = "lhs" if lhs else "sobol" if sobol else "grid"
    named = tuple(dict.fromkeys(scenarios)) or ("",)
    asked = Asked(case, over, named, only, n, seed, design, lhs or sobol or 0)
    with _stops():
        pool = _pool(workers, scheduler)
        with problems(), progress("Reading the case"):
            planned = plan(asked)
        done = _swept(planned, folder, pool)
    _told(done, folder)


@contextmanager
def _stops() -> Iterator[None]:
    """What stops a sweep ends with its exit code and a sentence."""
    from parley.sweep import Stopped, SweepError

    try:
        with writing():
            yield
    except SweepError as error:
        click.echo(str(error), err=True)
        sys.exit(130 if isinstance(error, Stopped) else 3)


def _pool(workers: int | None, scheduler: str | None) -> Pool:
    from parley.sweep import cluster, local

    if scheduler is None:
        return local(workers or os.cpu_count() or 1)
    if not scheduler.startswith(("dask://", "tls://")):
        raise click.UsageError("write --scheduler dask://HOST:PORT")
    with progress("Looking for the scheduler"):
        return cluster(scheduler)


def _swept(planned: Plan, folder: Path, pool: Pool) -> Swept:
    from parley.sweep import sweep

    click.echo(f"{planned.size}; {pool.workers} at once", err=True)
    with progress("Looking for what is computed already") as say:
        return sweep(planned, folder, pool, lambda tally: say(str(tally)))


def _told(done: Swept, folder: Path) -> None:
    """What was computed; what went wrong with some points ends with its exit code."""
    for each in (done.failed or done.refused)[:MOST_TOLD]:
        click.echo(each, err=True)
    if done.failed:
        n = len(done.failed)
        click.echo(
            f"{n} of {done.points:,} points failed; the others are kept in {folder}", err=True
        )
        sys.exit(1)
    computed = f"{done.computed:,} of {done.points:,} points computed"
    there = f"all {done.points:,} points were computed before"
    click.echo(f"wrote {folder}: {computed}" if done.computed else f"{folder}: {there}")
    if done.refused:
        sys.exit(1)
