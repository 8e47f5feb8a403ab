"""A first or last line of a list of projects that speaks of all of them is none of them."""

import pytest

HEAD = ["Project", "Manager", "Budget", "RAG"]
ALPHA, BETA = ["Alpha", "Li", "100", "G"], ["Beta", "Wu", "50", "A"]


@pytest.mark.parametrize("name", ["Overall", "Portfolio", "Whole portfolio", "整体", "整體", "总体"])
@pytest.mark.parametrize("is_first", [True, False], ids=["first", "last"])
def test_a_line_of_the_whole_is_set_aside_with_a_note(sheet, name, is_first):
    whole = [name, None, "150", "A"]
    one = sheet([HEAD, whole, ALPHA, BETA] if is_first else [HEAD, ALPHA, BETA, whole])
    row = 2 if is_first else 4
    assert [project for (project,) in one.rows("projects", "project_id")] == ["Alpha", "Beta"]
    assert one.aside() == [(row, "total")] and (f"A{row}", name, "layout.project_by_name") in one.problems()


@pytest.mark.parametrize(
    ("rows", "entity"),
    [
        ([HEAD, ALPHA, ["Overall", "Bo", "70", "R"], BETA], "projects"),
        ([HEAD, ALPHA, BETA, ["Overall", "Bo", "70", "R"]], "projects"),
        ([HEAD, ALPHA, BETA, ["Overall comms", None, "70", "R"]], "projects"),
        ([["Project", "Risk", "Impact"], ["Alpha", "Late", "4"], ["Beta", "Dear", "3"],
          ["Portfolio", "Staff leaves", "3"]], "risks"),
        ([HEAD, ALPHA, ["Portfolio", None, "70", "R"]], "projects"),
    ],
    ids=["in between", "with a manager", "more of a name", "a risk of all", "beside one project"],
)  # fmt: skip
def test_a_project_that_is_called_much_like_it_stays(sheet, rows, entity):
    one = sheet(rows)
    assert len(one.typed[entity]) == len(rows) - 1 and one.aside() == []
