"""Names that people said mean the same, names that likely do, and those that only look alike."""

from collections import Counter

import pytest

from pmo_analytics.fields import dictionary

NAMES = [field for entity in dictionary().entities.values() for field in entity.fields.values()
         if field.type in ("person", "department")]  # fmt: skip
JAN, FEB = "2026-01-31", "2026-02-28"


def test_every_field_that_names_somebody_follows_the_aliases_and_is_among_the_names(portfolio) -> None:
    for entity in {field.entity for field in NAMES}:
        row = {field.name: f"OLD {field.type}" for field in NAMES if field.entity == entity}
        portfolio.load(entity, {"project_id": "P1" if dictionary().entities[entity].of_project else "", **row})
    for kind in ("person", "department"):
        portfolio.decide("alias", kind=kind, old=f"old  {kind}", new=f"New {kind}")
    for field in NAMES:
        rows = portfolio.rows(f"core.{field.entity}")
        assert [row[field.name] for row in rows] == [f"New {field.type}"], field.address
    assert {(row["name"], row["count_rows"]) for row in portfolio.rows("marts.names")} == {
        (f"New {kind}", sum(field.type == kind for field in NAMES)) for kind in ("person", "department")
    }


def test_an_alias_of_one_kind_says_nothing_of_another(portfolio) -> None:
    portfolio.load("projects", {"project_id": "IT", "manager": "IT", "department": "IT"}, {"project_id": "ICT"})
    portfolio.decide("alias", kind="department", old="IT", new="ICT")
    found = [(row["project_id"], row["manager"], row["department"]) for row in portfolio.rows("core.projects")]
    assert found == [("ICT", None, None), ("IT", "IT", "ICT")]


def test_a_person_under_two_names_is_one_person_whose_hours_add_up_once(portfolio) -> None:
    portfolio.load("people", {"person_id": "E7", "person_name": "Ann Lee", "month": JAN, "period": JAN})
    hours = {"project_id": "P1", "month": JAN, "period": JAN, "role": "Tester"}
    portfolio.load("assignments", {**hours, "person_name": "LEE Ann", "planned_hours": 80})
    portfolio.load("assignments", {**hours, "person_name": "Ann Lee", "actual_hours": 70})
    portfolio.load("assignments", {**hours, "person_name": "Bo Lee", "planned_hours": 5})
    portfolio.decide("alias", kind="person", old="LEE Ann", new="Ann Lee")
    found = [(row["person"], row["planned_hours"], row["actual_hours"]) for row in portfolio.rows("core.bookings")]
    assert sorted(found) == [("Bo Lee", 5, None), ("E7", 80, 70)]


def _manager(portfolio, *events: tuple[str, str, str | None]) -> str:
    portfolio.load("projects", {"project_id": "P1", "manager": "Ann"})
    for kind, old, new in events:
        portfolio.decide(kind, kind="person", old=old, **({"new": new} if new else {}))
    return portfolio.rows("core.projects")[0]["manager"]


@pytest.mark.parametrize(
    ("events", "name"),
    [
        ([], "Ann"),
        ([("alias", "Ann", "Bo")], "Bo"),
        ([("alias", "Ann", "Bo"), ("unalias", "ann", None)], "Ann"),
        ([("alias", "Ann", "Bo"), ("unalias", "Ann", None), ("alias", "Ann", "Bo")], "Bo"),
        ([("alias", "Ann", "Bo"), ("unalias", "Bo", None)], "Bo"),
        ([("alias", "Ann", "Bo"), ("alias", "Bo", "Cy")], "Cy"),
        ([("alias", "Ann", "Bo"), ("alias", "Bo", "Cy"), ("unalias", "Bo", None)], "Bo"),
        ([("alias", "Ann", "Bo"), ("alias", "Bo", "Ann")], "Ann"),
        ([("alias", "Ann", "Bo"), ("alias", "Bo", "Ann"), ("unalias", "Bo", None)], "Bo"),
        ([("alias", "ANN", "Ann"), ("alias", "Bo", "Ann")], "Ann"),
        ([("alias", "Ann", "ANN")], "ANN"),
        ([("alias", "Ann", "bo"), ("alias", "BO", "Bo")], "Bo"),
    ],
)  # fmt: skip
def test_an_alias_is_taken_back_and_made_again_and_a_circle_changes_nothing(portfolio, events, name) -> None:
    assert _manager(portfolio, *events) == name


def test_the_aliases_that_stand_are_listed_with_the_name_that_is_shown(portfolio) -> None:
    portfolio.decide("alias", old="P-OLD", new="P-NEW")
    portfolio.decide("alias", kind="person", old="Ann", new="Bo")
    portfolio.decide("alias", kind="person", old="Bo", new="Cy")
    portfolio.decide("alias", kind="person", old="Dee", new="Eve")
    portfolio.decide("unalias", kind="person", old="Dee")
    portfolio.decide("alias", kind="department", old="IT", new="ICT")
    portfolio.decide("alias", kind="department", old="ICT", new="IT")
    found = {(row["kind"], row["old"], row["new"], row["name"]) for row in portfolio.rows("marts.aliases")}
    assert found == {
        ("project", "P-OLD", "P-NEW", "P-NEW"), ("person", "Ann", "Bo", "Cy"), ("person", "Bo", "Cy", "Cy"),
        ("department", "IT", "ICT", None), ("department", "ICT", "IT", None),
    }  # fmt: skip


