# ruff: noqa: E501
"""Exports in the shape that each tool writes them: header rows, encodings, value shapes and traps as its evidence tells."""

import io
from collections.abc import Sequence
from typing import Any

from openpyxl import Workbook


def csv_of(text: str, encoding: str = "utf-8") -> bytes:
    return text.lstrip("\n").encode(encoding)


def book_of(**sheets: Sequence[Sequence[Any]]) -> bytes:
    """A workbook of these sheets; a value (number, format) is written with that number format."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name.replace("_", " "))
        for row in rows:
            sheet.append([cell[0] if isinstance(cell, tuple) else cell for cell in row])
            for place, cell in enumerate(row, start=1):
                if isinstance(cell, tuple):
                    sheet.cell(sheet.max_row, place).number_format = cell[1]
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def ms_project_tasks() -> bytes:
    """The export wizard's sheet: underscored names, dates as text, NA for no baseline, percent as a fraction in text."""
    return book_of(Task_Table1=[
        ["ID", "Unique_ID", "Name", "Duration", "Start_Date", "Finish_Date", "Baseline_Start", "Baseline_Finish",
         "Actual_Start", "Actual_Finish", "Predecessors", "Outline_Level", "Percent_Complete", "Task_Mode", "Active",
         "Summary", "Critical", "Milestone", "Resource_Names", "Notes"],
        [1, 11, "Relocate plant", "45 days", "January 15, 2026 8:00 AM", "March 18, 2026 5:00 PM", "January 12, 2026 8:00 AM",
         "March 13, 2026 5:00 PM", "January 15, 2026 8:00 AM", "NA", None, 1, "0.5", "Auto Scheduled", "Yes", "Yes", "No", "No", None, None],
        [2, 12, "Move the press", "10 days?", "January 15, 2026 8:00 AM", "January 28, 2026 5:00 PM", "NA", "NA",
         "January 15, 2026 8:00 AM", "January 29, 2026 5:00 PM", None, 2, "1", "Manually Scheduled", "Yes", "No", "Yes", "No", "Ann[50%],Bo", "Crane late"],
        [3, 15, "Plant runs", "0 days", "March 18, 2026 5:00 PM", "March 18, 2026 5:00 PM", "March 13, 2026 5:00 PM",
         "March 13, 2026 5:00 PM", "NA", "NA", "2FS+5 days", 2, "0", "Auto Scheduled", "Yes", "No", "Yes", "Yes", "Cy", None],
    ])  # fmt: skip


def ms_project_tasks_zh() -> bytes:
    return book_of(**{"任务_表1": [
        ["标识号", "唯一标识号", "任务名称", "工期", "开始时间", "完成时间", "基线开始时间", "基线完成时间", "实际开始时间",
         "实际完成时间", "前置任务", "大纲级别", "完成百分比", "任务模式", "摘要", "关键", "里程碑", "资源名称", "备注"],
        [1, 11, "厂房搬迁", "45 个工作日", "2026年1月15日 8:00", "2026年3月18日 17:00", "2026年1月12日 8:00", "2026年3月13日 17:00",
         "2026年1月15日 8:00", "NA", None, 1, "0.5", "自动计划", "是", "否", "否", None, None],
        [2, 12, "吊装压机", "10 个工作日", "2026年1月15日 8:00", "2026年1月28日 17:00", "NA", "NA",
         "2026年1月15日 8:00", "2026年1月29日 17:00", None, 2, "1", "手动计划", "否", "是", "否", "张三[50%],李四", "吊车晚到"],
    ]})  # fmt: skip


def jira() -> bytes:
    """Repeated headers, a row wider than the header, three shapes of dates, line breaks and commas inside comments."""
    return csv_of("""
Summary,Issue key,Issue id,Issue Type,Status,Project key,Project name,Project type,Project lead,Priority,Resolution,Assignee,Reporter,Creator,Created,Updated,Last Viewed,Resolved,Due Date,Votes,Labels,Labels,Description,Original Estimate,Remaining Estimate,Time Spent,Work Ratio,Sprint,Sprint,Sprint,Custom field (Story Points),Comment,Comment
"Pump, main",POW-1,10001,Bug,In Progress,POW,Power plant,software,li,High,,li,wu,wu,11/May/24 03:26 PM,12/May/24 9:00 AM,,,20/Jun/24 12:00 AM,0,valve,pump,"Line one
line two",28800,14400,7200,25%,S 1,S 2,,5.0,"11/May/24 04:00 PM;li;first, then",
Valve,POW-2,10002,Story,Done,POW,Power plant,software,li,Low,Fixed,wu,li,li,3/Nov/23 12:17,4/Nov/23 10:00,,5/Nov/23 17:40,,1,,,,3600,0,3600,100%,S 1,,,,,,surplus
Gauge,GRID-7,10003,Task,To Do,GRID,Grid,software,ann,Medium,,,ann,ann,6/21/2024 16:14,6/22/2024 8:00,,,7/31/2024 0:00,0,,,,,,,,,,,,,
""")  # fmt: skip


