"""The dictionary of what can be loaded: whole, bilingual, free of words that mean two things."""

import re
from pathlib import Path

import duckdb
import pytest

from pmo_analytics.errors import DictionaryBroken, PmoError
from pmo_analytics.fields import INHERITED, TYPES, Dictionary, Field, dictionary, folded
from pmo_analytics.workspace import PROJECT_ROOT

FIELDS = [field for entity in dictionary().entities.values() for field in entity.fields.values()]
OWN_FIELDS = [field for field in FIELDS if field.entity == "projects" or field.name not in INHERITED]

ENTITIES = """projects baselines baseline_periods milestones tasks dependencies budgets people assignments risks issues
    changes decisions actions benefits gates training lessons fx_rates calendars"""

# The names that SQL models and pages rely on.
PROMISED = {
    "projects": """project_id project_name portfolio programme department sponsor manager objective project_class
        project_type priority stage state currency status_date period baseline_start baseline_finish forecast_start
        forecast_finish actual_start actual_finish percent_complete percent_planned budget_at_completion planned_value
        earned_value actual_cost actual_cost_this_period estimate_to_complete manager_estimate_at_completion
        committed_cost contingency_approved contingency_drawn budget_this_year actual_this_year forecast_this_year
        contract_value receipts planned_hours actual_hours declared_overall declared_schedule declared_cost
        declared_scope declared_risk declared_resource declared_benefits declared_quality highlights next_steps
        decisions_needed schedule_narrative cost_narrative narrative submitted_on reporter updated_on notes""",
    "baselines": """version kind approved_on approved_by effective_period baseline_start baseline_finish
        budget_at_completion""",
    "baseline_periods": "version month planned_value planned_value_this_period",
    "milestones": "milestone_id milestone_name baseline_date forecast_date actual_date owner status is_critical",
    "tasks": """task_id task_name parent_task wbs owner status baseline_start baseline_finish forecast_start
        forecast_finish actual_start actual_finish created_on percent_complete duration_days total_float_days
        planned_hours actual_hours remaining_hours is_milestone is_summary is_critical priority predecessors""",
    "budgets": """month cost_type budget actual forecast committed fiscal_year execution_rate time_elapsed_rate""",
    "people": "person_id person_name role unit month capacity_hours",
    "assignments": "person_name role month planned_hours actual_hours firmness",
    "risks": """risk_id risk_name description category kind probability impact_score probability_score cost_impact
        days_impact residual_probability residual_probability_score residual_impact_score residual_cost_impact
        residual_days_impact owner raised_on due_on closed_on status response""",
    "gates": "gate_name planned_date held_on decision conditions",
}

# What the columns of a typed table are called besides its fields.
TAKEN = {"load_id", "row_number", "source_row", "source_column", "project_code", "row_key", "extra", "problems"}

ENTITY = """
[entity]
place = 1
label = { en = "Projects", zh = "项目" }
meaning = { en = "One row per project.", zh = "每个项目一行。" }
key = []
of_project = true
by_month = false
standing = false
"""


def one_field(name: str, *settings: str) -> str:
    """A sound field as toml, with settings on top."""
    sound = [
        'type = "text"',
        f'label = {{ en = "{name}", zh = "{name}字" }}',
        'meaning = { en = "What it says.", zh = "其含义。" }',
        "synonyms = { en = [], zh = [] }",
    ]
    kept = [line for line in sound if line.split(" =")[0] not in {extra.split(" =")[0] for extra in settings}]
    return "\n".join([f"[{name}]", *kept, *settings]) + "\n"


IDENTITY = ENTITY + "".join(one_field(name) for name in INHERITED)


def test_the_entities_are_those_of_the_design_with_projects_first():
    assert list(dictionary().entities) == ENTITIES.split()


def test_there_are_enough_fields_for_a_real_project_office():
    assert len(OWN_FIELDS) >= 200


@pytest.mark.parametrize("entity", PROMISED)
def test_every_promised_field_exists(entity: str):
    assert [name for name in PROMISED[entity].split() if name not in dictionary().entities[entity].fields] == []


def test_every_field_speaks_both_languages():
    poor = [
        field.address
        for field in FIELDS
        for texts in (field.label, field.meaning)
        if list(texts) != ["en", "zh"]
        or not all(texts.values())
        or not any("\u4e00" <= s <= "\u9fff" for s in texts["zh"])
    ]
    assert poor == []


