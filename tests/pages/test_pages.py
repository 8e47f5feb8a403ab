"""The real pages on a small real portfolio, in both languages."""

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.conftest import OpenPage, figures, shown, tables

pytestmark = pytest.mark.usefixtures("on_portfolio")

PAGES = ("portfolio/overview", "portfolio/projects", "portfolio/project", "data/dictionary")


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("page", PAGES)
def test_every_page_opens_with_a_sentence_and_a_question(open_page: OpenPage, page: str, language: str) -> None:
    app = open_page(page, lang=language)
    assert not app.error
    (title,) = app.title
    assert title.value.endswith("。" if language == "zh" else ".")
    assert len(title.value) <= 130
    for chart in figures(app):
        assert chart["title"] and chart["caption"] and chart["alt"]


@pytest.mark.parametrize("page", PAGES)
def test_a_chinese_page_holds_no_english_of_ours(open_page: OpenPage, page: str) -> None:
    english = shown(open_page(page, lang="en")).split("\n")
    chinese = set(shown(open_page(page, lang="zh")).split("\n"))
    from_files = ("Silent", "Warehouse", "On plan.", "Add a shift", "Waiting")
    ours = [line for line in english if " " in line and not any(text in line for text in from_files)]
    assert ours
    assert [line for line in ours if line in chinese] == []


def test_the_overview_tells_the_portfolio(open_page: OpenPage) -> None:
    app = open_page("portfolio/overview")
    assert app.title[0].value.replace("\\", "").startswith("1 of 3 projects is red")
    assert "3 of 4 projects reported" in shown(app)
    (attention,) = tables(app).values()
    first = attention["rows"][0]
    assert first["project_name"] == ["Warehouse <b>*system*</b>", ""]
    assert (first["computed"][0], first["decision"]) == ("red", ["Add a shift", "Li Na asks"])
    assert first["q"]["project"] == "P1"
    assert attention["label"] == "Projects that need a decision"
    assert "One project needs a decision from this committee" in shown(app)


def test_the_other_list_of_the_overview_says_why_a_project_is_red(open_page: OpenPage) -> None:
    app = open_page("portfolio/overview")
    app.session_state["attention_list"] = "red"
    app.run()
    (red,) = tables(app).values()
    assert red["label"] == "Red projects" and "One project is red" in shown(app)
    (row,) = red["rows"]
    assert (row["id"], row["declared"][0]) == ("P1", "green")
    assert row["why"].startswith("Cost: ") and "CPI 0.71 < 0.90" in row["why"] and "Schedule: " in row["why"]


def test_a_light_of_the_overview_leads_to_the_projects_that_have_it(open_page: OpenPage) -> None:
    app = open_page("portfolio/projects", dimension="cost", light="green")
    (grid,) = tables(app).values()
    assert [row["id"] for row in grid["rows"]] == ["P2"]
    for unknown in ({"light": "red"}, {"dimension": "weather", "light": "red"}, {"dimension": "cost", "light": "x"}):
        (grid,) = tables(open_page("portfolio/projects", **unknown)).values()
        assert len(grid["rows"]) == 4


def test_the_grid_says_what_made_a_light_red(open_page: OpenPage) -> None:
    (grid,) = tables(open_page("portfolio/projects")).values()
    first = next(row for row in grid["rows"] if row["id"] == "P1")
    assert "CPI 0.71 < 0.90" in first["cost"][2] and "Schedule: " in first["overall"][2]


def test_a_card_without_a_value_says_why(open_page: OpenPage) -> None:
    app = open_page("portfolio/overview", programme="Channels")
    cards = {metric.label: metric.value for metric in app.metric}
    assert cards["Finish on time"] == "–"
    assert "too few for a share" in shown(app)


def test_filters_narrow_every_figure(open_page: OpenPage) -> None:
    app = open_page("portfolio/projects", department="HR")
    (grid,) = tables(app).values()
    assert {row["id"] for row in grid["rows"]} == {"P2", "P3"}


def test_the_month_and_the_month_compared_come_from_the_address_in_either_language(open_page: OpenPage) -> None:
    app = open_page("portfolio/overview", lang="zh", period="2026-02", against="against 2026-01")
    assert app.title[0].value.startswith("4 个项目中 1 个红灯，与 1 月相同")


def test_the_first_month_has_nothing_to_be_compared_with(open_page: OpenPage) -> None:
    app = open_page("portfolio/overview", period="2026-01")
    assert app.title[0].value.replace("\\", "").startswith("1 of 4 projects is red; ")
    assert "There is no earlier month to compare with." in shown(app)