def test_two_cells_that_name_one_person_do_not_disagree(portfolio) -> None:
    portfolio.load("projects", {"project_id": "P1", "manager": "LEE Ann", "sponsor": "Bo"})
    portfolio.load("projects", {"project_id": "P1", "manager": "Ann Lee", "sponsor": "Cy"})
    assert [row["field"] for row in portfolio.rows("core.disagreements")] == ["manager", "sponsor"]
    portfolio.decide("alias", kind="person", old="LEE Ann", new="Ann Lee")
    portfolio.database.made -= {name for name in portfolio.database.made if name.startswith("core.")}
    assert [row["field"] for row in portfolio.rows("core.disagreements")] == ["sponsor"]


def _proposed(given, rows, kind: str, names: list[str], count_first: int = 2) -> set[tuple[str, str, str]]:
    """What is proposed where each name is borne by one row, the first by two, and nobody has a number."""
    given("core.names_used", [
        {"kind": kind, "name": name, "count_rows": 1 if place else count_first} for place, name in enumerate(names)
    ])  # fmt: skip
    for model in ("core.name_parts", "core.names_alike"):
        rows(model)
    found = rows("marts.likely_names")
    assert {(row["kind"], row["count_name"]) for row in found} <= {(kind, 1), (kind, 2)}
    return {(row["name"], row["other"], row["evidence"]) for row in found}


def _likely(portfolio, kind: str, names: list[str], *told_apart: tuple[str, str]) -> set[tuple[str, str, str]]:
    """What is proposed where each name is borne by one row, the first by two."""
    field = "manager" if kind == "person" else "department"
    named = [*names, names[0]]
    portfolio.load("projects", *({"project_id": f"P{place}", field: name} for place, name in enumerate(named)))
    for name, other in told_apart:
        portfolio.decide("different", kind=kind, name=name, other=other)
    rows = portfolio.rows("marts.likely_names", kind=kind)
    assert {row["count_name"] for row in rows} <= {1, 2}
    return {(row["name"], row["other"], row["evidence"]) for row in rows}


PEOPLE = [
    ("Ann Lee", "ANN LEE", "spelling"),
    ("Ann Lee", "Ａｎｎ　Ｌｅｅ", "spelling"),
    ("Ann-Lee Fox", "Ann Lee Fox", "spelling"),
    ("Tomás Ribeiro", "Tomas Ribeiro", "spelling"),
    ("李娜", "李 娜", "spelling"),
    ("Ann Lee", "LEE Ann", "word_order"),
    ("Ann Lee", "Lee, Ann", "word_order"),
    ("Ann Lee", "A. Lee", "initials"),
    ("Ann Beth Lee", "A. B. Lee", "initials"),
    ("李娜 Li Na", "李娜", "both_scripts"),
    ("李娜 Li Na", "Na Li", "both_scripts"),
]


@pytest.mark.parametrize(("kept", "other", "evidence"), PEOPLE)
def test_two_spellings_of_a_person_are_proposed(given, rows, kept, other, evidence) -> None:
    assert _proposed(given, rows, "person", [kept, other]) == {(kept, other, evidence)}


EQUALS = [
    ("Tomás Ribeiro", "Tomas Ribeiro"), ("Ann Lee", "LEE Ann"), ("何佳", "何 佳"), ("李娜 Li Na", "李娜"),
    ("Daniel Okafor", "D. Okafor"),
]  # fmt: skip


@pytest.mark.parametrize(("kept", "other"), EQUALS)
def test_of_two_names_in_equal_use_the_better_written_is_kept(given, rows, kept, other) -> None:
    ((name, turned, _),) = _proposed(given, rows, "person", [other, kept], count_first=1)
    assert (name, turned) == (kept, other)


def test_of_initials_the_full_name_is_kept_though_fewer_rows_bear_it(given, rows) -> None:
    assert _proposed(given, rows, "person", ["D. Okafor", "Daniel Okafor"]) == {
        ("Daniel Okafor", "D. Okafor", "initials")
    }


PEOPLE_APART = [
    ["Ann Lee", "Anna Lee"],
    ["Ann Lee", "Ann Leeds"],
    ["Ann Lee", "Bo Lee"],
    ["Ann Lee", "Alan Lee", "A. Lee"],
    ["Ann Lee", "B. Lee"],
    ["Ann Lee", "A. Li"],
    ["Ann Lee", "Ann"],
    ["李娜", "李安娜"],
    ["李娜", "Li Na"],
    ["李娜 Li Na", "李纳 Li Na", "Li Na"],
    ["Ann Lee; Bo Fox", "Bo Fox; Ann Lee"],
    ["Ann Lee and Bo Fox", "Bo Fox and Ann Lee"],
    ["PMO 1 2", "PMO 12"],
]


