-- The schema `reference` of a snapshot: what the models, the pages and the dictionary page know beside the ledger.
-- The build fills it from data/, sql/indicators/**/*.toml and the headers of the models.

create schema if not exists reference;

-- One row: which snapshot this is, the moment it knows (null: all that was recorded), and the rules it was made by.
create table if not exists reference.snapshot (
    number   integer not null,
    as_of    timestamp,
    built_at timestamp not null,
    rules    varchar not null
);

create table if not exists reference.settings (
    name  varchar primary key,
    value varchar
);

-- The indicator register. `amber` and `red` are the bounds in force; an indicator with a band has the low ones too.
-- `has_own_bounds`: the workspace's settings say so, not the register.
create table if not exists reference.indicators (
    indicator     varchar primary key,
    family        varchar not null,
    grain         varchar not null,
    unit          varchar not null,
    better        varchar,
    rollup        varchar not null,
    dimension     varchar,
    superseded_by varchar,
    stands_in_for varchar[],                    -- fields of a report in whose place its inputs are heard
    amber         double,
    red           double,
    low_amber     double,
    low_red       double,
    has_own_bounds boolean not null,
    formula       varchar,                      -- {earned_value} / {actual_cost}
    label_en      varchar not null,
    label_zh      varchar not null,
    meaning_en    varchar not null,
    meaning_zh    varchar not null,
    inputs        varchar[] not null,
    source        varchar
);

create table if not exists reference.fields (
    entity      varchar not null,
    field       varchar not null,
    place       integer not null,
    type        varchar not null,
    unit        varchar not null,
    label_en    varchar not null,
    label_zh    varchar not null,
    meaning_en  varchar not null,
    meaning_zh  varchar not null,
    synonyms_en varchar[] not null,             -- headers that stand for it
    synonyms_zh varchar[] not null,
    primary key (entity, field)
);

-- What the values of a choice field may be, and every spelling that means one of them.
create table if not exists reference.choices (
    entity   varchar not null,
    field    varchar not null,
    value    varchar not null,
    place    integer not null,
    spelling varchar not null
);

create table if not exists reference.models (
    model   varchar primary key,
    layer   varchar not null,
    family  varchar,
    purpose varchar not null,
    grain   varchar[] not null,
    checks  varchar[] not null,
    inputs  varchar[] not null,
    sql     varchar not null,
    place   integer,                            -- of the build order; null: not built (queries)
    seconds double,
    rows    bigint
);

create table if not exists reference.columns (
    model   varchar not null,
    name    varchar not null,
    place   integer not null,
    unit    varchar not null,
    meaning varchar not null,
    primary key (model, name)
);