def test_a_project_that_sent_nothing_is_in_the_grid_and_says_so(open_page: OpenPage) -> None:
    app = open_page("portfolio/projects")
    (grid,) = tables(app).values()
    silent = next(row for row in grid["rows"] if row["id"] == "P4")
    assert silent["overall"][0].endswith(".")
    assert silent["overall"][2] == "no report for this month"
    assert "1 sent no report for 2026-03" in shown(app)


def test_grey_says_what_is_missing(open_page: OpenPage) -> None:
    (grid,) = tables(open_page("portfolio/projects")).values()
    payroll = next(row for row in grid["rows"] if row["id"] == "P3")
    assert payroll["cost"][0].endswith("N")
    assert payroll["cost"][2].startswith("missing or unreadable: Actual cost")


def test_the_grid_shows_only_red_ones_when_asked(open_page: OpenPage) -> None:
    app = open_page("portfolio/projects")
    (control,) = [group for group in app.get("button_group") if group.key == "show"]
    app.session_state["show"] = "red"
    app.run()
    (grid,) = tables(app).values()
    assert control.key and [row["id"] for row in grid["rows"]] == ["P1"]


@pytest.mark.parametrize(("stage", "lang"), [("Build", "en"), ("实施", "zh"), ("实施", "en"), ("Build", "zh")])
def test_a_stage_is_one_filter_in_both_languages(open_page: OpenPage, stage: str, lang: str) -> None:
    app = open_page("portfolio/projects", stage=stage, lang=lang)
    (grid,) = tables(app).values()
    assert {row["id"] for row in grid["rows"]} == {"P1", "P2"}
    (control,) = [box for box in app.selectbox if box.key == "stage"]
    assert control.value == "Build" and {"en": "Build", "zh": "实施"}[lang] in control.options


def test_filters_that_match_nothing_name_the_one_to_clear(open_page: OpenPage) -> None:
    app = open_page("portfolio/projects", department="IT", search="knowledge")
    assert "0 of 3 projects match in 2026-03." in shown(app)
    (clear,) = [button for button in app.button if "Clear" in button.label]
    assert clear.label.replace("\\", "") == "Clear 'Search: knowledge' to see 1"
    clear.click().run()
    (grid,) = tables(app).values()
    assert [row["id"] for row in grid["rows"]] == ["P1", "P4"]


def test_reset_shows_everything_again(open_page: OpenPage) -> None:
    app = open_page("portfolio/projects", department="IT", period="2026-02")
    next(button for button in app.button if button.label == "Reset").click().run()
    (grid,) = tables(app).values()
    assert len(grid["rows"]) == 4
    assert "department" not in app.query_params


def test_a_project_is_told_from_its_address(open_page: OpenPage) -> None:
    app = open_page("portfolio/project", project="P1", lang="en")
    text = shown(app)
    assert app.title[0].value.replace("\\", "") == (
        "It is forecast to finish 120 days late and 1.6M over budget; the manager declares green."
    )
    assert "Warehouse <b>*system*</b> · P1 · Plant · Li Na · Build" in text.replace("\u2060", "")
    assert "“On plan.”" in text and "Add a shift" in text
    assert "Word for word as in the month compared." in text
    assert [chart["title"] for chart in figures(app)][1] == "All 2 milestones slip, the worst by 106 days"


def test_the_finish_of_a_project_is_told_by_nine_methods(open_page: OpenPage) -> None:
    app = open_page("portfolio/project", project="P1")
    told = tables(app)["Finish by nine methods"]["rows"]
    assert [row["label"][0] for row in told] == ["Earned schedule", "Planned value", "Earned duration"]
    # 15 of 24 months passed, 15 / 24 - 0.2 = 0.425 done, 10.2 months: 15 + 13.8 = 28.8, 0.8 of the 31 days of May 2027
    assert [row["planned"] for row in told] == ["2027-05-25"] * 3
    (chart,) = [one for one in figures(app) if "estimates end" in one["title"]]
    assert chart["title"].startswith("All nine estimates end 25–")


def test_a_finish_by_a_method_that_lacks_an_input_says_which(open_page: OpenPage) -> None:
    app = open_page("portfolio/project", project="P3")
    assert shown(app).count("Pace and cost: missing or unreadable: Actual cost (AC)\n") == 1
    assert [row["cost"] for row in tables(app)["Finish by nine methods"]["rows"]] == ["–"] * 3


def test_the_indicators_of_a_project_say_why_they_are_grey(open_page: OpenPage) -> None:
    indicators = tables(open_page("portfolio/project", project="P3"))["Indicators of this project"]
    index = next(row for row in indicators["rows"] if row["id"] == "cost_performance_index")
    assert (index["light"][0], index["value"][1]) == ("unknown", "–")
    assert index["remark"].startswith("missing or unreadable: Actual cost")
    lights = [row["light"][0] for row in indicators["rows"]]
    assert lights == sorted(lights, key=["red", "amber", "unknown", "green", "none"].index)


