"""Small wars that several tests need."""

import numpy as np

from parley.models.war.war import checked

FIXED = {
    "settle": 0.0,
    "pause": 0.0,
    "pause_settle": 0.0,
    "violate": 0.0,
    "renew": 0.0,
    "fail": 0.0,
}


def skeleton(a, k1, k2, c=0.0, b=0.0, v=0.0, r=0.0, fail=0.0, L=4, **more):
    """All chances fixed: the Markov skeleton."""
    given = {"settle": a, "pause": c, "pause_settle": b, "violate": v, "renew": r, "fail": fail}
    given |= {"collapse": [k1, k2], "pause_weeks": L, "tempo": 0, "line": 0.5}
    return checked(stock=[[1], [1]], cost=0.01, **given | more)


def one_battle(p, cost, **more):
    """A war that one battle decides: refusing is worth p less the cost."""
    given = {"stock": [[p], [1 - p]], "cost": cost, "fronts": 2, "front": 1, "discount": 1}
    return checked(**given | {"fail": 0.0} | more)


def bargaining(**more):
    """Sides of two types that settle by deciding to; pauses, breaches and renewals by chance."""
    given = {
        "stock": [[4, 2], [5, 3]],
        "weight": [[0.7, 0.3]] * 2,
        "loss": 0.02,
        "production": 0.06,
        "cost": [0.012, 0.015],
        "discount": 0.97,
        "contest": 1.2,
        "tempo": 0.5,
        "fronts": 8,
        "front": 4,
        "strength": [[1, 1.3], [0.9, 1.2]],
        "resolve": [[1, 2], [0.5, 1.5]],
        "demand": [[0.55, 0.2], [0.3, 0.6]],
        "talk_gain": [[0.05, 0], [0.02, 0.04]],
        "talk_cost": 0.03,
        "belief": [[0.2, 0.3], [0.3, 0.2]],
        "temper": 0.7,
        "news": 0.05,
        "reliable": 0.8,
        "precision": 25,
        "pause_share": 0.2,
        "pause_weeks": 5,
        "hope": 0.4,
        "territory": 0.6,
        "review": 0.5,
        "temptation": [0.01, 0.02],
        "penalty": [0.3, 0.1],
        "detection": 0.7,
        "guarantor": 0.5,
        "breakdown": 0.02,
    }
    return checked(**given | {"pause": 0.08, "violate": 0.05, "renew": 0.3} | more)


def busy(**more):
    """Everything that values know of, two types of each side."""
    given = {
        "stock": [[1], [1]],
        "cost": [0.01, 0.02],
        "cost_later": [0.05, 0.04],
        "deadline": 2,
        "deadline_cost": [0.1, 0.07],
        "discount": 0.95,
        "fronts": 5,
        "front": 2,
        "tempo": 0.7,
        "precision": 15,
        "strength": [[1, 1.3], [0.9, 1]],
        "resolve": [[1, 2], [1, 0.5]],
        "belief": np.full((2, 2), 0.25),
        "proposer": [[0.3, 0.7], [0.6, 0.4]],
        "demand": [[0, 0.5], [0, 0]],
    }
    return checked(**given | more)
