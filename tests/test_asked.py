"""Snapshots cut down to what a test asks: what was not made cannot be asked, and is never taken for what it was."""

import duckdb
import pytest

from pmo_analytics import warehouse
from pmo_analytics.errors import UnknownName
from tests.asked import only


@pytest.mark.asks("projects")
def test_what_was_not_made_fails_when_it_is_asked(load, built) -> None:
    load(projects={"project_id": "P1", "actual_cost": "10"})
    built()
    assert warehouse.read("projects")["actual_cost"].tolist() == [10]
    with pytest.raises(UnknownName):
        warehouse.read("rollup")
    with pytest.raises(duckdb.CatalogException):
        warehouse.read("portfolio_headline")


def test_no_build_goes_on_with_a_snapshot_of_other_tables(load, built) -> None:
    load(projects={"project_id": "P1", "actual_cost": "10"})
    with only("projects", "risks"):
        built()
    load("2026-04-30", projects={"project_id": "P1", "actual_cost": "20"})
    with only("projects"), pytest.raises(AssertionError, match="made of other tables"):
        built()
    with only("risks", "projects"):
        assert built().since is not None


def test_a_name_that_no_model_has_is_refused() -> None:
    with pytest.raises(AssertionError, match="no model is called"), only("nothing_of_that_name"):
        pass
