"""Real public portfolios load as they are, and what they say is recomputed here from the raw files in plain Python."""

import csv
import io
import re
from collections import Counter
from decimal import Decimal, InvalidOperation

import pytest

from pmo_analytics import operations
from pmo_analytics.workspace import PROJECT_ROOT, Workspace
from tests.command_line import LatePmo

DATA = PROJECT_ROOT.parent / "shared" / "data"
pytestmark = pytest.mark.skipif(not DATA.exists(), reason="the public portfolios of ../shared/data are not here")

UK = {2014: "2013-09", 2015: "2014-09", 2017: "2016-09", 2018: "2017-09", 2020: "2019-09", 2021: "2021-03"}
COUNTS = {2014: 199, 2015: 188, 2017: 143, 2018: 133, 2020: 125, 2021: 184}
LIGHTS = {"green", "amber/green", "amber", "amber/red", "red"}
MONEY = {"budget_at_completion", "budget_this_year", "forecast_this_year"}
DATES = {"baseline_start", "baseline_finish"}


def raw(path, delimiter=","):
    """The cells of a csv file as csv.reader gives them."""
    content = path.read_bytes()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", "replace")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


def records(year):
    """One dict per project: its cells by header, and its address by header."""
    cells = raw(DATA / "uk_major_projects" / f"uk_{year}.csv", ";" if year == 2021 else ",")
    if year < 2018:
        found = []
        for column in range(1, len(cells[0])):
            if cells[0][column].strip():
                rows = {r[0]: (r[column], f"{letters(column)}{n + 1}") for n, r in enumerate(cells) if r[0].strip()}
                found.append(rows)
        return found
    return [
        {head: (cell, f"{letters(i)}{n}") for i, (head, cell) in enumerate(zip(cells[0], row, strict=False))}
        for n, row in enumerate(cells[1:], start=2)
    ]


def letters(column):
    text = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def money(text):
    """£ millions as pounds; None where the cell is no number."""
    plain = text.strip().replace("£", "").replace(",", "").removesuffix("m")
    try:
        return Decimal(plain) * 1_000_000 if plain else None
    except InvalidOperation:
        return None


def light(text):
    return re.sub(r"\s*/\s*", "/", text.strip().casefold())


def is_day(text):
    return bool(re.fullmatch(r"\d{4}-\d\d-\d\d|\d{1,2}[/.]\d{1,2}[/.]\d{2,4}", text.strip()))


@pytest.fixture(scope="module")
def uk_loaded(tmp_path_factory):
    """All six report years loaded once: the home of the workspace, and the reports by year."""
    home = str(tmp_path_factory.mktemp("uk") / "workspace")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PMO_HOME", home)
        pmo = LatePmo()
        reports = {
            year: pmo.load(DATA / "uk_major_projects" / f"uk_{year}.csv", "--period", period)["files"][0]
            for year, period in UK.items()
        }
        operations.renew(Workspace.current())
    return home, reports


@pytest.fixture
def uk(pmo, uk_loaded, monkeypatch):
    """The reports by year, in the workspace that holds them."""
    home, reports = uk_loaded
    monkeypatch.setenv("PMO_HOME", home)
    return reports


def test_six_report_years_of_uk_major_projects_become_six_periods(pmo, uk):
    projects = pmo.read("projects")
    assert Counter(row["period"][:7] for row in projects) == {UK[year]: count for year, count in COUNTS.items()}
    for year, report in uk.items():
        (sheet,) = report["sheets"]
        assert sheet["rows_loaded"] == COUNTS[year]
        assert sheet["rows_in_sheet"] == sheet["rows_loaded"] + sheet["rows_set_aside"]
        assert {"project_name", "department", "declared_overall"} | MONEY | DATES <= set(sheet["mapped"]), year
        assert {"narrative", "cost_narrative", "schedule_narrative"} & set(sheet["mapped"]), year

    for year, report in uk.items():
        mapped = report["sheets"][0]["mapped"]
        loaded = [row for row in projects if row["period"][:7] == UK[year]]
        for field in MONEY:
            expected = sum(filter(None, (money(record[_raw(record, mapped[field])][0]) for record in records(year))))
            assert sum(row[field] or 0 for row in loaded) == pytest.approx(float(expected), rel=1e-12), (year, field)
        lights = Counter(light(record[_raw(record, mapped["declared_overall"])][0]) for record in records(year))
        assert Counter(row["declared_overall"] for row in loaded if row["declared_overall"]) == {
            name.replace("/", "_"): count for name, count in lights.items() if name in LIGHTS
        }


