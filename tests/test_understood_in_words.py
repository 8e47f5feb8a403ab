"""`pmo load --dry-run --columns --findings` says what each column was taken for and what was found in which cell."""

import pytest

from tests.workbooks import csv_file

TRACKER = """All money in £k
Project ID,Project name,Approved budget,Effort (person-days),Mood
P-1,Alpha,1870,12,calm
P-2,Beta,n/k,3,
"""


def line_with(text: str, output: str) -> str:
    (line,) = [line for line in output.splitlines() if text in line]
    return " ".join(line.split())


def test_a_dry_run_says_field_unit_and_certainty_of_each_column(pmo, tmp_path):
    path = csv_file(tmp_path / "tracker 2026-03.csv", TRACKER)
    said = pmo("load", path, "--dry-run", "--columns").stdout
    budget = line_with("projects.budget_at_completion", said)
    assert budget.startswith("Approved budget projects.budget_at_completion × 1,000 GBP 9")
    assert line_with("kept as extra", said.partition("Column in the file")[2]).startswith("Mood")
    assert "n/k" not in said
    assert "projects.budget_at_completion" not in pmo("load", path, "--dry-run").stdout


@pytest.mark.parametrize(
    ("language", "words"), [("en", ("C4, cannot be read: ", "'n/k' is none")), ("zh", ("C4，无法读取：", "“n/k”"))]
)
def test_a_dry_run_says_what_is_wrong_in_which_cell(pmo, tmp_path, language, words):
    path = csv_file(tmp_path / "tracker 2026-03.csv", TRACKER)
    said = pmo("--language", language, "load", path, "--dry-run", "--findings").stdout
    line = line_with("n/k", said)
    assert all(word in line for word in words)


def test_what_was_noticed_while_reading_is_quoted_and_counted(pmo, tmp_path):
    text = TRACKER.replace("Mood", "Mood,Mood").replace("calm", "calm,£")
    path = csv_file(tmp_path / "tracker 2026-03.csv", text, "cp1252")
    said = pmo("load", path, "--dry-run", "--findings").stdout
    assert line_with("findings:", said).startswith("findings: 1 cell cannot be read")
    assert "'cp1252'. Expected: Text in UTF-8." in line_with("Text in UTF-8", said)
