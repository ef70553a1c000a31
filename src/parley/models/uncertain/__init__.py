"""The uncertain inputs of a case as columns of numbers, with their names and what they rest on."""

from parley.models.uncertain.columns import Column, Columns, columns
from parley.models.uncertain.groups import KINDS, Group, groups

__all__ = ["KINDS", "Column", "Columns", "Group", "columns", "groups"]