def test_every_meaning_is_one_plain_sentence():
    loose = [
        field.address
        for field in OWN_FIELDS
        if not field.meaning["en"].endswith(".")
        or not field.meaning["zh"].endswith("。")
        or "。" in field.meaning["zh"][:-1]
    ]
    assert loose == []


def test_every_field_has_synonyms_in_both_languages():
    assert [f.address for f in OWN_FIELDS if not f.synonyms["en"] or not f.synonyms["zh"]] == []


def test_every_field_is_found_under_its_own_name():
    lost = [field.address for field in OWN_FIELDS if folded(field.name) not in map(folded, field.words)]
    assert lost == []


def test_no_word_stands_for_two_fields_of_one_entity():
    for entity in dictionary().entities.values():
        words = [(folded(word), field.name) for field in entity.fields.values() for word in field.words]
        meant = {}
        for word, name in words:
            assert word, f"{entity.name}.{name} has a word of nothing but punctuation"
            assert meant.setdefault(word, name) == name, f"{entity.name}: {word} is {meant[word]} and {name}"


def test_no_text_of_a_choice_means_two_values():
    for field in FIELDS:
        meant = {}
        for value, texts in field.values.items():
            for text in (value, *texts):
                assert meant.setdefault(text.casefold(), value) == value, f"{field.address}: {text}"


def test_choices_are_read_in_both_languages():
    silent = [
        f"{field.address} {value}"
        for field in FIELDS
        for value, texts in field.values.items()
        if all(text.isascii() for text in texts) or not any(text.isascii() for text in texts)
    ]
    assert silent == []


def test_every_type_is_a_type_of_the_database():
    with duckdb.connect() as connection:
        for sql_type, _ in TYPES.values():
            connection.execute(f"select cast(null as {sql_type})")
    assert dictionary().field("budgets.actual").sql_type == "DECIMAL(24,6)"
    assert dictionary().field("budgets.actual").display_unit == "money"
    assert dictionary().field("projects.percent_complete").display_unit == "percent"


def test_every_field_can_be_a_column_without_quotes():
    """The fields of each entity, as columns of a table beside the columns every typed table has."""
    with duckdb.connect() as connection:
        for entity in dictionary().entities.values():
            columns = ", ".join(f"{field.name} {field.sql_type}" for field in entity.fields.values())
            connection.execute(f"create table {entity.name} ({columns})")
            connection.execute(f"select {', '.join(entity.fields)} from {entity.name}")
    assert [field.address for field in FIELDS if field.name in TAKEN] == []


def test_keys_name_fields_and_only_projects_need_none():
    entities = dictionary().entities.values()
    assert [entity.name for entity in entities for name in entity.key if name not in entity.fields] == []
    assert [entity.name for entity in entities if not entity.key] == ["projects"]
    assert dictionary().entities["risks"].key_parts == (("risk_id", "risk_name", "description"),)
    assert dictionary().entities["people"].key == ("month", "person_id", "person_name")


def test_entities_by_month_have_a_month_that_begins_where_it_is_approximate():
    entities = dictionary().entities
    by_month = {name for name, entity in entities.items() if entity.by_month}
    assert by_month >= {"baseline_periods", "budgets", "people", "assignments", "benefits"}
    assert {name for name, entity in entities.items() if "month" in entity.fields} == by_month
    assert {(f.type, f.edge) for f in FIELDS if f.name == "month"} == {("date", "start")}


def test_approximate_starts_take_the_first_day_and_finishes_the_last():
    assert {f.address for f in FIELDS if f.edge and f.type != "date"} == set()
    assert {f.edge for f in FIELDS if f.name in {"baseline_start", "forecast_start", "actual_start"}} == {"start"}
    assert {f.edge for f in FIELDS if f.name in {"baseline_finish", "forecast_finish", "due_on", "period"}} == {None}


def test_an_entity_of_a_project_begins_with_the_projects_identity_under_its_own_address():
    milestones, people = dictionary().entities["milestones"], dictionary().entities["people"]
    assert list(milestones.fields)[:3] == ["project_id", "project_name", "period"]
    assert milestones.fields["project_id"].address == "milestones.project_id"
    assert "Project Code" in milestones.fields["project_id"].words
    assert "project_id" not in people.fields


