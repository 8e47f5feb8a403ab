"""`pmo profile` and `pmo threshold`: decided with a reason, from a month on, never over a closed month."""

import shutil
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from pmo_analytics import operations, thresholding
from pmo_analytics.errors import DictionaryBroken, WrongUsage
from pmo_analytics.ledger import Ledger
from pmo_analytics.settings import Settings
from pmo_analytics.workspace import Workspace
from tests.command_line import Pmo
from tests.workbooks import workbook

HEADERS = ["Project ID", "Portfolio", "BAC", "Planned value", "Earned value", "Actual cost", "Cost tolerance",
           "工期容许偏差", "Status date"]  # fmt: skip
ROWS = [["P-1", "Ships", 1000, 500, 460, 500, "10%", 30], ["P-2", "Trains", 1000, 500, 500, 500, None, None]]
WHY = ("--why", "as agreed with the board")


@pytest.fixture(scope="module")
def loaded_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with two months of two portfolios, which tests copy."""
    home = tmp_path_factory.mktemp("loaded")
    days = {"2026-02": "2026-02-28", "2026-03": "2026-03-31"}
    sheets = {month: [HEADERS, *([*row, day] for row in ROWS)] for month, day in days.items()}
    files = [workbook(home / "sent" / f"{month}.xlsx", {"Projects": rows}) for month, rows in sheets.items()]
    reports = operations.load(Workspace(home), files, operations.Said(), "Ann")
    assert [report.status for report in reports] == ["loaded"] * 2
    return home


@pytest.fixture
def loaded(loaded_home: Path, pmo: Pmo, workspace: Workspace) -> Pmo:
    shutil.copytree(loaded_home, workspace.home)
    return pmo


def coloured(pmo: Pmo, month: str, *more: str) -> dict[str, str]:
    rows = pmo.json("read", "indicators", "--period", month, "--where", "indicator=cost_performance_index", *more)
    return {row["project_id"]: f"{row['profile']} {row['light']}" for row in rows}


def test_a_profile_is_chosen_from_a_month_on_kept_with_its_reason_and_taken_back(loaded: Pmo) -> None:
    typed = loaded.json("read", "projects", "--period", "2026-02")[0]
    assert (typed["cost_tolerance"], typed["time_tolerance_days"]) == (0.1, 30)
    under_a = {"P-1": "A amber", "P-2": "A green"}
    assert coloured(loaded, "2026-02") == coloured(loaded, "2026-03") == under_a
    before = datetime.now(UTC).replace(tzinfo=None) + timedelta(milliseconds=1)

    said = loaded("profile", "B", "--from", "2026-03", "--portfolio", "Ships", *WHY).stdout
    assert "Profile B applies from 2026-03: Ships." in said
    assert coloured(loaded, "2026-02") == under_a
    assert coloured(loaded, "2026-03") == {"P-1": "B green", "P-2": "A green"}
    told = loaded("explain", "cost_performance_index", "P-1", "--period", "2026-03").stdout
    assert "Amber below 0.9091, red below 0.7692 (profile B · US federal, since 2026-03)" in told
    assert "(profile A · Standard)" in loaded("explain", "cost_performance_index", "P-1", "--period", "2026-02").stdout
    rule = loaded.json("explain", "cost_performance_index", "P-1")["rule"]
    assert (rule["profile"], rule["since"], rule["has_own_bounds"]) == ("B", "2026-03-31", False)
    moment = before.isoformat(timespec="microseconds")
    loaded("build", "--as-of", moment)
    assert coloured(loaded, "2026-03", "--as-of", moment) == under_a
    (first, *_) = loaded.json("profile")
    assert (first["portfolio"], first["profile"], first["valid_until"]) == ("", "A", None)


def test_nothing_colours_a_closed_month_anew_until_it_is_reopened(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(thresholding, "build", lambda workspace: None)  # what is written into the ledger is looked at
    feb, mar, apr, may = (date(2026, 2, 28), date(2026, 3, 31), date(2026, 4, 30), date(2026, 5, 31))
    workspace.home.mkdir(parents=True)

    def record(kind: str) -> None:
        with Ledger.open(workspace.ledger) as ledger:
            ledger.record_event(kind, "Ann", {"period": f"{mar}"})

    record("close")
    with pytest.raises(WrongUsage, match="2026-03 is closed, and thresholds from 2026-02 would colour it anew"):
        operations.set_profile(workspace, "D", feb, "Ann", "why")
    operations.set_profile(workspace, "D", may, "Ann", "a month that nobody reported yet")
    record("reopen")
    operations.set_profile(workspace, "B", mar, "Ann", "why")
    record("close")
    with pytest.raises(WrongUsage, match="2026-03 is closed"):
        operations.reset_profile(workspace, mar, "Ann", "why")
    operations.set_profile(workspace, "D", feb, "Ann", "ends where B begins, before the closed month")
    operations.reset_profile(workspace, apr, "Ann", "why")
    with pytest.raises(WrongUsage, match="nothing to take back"):
        operations.reset_profile(workspace, apr, "Ann", "why")
    with Ledger.open(workspace.ledger) as ledger:
        told = ledger.ask(
            "select payload ->> 'profile', (payload ->> 'from')::date, recorded_by from ledger.events "
            "where kind = 'setting' order by event_id"
        )
    assert told == [("D", may, "Ann"), ("B", mar, "Ann"), ("D", feb, "Ann"), (None, apr, "Ann")]


def test_own_bounds_are_set_and_taken_back(loaded: Pmo) -> None:
    set_to = ("threshold", "cost_performance_index", "--amber", "0.91", "--red", "0.85", "--from", "2026-03")
    assert "has bounds of its own from 2026-03" in loaded(*set_to, *WHY).stdout
    assert coloured(loaded, "2026-02")["P-1"] == "A amber" and coloured(loaded, "2026-03")["P-1"] == "A green"
    told = loaded("explain", "cost_performance_index", "P-1").stdout
    assert "Amber below 0.91, red below 0.85 (bounds of our own, since 2026-03)" in told
    (own,) = loaded.json("threshold")
    assert (own["indicator"], own["amber"], own["red"], own["valid_from"]) == (
        "cost_performance_index", 0.91, 0.85, "2026-03-31",
    )  # fmt: skip
    loaded("--language", "zh", "threshold", "cost_performance_index", "--reset", "--from", "2026-03", *WHY)
    assert coloured(loaded, "2026-03")["P-1"] == "A amber"
    about = {row["event_id"]: row["about"] for row in loaded.read("decisions") if row["kind"] == "setting"}
    assert [about[one] for one in sorted(about)] == [
        "cost_performance_index 0.91; 0.85 ≥ 2026-03", "cost_performance_index – ≥ 2026-03",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("profile", "Z", "--from", "2026-03", *WHY), "There are: A, B"),
        (("profile", "B", "--from", "2026-03"), "A reason is needed"),
        (("profile", "B", *WHY), "Say --from"),
        (("profile", "B", "--from", "soon", *WHY), "no month"),
        (("profile", "B", "--reset", "--from", "2026-03", *WHY), "not both"),
        (("profile", "B", "--from", "2026-03", "--portfolio", "Ships", *WHY), "No project is of a portfolio"),
        (("profile", "--reset", "--from", "2026-03", *WHY), "nothing to take back"),
        (("threshold", "cpi", "--amber", "1", "--red", "0.9", "--from", "2026-03", *WHY), "no indicator 'cpi'"),
        (("threshold", "actual_cost", "--amber", "1", "--red", "0", "--from", "2026-03", *WHY), "has no light"),
        (("threshold", "cost_performance_index", "--amber", "0.9", "--from", "2026-03", *WHY), "--red --amber"),
        (("threshold", "full_year_forecast_ratio", "--amber", "1", "--red", "2", "--from", "2026-03", *WHY),
         "--low-red --low-amber --amber --red"),
        (("threshold", "cost_performance_index", "--amber", "0.8", "--red", "0.9", "--from", "2026-03", *WHY),
         "red ≤ amber"),
        (("threshold", "cost_performance_index", "--amber", "nan", "--red", "0.9", "--from", "2026-03", *WHY),
         "cross"),
        (("threshold", "cost_performance_index", "--reset", "--amber", "1", "--from", "2026-03", *WHY), "not both"),
        (("threshold", "cost_performance_index", "--reset", "--from", "2026-03", *WHY), "nothing to take back"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_and_leaves_no_event(
    words: tuple[str, ...], said: str, pmo: Pmo, workspace: Workspace
) -> None:
    refused = pmo(*words, expect=2)
    assert said in str(refused.exception)
    if workspace.ledger.exists():
        with Ledger.open(workspace.ledger) as ledger:
            assert ledger.ask("select count(*) from ledger.events") == [(0,)]


def test_thresholds_left_in_the_settings_say_where_they_belong_now(workspace: Workspace) -> None:
    workspace.home.mkdir(parents=True)
    workspace.settings_file.write_text("[thresholds.cost_variance_ratio]\namber = -0.1\n", encoding="utf-8")
    with pytest.raises(DictionaryBroken, match="pmo threshold cost_variance_ratio --amber"):
        Settings.of(workspace)
    workspace.settings_file.write_text('currency = "EUR"\n', encoding="utf-8")
    assert Settings.of(workspace).currency == "EUR"
