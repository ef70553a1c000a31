"""The command line: parse, call, show. No arithmetic and no prose about a case.

Exit codes: 0 done; 1 the case has problems (all of them are listed); 2 the command was not
understood; 3 the answer could not be written; 130 stopped by the user, nothing half-written.
"""

import os
import sys
from io import TextIOWrapper

import click

from parley.cli.answers import ask_state, report, shift_actor, show, try_package
from parley.cli.files import backtest, cases, check, export, games, new, schema
from parley.cli.hinges import ask_hinges, compare, list_conclusions
from parley.cli.sweep import sweep_case
from parley.cli.terminal import stoppable

__all__ = ["main"]


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="parley-workbench", message="parley %(version)s")
def main() -> None:
    """Understand a peace negotiation while the fighting goes on.

    CASE is a case file, a folder of case files, or the name of a shipped case (see `parley cases`).

    \b
    Exit codes: 0 done, 1 problems in the case, 2 command not understood,
                3 could not write, 130 stopped.
    """
    # Our matrices are small: more threads of BLAS wait for each other, and sum in another order.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a terminal without UTF-8 gets \\u2026, no traceback
            stream.reconfigure(errors="backslashreplace")
    click.get_current_context().with_resource(stoppable())


for command in (
    backtest,
    cases,
    check,
    compare,
    list_conclusions,
    ask_hinges,
    export,
    games,
    new,
    report,
    schema,
    shift_actor,
    show,
    ask_state,
    sweep_case,
    try_package,
):
    main.add_command(command)