def test_every_cell_of_uk_major_projects_that_cannot_be_read_is_a_finding_at_its_address(pmo, uk):
    findings = pmo.read("findings")
    for year, report in uk.items():
        mapped = report["sheets"][0]["mapped"]
        found = {(one["field"], one["cell"]) for one in findings if one["file_name"] == f"uk_{year}.csv"}
        unreadable = set()
        for record in records(year):
            for field in MONEY | DATES | {"declared_overall"}:
                text, cell = record[_raw(record, mapped[field])]
                readable = (
                    money(text) is not None if field in MONEY
                    else is_day(text) if field in DATES else light(text) in LIGHTS
                )  # fmt: skip
                if text.strip() and not readable:
                    unreadable.add((field, cell))
        assert unreadable, year
        assert unreadable <= found, (year, sorted(unreadable - found)[:5])


def test_uk_projects_keep_their_identity_where_the_name_is_the_same(pmo, uk):
    by_name = {}
    for row in pmo.read("projects"):
        by_name.setdefault(" ".join(row["project_name"].split()).casefold(), []).append(row)
    codes = {}
    for year in (2020, 2021):
        for record in records(year):
            codes.setdefault(" ".join(record["project_name"][0].split()).casefold(), set()).add(
                record["project_number"][0]
            )
    lasting = {
        name for name, rows in by_name.items()
        if len({row["period"] for row in rows}) >= 2 and len(codes.get(name, ())) <= 1
    }  # fmt: skip
    assert len(lasting) > 150
    assert not {name for name in lasting if len({row["project_id"] for row in by_name[name]}) > 1}
    coded_anew = {name for name, found in codes.items() if len(found) > 1}
    assert coded_anew
    for name in coded_anew:
        assert {row["project_id"] for row in by_name[name]} >= codes[name]


def _raw(record, header):
    """The key of a raw record for a header as the report prints it."""
    tidy = " ".join(header.split())
    return next(key for key in record if " ".join(key.split()) == tidy or " ".join(key.split()).startswith(tidy))


@pytest.mark.asks("projects")
@pytest.mark.parametrize(("year", "count", "month"), [(2016, 398, "2016-05"), (2019, 463, "2019-04")])
def test_canadian_projects_take_their_month_from_the_status_date_and_the_cut_off_day(pmo, year, count, month):
    path = DATA / "canada_it_projects" / f"data_{year}.csv"
    (sheet,) = pmo.load(path)["files"][0]["sheets"]
    assert (sheet["rows_loaded"], sheet["periods"]) == (count, [month])
    cells = raw(path)
    budget = cells[0].index("totalBudget")
    expected = sum(Decimal(row[budget].replace("$", "").replace(",", "")) for row in cells[1:] if row[budget].strip())
    projects = pmo.read("projects")
    assert len({row["project_id"] for row in projects}) == count
    assert sum(row["budget_at_completion"] or 0 for row in projects) == pytest.approx(float(expected), rel=1e-12)


def test_canadian_names_that_several_ids_bear_stay_several_projects(pmo):
    pmo.load(DATA / "canada_it_projects" / "data_2016.csv", DATA / "canada_it_projects" / "data_2019.csv")
    projects = pmo.read("projects")
    assert len(projects) == 398 + 463
    ids = {}
    for row in projects:
        if row["period"] == "2016-05-31":
            ids.setdefault(row["project_name"], set()).add(row["project_id"])
    cells = raw(DATA / "canada_it_projects" / "data_2016.csv")
    names = Counter(row[cells[0].index("projectName")] for row in cells[1:])
    assert sum(len(found) > 1 for found in ids.values()) == sum(count > 1 for count in names.values())


def test_melbourne_gates_come_across_the_columns_as_rows(pmo):
    path = DATA / "melbourne_water" / "Capital_Delivery_Project_deidentified.csv"
    (sheet,) = pmo.load(path, "--period", "2024-06")["files"][0]["sheets"]
    assert sheet["rows_loaded"] == 445
    cells = raw(path)
    gates = ["Tender Closed", "BNI", "PBC", "BCA", "Stage1", "Stage2", "Stage3"]
    filled = {gate: sum(1 for row in cells[1:] if row[cells[0].index(gate)].strip()) for gate in gates}
    loaded = pmo.read("gates")
    assert len(loaded) == sum(filled.values())
    assert all(row["held_on"] or row["planned_date"] for row in loaded)
    expected = sum(Decimal(row[cells[0].index("FFC")]) for row in cells[1:])
    budgets = [row["budget_at_completion"] for row in pmo.read("projects")]
    assert sum(budgets) == pytest.approx(float(expected), rel=1e-9)


def test_jira_tasks_load_with_their_dates(pmo):
    (sheet,) = pmo.load(DATA / "jira_agile" / "jira.csv", "--period", "2016-12")["files"][0]["sheets"]
    assert (sheet["entity"], sheet["rows_loaded"]) == ("tasks", 4123)
    cells = raw(DATA / "jira_agile" / "jira.csv")
    tasks = {row["task_id"]: row for row in pmo.read("tasks")}
    assert len(tasks) == 4123
    head = cells[0]
    for row in cells[1::500]:
        task = tasks[row[head.index("id")]]
        assert task["created_on"] == row[head.index("created_date")]
        assert task["actual_finish"] == row[head.index("finished_date")]
        assert task["project_id"] == row[head.index("project")]
