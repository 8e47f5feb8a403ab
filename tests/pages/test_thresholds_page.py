"""The page of thresholds: what holds since when, and the forms that choose a profile and set bounds."""

import shutil
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from pmo_analytics import operations, warehouse
from pmo_analytics.words import set_language
from pmo_analytics.workspace import Workspace
from tests.pages.conftest import MONTHS, OpenPage, shown, tables, tracker


@pytest.fixture(scope="module")
def loaded_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with two months of the portfolio, which tests copy."""
    home = tmp_path_factory.mktemp("loaded")
    files = [tracker(home / "sent", place, month) for place, month in enumerate(MONTHS[:2])]
    reports = operations.load(Workspace(home), files, operations.Said(), "Ann")
    assert [report.status for report in reports] == ["loaded"] * 2
    return home


@pytest.fixture
def loaded(loaded_home: Path, workspace: Workspace) -> Workspace:
    shutil.copytree(loaded_home, workspace.home)
    return workspace


def press(app: AppTest, key: str) -> AppTest:
    return app.button(key=key).click().run(timeout=120)


def held(app: AppTest) -> list[tuple[str, ...]]:
    table = next(data for label, data in tables(app).items() if label in ("In force", "现行阈值"))
    return [tuple(row[name] for name in ("where", "what", "from", "to", "who", "why")) for row in table["rows"]]


def test_a_profile_is_chosen_on_the_page_and_the_month_before_stays_as_it_was(
    loaded: Workspace, open_page: OpenPage
) -> None:
    january = warehouse.Filters(period=MONTHS[0])
    before = warehouse.read("lights", january)
    app = open_page("data/thresholds")
    assert app.title[0].value == "Profile A · Standard has applied from the start."
    assert app.button(key="choose").disabled  # without a reason
    app.text_input(key="who").set_value("Ann")
    app.selectbox(key="profile").set_value("B")
    app.selectbox(key="from_profile").set_value(MONTHS[1])
    app.text_input(key="why_profile").set_value("asked by the board").run(timeout=120)
    assert "Variances of cost and schedule" in shown(app)
    press(app, "choose")
    assert not app.exception and not app.error
    assert app.title[0].value == "Profile B · US federal has applied since 2026-02."
    assert held(app) == [
        ("Whole organisation", "B · US federal", "2026-02", "", "Ann", "asked by the board"),
        ("Whole organisation", "A · Standard", "the first month", "2026-01", "", ""),
    ]
    assert warehouse.read("lights", january).equals(before)
    bounds = {row["label"][1]: row for row in tables(app)["Amber and red under each profile"]["rows"]}
    assert (bounds["cost_variance_ratio"]["A"], bounds["cost_variance_ratio"]["B"]) == (
        ["< −5%, < −10%", ""], ["< −10%, < −30%", "Cost"],
    )  # fmt: skip
    dictionary = tables(open_page("data/dictionary"))["What is calculated"]["rows"]
    shares = next(row for row in dictionary if row["label"][1] == "cost_variance_ratio")
    now, elsewhere = shares["bounds"]
    assert now == "< −10%, < −30%" and elsewhere.startswith("A, ") and elsewhere.endswith("D: < −5%, < −10%")

    operations.close(loaded, MONTHS[1], "Ann")
    set_language("zh")
    app = open_page("data/thresholds", lang="zh")
    assert app.title[0].value == "自 2026-02 起采用阈值方案 B 美国联邦。"
    app.selectbox(key="from_profile").set_value(MONTHS[0])
    app.text_input(key="why_profile").set_value("董事会要求").run(timeout=120)
    press(app, "choose")  # January alone would change, which is open
    assert held(app)[1][1:4] == ("A 通用", "2026-01", "2026-01")
    app.selectbox(key="from_profile").set_value(MONTHS[1])
    app.text_input(key="why_profile").set_value("董事会要求").run(timeout=120)
    press(app, "choose")
    assert "2026-02 已关账" in app.error[0].value


def test_bounds_are_typed_as_they_are_shown_and_kept_as_fractions(loaded: Workspace, open_page: OpenPage) -> None:
    app = open_page("data/thresholds")
    app.selectbox(key="bounded").set_value("full_year_forecast_ratio").run(timeout=120)
    typed = {name: app.number_input(key=f"{name}_full_year_forecast_ratio").value
             for name in ("low_red", "low_amber", "amber", "red")}  # fmt: skip
    assert typed == {"low_red": 90, "low_amber": 95, "amber": 102, "red": 105}
    app.number_input(key="amber_full_year_forecast_ratio").set_value(103.5)
    app.selectbox(key="from_bounds").set_value(MONTHS[1])
    app.text_input(key="why_bounds").set_value("asked by finance").run(timeout=120)
    press(app, "set_bounds")
    (own,) = warehouse.read("own_bounds").to_dict("records")
    assert [own[name] for name in ("low_red", "low_amber", "amber", "red")] == [0.9, 0.95, 1.035, 1.05]
    assert app.title[0].value.endswith("1 indicator has bounds of our own.")
    assert held(app)[-1][1] == "< 95% or > 103.5%, < 90% or > 105%"
