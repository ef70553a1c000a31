"""Conflicts as graphs of states and moves: who would move away from where, and who would answer."""

from parley.models.conflict_graph.graph import Graph, Option, graph, level, movable
from parley.models.conflict_graph.stability import CONCEPTS, stability

__all__ = ["CONCEPTS", "Graph", "Option", "graph", "level", "movable", "stability"]