@pytest.mark.parametrize("names", PEOPLE_APART)
def test_people_who_only_look_alike_are_not_proposed(given, rows, names) -> None:
    assert _proposed(given, rows, "person", names) == set()


DEPARTMENTS = [
    ("R&D", "r & d", "spelling"),
    ("Finance", "Finance Department", "department_word"),
    ("财务部", "财务", "department_word"),
    ("Risk and Finance", "Finance and Risk", "word_order"),
    ("IT 信息", "信息", "both_scripts"),
    ("IT 信息", "IT", "both_scripts"),
    ("Human Resources", "HR", "initials"),
]


@pytest.mark.parametrize(("kept", "other", "evidence"), DEPARTMENTS)
def test_two_spellings_of_a_department_are_proposed(given, rows, kept, other, evidence) -> None:
    assert _proposed(given, rows, "department", [kept, other]) == {(kept, other, evidence)}


DEPARTMENTS_APART = [
    ["Team 1", "Team 11"],
    ["Team 1 1", "Team 11"],
    ["IT", "IT Security"],
    ["IT 信息", "IT 运维", "IT"],
    ["Human Resources", "Heat Recovery", "HR"],
    ["财务部", "财务处"],
    ["东部", "东"],
    ["Sales", "Sales North"],
]


@pytest.mark.parametrize("names", DEPARTMENTS_APART)
def test_departments_that_only_look_alike_are_not_proposed(given, rows, names) -> None:
    assert _proposed(given, rows, "department", names) == set()


def test_what_was_told_apart_or_joined_is_not_asked_again(portfolio) -> None:
    names = ["Ann Lee", "LEE Ann", "Bo Fox", "BO FOX", "Cy Ray", "Ray Cy"]
    portfolio.decide("alias", kind="person", old="BO FOX", new="Bo Fox")
    assert _likely(portfolio, "person", names, ("LEE  Ann", "ann lee")) == {("Cy Ray", "Ray Cy", "word_order")}


def test_an_alias_taken_back_is_proposed_again(portfolio) -> None:
    portfolio.decide("alias", kind="person", old="LEE Ann", new="Ann Lee")
    portfolio.decide("unalias", kind="person", old="LEE Ann")
    assert _likely(portfolio, "person", ["Ann Lee", "LEE Ann"]) == {("Ann Lee", "LEE Ann", "word_order")}


def _people(portfolio, *people: tuple[str | None, str]) -> set[tuple[str, str, str]]:
    for (person_id, name), month in zip(people, (JAN, FEB, JAN, FEB), strict=False):
        portfolio.load("people", {"person_id": person_id, "person_name": name, "month": month, "period": month})
    return {(row["name"], row["other"], row["evidence"]) for row in portfolio.rows("marts.likely_names")}


def test_one_personnel_number_proves_two_names_and_two_numbers_prove_two_people(portfolio) -> None:
    assert _people(portfolio, ("E1", "李娜"), ("E1", "Li Na"), ("E2", "Wei Li"), ("E3", "Li Wei")) == {
        ("李娜", "Li Na", "same_number")
    }


def test_a_number_given_to_somebody_else_proves_nothing_but_a_new_surname_is_proposed(portfolio) -> None:
    assert _people(portfolio, ("E1", "Bo Fox"), ("E1", "Eve Ray"), ("E2", "Ann Lee"), ("E2", "Ann Fox")) == {
        ("Ann Fox", "Ann Lee", "same_number")
    }


def test_two_people_in_one_list_of_people_are_two(portfolio) -> None:
    row = {"month": JAN, "period": JAN}
    portfolio.load("people", {**row, "person_name": "Li Wei"}, {**row, "person_name": "Wei Li"})
    portfolio.load("people", {"month": FEB, "period": FEB, "person_name": "Ann Lee"})
    portfolio.load("people", {**row, "person_name": "Lee Ann"})
    found = {(row["name"], row["other"]) for row in portfolio.rows("marts.likely_names")}
    assert found == {("Ann Lee", "Lee Ann")}


def test_names_are_used_as_they_are_written_and_managers_have_no_number(portfolio) -> None:
    """All that the tests above say are used."""
    people = [[*case[:2]] for case in (*PEOPLE, *EQUALS)] + PEOPLE_APART
    departments = [[*case[:2]] for case in DEPARTMENTS] + DEPARTMENTS_APART
    written = [("person", "manager", names) for names in people]
    written += [("department", "department", names) for names in departments]
    portfolio.load("projects", *(
        {"project_id": f"{place} {name} {row}", field: name}
        for place, (_, field, names) in enumerate(written) for row, name in enumerate([*names, names[0]])
    ))  # fmt: skip
    borne = Counter((kind, name) for kind, _, names in written for name in (*names, names[0]))
    used = {(row["kind"], row["name"]): row["count_rows"] for row in portfolio.rows("core.names_used")}
    assert used == borne
    assert portfolio.rows("core.person_identity") == portfolio.rows("core.people") == []