def test_a_word_that_an_entity_claims_leaves_the_projects_identity():
    projects, tasks = dictionary().entities["projects"], dictionary().entities["tasks"]
    assert "Name" in projects.fields["project_name"].words
    assert "Name" not in tasks.fields["project_name"].words
    assert "Name" in tasks.fields["task_name"].words
    assert "Project" in tasks.fields["project_name"].words


@pytest.mark.parametrize(
    ("header", "address"),
    [
        ("Budget", "projects.budget_at_completion"),
        ("概算", "projects.budget_at_completion"),
        ("合同金额", "projects.contract_value"),
        ("Spend to date", "projects.actual_cost"),
        ("已发生", "projects.actual_cost"),
        ("EAC", "projects.manager_estimate_at_completion"),
        ("计划完成", "projects.baseline_finish"),
        ("End date", "projects.baseline_finish"),
        ("预计完成", "projects.forecast_finish"),
        ("红绿灯", "projects.declared_overall"),
        ("状态", "projects.state"),
        ("进度（%）", "projects.percent_complete"),
        ("预算执行率", "projects.execution_rate"),
        ("序时进度", "projects.time_elapsed_rate"),
        ("Planned_Date", "milestones.baseline_date"),
        ("截止日期", "tasks.baseline_finish"),
        ("# ", "tasks.task_id"),
        ("Period", "budgets.month"),
        ("Reporting Period", "budgets.period"),
        ("应对措施", "risks.response"),
        ("Residual Impact", "risks.residual_impact_score"),
    ],
)
def test_a_header_of_a_real_tracker_stands_for_one_field(header: str, address: str):
    entity = dictionary().entities[address.split(".")[0]]
    meant = [f.address for f in entity.fields.values() if folded(header) in map(folded, f.words)]
    assert meant == [address]


def test_contract_value_is_no_word_for_a_budget():
    words = [word for f in FIELDS if "budget" in f.name for word in f.words]
    assert [word for word in words if "contract" in word.casefold() or "合同" in word] == []


@pytest.mark.parametrize(
    ("address", "text", "value"),
    [
        ("projects.state", "进行中", "active"),
        ("projects.state", "已挂起", "on_hold"),
        ("projects.state", "已延期", "active"),
        ("projects.state", "未开始", "proposed"),
        ("projects.state", "已关闭", "closed"),
        ("tasks.status", "Selected for Development", "not_started"),
        ("tasks.status", "In specification", "not_started"),
        ("tasks.status", "Won't Do", "cancelled"),
        ("risks.level", "高", "high"),
        ("gates.decision", "有条件通过", "conditional"),
    ],
)
def test_a_status_of_a_real_tool_has_one_meaning(address: str, text: str, value: str):
    values = dictionary().field(address).values
    assert [v for v, texts in values.items() if folded(text) in map(folded, texts)] == [value]


def test_a_light_is_not_a_state():
    texts = {folded(text) for words in dictionary().field("projects.state").values.values() for text in words}
    assert texts.isdisjoint(map(folded, ["Green", "绿", "On track", "At risk", "Off track", "正常"]))


def test_headers_fold_width_case_and_punctuation_but_keep_percent_and_number_signs():
    assert folded(" Ｂudget_At-Completion（BAC） ") == "budgetatcompletionbac"
    assert folded("% Complete") == "%complete" != folded("Complete")
    assert folded("#") == "#"


def test_a_folder_of_sound_files_is_read_as_it_stands(tmp_path: Path):
    (tmp_path / "projects.toml").write_text(IDENTITY + one_field("manager", 'type = "person"'), encoding="utf-8")
    read = Dictionary.from_folder(tmp_path)
    assert list(read.entities["projects"].fields) == ["project_id", "project_name", "period", "manager"]
    assert read.field("projects.manager") == Field(
        entity="projects",
        name="manager",
        type="person",
        label={"en": "manager", "zh": "manager字"},
        meaning={"en": "What it says.", "zh": "其含义。"},
        synonyms={"en": (), "zh": ()},
        values={},
    )