def smartsheet_summary() -> bytes:
    return book_of(Apollo___Summary=[
        ["Project Online Project ID", "Project Name", "Description", "Owner", "Start Date", "Finish Date", "Status", "Priority",
         "% Complete", "Project Online Created Date", "Project Online Modified Date", "Created Date", "Modified Date", "Created By", "Modified By"],
        ["6f3c0a1e-77", "Apollo", "Land on the moon", "Li Wei (li@example.com)", "2026-01-05", "2026-11-30", "In Progress", "High",
         "45%", "2025-12-01", "2026-02-01", "2026-02-02", "2026-03-30", "pmo@example.com", "li@example.com"],
    ])  # fmt: skip


def smartsheet_tasks() -> bytes:
    return book_of(Apollo___Tasks=[
        ["Task Name", "Task ID", "Project Online Task ID", "Start Date", "End Date", "Duration", "% Complete", "Status", "Priority",
         "Work (hrs)", "Actual Work (hrs)", "Milestone", "Notes", "Predecessors", "Constraint Type", "Constraint Date",
         "Deadline", "Assigned To", "Materials", "Cost Resources"],
        ["Design", 1, "a-1", "01/05/26", "02/13/26", "30d", "100%", "Complete", "High", "240h", "256h", "false", None, None,
         "As soon as possible", None, None, "Li Wei (li@example.com)", None, None],
        ["Build", 2, "a-2", "02/16/26", "06/30/26", "95d", "40%", "In Progress", "Medium", "40h", "16h", "false", "Late start", "1FS",
         "Start no earlier than", "02/16/26", "07/15/26", "Bo (bo@example.com), Cy (cy@example.com)", "Steel", "Crane"],
        ["Landing", 3, "a-3", "11/30/26", "11/30/26", "0", "0%", "Not Started", "High", "0h", "0h", "true", None, "2FS +5d",
         "As soon as possible", None, None, None, None, None],
    ])  # fmt: skip


def monday_board() -> bytes:
    """Title, a line of description, then per group its name, its own header, items, sub-items under a header of their
    own in the middle of the items, and a summary row."""
    head = ["Name", "Subitems", "Owner", "Status", "Priority", "Due Date", "Timeline - Start", "Timeline - End", "Budget",
            "Item ID (auto generated)"]
    sub = ["Subitems", "Name", "Owner", "Status", "Date", "Item ID (auto generated)"]
    return book_of(plant_relocation=[
        ["Plant relocation"],
        [],
        ["This month"],
        head,
        ["Move the press", "Rent a crane, Pour a base", "Ann", "Working on it", "High", "2026-03-20", "2026-03-01", "2026-03-20", 1200, "101"],
        sub,
        [None, "Rent a crane", "Bo", "Done", "2026-03-05", "201"],
        [None, "Pour a base", "Cy", "Stuck", "2026-03-12", "202"],
        ["Connect power", None, "Bo", "Done", "Low", "2026-03-09", "2026-03-02", "2026-03-09", 800, "102"],
        [None, None, None, None, None, None, "2026-03-01", "2026-03-20", 2000, None],
        [],
        ["Next month"],
        head,
        ["Test run", None, "Ann", None, None, "2026-04-15", None, None, None, "103"],
        [None, None, None, None, None, None, None, None, 0, None],
    ])  # fmt: skip


def openproject_xls() -> bytes:
    """Two header rows, the first only says Work packages and Relations; a row is repeated for each of its relations."""
    columns = ["Type", "ID", "Subject", "Status", "Assignee", "Priority", "Work", "Total work", "Remaining work",
               "Total remaining work", "% Complete", "Total % complete"]
    one = ["Task", 31, "Dig", "In progress", "Ann", "High", 8.5, 10, 4, 5, (0.5, "0%"), (0.55, "0%")]
    two = ["Milestone", 32, "Water flows", "New", None, "Normal", None, None, None, None, (0, "0%"), (0, "0%")]
    return book_of(Work_packages=[
        ["Work packages", *[None] * 11, "Relations", *[None] * 8],
        [*columns, "Relation type", "Lag", "Description", "Type", "ID", "Subject", "Status", "Assignee", "Priority"],
        [*one, "precedes", 2, None, *two[:6]],
        [*one, "relates to", None, "see there", "Task", 40, "Survey", "Closed", "Bo", "Low"],
        [*two, "follows", 2, None, *one[:6]],
        ["Task", 40, "Survey", "Closed", "Bo", "Low", 3, 3, 0, 0, (1, "0%"), (1, "0%")],
    ])  # fmt: skip


