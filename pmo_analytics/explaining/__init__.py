"""Where a number comes from: its formula, its inputs down to file, sheet and cell, and the rule that gave its light.

It reads the snapshot and nothing else; `sentences` says in the reader's words what an explanation holds.
"""

from pmo_analytics.explaining.cards import CARDS, CardExplanation, explain_card
from pmo_analytics.explaining.doubts import Doubt, doubts
from pmo_analytics.explaining.doubts import told as doubts_told
from pmo_analytics.explaining.groups import LEVELS, explain_group
from pmo_analytics.explaining.tracing import Subject, explain
from pmo_analytics.explaining.values import Cell, Explanation, Group, Input, Part, Rule

__all__ = [
    "CARDS",
    "LEVELS",
    "CardExplanation",
    "Cell",
    "Doubt",
    "Explanation",
    "Group",
    "Input",
    "Part",
    "Rule",
    "Subject",
    "doubts",
    "doubts_told",
    "explain",
    "explain_card",
    "explain_group",
]
