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


@pytest.mark.parametrize("name", ["Overall", "Programme total", "Overall portfolio status", "整体", "總體情況"])
@pytest.mark.parametrize("is_first", [True, False], ids=["first", "last"])
def test_a_line_of_the_whole_is_one_with_a_manager_or_a_remark_beside_it(sheet, name, is_first):
    whole, projects = [name, "PMO", "150", "A", "Two are late"], [[*ALPHA, "fine"], [*BETA, "late"]]
    one = sheet([[*HEAD, "Comment"], *([whole, *projects] if is_first else [*projects, whole])])
    assert [project for (project,) in one.rows("projects", "project_id")] == ["Alpha", "Beta"]
    assert one.aside() == [(2 if is_first else 4, "total")]


@pytest.mark.parametrize("is_first", [True, False], ids=["first", "last"])
@pytest.mark.parametrize("is_named_once", [True, False], ids=["named in its first line", "named in each"])
@pytest.mark.parametrize(
    ("head", "kinds", "values"),
    [(["Project", "Measure", "Jan-26", "Feb-26"], ("PV", "EV"), ["100", "150"]),
     (["Project", "Indicator", "Value"], ("Budget", "Actual cost"), ["100"])],
    ids=["earned value", "indicators"],
)  # fmt: skip
def test_lines_of_the_whole_are_set_aside_together(sheet, head, kinds, values, is_named_once, is_first):
    order = ["Overall", "Alpha", "Beta"] if is_first else ["Alpha", "Beta", "Overall"]
    one = sheet([head, *(
        [None if is_named_once and kind != kinds[0] else project, kind, *(f"{len(project)}{text}" for text in values)]
        for project in order for kind in kinds
    )])  # fmt: skip
    assert {project for (project,) in one.rows("projects", "project_id")} == {"Alpha", "Beta"}
    assert one.aside() == [(row, "total") for row in ((2, 3) if is_first else (6, 7))]


@pytest.mark.parametrize(
    ("rows", "entity"),
    [
        ([HEAD, ALPHA, ["Overall", "Bo", "70", "R"], BETA], "projects"),
        ([["Code", *HEAD], ["P1", *ALPHA], ["P2", *BETA], ["P3", "Overall", "Bo", "70", "R"]], "projects"),
        ([HEAD, ALPHA, BETA, ["Overall equipment effectiveness", "Bo", "150", "R"]], "projects"),
        ([HEAD, ["Overall", "Bo", "70", "R"], ALPHA, BETA, ["Overall", "Li", "80", "R"]], "projects"),
        ([HEAD, ALPHA, BETA, ["Overall comms", None, "70", "R"]], "projects"),
        ([["Project", "Risk", "Impact"], ["Alpha", "Late", "4"], ["Beta", "Dear", "3"],
          ["Portfolio", "Staff leaves", "3"]], "risks"),
        ([HEAD, ALPHA, ["Portfolio", None, "70", "R"]], "projects"),
    ],
    ids=["in between", "with a code", "an improvement of equipment", "of two", "more of a name",
         "a risk of all", "beside one project"],
)  # fmt: skip
def test_a_project_that_is_called_much_like_it_stays(sheet, rows, entity):
    one = sheet(rows)
    assert len(one.typed[entity]) == len(rows) - 1 and one.aside() == []
