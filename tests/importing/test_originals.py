"""Originals: what a file is called, whoever names it."""

import pytest

from pmo_analytics.importing.originals import own_name


@pytest.mark.parametrize(
    ("given", "own"),
    [
        ("../../evil.csv", "evil.csv"),
        ("..\\..\\evil.csv", "evil.csv"),
        ("/etc/cron.d/evil.csv", "evil.csv"),
        ("C:evil.csv", "evil.csv"),
        ("C:\\a/b\\evil.csv", "evil.csv"),
        ("ev\x00il\r\n.csv", "evil.csv"),
        ("..\x00/..", "file"),
        ("a/", "file"),
        ("", "file"),
        (" . ", "file"),
        ("进度 2026年3月 (v1.2) 10:30.xlsx", "进度 2026年3月 (v1.2) 10:30.xlsx"),
        (".hidden..csv", ".hidden..csv"),
    ],
)
def test_a_name_leads_to_no_folder(given: str, own: str) -> None:
    assert own_name(given) == own
