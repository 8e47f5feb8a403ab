"""The project that a file's name speaks of: what is left of it beside the words for documents, never one of these."""

import pytest

from pmo_analytics.errors import LoadRefused
from pmo_analytics.importing.identity import KnownProjects, from_words

DOCUMENTS = (
    "RAID log 2026-03", "RAID register March 2026", "RAID台账 2026-03", "RAID_logs_2026_03", "PMO RAID 2026-03",
    "Risks and issues 2026-03", "Risks, issues & dependencies", "Risk log 2026-03", "风险问题清单 2026-03",
    "风险与问题台账", "RAID日志 2026年3月", "风险登记表", "Lessons learned 2026-03",
)  # fmt: skip
NAMED = {
    "RAID Alpha 2026-03": "Alpha", "Alpha RAID log": "Alpha", "RAID log for Alpha 2026-03": "Alpha",
    "智慧园区RAID登记册": "智慧园区", "Research and Development 2026-03": "Research and Development",
    "Atlas & Borealis risks": "Atlas & Borealis", "PMO transformation": "PMO transformation",
    "和平桥改造 风险": "和平桥改造", "智慧依赖平台": "智慧依赖平台", "Braided river": "Braided river",
    "C++ port status": "C++ port",
}  # fmt: skip
LATE, COSTLY, DOWN = ["1", "Late", "Anna"], ["2", "Costly", "Bob"], ["3", "Down", "Bob"]
HEAD = ["ID", "Description", "Owner"]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_name_of_documents_alone_names_no_project(name):
    assert from_words(name, KnownProjects(), "file") is None


@pytest.mark.parametrize("name", NAMED)
def test_a_name_beside_the_words_for_documents_is_the_project(name):
    assert from_words(name, KnownProjects(), "file").name == NAMED[name]


@pytest.mark.parametrize(
    "rows",
    [
        [["RAID log – Alpha"], ["Risks"], HEAD, LATE, [], ["RAID log – Beta"], ["Risks"], HEAD, COSTLY, ["Issues"],
         HEAD, DOWN],
        [HEAD, ["Project Alpha"], ["Risks"], LATE, ["Issues"], DOWN, ["Project Beta"], ["Risks"], COSTLY],
    ],
    ids=["logs under titles", "projects above their kinds"],
)  # fmt: skip
def test_sections_of_several_projects_in_a_log_without_one_are_asked_for(sheet, rows):
    with pytest.raises(LoadRefused) as refused:
        sheet(rows, name="RAID", file="RAID log 2026-03.xlsx")
    assert refused.value.key == "errors.project_unclear"
    one = sheet([["Risks"], HEAD, LATE], name="RAID", file="Alpha RAID 2026-03.xlsx")
    assert one.rows("risks", "project_name", "description") == [("Alpha", "Late")]
