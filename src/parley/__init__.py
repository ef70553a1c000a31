"""Understand a peace negotiation while the fighting goes on: one case file in, one report out."""
