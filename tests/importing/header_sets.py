# ruff: noqa: E501
"""Header rows as tools and people write them, each with the field it stands for: what recognition is measured on.

A header stands for `entity.field`; '' is a header of no field; 'a|b' accepts either, 'a|' the field or nothing. A set may have a first row of
values where only they tell what a header means.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class HeaderSet:
    """One kind of file: the sheet's name, header -> what it stands for, rows of values in the order of the headers."""

    name: str
    sheet: str
    fields: dict[str, str]
    rows: list[list[str | None]] = field(default_factory=list)


def of(entity: str, names: str) -> dict[str, str]:
    """'Header = field; Header = field' with every field in one entity; nothing after = means no field."""
    pairs = (pair.rsplit("=", 1) for pair in names.split(";") if pair.strip())
    return {
        header.strip(): "|".join(f"{entity}.{one}" if one else "" for one in told.strip().split("|"))
        for header, told in pairs
    }


HEADER_SETS = (
    HeaderSet("project wizard export", "Task_Table1", of("tasks", """
        ID = ; Unique_ID = task_id; Name = task_name; Predecessors = predecessors; Outline_Level = outline_level;
        Percent_Complete = percent_complete; Task_Mode = ; Type = |task_type; Milestone = is_milestone""")),
    HeaderSet("project wizard export, fuller", "Task_Table", of("tasks", """
        ID = ; Active = is_active; Task_Mode = ; Name = task_name; Duration = duration_days;
        Start_Date = forecast_start; Finish_Date = forecast_finish; Predecessors = predecessors; Summary = is_summary;
        Critical = is_critical; Milestone = is_milestone; Notes = comment; Actual_Start = actual_start;
        Actual_Finish = actual_finish""")),
    HeaderSet("online projects", "Projects", of("projects", """
        Project Id = project_id; Enterprise Project Type Name = project_type; Project Actual Cost = actual_cost;
        Project Actual Finish Date = actual_finish; Project Actual Start Date = actual_start;
        Project Actual Work = actual_hours; Project Budget Cost = budget_at_completion; Project Budget Work = planned_hours;
        Project Cost = manager_estimate_at_completion; Project Cost Variance = reported_cost_variance;
        Project Currency = currency; Project Description = objective; Project Finish Date = forecast_finish;
        Project Fixed Cost = ; Project Modified Date = updated_on; Project Name = project_name;
        Project Owner Name = manager; Project Percent Completed = percent_complete; Project Remaining Cost = estimate_to_complete;
        Project Remaining Work = remaining_hours; Project Start Date = forecast_start; Project Status Date = status_date;
        Project Departments = department""")),
    HeaderSet("online baselines", "ProjectBaselines", of("baselines", """
        Project Id = project_id; Project Baseline Budget Cost = budget_at_completion|; Project Baseline Cost = budget_at_completion|;
        Project Baseline Duration = ; Project Baseline Finish Date = baseline_finish; Project Baseline Fixed Cost = ;
        Project Baseline Start Date = baseline_start; Project Baseline Work = planned_hours; Project Name = project_name""")),
    HeaderSet("online risks", "Risks", of("risks", """
        Project Id = project_id; Risk Id = risk_id; Assigned To Resource = owner|action_owner|; Category = category;
        Contingency Plan = contingency_plan; Cost = cost_impact; Cost Exposure = expected_value|; Description = description;
        Due Date = due_on; Exposure = |expected_value; Impact = impact_score|; Mitigation Plan = response;
        Owner = owner; Probability = probability; Project Name = project_name; Status = status; Title = risk_name;
        Trigger Description = trigger; Trigger Task = related_task""")),
    HeaderSet("online issues", "Issues", of("issues", """
        Project Id = project_id; Issue Id = issue_id; Assigned To Resource = owner|action_owner|; Category = category;
        Discussion = description; Due Date = due_on; Owner = owner; Priority = priority; Project Name = project_name;
        Resolution = resolution; Status = status; Title = issue_name""")),
    HeaderSet("planner", "Tasks", of("tasks", """
        Task ID = task_id; Task Name = task_name; Bucket Name = stage; Progress = percent_complete|status; Priority = priority;
        Assigned To = owner; Created By = reporter; Created Date = created_on; Start Date = baseline_start;
        Due Date = baseline_finish; Late = ; Completed Date = actual_finish; Completed By = ;
        Completed Checklist Items = ; Checklist Items = ; Labels = tags; Description = description""")),
    HeaderSet("jira server", "jira export", of("tasks", """
        Summary = task_name; Issue key = task_id; Issue id = ; Issue Type = task_type; Status = status;
        Project key = project_id; Project name = project_name; Project lead = ; Priority = priority;
        Resolution = resolution; Assignee = owner; Reporter = reporter; Creator = ; Created = created_on;
        Updated = updated_on; Resolved = actual_finish; Component/s = component; Due Date = baseline_finish; Votes = ;
        Labels = tags; Description = description; Original Estimate = planned_hours;
        Remaining Estimate = remaining_hours; Time Spent = actual_hours; Work Ratio = ; Σ Time Spent = |actual_hours;
        Custom field (Epic Colour) = """)),
    HeaderSet("jira cloud", "Jira", of("tasks", """
        Summary = task_name; Issue key = task_id; Issue id = ; Issue Type = task_type; Status = status;
        Project key = project_id; Project name = project_name; Project lead id = ; Assignee = owner; Assignee Id = ;
        Due date = baseline_finish; Fix versions = ; Components = component; Watchers = ; Watchers Id = ;
        Original estimate = planned_hours""")),
    HeaderSet("smartsheet summary", "Apollo - Summary", of("projects", """
        Project Online Project ID = project_id; Project Name = project_name; Description = objective; Owner = manager;
        Start Date = baseline_start; Finish Date = baseline_finish; Status = state; Priority = priority;
        % Complete = percent_complete; Project Online Created Date = created_on; Project Online Modified Date = updated_on|;
        Created Date = ; Modified Date = updated_on|; Created By = ; Modified By = reporter""")),
    HeaderSet("smartsheet tasks", "Apollo - Tasks", of("tasks", """
        Task Name = task_name; Task ID = task_id; Start Date = baseline_start; End Date = baseline_finish;
        Duration = duration_days; % Complete = percent_complete; Status = status; Priority = priority;
        Work (hrs) = planned_hours; Actual Work (hrs) = actual_hours; Milestone = is_milestone; Notes = comment;
        Predecessors = predecessors; Constraint Type = constraint_type; Constraint Date = constraint_date;
        Deadline = latest_finish; Assigned To = owner; Materials = ; Cost Resources = """)),
    HeaderSet("smartsheet default plan", "Plan", of("tasks", """
        Task Name = task_name; Duration = duration_days; Start = baseline_start; Finish = baseline_finish;
        Predecessors = predecessors; Assigned To = owner; % Complete = percent_complete; Status = status;
        Comments = comment""")),
    HeaderSet("work packages", "Work packages", of("tasks", """
        Type = task_type; ID = task_id; Subject = task_name; Status = status; Assignee = owner; Priority = priority;
        Work = planned_hours; Remaining work = remaining_hours; % Complete = percent_complete""")),
    HeaderSet("primavera relationships", "TASKPRED", of("dependencies", """
        Predecessor = predecessor_id; Successor = successor_id; Relationship Type = kind; Lag = lag_days""")),
    HeaderSet("asana", "asana", of("tasks", """
        Task ID = task_id; Created At = created_on; Completed At = actual_finish; Last Modified = updated_on;
        Name = task_name; Section/Column = stage; Assignee = owner; Assignee Email = ; Start Date = baseline_start;
        Due Date = baseline_finish; Tags = tags; Notes = comment; Projects = project_name; Parent task = parent_task;
        Blocked By (Dependencies) = predecessors; Blocking (Dependencies) = successors""")),
    HeaderSet("redmine", "issues", of("tasks", """
        # = task_id; Project = project_name; Tracker = task_type; Parent task = parent_task; Status = status;
        Priority = priority; Subject = task_name; Author = reporter; Assignee = owner; Watchers = ; Updated = updated_on;
        Category = component; Target version = iteration; Start date = baseline_start; Due date = baseline_finish;
        Estimated time = planned_hours; Estimated remaining time = remaining_hours; Spent time = actual_hours;
        % Done = percent_complete; Created = created_on; Closed = actual_finish; Last updated by = ; Files = ;
        Private = ; Last notes = comment"""),
        [["17", "Apollo", "Bug", None, "New", "High", "Pump fails", "Li", "Wu", None, "2026-03-01", "Core", "1.2",
          "2026-02-01", "2026-04-01", "8", "4", "4", "50", "2026-01-01", None, "Li", None, "No", "see log"]]),
    HeaderSet("redmine zh", "issues", of("tasks", """
        # = task_id; 项目 = project_name; 跟踪 = task_type; 父任务 = parent_task; 状态 = status; 优先级 = priority;
        主题 = task_name; 作者 = reporter; 指派给 = owner; 关注者 = ; 更新于 = updated_on; 类别 = component;
        目标版本 = iteration; 开始日期 = baseline_start; 计划完成日期 = baseline_finish; 预期时间 = planned_hours;
        耗时 = actual_hours; % 完成 = percent_complete; 创建于 = created_on; 文件 = ; 私有 = ; 描述 = description;
        最近批注 = comment"""),
        [["17", "甲", "缺陷", None, "新建", "高", "水泵故障", "李", "王", None, "2026-03-01", "核心", "1.2", "2026-02-01",
          "2026-04-01", "8", "4", "50", "2026-01-01", None, "否", "见日志", "无"]]),
    HeaderSet("zentao tasks", "任务", of("tasks", """
        编号 = task_id; 所属执行 = stage; 所属模块 = component; 任务名称 = task_name; 任务描述 = description;
        任务类型 = task_type; 优先级 = priority; 预计开始 = baseline_start|forecast_start; 实际开始 = actual_start;
        截止日期 = baseline_finish; 任务状态 = status; 最初预计 = planned_hours; 总计消耗 = actual_hours;
        预计剩余 = remaining_hours; 抄送给 = ; 进度 = percent_complete; 由谁创建 = reporter; 创建日期 = created_on;
        指派给 = owner; 指派日期 = assigned_on; 实际完成 = actual_finish; 由谁取消 = ; 取消时间 = ;
        关闭原因 = resolution; 最后修改日期 = updated_on; 附件 = """)),
    HeaderSet("zentao projects", "项目", of("projects", """
        项目ID = project_id; 所属项目集 = programme; 项目名称 = project_name; 状态 = state; 负责人 = manager;
        执行数 = ; 预算 = budget_at_completion; 人数 = team_size; 计划开始 = baseline_start;
        计划完成 = baseline_finish; 实际开始日期 = actual_start; 实际完成日期 = actual_finish;
        消耗 = actual_hours|; 进度 = percent_complete""")),
    HeaderSet("ganttproject", "plan", of("tasks", """
        ID = task_id; Name = task_name; Begin date = baseline_start; End date = baseline_finish;
        Duration = duration_days; Completion = percent_complete; Cost = planned_cost; Coordinator = owner;
        Predecessors = predecessors; Outline number = wbs; Assignments = ; Task color = ; Notes = comment""")),
    HeaderSet("tapd", "需求任务", of("tasks", """
        系统编号 = task_id; 标题 = task_name; 详细描述 = description; 项目ID = project_id; 创建人 = reporter;
        创建时间 = created_on; 最后修改时间 = updated_on; 状态 = status; 当前处理人 = owner; 抄送人 = ;
        预计开始 = baseline_start|forecast_start; 预计结束 = baseline_finish|forecast_finish; 迭代 = iteration;
        优先级 = priority; 进度 = percent_complete; 完成时间 = actual_finish; 剩余工时 = remaining_hours;
        预估工时 = planned_hours; 消耗工时 = actual_hours; 超出工时 = """)),
    HeaderSet("servicenow overview", "Status report", of("projects", """
        Project Name = project_name; Project Manager = manager; Portfolio = portfolio; State = state; Phase = stage;
        % Complete = percent_complete; Planned Start Date = baseline_start; Planned End Date = baseline_finish;
        Planned Cost = budget_at_completion; Actual Start Date = actual_start; Actual End Date = actual_finish;
        Actual Cost = actual_cost; Executive Summary = narrative; Last Week's Achievements = highlights;
        Key Activities Planned = next_steps""")),
    HeaderSet("ministry return", "GMPP", of("projects", """
        Project/Programme Name = project_name; Department = department; Delivery Body = delivery_organisation;
        GMPP - IPA ID Number = project_id; Project Type (for IPA use) = project_type; Classification = project_class;
        Senior Responsible Owner (SRO) = sponsor; SRO Finance confidence = declared_cost; SRO Benefits RAG = declared_benefits;
        SRO Schedule Confidence = declared_schedule; Overall Resource DCA - Now = declared_resource;
        GMPP - IPA DCA = declared_overall; Total Forecast = manager_estimate_at_completion; Spent Costs = actual_cost;
        Snapshot Date = status_date; Resource Gap = resource_narrative""")),
    HeaderSet("transposed return, as rows", "2019", of("projects", """
        GMPP ID Number = project_id; Project Name = project_name; Department = department;
        Description / Aims = objective;
        IPA Delivery Confidence Assessment (a judgement of the likelihood that a project delivers what was agreed) = declared_overall;
        Project - End Date (Latest approved end date) = baseline_finish""")),
    HeaderSet("ledger zh", "项目台账", of("projects", """
        项目编号 = project_id; 项目名称 = project_name; 项目经理 = manager; 项目状态 = state;
        计划开始日期 = baseline_start; 计划完成日期 = baseline_finish; 合同金额 = contract_value""")),
    HeaderSet("ledger zh, other words", "Sheet1", of("projects", """
        项目ID = project_id; 项目名称 = project_name; PM = manager; 状态 = state; 计划开始 = baseline_start;
        计划完成 = baseline_finish; 合同额 = contract_value""")),
    HeaderSet("hours ledger zh", "Sheet1", of("projects", """
        项目编码 = project_id; 项目名称 = project_name; 项目经理 = manager; 项目状态 = state; 累计挂靠工时 = actual_hours;
        项目开始时间 = baseline_start; 项目结束时间 = baseline_finish; 项目工时挂靠人员 = """)),
    HeaderSet("budget execution zh", "预算执行", of("projects", """
        使用部门 = department; 项目名称 = project_name; 项目预算数 = budget_at_completion; 项目执行数 = actual_cost;
        项目执行率 = execution_rate; 项目序时进度 = time_elapsed_rate; 差值 = reported_cost_variance""")),
    HeaderSet("weekly form zh", "周报", of("projects", """
        项目名称 = project_name; 报告日期 = status_date; 实施开工日期 = actual_start; 计划完工日期 = baseline_finish;
        项目经理 = manager; 所处阶段 = stage; 总体状态 = declared_overall; 风险提示 = top_risks""")),
    HeaderSet("earned value form zh", "挣值", of("projects", """
        项目名称 = project_name; 完工预算(BAC) = budget_at_completion; 计划价值(PV) = planned_value; 挣值(EV) = earned_value;
        实际成本(AC) = actual_cost; 进度偏差(SV) = reported_schedule_variance; 成本偏差(CV) = reported_cost_variance;
        SPI = reported_schedule_performance_index; CPI = reported_cost_performance_index;
        EAC = manager_estimate_at_completion; TCPI = """)),
    HeaderSet("portfolio health", "Portfolio", of("projects", """
        Project Name = project_name; Project Manager = manager; Programme Phase = stage; Overall RAG = declared_overall;
        Schedule Variance (%) = reported_schedule_variance; Cost Variance ($) = reported_cost_variance;
        Key Highlights = highlights; Major Risks = top_risks; Status = state; Last Updated = updated_on""")),
    HeaderSet("status update", "Status", of("projects", """
        Project = project_name; Reporting Period = period; Overall Health = declared_overall;
        Scope Health = declared_scope; Schedule Health = declared_schedule; Budget Health = declared_cost;
        Key Accomplishments = highlights; Next Steps = next_steps; Decisions Needed = decisions_needed""")),
    HeaderSet("pmo model projects", "Projects", of("projects", """
        Project_ID = project_id; Project_Name = project_name; Sponsor = sponsor; Project_Manager = manager;
        Start_Date = baseline_start; End_Date = baseline_finish; Budget_kEUR = budget_at_completion; Status = state;
        RAG_Status = declared_overall; Portfolio group = portfolio""")),
    HeaderSet("pmo model milestones", "Milestones", of("milestones", """
        Project_ID = project_id; Milestone = milestone_name; Planned_Date = baseline_date; Actual_Date = actual_date;
        Status = status""")),
    HeaderSet("accelerator", "Projects", of("projects", """
        Project Name = project_name; Stage = stage; Overall Health = declared_overall; Schedule Health = declared_schedule;
        Financial Health = declared_cost; Effort Health = declared_resource; Active Risks = open_risks; Active Issues = open_issues;
        Budget = budget_at_completion; Forecast = manager_estimate_at_completion; Actual Cost = actual_cost;
        Remaining Budget = remaining_budget; Budget Variance = reported_cost_variance; Benefits = planned_benefits;
        ROI = return_on_investment; Business Unit = department; Priority = priority"""),
        [["Apollo", "Build", "G", "A", "G", "G", "3", "1", "1000", "1100", "400", "600", "-100", "5000", "12%", "IT", "1"]]),
    HeaderSet("tracker zh in ten thousands", "2026年3月", of("projects", """
        立项编号 = project_id; 项目简称 = project_name; 事业部 = department; 负责人 = manager; 分管领导 = sponsor; 级别 = project_class;
        当前阶段 = stage; 健康度 = declared_overall; 批复金额(万元) = budget_at_completion; 累计支出（万元） = actual_cost;
        预算执行率 = execution_rate; 形象进度 = percent_complete; 应完成 = percent_planned; 要求完成日期 = baseline_finish;
        最新预计 = forecast_finish; 延期天数 = reported_slip_days; 本月进展 = highlights; 下月计划 = next_steps;
        需决策事项 = decisions_needed; 填报人 = reporter; 更新日期 = updated_on; 备注 = notes""")),
    HeaderSet("tracker en", "March", of("projects", """
        Ref = project_id; Title = project_name; BU = department; Lead = manager; SRO = sponsor; Gate = stage;
        RAG = declared_overall; Baseline Start = baseline_start; Baseline End = baseline_finish;
        Forecast Finish = forecast_finish; % Complete = percent_complete; BAC = budget_at_completion;
        Spend to date = actual_cost; EAC = manager_estimate_at_completion; Accomplishments = highlights;
        Next steps = next_steps; Decisions needed = decisions_needed; Last updated = updated_on; Comments = narrative""")),
    HeaderSet("tracker with slips of the pen", "Sheet1", of("projects", """
        Projct Name = project_name; Project Manger = manager; Aproved Budget = budget_at_completion; Actual Cst = actual_cost;
        Date of Status = status_date; Sponsor = sponsor; Fun fact = """)),
    HeaderSet("giant sheet", "Tracker", {
        "Project ID": "projects.project_id", "Project name": "projects.project_name", "Project manager": "projects.manager",
        "Budget": "projects.budget_at_completion", "Actual cost": "projects.actual_cost", "Status date": "projects.status_date",
        "Milestone": "milestones.milestone_name", "Milestone baseline": "milestones.baseline_date",
        "Milestone forecast": "milestones.forecast_date", "Top risk": "risks.risk_name", "Risk level": "risks.level",
        "Risk owner": "risks.owner",
    }),
    HeaderSet("resource bookings", "Allocations", of("assignments", """
        Project = project_name; Resource Name = person_name; Role = role; Month = month; Planned Hours = planned_hours;
        Actual Hours = actual_hours; Booking Type = firmness""")),
    HeaderSet("benefits register", "Benefits", of("benefits", """
        Project = project_name; Benefit ID = benefit_id; Benefit = benefit_name; Benefit Owner = owner; Month = month;
        Planned benefit = planned; Actual benefit = actual; Status = status""")),
    HeaderSet("change log", "Change log", of("changes", """
        CR No = change_id; Project = project_name; Change title = change_name; Raised on = raised_on; Requested by = requested_by;
        Cost impact (k€) = cost_impact; Schedule impact (days) = days_impact; Status = status; Decision date = decided_on""")),
    HeaderSet("stage gates zh", "阶段门", of("gates", """
        项目名称 = project_name; 阶段门 = gate_name; 计划评审日期 = planned_date; 实际评审日期 = held_on; 评审结果 = decision;
        遗留问题 = conditions""")),
)  # fmt: skip
