"""Small wars that several tests need."""

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
