"""Tests of explanations begin with typed rows as loads bring them, as tests of the calculation do."""

from tests.sql.conftest import portfolio

__all__ = ["portfolio"]
