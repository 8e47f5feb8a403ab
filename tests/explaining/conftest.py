"""Tests of explanations begin with typed rows as loads bring them, as tests of the calculation do."""

import pytest

from pmo_analytics.workspace import Workspace
from tests.command_line import Pmo
from tests.sql.conftest import portfolio

__all__ = ["portfolio"]


@pytest.fixture
def pmo(workspace: Workspace) -> Pmo:
    """The command line as it is: these tests ask the snapshot themselves."""
    return Pmo()
