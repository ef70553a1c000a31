"""Packages and a mediator of a case, as the weekly model takes them."""

import numpy as np
import pytest
from small_case import small

from parley.draws import draws
from parley.models.fighting import fighting, paused
from parley.models.fighting.engine import engine_wars, fields, refusing
from parley.models.fighting.ensemble import ensemble
from parley.models.fighting.settling import worths

N = 8
PACKAGES = {
    "shared": {"name": "Shared", "worth": {"b": 0.7, "a": "0.4..0.6"}, "because": "x"},
    "lease": {
        "name": "Lease",
        "worth": {"a": "0.5..0.7", "b": "0.3..0.5"},
        "held": "0.2..0.3",
        "limits": {"a": {"guns": "0.5..0.6"}},
        "guarantee": "pact",
        "from": "k1",
    },
    "free": {"name": "Free", "worth": {"a": 0.1, "b": 0.2}, "limits": {}, "because": "x"},
}
TOLD = {"settlement.packages": PACKAGES}
PACT = "settlement.guarantees.pact"


def made(n=N, **changes):
    case = small(changes)
    return fighting(case, draws(case, n, 3))


def period(found):
    """What a period of a kept settlement is worth to both, as in `test_fighting`."""
    unit = 1 - fields(found)["discount"] ** 13
    share = paused(found, "winter").share
    return np.stack([share * unit, (1 - share) * unit], axis=1)


def test_worths_are_those_drawn_in_the_order_of_the_sides():
    found = made(**TOLD)
    given = fields(found)["packages"]
    assert given.shape == (N, 3, 2)
    assert given[:, 0, 1].tolist() == [0.7] * N
    assert given[:, 1, 0].tolist() == (
        found.draws.arrays["settlement.packages.lease.worth.a"].tolist()
    )
    assert (given[:, 0, 0] != given[:, 1, 0]).all()
    assert worths(found).tolist() == given.tolist()


def test_the_front_moves_to_what_the_package_says_or_to_its_worth():
    found = made(**TOLD)
    line = fields(found)["package_line"]
    assert np.isnan(line[:, [0, 2]]).all()  # the engine then takes the worth to the first side
    assert line[:, 1].tolist() == found.draws.arrays["settlement.packages.lease.held"].tolist()


def test_limits_are_of_the_present_stock_and_stand_in_place_of_the_others():
    """`small` limits the guns of b; a package without limits of its own keeps that one."""
    found = made(**TOLD, **{"war.sides.a.capabilities.guns.struck": 0.2})
    how = fields(found)
    caps, limit = how["package_cap"], found.draws.arrays["settlement.packages.lease.limits.a.guns"]
    assert np.isnan(caps[:, 0]).all()
    assert caps[:, 1, 0, 1] == pytest.approx(0.8 * limit)
    assert np.isinf(caps[:, 1, 1]).all()
    assert np.isinf(caps[:, 2]).all()
    assert how["cap"][:, 1, 1] == pytest.approx(np.full(N, 0.9))


def test_penalty_times_chance_is_what_the_guarantee_of_the_package_says():
    """`watch` is in force and takes nothing; `pact` takes 2 with a chance that is drawn."""
    found = made(**TOLD)
    how, honoured = fields(found), found.draws.arrays[f"{PACT}.honoured"]
    taken = how["penalty"][:, None] * how["package_guarantor"][:, :, None]
    assert taken[:, [0, 2]].tolist() == np.zeros((N, 2, 2)).tolist()
    assert taken[:, 1] == pytest.approx(2 * honoured[:, None] * period(found))


def test_with_two_guarantees_each_package_keeps_its_own():
    firm = {
        "settlement.guarantees.watch.penalty": "3..4",
        "settlement.guarantees.watch.honoured": 1,
    }
    found = made(**TOLD, **firm)
    how, honoured = fields(found), found.draws.arrays[f"{PACT}.honoured"]
    penalty = found.draws.arrays["settlement.guarantees.watch.penalty"]
    taken = how["penalty"][:, None] * how["package_guarantor"][:, :, None]
    assert taken[:, 0] == pytest.approx(penalty[:, None] * period(found))
    assert taken[:, 1] == pytest.approx(2 * honoured[:, None] * period(found))
    assert (how["package_guarantor"] <= 1).all()


def test_with_nothing_in_force_only_the_guarantee_of_a_package_counts():
    """The trap: the engine's own guarantor always acts where none is named."""
    found = made(**TOLD, **{"settlement.in_force": None})
    how = fields(found)
    assert how["package_guarantor"][:, [0, 2]].tolist() == [[0, 0]] * N
    assert (how["package_guarantor"][:, 1] > 0).all()
    assert (how["penalty"] > 0).all()


def test_a_share_after_a_pause_is_left_to_the_games():
    """The engine refuses it beside packages; without them it stays what the pause says."""
    found, whole = made(**TOLD), made()
    assert "line" not in fields(found)
    assert fields(whole)["line"].tolist() == [0.45] * N
    war = engine_wars(found, [0])[0]
    assert np.isnan(war.line)
    assert war.packages.tolist() == worths(found)[0].tolist()


def test_a_mediator_is_a_chance_of_the_weekly_model():
    found = made(**{"war.mediator": "0.2..0.4"})
    assert fields(found)["mediator"].tolist() == found.draws.arrays["war.mediator"].tolist()
    assert [war.mediator for war in engine_wars(made(), [0, 1])] == [0, 0]


def test_without_packages_and_mediator_every_run_is_what_it_was():
    """An empty list and a chance of nought are the case that says nothing."""
    plain, same = made(), made(**{"settlement.packages": {}, "war.mediator": 0})
    how = fields(plain)
    assert not {"packages", "package_line", "package_cap", "package_guarantor"} & set(how)
    runs = [ensemble(each, range(3), replications=8, weeks=30, seed=1) for each in (plain, same)]
    assert runs[0].worth.tolist() == runs[1].worth.tolist()
    assert runs[0].packages.shape == (3, 0)
    assert engine_wars(plain, [0])[0].packages.shape == (0, 2)


def test_runs_count_which_package_they_are_settled_by():
    found = made(**TOLD)
    run = ensemble(found, range(4), replications=20, weeks=40, seed=1)
    assert run.packages.shape == (4, 3)
    assert run.packages.sum(axis=1) == pytest.approx(run.phase[:, -1, 2])
    assert run.packages[:, :2].sum() > 0


def test_a_single_package_is_the_only_way_to_settle():
    alone = {"settlement.packages": {"shared": PACKAGES["shared"]}}
    run = ensemble(made(**alone), range(3), replications=20, weeks=40, seed=1)
    assert run.packages.shape == (3, 1)
    assert run.packages[:, 0] == pytest.approx(run.phase[:, -1, 2])


def test_the_worth_of_fighting_on_knows_no_packages():
    assert refusing(made(**TOLD)).tolist() == refusing(made()).tolist()
