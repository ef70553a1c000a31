"""Canonical models of bargaining and war, each solved exactly.

Plain functions on numbers: nothing here reads a case. Each says its source, its assumptions and
what it cannot tell; several are close relatives of a paper's game and say so.
"""