def openproject_projects() -> bytes:
    return csv_of("""
id,Identifier,Name,Description,Status,Public,Budget holder
1,apollo,Apollo,Land on the moon,On track,true,Li
2,gemini,Gemini,,At risk,false,
3,mercury,Mercury,First flight,Off track,false,Wu
""")


def redmine_en() -> bytes:
    """ISO-8859-1, the default of the English locale."""
    return csv_of("""
#,Project,Tracker,Parent task,Parent task subject,Status,Priority,Subject,Author,Assignee,Watchers,Updated,Category,Target version,Start date,Due date,Estimated time,Total estimated time,Spent time,Total spent time,% Done,Created,Closed,Last updated by,Related issues,Files,Private,Description,Last notes
17,Apollo,Bug,,,In Progress,High,Café pump fails,José Núñez,Wu,,03/01/2026 04:05 PM,Core,1.2,02/01/2026,04/30/2026,8.00,8.00,4.50,4.50,50,01/15/2026 09:00 AM,,Li,,,No,naïve,
18,Apollo,Feature,17,Café pump fails,Closed,Normal,Second pump,Li,,,02/20/2026 10:00 AM,,,02/02/2026,02/18/2026,16.00,16.00,12.00,12.00,100,01/16/2026 09:00 AM,02/19/2026 05:00 PM,Li,,,No,,done
""", "iso-8859-1")  # fmt: skip


def redmine_zh() -> bytes:
    """GB18030, the default of the Chinese locale."""
    return csv_of("""
#,项目,跟踪,父任务,父任务主题,状态,优先级,主题,作者,指派给,关注者,更新于,类别,目标版本,开始日期,计划完成日期,预期时间,耗时,总体耗时,% 完成,创建于,结束日期,最近更新人,相关的问题,文件,私有,描述,最近批注
17,登月,错误,,,进行中,高,水泵故障,李雷,王梅,,2026-03-01 16:05,核心,1.2,2026-02-01,2026-04-30,8.00,4.50,4.50,50,2026-01-15 09:00,,李雷,,,否,见日志,
18,登月,功能,17,水泵故障,已关闭,普通,第二台水泵,李雷,,,2026-02-20 10:00,,,2026-02-02,2026-02-18,16.00,12.00,12.00,100,2026-01-16 09:00,2026-02-19 17:00,李雷,,,否,,完成
""", "gb18030")  # fmt: skip


def redmine_projects_zh() -> bytes:
    return csv_of("""
名称,状态,描述,主页,标识,上级项目,公开,创建于,更新于
登月,启用,登上月球,http://example.com,apollo,航天,是,2026-01-15,2026-03-01
水星,已关闭,首次飞行,,mercury,航天,否,2020-01-01,2021-01-01
""", "gb18030")


def zentao_projects() -> bytes:
    return csv_of("""
项目ID,所属项目集,项目名称,项目代号,状态,是否关联产品,负责人,需求规模,执行数,预算,人数,已投入,计划开始,计划完成,实际开始日期,实际完成日期,预计,消耗,进度
7,航天,登月,APL,进行中,是,李雷,12,3,1.2亿,20,35,2026-01-05,长期,2026-01-06,,1200h,300h,25%
8,,水星,MER,未开始,否,王梅,0,0,待定,0,0,2026-04-01,2026-12-31,,,0h,0h,0%
9,航天,双子,GEM,已挂起,否,韩梅梅,5,1,86.5万,6,12,2025-09-01,2026-06-30,2025-09-03,,400h,120h,30%
""", "gb18030")


def zentao_tasks() -> bytes:
    return csv_of("""
编号,所属执行,所属模块,相关研发需求,来源Bug,任务名称,任务描述,任务类型,优先级,预计开始,实际开始,截止日期,任务状态,最初预计,总计消耗,预计剩余,抄送给,进度,任务模式,由谁创建,创建日期,指派给,指派日期,由谁完成,实际完成,由谁取消,取消时间,由谁关闭,关闭时间,关闭原因,最后修改,最后修改日期,激活日期,附件
101,登月一期(#12),/动力(#3),,,换泵,更换主泵,开发,1,2026-02-01,2026-02-02,2026-02-20,已完成,16,18,0,,100%,,李雷,2026-01-20 09:00:00,王梅,2026-01-21 10:00:00,王梅,2026-02-19 17:00:00,,,,,,王梅,2026-02-19 17:00:00,,
102,登月一期(#12),/动力(#3),,,试车,,测试,2,2026-03-01,0000-00-00,2026-03-15,未开始,8,0,8,,0%,,李雷,2026-01-20 09:00:00,韩梅梅,,,0000-00-00 00:00:00,,,,,,,,,
""", "gb18030")  # fmt: skip