def test_an_address_opens_the_drawer_that_explains_an_indicator(open_page: OpenPage) -> None:
    app = open_page("portfolio/project", project="P1", explain="cost_performance_index")
    text = shown(app)
    assert "Value of the work done for each unit of money spent." in text
    assert "CPI 0.71 = earned value 1.7M / actual cost 2.4M" in text
    assert "Amber below 0.95, red below 0.90 (profile A · Standard)" in text
    cells = tables(app)["The cells it was read from"]
    cost = next(row for row in cells["rows"] if row["input"][0] == "Actual cost (AC)")
    assert (cost["value"], cost["text"], cost["file"], cost["cell"]) == (
        "2,400,000", "2400000", ["tracker 2026-03.xlsx", "Status"], "K2",
    )  # fmt: skip


def test_the_drawer_speaks_chinese_and_leads_on_to_what_the_value_is_made_of(open_page: OpenPage) -> None:
    app = open_page("portfolio/project", project="P1", explain="cost_performance_index", lang="zh")
    assert "CPI 0.71 = 挣值 170 万 ÷ 实际成本 240 万" in shown(app)
    next(button for button in app.button if button.key == "part_earned_value").click().run()
    assert "EV 170 万 = 完成百分比 42.5% × 完工预算 400 万" in shown(app)


def test_a_card_of_a_project_can_be_asked_where_its_figure_comes_from(open_page: OpenPage) -> None:
    app = open_page("portfolio/project", project="P3")
    next(button for button in app.button if button.key == "explain_cost_performance_index").click().run()
    text = shown(app)
    assert "CPI is not known: missing or unreadable: Actual cost (AC)" in text
    assert "Looked for and not loaded:" in text


def test_a_project_that_fell_silent_shows_its_last_report(open_page: OpenPage) -> None:
    text = shown(open_page("portfolio/project", project="P4"))
    assert "No report for 2026-03; these are the figures of 2026-02" in text


@pytest.mark.parametrize("asked", ["P9", "", "<script>"])
def test_an_unknown_project_opens_the_one_that_needs_attention_most(open_page: OpenPage, asked: str) -> None:
    app = open_page("portfolio/project", project=asked)
    assert app.query_params["project"] == ["P1"] or app.query_params["project"] == "P1"


def test_the_page_ignores_parameters_it_does_not_know(open_page: OpenPage) -> None:
    assert not open_page("portfolio/overview", project="P1", colour="blue").error


@pytest.mark.parametrize(("text", "found"), [("实际成本", True), ("spent to date", True), ("zzz", False)])
def test_the_dictionary_finds_words_of_both_languages(open_page: OpenPage, text: str, found: bool) -> None:
    app = open_page("data/dictionary", find=text)
    fields = tables(app).get("What can be loaded", {"rows": []})["rows"]
    assert any(row["label"][1] == "projects.actual_cost" for row in fields) is found
    assert ("Nothing goes by" in shown(app)) is not found


def test_a_moment_that_was_never_built_is_said_and_can_be_left(open_page: OpenPage) -> None:
    app = open_page("portfolio/overview", as_of="2026-03-05T12:00")
    assert "Shown as known on 2026-03-05 12:00" in shown(app)
    assert len(app.error) == 1 and not app.title
    next(button for button in app.button if button.label == "Back to the present").click().run()
    assert app.title[0].value.replace("\\", "").startswith("1 of 3 projects is red")


def test_a_page_that_breaks_shows_no_traceback(open_page: OpenPage, monkeypatch: pytest.MonkeyPatch) -> None:
    from pmo_analytics.ui import messages

    said: list[str] = []
    monkeypatch.setattr(messages.st, "error", lambda text, **_: said.append(text))
    assert messages.broken_page(ZeroDivisionError("secret")) is True
    assert len(said) == 1 and "secret" not in said[0]


@pytest.mark.parametrize("parameters", [{}, {"search": "no such project"}])
@pytest.mark.parametrize("page", [*PAGES, "data/import_files"])
def test_every_page_is_followed_by_the_watcher_also_where_it_ends_early(
    open_page: OpenPage, page: str, parameters: dict[str, str]
) -> None:
    app: AppTest = open_page(page, **parameters)
    mounted = [element.proto.component_name for element in app.get("bidi_component")]
    assert mounted[-1] == "pmo_frame_watch" and mounted.count("pmo_frame_watch") == 1
