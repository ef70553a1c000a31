"""Wars in which one side makes offers to another that may be tough or weak."""

import numpy as np

from parley.models.war.screening import Battles
from parley.models.war.war import checked

SHORT = {
    "cost_tough": 0.02,
    "cost_weak": 0.1,
    "cost_proposer": 0.05,
    "collapse_proposer": 0.2,
    "collapse_responder": 0.2,
    "discount": 0.95,
}
LONG = {
    "cost_tough": 0.01,
    "cost_weak": 0.06,
    "cost_proposer": 0.03,
    "collapse_proposer": 0.08,
    "collapse_responder": 0.08,
    "discount": 0.98,
}


def of_cost(tough, game, **more):
    """The game as a war of one place, where a battle that comes decides it.

    A win counts from the next week, so the war's discount is on winning as well. Side 1 proposes.
    """
    k_s, k_d = game["collapse_proposer"], game["collapse_responder"]
    whole = k_s + k_d + game["discount"] * (1 - k_s - k_d)
    given = {
        "stock": [[k_d], [k_s]],
        "cost": [game["cost_proposer"], 1],
        "resolve": [[1, 1], [game["cost_tough"], game["cost_weak"]]],
        "belief": [[tough, 1 - tough], [0, 0]],
        "proposer": [[1, 0], [1, 0]],
        "fronts": 2,
        "front": 1,
        "tempo": (k_s + k_d) / whole,
        "discount": whole,
    }
    return checked(**given | more)


def of_strength(tough, front=1, **more):
    """Side 2 makes all offers to side 1, which is strong or weak, over three places."""
    given = {
        "stock": [[1], [1]],
        "cost": [0.03, 0.02],
        "strength": [[1.3, 0.7], [1, 1]],
        "belief": [[tough, 0], [1 - tough, 0]],
        "proposer": [[0, 1], [0, 1]],
        "fronts": 3,
        "front": front,
        "discount": 0.97,
    }
    return checked(**given | more)


def of_units(win, cost, other):
    """The proposer has one unit, the responder two; the second battle decides."""
    p = np.array(win)
    return Battles(
        responder=(1 - p - other)[np.newaxis],
        proposer=np.full((1, 2), -cost),
        on=p[np.newaxis],
        discount=1,
        finish_responder=1 - p - other,
        finish_proposer=p - cost,
    )
