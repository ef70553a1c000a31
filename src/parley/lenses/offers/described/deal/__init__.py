"""One package tried: what each party has of it, and what would change that."""

from parley.lenses.offers.described.deal.whole import describe_deal

__all__ = ["describe_deal"]
