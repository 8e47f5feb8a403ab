-- Risks, typed. Things that may happen to a project, for worse or better, with their rating and response.
-- Written by pmo_analytics/models/staging.py from data/fields/risks.toml.
--
-- grain:   one row per load_id, row_number
-- columns:
--   load_id                    key      load that brought the row
--   row_number                 key      place of the row among the load's rows of this entity
--   source_row                 count    row of the sheet; null where a record is a column
--   source_column              text     column of the sheet where a record is one
--   project_id                 key      code as written, else the name; empty where the row is of no project
--   project_code               text     code as written
--   project_name               text     name as written
--   period                     date     month end the row was reported for
--   row_key                    key      what makes the row the same in another load of the project and period
--   risk_id                    text     Code of the risk inside its project.
--   risk_name                  text     Short name of the risk.
--   description                text     What may happen, and why.
--   consequence                text     What it would mean for the project.
--   category                   text     Area the risk comes from, such as technical or supplier.
--   kind                       text     Whether it would harm or help.
--   probability                percent  Chance that it happens, 0 to 100%.
--   probability_score          score    Probability on the 1 to 5 scale, before any response; words from very low (1) to very high (5).
--   impact_score               score    Impact on the 1 to 5 scale, before any response; words from very low (1) to very high (5).
--   score                      score    Probability times impact as the register itself states it.
--   level                      text     How serious the risk is, as the register itself states it.
--   cost_impact                money    Cost if it happens, before any response.
--   days_impact                days     Days of delay if it happens, before any response.
--   expected_value             money    Probability times cost as the register itself states it.
--   residual_probability       percent  Chance that it happens after the response.
--   residual_probability_score score    Probability on the 1 to 5 scale, after the response; words from very low (1) to very high (5).
--   residual_impact_score      score    Impact on the 1 to 5 scale, after the response; words from very low (1) to very high (5).
--   residual_score             score    Score after the response as the register itself states it.
--   residual_cost_impact       money    Cost if it happens, after the response.
--   residual_days_impact       days     Days of delay if it happens, after the response.
--   response                   text     What is done about it.
--   response_strategy          text     Way of dealing with it: avoid, reduce, transfer, accept, exploit, enhance or share.
--   response_cost              money    Cost of the response itself.
--   currency                   text     Currency of the amounts, as an ISO code; blank: the project's.
--   contingency_plan           text     What is done if it happens.
--   trigger                    text     Sign that it is about to happen.
--   owner                      text     Person responsible for the risk.
--   action_owner               text     Person who carries out the response.
--   raised_by                  text     Person who found the risk.
--   raised_on                  date     Day the risk was entered.
--   due_on                     date     Day the response must be done by.
--   proximity                  text     How near in time it is: imminent, within this stage, later.
--   proximity_on               date     Earliest day it could hit the project.
--   reviewed_on                date     Day the risk was last looked at.
--   closed_on                  date     Day the risk was closed.
--   status                     text     Where the risk stands.
--   trend                      text     Whether the risk is getting better or worse.
--   escalated_to               text     Who the risk was raised to.
--   related_task               text     Task or milestone the risk touches.
--   in_estimate                flag     Whether its cost is already inside the estimate at completion or the contingency.
--   comment                    text     Latest news on the risk.
--   extra                      json     columns of the table that match no field, by their headers
--   problems                   problems cells that could not be read, or were read with doubt
with
setting as (
    select
        max(value) filter (name = 'date_order') as date_order,
        try_cast(max(value) filter (name = 'hours_per_day') as double) as hours_per_day,
        try_cast(max(value) filter (name = 'fiscal_year_start_month') as integer) as fiscal_start
    from reference.settings
),
vote as (
    select
        load_id,
        sum(decimal_vote(probability)) as probability_vote,
        bool_or(is_points(probability)) as probability_points,
        sum(decimal_vote(cost_impact)) as cost_impact_vote,
        sum(decimal_vote(days_impact)) as days_impact_vote,
        sum(decimal_vote(expected_value)) as expected_value_vote,
        sum(decimal_vote(residual_probability)) as residual_probability_vote,
        bool_or(is_points(residual_probability)) as residual_probability_points,
        sum(decimal_vote(residual_cost_impact)) as residual_cost_impact_vote,
        sum(decimal_vote(residual_days_impact)) as residual_days_impact_vote,
        sum(decimal_vote(response_cost)) as response_cost_vote,
        sum(order_vote(raised_on)) as raised_on_vote,
        bool_and(is_serial(raised_on)) as raised_on_serial,
        sum(order_vote(due_on)) as due_on_vote,
        bool_and(is_serial(due_on)) as due_on_serial,
        sum(order_vote(proximity_on)) as proximity_on_vote,
        bool_and(is_serial(proximity_on)) as proximity_on_serial,
        sum(order_vote(reviewed_on)) as reviewed_on_vote,
        bool_and(is_serial(reviewed_on)) as reviewed_on_serial,
        sum(order_vote(closed_on)) as closed_on_vote,
        bool_and(is_serial(closed_on)) as closed_on_serial
    from ledger.risks
    group by load_id
),
header as (
    select
        load_id,
        any_value(value_map) filter (field = 'kind') as kind_words,
        any_value(value_map) filter (field = 'probability_score') as probability_score_words,
        any_value(value_map) filter (field = 'impact_score') as impact_score_words,
        any_value(value_map) filter (field = 'score') as score_words,
        any_value(value_map) filter (field = 'level') as level_words,
        max(multiplier) filter (field = 'cost_impact') as cost_impact_multiplier,
        max(multiplier) filter (field = 'days_impact') as days_impact_multiplier,
        max(multiplier) filter (field = 'expected_value') as expected_value_multiplier,
        any_value(value_map) filter (field = 'residual_probability_score') as residual_probability_score_words,
        any_value(value_map) filter (field = 'residual_impact_score') as residual_impact_score_words,
        any_value(value_map) filter (field = 'residual_score') as residual_score_words,
        max(multiplier) filter (field = 'residual_cost_impact') as residual_cost_impact_multiplier,
        max(multiplier) filter (field = 'residual_days_impact') as residual_days_impact_multiplier,
        any_value(value_map) filter (field = 'response_strategy') as response_strategy_words,
        max(multiplier) filter (field = 'response_cost') as response_cost_multiplier,
        any_value(date_order) filter (field = 'raised_on') as raised_on_named,
        any_value(date_order) filter (field = 'due_on') as due_on_named,
        any_value(date_order) filter (field = 'proximity_on') as proximity_on_named,
        any_value(date_order) filter (field = 'reviewed_on') as reviewed_on_named,
        any_value(date_order) filter (field = 'closed_on') as closed_on_named,
        any_value(value_map) filter (field = 'status') as status_words,
        any_value(value_map) filter (field = 'trend') as trend_words,
        any_value(value_map) filter (field = 'in_estimate') as in_estimate_words
    from ledger.load_columns
    where entity = 'risks'
    group by load_id
),
load_vote as (
    select
        *,
        list_sum([probability_vote, cost_impact_vote, days_impact_vote, expected_value_vote, residual_probability_vote, residual_cost_impact_vote, residual_days_impact_vote, response_cost_vote]) as number_vote,
        list_sum([raised_on_vote, due_on_vote, proximity_on_vote, reviewed_on_vote, closed_on_vote]) as date_vote
    from vote
),
convention as (
    select
        load_id,
        folded_keys(kind_words) as kind_words,
        decimal_mark(probability_vote, number_vote) as probability_mark,
        probability_points,
        folded_keys(probability_score_words) as probability_score_words,
        folded_keys(impact_score_words) as impact_score_words,
        folded_keys(score_words) as score_words,
        folded_keys(level_words) as level_words,
        decimal_mark(cost_impact_vote, number_vote) as cost_impact_mark,
        cost_impact_multiplier,
        decimal_mark(days_impact_vote, number_vote) as days_impact_mark,
        days_impact_multiplier,
        decimal_mark(expected_value_vote, number_vote) as expected_value_mark,
        expected_value_multiplier,
        decimal_mark(residual_probability_vote, number_vote) as residual_probability_mark,
        residual_probability_points,
        folded_keys(residual_probability_score_words) as residual_probability_score_words,
        folded_keys(residual_impact_score_words) as residual_impact_score_words,
        folded_keys(residual_score_words) as residual_score_words,
        decimal_mark(residual_cost_impact_vote, number_vote) as residual_cost_impact_mark,
        residual_cost_impact_multiplier,
        decimal_mark(residual_days_impact_vote, number_vote) as residual_days_impact_mark,
        residual_days_impact_multiplier,
        folded_keys(response_strategy_words) as response_strategy_words,
        decimal_mark(response_cost_vote, number_vote) as response_cost_mark,
        response_cost_multiplier,
        date_order(raised_on_named, raised_on_vote, date_vote, setting.date_order) as raised_on_order,
        raised_on_serial,
        date_order(due_on_named, due_on_vote, date_vote, setting.date_order) as due_on_order,
        due_on_serial,
        date_order(proximity_on_named, proximity_on_vote, date_vote, setting.date_order) as proximity_on_order,
        proximity_on_serial,
        date_order(reviewed_on_named, reviewed_on_vote, date_vote, setting.date_order) as reviewed_on_order,
        reviewed_on_serial,
        date_order(closed_on_named, closed_on_vote, date_vote, setting.date_order) as closed_on_order,
        closed_on_serial,
        folded_keys(status_words) as status_words,
        folded_keys(trend_words) as trend_words,
        folded_keys(in_estimate_words) as in_estimate_words
    from load_vote
    left join header using (load_id)
    cross join setting
),
known as (
    select
        written,
        convention,
        currency_of(written.currency) as row_currency,
        written.period as row_period,
        hours_per_day,
        fiscal_start
    from ledger.risks as written
    join convention using (load_id)
    cross join setting
),
easy as (
    select
        *,
        easy_id(written.project_code) as plain_code,
        easy_id(written.risk_id) as risk_id,
        easy_text(written.risk_name) as risk_name,
        easy_text(written.description) as description,
        easy_text(written.consequence) as consequence,
        coalesce(choice_of(written.category, map {'technical': 'Technical', 'technology': 'Technical', 'technical risk': 'Technical', '技术': 'Technical', '技术风险': 'Technical', 'people': 'People', 'people risk': 'People', '人员': 'People', '人力': 'People', '人员风险': 'People', '人力风险': 'People', 'resources': 'Resources', 'resources risk': 'Resources', '资源': 'Resources', '资源风险': 'Resources', 'supplier': 'Supplier', 'vendor': 'Supplier', 'supplier risk': 'Supplier', '供应商': 'Supplier', '供应商风险': 'Supplier', 'procurement': 'Procurement', 'procurement risk': 'Procurement', '采购': 'Procurement', '采购风险': 'Procurement', 'contract': 'Contract', 'contract risk': 'Contract', '合同': 'Contract', '合同风险': 'Contract', 'legal': 'Legal', 'legal risk': 'Legal', '法规': 'Legal', '法律': 'Legal', '法规风险': 'Legal', '法律风险': 'Legal', 'compliance': 'Compliance', 'compliance risk': 'Compliance', '合规': 'Compliance', '合规风险': 'Compliance', 'data': 'Data', 'data risk': 'Data', '数据': 'Data', '数据风险': 'Data', 'market': 'Market', 'market risk': 'Market', '市场': 'Market', '市场风险': 'Market', 'security': 'Security', 'security risk': 'Security', '信息安全': 'Security', '网络安全': 'Security', '信息安全风险': 'Security', '网络安全风险': 'Security', 'safety': 'Safety', 'safety risk': 'Safety', '安全': 'Safety', '安全生产': 'Safety', '安全风险': 'Safety', '安全生产风险': 'Safety', 'environment': 'Environment', 'environment risk': 'Environment', '环境': 'Environment', '环境风险': 'Environment', 'budget': 'Budget', 'budget risk': 'Budget', '费用': 'Budget', '预算': 'Budget', '费用风险': 'Budget', '预算风险': 'Budget', 'cost': 'Cost', 'cost risk': 'Cost', '成本': 'Cost', '成本风险': 'Cost', 'financial': 'Financial', 'finance': 'Financial', 'financial risk': 'Financial', '财务': 'Financial', '财务风险': 'Financial', 'currency': 'Currency', 'exchange rate': 'Currency', 'currency risk': 'Currency', '汇率': 'Currency', '汇率风险': 'Currency', 'schedule': 'Schedule', 'schedule risk': 'Schedule', '进度': 'Schedule', '进度风险': 'Schedule', 'scope': 'Scope', 'scope risk': 'Scope', '范围': 'Scope', '范围风险': 'Scope', 'quality': 'Quality', 'quality risk': 'Quality', '质量': 'Quality', '质量风险': 'Quality', 'requirements': 'Requirements', 'requirements risk': 'Requirements', '需求': 'Requirements', '需求风险': 'Requirements', 'stakeholders': 'Stakeholders', 'stakeholder': 'Stakeholders', 'stakeholders risk': 'Stakeholders', '干系人': 'Stakeholders', '相关方': 'Stakeholders', '干系人风险': 'Stakeholders', '相关方风险': 'Stakeholders', 'organisation': 'Organisation', 'organization': 'Organisation', 'organisational': 'Organisation', 'organizational': 'Organisation', 'organisation risk': 'Organisation', '组织': 'Organisation', '组织风险': 'Organisation', 'management': 'Management', 'management risk': 'Management', '管理': 'Management', '管理风险': 'Management', 'operations': 'Operations', 'operational': 'Operations', 'operations risk': 'Operations', '运营': 'Operations', '运营风险': 'Operations', 'external': 'External', 'external risk': 'External', '外部': 'External', '外部风险': 'External', 'strategy': 'Strategy', 'strategic': 'Strategy', 'strategy risk': 'Strategy', '战略': 'Strategy', '战略风险': 'Strategy', 'political': 'Political', 'policy': 'Political', 'political risk': 'Political', '政策': 'Political', '政策风险': 'Political'}), easy_text(written.category)) as category,
        coalesce(choice_of(written.kind, convention.kind_words), choice_of(written.kind, map {'threat': 'threat', 'negative': 'threat', 'risk': 'threat', 't': 'threat', 'downside': 'threat', 'harm': 'threat', '威胁': 'threat', '负面': 'threat', '负面风险': 'threat', '消极': 'threat', '不利': 'threat', '风险': 'threat', 'opportunity': 'opportunity', 'positive': 'opportunity', 'o': 'opportunity', 'upside': 'opportunity', 'benefit': 'opportunity', '机会': 'opportunity', '机遇': 'opportunity', '正面': 'opportunity', '正面风险': 'opportunity', '积极': 'opportunity', '有利': 'opportunity'})) as kind,
        easy_ratio(written.probability, convention.probability_mark, convention.probability_points) as probability,
        coalesce(try_cast(choice_of(written.probability_score, convention.probability_score_words) as bigint), score_of(written.probability_score), try_cast(choice_of(written.probability_score, map {'1': '1', 'very low': '1', 'vl': '1', 'rare': '1', 'remote': '1', 'improbable': '1', 'very unlikely': '1', 'highly unlikely': '1', '很低': '1', '极低': '1', '非常低': '1', '几乎不可能': '1', '极少': '1', '2': '2', 'low': '2', 'l': '2', 'unlikely': '2', '低': '2', '较低': '2', '不太可能': '2', '不大可能': '2', '偶尔': '2', '3': '3', 'medium': '3', 'med': '3', 'm': '3', 'moderate': '3', 'possible': '3', '中': '3', '中等': '3', '一般': '3', '可能': '3', '4': '4', 'high': '4', 'h': '4', 'likely': '4', 'probable': '4', '高': '4', '较高': '4', '很可能': '4', '很有可能': '4', '5': '5', 'very high': '5', 'vh': '5', 'almost certain': '5', 'near certain': '5', 'very likely': '5', 'highly likely': '5', 'certain': '5', '很高': '5', '极高': '5', '非常高': '5', '几乎肯定': '5', '几乎确定': '5', '极可能': '5', '必然': '5'}) as bigint)) as probability_score,
        coalesce(try_cast(choice_of(written.impact_score, convention.impact_score_words) as bigint), score_of(written.impact_score), try_cast(choice_of(written.impact_score, map {'1': '1', 'very low': '1', 'vl': '1', 'insignificant': '1', 'negligible': '1', 'trivial': '1', 'very minor': '1', '很低': '1', '极低': '1', '非常低': '1', '很小': '1', '极小': '1', '可忽略': '1', '可以忽略': '1', '微不足道': '1', '2': '2', 'low': '2', 'l': '2', 'minor': '2', 'marginal': '2', '低': '2', '较低': '2', '小': '2', '较小': '2', '轻微': '2', '轻度': '2', '3': '3', 'medium': '3', 'med': '3', 'm': '3', 'moderate': '3', '中': '3', '中等': '3', '一般': '3', '中度': '3', '4': '4', 'high': '4', 'h': '4', 'major': '4', 'significant': '4', 'serious': '4', '高': '4', '较高': '4', '大': '4', '较大': '4', '严重': '4', '重度': '4', '5': '5', 'very high': '5', 'vh': '5', 'severe': '5', 'catastrophic': '5', 'critical': '5', 'extreme': '5', '很高': '5', '极高': '5', '非常高': '5', '很大': '5', '极大': '5', '重大': '5', '特别重大': '5', '特别严重': '5', '非常严重': '5', '灾难性': '5', '灾难': '5'}) as bigint)) as impact_score,
        coalesce(try_cast(choice_of(written.score, convention.score_words) as bigint), score_of(written.score)) as score,
        coalesce(choice_of(written.level, convention.level_words), choice_of(written.level, map {'very high': 'very_high', 'extreme': 'very_high', 'critical': 'very_high', 'severe': 'very_high', 'vh': 'very_high', 'catastrophic': 'very_high', '极高': 'very_high', '很高': 'very_high', '特别重大': 'very_high', '重大': 'very_high', '特高': 'very_high', '致命': 'very_high', 'high': 'high', 'h': 'high', 'red': 'high', 'r': 'high', 'major': 'high', '高': 'high', '较高': 'high', '高风险': 'high', '红': 'high', '较大': 'high', '严重': 'high', '红灯': 'high', 'medium': 'medium', 'med': 'medium', 'm': 'medium', 'moderate': 'medium', 'amber': 'medium', 'yellow': 'medium', 'a': 'medium', '中': 'medium', '中等': 'medium', '中风险': 'medium', '一般': 'medium', '黄': 'medium', '黄灯': 'medium', '橙': 'medium', 'low': 'low', 'l': 'low', 'minor': 'low', 'green': 'low', 'g': 'low', 'very low': 'low', 'negligible': 'low', '低': 'low', '较低': 'low', '低风险': 'low', '很低': 'low', '绿': 'low', '较小': 'low', '轻微': 'low', '绿灯': 'low', '蓝': 'low'})) as level,
        easy_money(written.cost_impact, convention.cost_impact_mark, convention.cost_impact_multiplier) as cost_impact,
        easy_number(written.days_impact, convention.days_impact_mark, convention.days_impact_multiplier) as days_impact,
        easy_money(written.expected_value, convention.expected_value_mark, convention.expected_value_multiplier) as expected_value,
        easy_ratio(written.residual_probability, convention.residual_probability_mark, convention.residual_probability_points) as residual_probability,
        coalesce(try_cast(choice_of(written.residual_probability_score, convention.residual_probability_score_words) as bigint), score_of(written.residual_probability_score), try_cast(choice_of(written.residual_probability_score, map {'1': '1', 'very low': '1', 'vl': '1', 'rare': '1', 'remote': '1', 'improbable': '1', 'very unlikely': '1', 'highly unlikely': '1', '很低': '1', '极低': '1', '非常低': '1', '几乎不可能': '1', '极少': '1', '2': '2', 'low': '2', 'l': '2', 'unlikely': '2', '低': '2', '较低': '2', '不太可能': '2', '不大可能': '2', '偶尔': '2', '3': '3', 'medium': '3', 'med': '3', 'm': '3', 'moderate': '3', 'possible': '3', '中': '3', '中等': '3', '一般': '3', '可能': '3', '4': '4', 'high': '4', 'h': '4', 'likely': '4', 'probable': '4', '高': '4', '较高': '4', '很可能': '4', '很有可能': '4', '5': '5', 'very high': '5', 'vh': '5', 'almost certain': '5', 'near certain': '5', 'very likely': '5', 'highly likely': '5', 'certain': '5', '很高': '5', '极高': '5', '非常高': '5', '几乎肯定': '5', '几乎确定': '5', '极可能': '5', '必然': '5'}) as bigint)) as residual_probability_score,
        coalesce(try_cast(choice_of(written.residual_impact_score, convention.residual_impact_score_words) as bigint), score_of(written.residual_impact_score), try_cast(choice_of(written.residual_impact_score, map {'1': '1', 'very low': '1', 'vl': '1', 'insignificant': '1', 'negligible': '1', 'trivial': '1', 'very minor': '1', '很低': '1', '极低': '1', '非常低': '1', '很小': '1', '极小': '1', '可忽略': '1', '可以忽略': '1', '微不足道': '1', '2': '2', 'low': '2', 'l': '2', 'minor': '2', 'marginal': '2', '低': '2', '较低': '2', '小': '2', '较小': '2', '轻微': '2', '轻度': '2', '3': '3', 'medium': '3', 'med': '3', 'm': '3', 'moderate': '3', '中': '3', '中等': '3', '一般': '3', '中度': '3', '4': '4', 'high': '4', 'h': '4', 'major': '4', 'significant': '4', 'serious': '4', '高': '4', '较高': '4', '大': '4', '较大': '4', '严重': '4', '重度': '4', '5': '5', 'very high': '5', 'vh': '5', 'severe': '5', 'catastrophic': '5', 'critical': '5', 'extreme': '5', '很高': '5', '极高': '5', '非常高': '5', '很大': '5', '极大': '5', '重大': '5', '特别重大': '5', '特别严重': '5', '非常严重': '5', '灾难性': '5', '灾难': '5'}) as bigint)) as residual_impact_score,
        coalesce(try_cast(choice_of(written.residual_score, convention.residual_score_words) as bigint), score_of(written.residual_score)) as residual_score,
        easy_money(written.residual_cost_impact, convention.residual_cost_impact_mark, convention.residual_cost_impact_multiplier) as residual_cost_impact,
        easy_number(written.residual_days_impact, convention.residual_days_impact_mark, convention.residual_days_impact_multiplier) as residual_days_impact,
        easy_text(written.response) as response,
        coalesce(choice_of(written.response_strategy, convention.response_strategy_words), choice_of(written.response_strategy, map {'avoid': 'avoid', 'avoidance': 'avoid', 'terminate': 'avoid', 'eliminate': 'avoid', 'prevent': 'avoid', '规避': 'avoid', '回避': 'avoid', '避免': 'avoid', '消除': 'avoid', 'reduce': 'reduce', 'mitigate': 'reduce', 'mitigation': 'reduce', 'treat': 'reduce', 'control': 'reduce', 'reduction': 'reduce', 'minimise': 'reduce', 'minimize': 'reduce', '减轻': 'reduce', '缓解': 'reduce', '降低': 'reduce', '控制': 'reduce', '减少': 'reduce', '弱化': 'reduce', 'transfer': 'transfer', 'share the risk': 'transfer', 'insure': 'transfer', 'transference': 'transfer', '转移': 'transfer', '转嫁': 'transfer', '转让': 'transfer', '保险': 'transfer', 'accept': 'accept', 'acceptance': 'accept', 'tolerate': 'accept', 'retain': 'accept', 'monitor': 'accept', 'watch': 'accept', '接受': 'accept', '自留': 'accept', '容忍': 'accept', '监控': 'accept', '观察': 'accept', '接收': 'accept', 'escalate': 'escalate', 'escalation': 'escalate', '上报': 'escalate', '升级': 'escalate', 'exploit': 'exploit', '开拓': 'exploit', '利用': 'exploit', 'enhance': 'enhance', '提高': 'enhance', '增强': 'enhance', '强化': 'enhance', 'share': 'share', 'sharing': 'share', '分享': 'share', '分担': 'share', '共享': 'share'})) as response_strategy,
        easy_money(written.response_cost, convention.response_cost_mark, convention.response_cost_multiplier) as response_cost,
        currency_of(written.currency) as currency,
        easy_text(written.contingency_plan) as contingency_plan,
        easy_text(written.trigger) as trigger,
        easy_name(written.owner) as owner,
        easy_name(written.action_owner) as action_owner,
        easy_name(written.raised_by) as raised_by,
        easy_date(written.raised_on) as raised_on,
        easy_date(written.due_on) as due_on,
        easy_text(written.proximity) as proximity,
        easy_date(written.proximity_on) as proximity_on,
        easy_date(written.reviewed_on) as reviewed_on,
        easy_date(written.closed_on) as closed_on,
        coalesce(choice_of(written.status, convention.status_words), choice_of(written.status, map {'proposed': 'proposed', 'draft': 'proposed', 'new': 'proposed', 'identified': 'proposed', 'submitted': 'proposed', 'candidate': 'proposed', '新建': 'proposed', '新识别': 'proposed', '草稿': 'proposed', '待评估': 'proposed', '已识别': 'proposed', '提出': 'proposed', '待确认': 'proposed', '新增': 'proposed', '识别': 'proposed', 'open': 'open', 'active': 'open', 'in progress': 'open', 'ongoing': 'open', 'monitoring': 'open', 'watching': 'open', 'being mitigated': 'open', 'treating': 'open', 'mitigating': 'open', 'assigned': 'open', 'under review': 'open', 'managed': 'open', 'escalated': 'open', 'live': 'open', 'on track': 'open', 'overdue': 'open', 'not started': 'open', 'current': 'open', 'no': 'open', '打开': 'open', '开放': 'open', '进行中': 'open', '处理中': 'open', '跟踪中': 'open', '监控中': 'open', '监控': 'open', '应对中': 'open', '未关闭': 'open', '存在': 'open', '持续跟踪': 'open', '持续': 'open', '已分配': 'open', '激活': 'open', '未解决': 'open', '已升级': 'open', '缓解中': 'open', '跟踪': 'open', '未开始': 'open', '否': 'open', '处置中': 'open', '已延期': 'open', '控制中': 'open', '追踪中': 'open', '未结案': 'open', 'on hold': 'on_hold', 'postponed': 'on_hold', 'deferred': 'on_hold', 'suspended': 'on_hold', 'dormant': 'on_hold', 'accepted': 'on_hold', 'parked': 'on_hold', '挂起': 'on_hold', '已挂起': 'on_hold', '暂停': 'on_hold', '暂缓': 'on_hold', '搁置': 'on_hold', '已接受': 'on_hold', '休眠': 'on_hold', 'occurred': 'occurred', 'materialised': 'occurred', 'materialized': 'occurred', 'became issue': 'occurred', 'converted to issue': 'occurred', 'issue': 'occurred', 'happened': 'occurred', 'realised': 'occurred', 'realized': 'occurred', 'triggered': 'occurred', '已发生': 'occurred', '发生': 'occurred', '转为问题': 'occurred', '已转为问题': 'occurred', '已转问题': 'occurred', '转问题': 'occurred', '已触发': 'occurred', '已实现': 'occurred', 'closed': 'closed', 'resolved': 'closed', 'mitigated': 'closed', 'expired': 'closed', 'done': 'closed', 'complete': 'closed', 'completed': 'closed', 'retired': 'closed', 'eliminated': 'closed', 'passed': 'closed', 'yes': 'closed', '已关闭': 'closed', '关闭': 'closed', '已解决': 'closed', '已解除': 'closed', '解除': 'closed', '已消除': 'closed', '消除': 'closed', '已完成': 'closed', '完成': 'closed', '已过期': 'closed', '已规避': 'closed', '已缓解': 'closed', '是': 'closed', '已结束': 'closed', '已结案': 'closed', '结案': 'closed', 'cancelled': 'cancelled', 'canceled': 'cancelled', 'rejected': 'cancelled', 'withdrawn': 'cancelled', 'invalid': 'cancelled', 'not a risk': 'cancelled', 'duplicate': 'cancelled', '已取消': 'cancelled', '取消': 'cancelled', '已拒绝': 'cancelled', '撤销': 'cancelled', '无效': 'cancelled', '作废': 'cancelled', '误报': 'cancelled'})) as status,
        coalesce(choice_of(written.trend, convention.trend_words), choice_of(written.trend, map {'improving': 'improving', 'decreasing': 'improving', 'down': 'improving', 'falling': 'improving', 'better': 'improving', 'reduced': 'improving', '↓': 'improving', '好转': 'improving', '下降': 'improving', '降低': 'improving', '减小': 'improving', '改善': 'improving', '减弱': 'improving', '趋好': 'improving', 'stable': 'stable', 'unchanged': 'stable', 'no change': 'stable', 'same': 'stable', 'steady': 'stable', 'flat': 'stable', 'static': 'stable', '→': 'stable', '↔': 'stable', '稳定': 'stable', '不变': 'stable', '持平': 'stable', '无变化': 'stable', '平稳': 'stable', 'worsening': 'worsening', 'increasing': 'worsening', 'up': 'worsening', 'rising': 'worsening', 'worse': 'worsening', 'increased': 'worsening', '↑': 'worsening', '恶化': 'worsening', '上升': 'worsening', '增大': 'worsening', '加剧': 'worsening', '升高': 'worsening', '增加': 'worsening', '趋坏': 'worsening'})) as trend,
        easy_text(written.escalated_to) as escalated_to,
        easy_text(written.related_task) as related_task,
        coalesce(try_cast(choice_of(written.in_estimate, convention.in_estimate_words) as boolean), flag_of(written.in_estimate)) as in_estimate,
        easy_text(written.comment) as comment
    from known
),
hard as (
    select
        *,
        case when unread(written.project_code, plain_code) is not null
            or unread(written.risk_id, risk_id) is not null
            then by_field(read_ids(with_text([
            {'field': 'project_id', 'text': unread(written.project_code, plain_code)},
            {'field': 'risk_id', 'text': unread(written.risk_id, risk_id)}]))) end as hard_ids,
        case when unread(written.risk_name, risk_name) is not null
            or unread(written.description, description) is not null
            or unread(written.consequence, consequence) is not null
            or unread(written.category, category) is not null
            or unread(written.response, response) is not null
            or unread(written.contingency_plan, contingency_plan) is not null
            or unread(written.trigger, trigger) is not null
            or unread(written.proximity, proximity) is not null
            or unread(written.escalated_to, escalated_to) is not null
            or unread(written.related_task, related_task) is not null
            or unread(written.comment, comment) is not null
            then by_field(read_texts(with_text([
            {'field': 'risk_name', 'text': unread(written.risk_name, risk_name)},
            {'field': 'description', 'text': unread(written.description, description)},
            {'field': 'consequence', 'text': unread(written.consequence, consequence)},
            {'field': 'category', 'text': unread(written.category, category)},
            {'field': 'response', 'text': unread(written.response, response)},
            {'field': 'contingency_plan', 'text': unread(written.contingency_plan, contingency_plan)},
            {'field': 'trigger', 'text': unread(written.trigger, trigger)},
            {'field': 'proximity', 'text': unread(written.proximity, proximity)},
            {'field': 'escalated_to', 'text': unread(written.escalated_to, escalated_to)},
            {'field': 'related_task', 'text': unread(written.related_task, related_task)},
            {'field': 'comment', 'text': unread(written.comment, comment)}]))) end as hard_texts,
        case when unread(written.kind, kind) is not null
            or unread(written.probability_score, probability_score) is not null
            or unread(written.impact_score, impact_score) is not null
            or unread(written.score, score) is not null
            or unread(written.level, level) is not null
            or unread(written.residual_probability_score, residual_probability_score) is not null
            or unread(written.residual_impact_score, residual_impact_score) is not null
            or unread(written.residual_score, residual_score) is not null
            or unread(written.response_strategy, response_strategy) is not null
            or unread(written.currency, currency) is not null
            or unread(written.status, status) is not null
            or unread(written.trend, trend) is not null
            or unread(written.in_estimate, in_estimate) is not null
            then by_field(read_words(with_text([
            {'field': 'kind', 'text': unread(written.kind, kind), 'otherwise': 'not_a_choice'},
            {'field': 'probability_score', 'text': unread(written.probability_score, probability_score), 'otherwise': 'not_a_score'},
            {'field': 'impact_score', 'text': unread(written.impact_score, impact_score), 'otherwise': 'not_a_score'},
            {'field': 'score', 'text': unread(written.score, score), 'otherwise': 'not_a_score'},
            {'field': 'level', 'text': unread(written.level, level), 'otherwise': 'not_a_choice'},
            {'field': 'residual_probability_score', 'text': unread(written.residual_probability_score, residual_probability_score), 'otherwise': 'not_a_score'},
            {'field': 'residual_impact_score', 'text': unread(written.residual_impact_score, residual_impact_score), 'otherwise': 'not_a_score'},
            {'field': 'residual_score', 'text': unread(written.residual_score, residual_score), 'otherwise': 'not_a_score'},
            {'field': 'response_strategy', 'text': unread(written.response_strategy, response_strategy), 'otherwise': 'not_a_choice'},
            {'field': 'currency', 'text': unread(written.currency, currency), 'otherwise': 'not_a_currency'},
            {'field': 'status', 'text': unread(written.status, status), 'otherwise': 'not_a_choice'},
            {'field': 'trend', 'text': unread(written.trend, trend), 'otherwise': 'not_a_choice'},
            {'field': 'in_estimate', 'text': unread(written.in_estimate, in_estimate), 'otherwise': 'not_a_flag'}]))) end as hard_words,
        case when unread(written.probability, probability) is not null
            or unread(written.residual_probability, residual_probability) is not null
            then by_field(read_ratios(with_text([
            {'field': 'probability', 'text': unread(written.probability, probability), 'mark': convention.probability_mark, 'points': convention.probability_points},
            {'field': 'residual_probability', 'text': unread(written.residual_probability, residual_probability), 'mark': convention.residual_probability_mark, 'points': convention.residual_probability_points}]))) end as hard_ratios,
        case when unread(written.cost_impact, cost_impact) is not null
            or unread(written.expected_value, expected_value) is not null
            or unread(written.residual_cost_impact, residual_cost_impact) is not null
            or unread(written.response_cost, response_cost) is not null
            then by_field(read_money(with_text([
            {'field': 'cost_impact', 'text': unread(written.cost_impact, cost_impact), 'mark': convention.cost_impact_mark, 'multiplier': convention.cost_impact_multiplier, 'currency': row_currency},
            {'field': 'expected_value', 'text': unread(written.expected_value, expected_value), 'mark': convention.expected_value_mark, 'multiplier': convention.expected_value_multiplier, 'currency': row_currency},
            {'field': 'residual_cost_impact', 'text': unread(written.residual_cost_impact, residual_cost_impact), 'mark': convention.residual_cost_impact_mark, 'multiplier': convention.residual_cost_impact_multiplier, 'currency': row_currency},
            {'field': 'response_cost', 'text': unread(written.response_cost, response_cost), 'mark': convention.response_cost_mark, 'multiplier': convention.response_cost_multiplier, 'currency': row_currency}]))) end as hard_money,
        case when unread(written.days_impact, days_impact) is not null
            or unread(written.residual_days_impact, residual_days_impact) is not null
            then by_field(read_quantities(with_text([
            {'field': 'days_impact', 'text': unread(written.days_impact, days_impact), 'mark': convention.days_impact_mark, 'multiplier': convention.days_impact_multiplier, 'hours_per_day': hours_per_day, 'kind': 'days', 'otherwise': 'not_days'},
            {'field': 'residual_days_impact', 'text': unread(written.residual_days_impact, residual_days_impact), 'mark': convention.residual_days_impact_mark, 'multiplier': convention.residual_days_impact_multiplier, 'hours_per_day': hours_per_day, 'kind': 'days', 'otherwise': 'not_days'}]))) end as hard_quantities,
        case when unread(written.owner, owner) is not null
            or unread(written.action_owner, action_owner) is not null
            or unread(written.raised_by, raised_by) is not null
            then by_field(read_names(with_text([
            {'field': 'owner', 'text': unread(written.owner, owner)},
            {'field': 'action_owner', 'text': unread(written.action_owner, action_owner)},
            {'field': 'raised_by', 'text': unread(written.raised_by, raised_by)}]))) end as hard_names,
        case when unread(written.raised_on, raised_on) is not null
            or unread(written.due_on, due_on) is not null
            or unread(written.proximity_on, proximity_on) is not null
            or unread(written.reviewed_on, reviewed_on) is not null
            or unread(written.closed_on, closed_on) is not null
            then by_field(read_dates(with_text([
            {'field': 'raised_on', 'text': unread(written.raised_on, raised_on), 'day_order': convention.raised_on_order, 'edge': 'finish', 'serial': convention.raised_on_serial, 'period': row_period, 'fiscal_start': fiscal_start},
            {'field': 'due_on', 'text': unread(written.due_on, due_on), 'day_order': convention.due_on_order, 'edge': 'finish', 'serial': convention.due_on_serial, 'period': row_period, 'fiscal_start': fiscal_start},
            {'field': 'proximity_on', 'text': unread(written.proximity_on, proximity_on), 'day_order': convention.proximity_on_order, 'edge': 'finish', 'serial': convention.proximity_on_serial, 'period': row_period, 'fiscal_start': fiscal_start},
            {'field': 'reviewed_on', 'text': unread(written.reviewed_on, reviewed_on), 'day_order': convention.reviewed_on_order, 'edge': 'finish', 'serial': convention.reviewed_on_serial, 'period': row_period, 'fiscal_start': fiscal_start},
            {'field': 'closed_on', 'text': unread(written.closed_on, closed_on), 'day_order': convention.closed_on_order, 'edge': 'finish', 'serial': convention.closed_on_serial, 'period': row_period, 'fiscal_start': fiscal_start}]))) end as hard_dates
    from easy
)
select
    written.load_id,
    written.row_number,
    written.source_row,
    written.source_column,
    written.project_id,
    written.project_code,
    written.project_name,
    written.period,
    coalesce(coalesce(risk_id, read_later(hard_ids, 'risk_id')), coalesce(risk_name, read_later(hard_texts, 'risk_name')), coalesce(description, read_later(hard_texts, 'description')), concat('row:', written.load_id, ':', written.row_number)) as row_key,
    coalesce(risk_id, read_later(hard_ids, 'risk_id')) as risk_id,
    coalesce(risk_name, read_later(hard_texts, 'risk_name')) as risk_name,
    coalesce(description, read_later(hard_texts, 'description')) as description,
    coalesce(consequence, read_later(hard_texts, 'consequence')) as consequence,
    coalesce(category, read_later(hard_texts, 'category')) as category,
    kind as kind,
    coalesce(probability, read_later(hard_ratios, 'probability')) as probability,
    probability_score as probability_score,
    impact_score as impact_score,
    score as score,
    level as level,
    coalesce(cost_impact, read_later(hard_money, 'cost_impact')) as cost_impact,
    try_cast(coalesce(days_impact, read_later(hard_quantities, 'days_impact')) as double) as days_impact,
    coalesce(expected_value, read_later(hard_money, 'expected_value')) as expected_value,
    coalesce(residual_probability, read_later(hard_ratios, 'residual_probability')) as residual_probability,
    residual_probability_score as residual_probability_score,
    residual_impact_score as residual_impact_score,
    residual_score as residual_score,
    coalesce(residual_cost_impact, read_later(hard_money, 'residual_cost_impact')) as residual_cost_impact,
    try_cast(coalesce(residual_days_impact, read_later(hard_quantities, 'residual_days_impact')) as double) as residual_days_impact,
    coalesce(response, read_later(hard_texts, 'response')) as response,
    response_strategy as response_strategy,
    coalesce(response_cost, read_later(hard_money, 'response_cost')) as response_cost,
    currency as currency,
    coalesce(contingency_plan, read_later(hard_texts, 'contingency_plan')) as contingency_plan,
    coalesce(trigger, read_later(hard_texts, 'trigger')) as trigger,
    coalesce(owner, read_later(hard_names, 'owner')) as owner,
    coalesce(action_owner, read_later(hard_names, 'action_owner')) as action_owner,
    coalesce(raised_by, read_later(hard_names, 'raised_by')) as raised_by,
    coalesce(raised_on, read_later(hard_dates, 'raised_on')) as raised_on,
    coalesce(due_on, read_later(hard_dates, 'due_on')) as due_on,
    coalesce(proximity, read_later(hard_texts, 'proximity')) as proximity,
    coalesce(proximity_on, read_later(hard_dates, 'proximity_on')) as proximity_on,
    coalesce(reviewed_on, read_later(hard_dates, 'reviewed_on')) as reviewed_on,
    coalesce(closed_on, read_later(hard_dates, 'closed_on')) as closed_on,
    status as status,
    trend as trend,
    coalesce(escalated_to, read_later(hard_texts, 'escalated_to')) as escalated_to,
    coalesce(related_task, read_later(hard_texts, 'related_task')) as related_task,
    in_estimate as in_estimate,
    coalesce(comment, read_later(hard_texts, 'comment')) as comment,
    written.extra,
    case when hard_ids is not null or hard_texts is not null or hard_words is not null or hard_ratios is not null or hard_money is not null or hard_quantities is not null or hard_names is not null or hard_dates is not null then problems_of(list_concat(
        said(hard_ids),
        said(hard_texts),
        said(hard_words),
        said(hard_ratios),
        said(hard_money),
        said(hard_quantities),
        said(hard_names),
        said(hard_dates)
    )) else [] end as problems
from hard