def online_projects() -> bytes:
    """The projects table of the OData pack, durations and variances in hours."""
    return csv_of("""
ProjectId,ProjectName,ProjectOwnerName,ProjectDepartments,ProjectCurrency,ProjectStatusDate,ProjectStartDate,ProjectFinishDate,ProjectActualStartDate,ProjectActualFinishDate,ProjectPercentCompleted,ProjectBudgetCost,ProjectCost,ProjectActualCost,ProjectRemainingCost,ProjectWork,ProjectActualWork,ProjectRemainingWork,ProjectFinishVariance,ProjectDurationVariance
6f3c-1,Apollo,Li Wei,IT,USD,2026-03-31T00:00:00,2026-01-05T08:00:00,2026-11-30T17:00:00,2026-01-06T08:00:00,,45,1000000,1100000,400000,700000,5000,2100,2900,80,80
6f3c-2,Gemini,Bo,HR,USD,2026-03-31T00:00:00,2026-02-01T08:00:00,2026-06-30T17:00:00,,,0,,0,0,0,0,0,0,0,0
""")  # fmt: skip


def online_baselines() -> bytes:
    return csv_of("""
Project Id,Project Baseline Budget Cost,Project Baseline Cost,Project Baseline Duration,Project Baseline Finish Date,Project Baseline Fixed Cost,Project Baseline Start Date,Project Baseline Work,Project Name
6f3c-1,950000,900000,1800,2026-11-16T17:00:00,0,2026-01-05T08:00:00,4800,Apollo
6f3c-2,,,,,,,,Gemini
""")  # fmt: skip


def online_risks() -> bytes:
    return csv_of("""
Project Id,Risk Id,Assigned To Resource,Category,Contingency Plan,Cost,Cost Exposure,Description,Due Date,Exposure,Impact,Mitigation Plan,Owner,Probability,Project Name,Status,Title,Trigger Description,Trigger Task
6f3c-1,r-1,Bo,(2) Category2,Second supplier,50000,25000,Supplier may fail,2026-05-01T00:00:00,2.5,5,Check monthly,Li Wei,50,Apollo,(1) Active,Late parts,Order unconfirmed,Build
""")  # fmt: skip


def online_issues() -> bytes:
    return csv_of("""
Project Id,Issue Id,Assigned To Resource,Category,Discussion,Due Date,Owner,Priority,Project Name,Resolution,Status,Title
6f3c-1,i-1,Bo,(1) Category1,Waiting for the crane,2026-04-10T00:00:00,Li Wei,(1) High,Apollo,,(1) Active,No crane
6f3c-1,i-2,,(3) Category3,,2026-02-01T00:00:00,Li Wei,(3) Low,Apollo,Bought,(3) Closed,No cement
""")


def budget_execution() -> bytes:
    """预算执行: a title, the unit beside the right edge, a department over its rows, subtotals, signatures."""
    return book_of(预算执行=[
        ["2026年3月项目预算执行情况表"],
        [None, None, None, None, None, None, "单位：万元"],
        ["使用部门", "预算指标", "预算项目", "项目预算数", "项目执行数", "项目执行率", "项目序时进度", "差值"],
        ["信息部", "部门预算", "登月", 1200, 240, (0.2, "0.00%"), (0.25, "0.00%"), (-0.05, "0.00%")],
        [None, "专项资金", "水星", 300, 90, (0.3, "0.00%"), (0.25, "0.00%"), (0.05, "0.00%")],
        [None, "小计", None, 1500, 330, (0.22, "0.00%"), (0.25, "0.00%"), (-0.03, "0.00%")],
        ["财务部", "部门预算", "双子", 80, 0, (0, "0.00%"), (0.25, "0.00%"), (-0.25, "0.00%")],
        ["合计", None, None, 1580, 330, (330 / 1580, "0.00%"), (0.25, "0.00%"), None],
        ["填表人：张三", None, None, "审核人：李四"],
    ])  # fmt: skip


def contract_ledger() -> bytes:
    return book_of(合同回款台账=[
        ["2026年3月合同及回款台账（单位：万元）"],
        ["序号", "合同编号", "项目编号", "项目名称", "客户名称", "项目经理", "签订日期", "合同额", "已开票金额", "累计回款", "回款率", "未回款", "验收日期", "验收状态", "备注"],
        [1, "HT-2026-001", "P-01", "登月", "航天局", "李雷", "2026-01-10", "1,200", 600, 480, (0.4, "0%"), 720, None, "未验收", None],
        [2, "HT-2026-002", "P-02", "水星", "航天局", "王梅", "2025-06-01", 300, 300, 300, (1, "0%"), 0, "2026-02-28", "已验收", "质保期一年"],
        ["合计", None, None, None, None, None, None, 1500, 900, 780, (0.52, "0%"), 720, None, None, None],
    ])  # fmt: skip
