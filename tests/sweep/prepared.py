"""A process that has everything loaded, and forks a sweep into FOLDER for each line on its input.

Answers each line with the id of the process, which leads a group of its own with its workers, and
a line with its exit status when it has ended. Usage: prepared.py CASE UNIT_SECONDS
"""

import os
import sys
from pathlib import Path

from parley.sweep import Asked, local, plan, run, sweep
from parley.sweep.work import work

OVER = ("war.held=0.3..0.6:6", "war.sides.a.cost=0.1,0.3")


def main(case: str, seconds: str) -> None:
    run.SECONDS = float(seconds)
    planned = plan(Asked(case, OVER, ("", "cold"), ("games",), draws=5))
    for recipe in planned.recipes:
        work(recipe, [planned.patch(0)])  # what is compiled and drawn here is there in each fork
    print(flush=True)
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            os.setpgid(0, 0)
            sweep(planned, Path(line.rstrip("\n")), local(2, "fork"))
            os._exit(0)
        print(child, flush=True)
        print(os.waitpid(child, 0)[1], flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
