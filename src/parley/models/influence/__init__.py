"""Who carries weight, and where it is heading: actors with positions, saliences and capabilities.

Inside these models every scale runs from 0 to 1; readers and reports use 0 to 100. An actor is an
index; names live outside.
"""