@pytest.mark.parametrize(
    ("text", "field", "setting"),
    [
        (one_field("manager", 'type = "human"'), "manager", "type"),
        (one_field("manager", 'label = { en = "Manager" }'), "manager", "label"),
        (one_field("manager", 'label = { en = "Manager", zh = " " }'), "manager", "label"),
        (one_field("manager", 'meaning = "Runs it."'), "manager", "meaning"),
        (one_field("manager", 'synonyms = ["PM"]'), "manager", "synonyms"),
        (one_field("manager", 'synonyms = { en = "PM", zh = [] }'), "manager", "synonyms"),
        (one_field("manager", "synonyms = { en = [] }"), "manager", "synonyms"),
        (one_field("manager", 'edge = "start"'), "manager", "edge"),
        (one_field("manager", 'type = "date"', 'edge = "middle"'), "manager", "edge"),
        (one_field("state", 'type = "choice"'), "state", "values"),
        (one_field("state", 'type = "person"', 'values = { on = ["yes"] }'), "state", "values"),
        (one_field("manager", 'synonymes = { en = [], zh = ["PM"] }'), "manager", "synonymes"),
        (one_field("Manager"), "Manager", "name"),
        (one_field("lead", 'synonyms = { en = ["Project-ID", "PROJECT_ID"], zh = [] }'), "lead", "synonyms"),
        ("manager = 3\n" + ENTITY, "manager", "manager"),
        ("[manager\n", "-", "toml"),
        (ENTITY.replace("key = []", 'key = ["risk_id"]'), "entity", "key"),
        (ENTITY.replace("by_month = false", "by_month = true"), "entity", "by_month"),
        (ENTITY.replace("standing = false", 'standing = "no"'), "entity", "standing"),
        (ENTITY.replace("place = 1", ""), "entity", "place"),
    ],
)
def test_a_malformed_file_is_refused_by_file_field_and_setting(tmp_path: Path, text: str, field: str, setting: str):
    sound = one_field("project_id", 'label = { en = "Project ID", zh = "项目编号" }')
    rest = IDENTITY.replace(one_field("project_id"), sound).replace(ENTITY, "" if "[entity]" in text else ENTITY)
    (tmp_path / "projects.toml").write_text(text + rest if "[entity]" in text else rest + text, encoding="utf-8")
    with pytest.raises(DictionaryBroken) as refusal:
        Dictionary.from_folder(tmp_path)
    said = refusal.value.details
    assert isinstance(refusal.value, PmoError)
    assert (said["file"], said["field"], said["setting"]) == ("projects.toml", field, setting)


def test_the_wrong_file_is_named_and_not_its_sound_neighbour(tmp_path: Path):
    (tmp_path / "projects.toml").write_text(IDENTITY, encoding="utf-8")
    (tmp_path / "risks.toml").write_text(ENTITY + one_field("owner", 'type = "owner"'), encoding="utf-8")
    with pytest.raises(DictionaryBroken) as refusal:
        Dictionary.from_folder(tmp_path)
    assert refusal.value.details == {"file": "risks.toml", "field": "owner", "setting": "type", "found": "owner"}


def test_a_folder_without_projects_is_refused(tmp_path: Path):
    (tmp_path / "risks.toml").write_text(ENTITY, encoding="utf-8")
    with pytest.raises(DictionaryBroken) as refusal:
        Dictionary.from_folder(tmp_path)
    assert refusal.value.details["file"] == "projects.toml"


def test_the_dictionary_is_that_of_the_project_and_read_once():
    assert dictionary() is dictionary()
    assert dictionary().entities.keys() == {path.stem for path in (PROJECT_ROOT / "data" / "fields").glob("*.toml")}


def test_every_amount_of_a_project_is_watched_for_jumps() -> None:
    amounts = {field.name for field in dictionary().entities["projects"].fields.values() if field.type == "money"}
    for model, watched in (
        ("amount_jumps", amounts),
        ("doubtful_amounts", {name for name in amounts if not name.endswith("_this_period")}),
    ):
        sql = (PROJECT_ROOT / "sql" / "core" / f"{model}.sql").read_text(encoding="utf-8")
        (listed,) = re.findall(r"unpivot .+? on\s+(.+?)\s+into name", sql, flags=re.DOTALL)
        assert set(re.split(r",\s+", listed)) == watched, model


def test_every_amount_is_converted_where_those_beside_it_are() -> None:
    """A new field of money would else stand beside the others in a currency of its own."""
    models = {path.stem: path.read_text(encoding="utf-8") for path in (PROJECT_ROOT / "sql" / "core").glob("*.sql")}
    converted = {name: set(re.findall(r"exchanged\((\w+),", sql)) for name, sql in models.items()}
    assert converted["projects"]
    for name, amounts in converted.items():
        if amounts:
            assert amounts == {one.name for one in dictionary().entities[name].fields.values() if one.type == "money"}
