"""Writes findings into a workbook by changing a few bytes of its package: everything else, formulas and their results,
charts, validations and extensions too, stays as it was. Runs in the child process."""
