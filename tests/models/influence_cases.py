"""Actors at random, and runs of KTAB kept with the tests."""

import json
from pathlib import Path

import numpy as np
from hypothesis import settings
from hypothesis import strategies as st

from parley.models.influence.actors import actors
from parley.models.influence.smp import from_ktab, smp

DATA = Path(__file__).parent.parent / "data" / "influence"
KTAB_RUNS = sorted(path.stem for path in DATA.glob("smp_*.json"))

few = settings(max_examples=40, deadline=None)
seeds = st.integers(0, 2**32 - 1)


def ktab_run(name):
    """The data of a run, and its actors on the scale of the models."""
    data = json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))
    x, s = np.array(data["position"]) / 100, np.array(data["salience"]) / 100
    return data, actors(x, s, data["capability"])


def some_actors(seed, n=None, n_issues=None, awkward=True):
    """Actors without ties; awkward: at times some in one place, or without weight.

    Saliences add up to at most 1, and every issue has somebody who cares and can.
    """
    rng = np.random.default_rng(seed)
    n = int(rng.integers(1, 7)) if n is None else n
    n_issues = int(rng.integers(1, 4)) if n_issues is None else n_issues
    x, c = rng.random((n, n_issues)), rng.uniform(1, 100, n)
    s = rng.dirichlet(np.ones(n_issues), n) * rng.uniform(0.3, 1, (n, 1))
    if awkward and n > 2 and rng.random() < 0.5:
        x[1] = x[0]
        s[rng.integers(1, n)] = 0
        c[rng.integers(1, n)] = 0
    return actors(x, s, c)


def run_again(name, **kinds):
    """The data of a run of KTAB, and the same run by our model."""
    data, given = ktab_run(name)
    options = from_ktab(data["options"], **kinds)
    return data, smp(given, options, accommodation=data.get("accommodation"))
