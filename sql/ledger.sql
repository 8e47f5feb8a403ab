-- The ledger's own tables. Append-only: what was loaded and what people decided, never changed, never deleted.
-- Beside them stands one wide text table per entity (ledger.projects, ledger.milestones ...), made from data/fields/.

create schema if not exists ledger;

create table if not exists ledger.files (
    file_id       integer primary key,
    sha256        varchar not null unique,
    file_name     varchar not null,
    count_bytes   bigint not null,
    received_on   date,                         -- when the file reached the PMO; null where nobody said
    recorded_at   timestamp not null
);

-- One table of one file at one moment.
create table if not exists ledger.loads (
    load_id        integer primary key,
    file_id        integer not null,
    sheet          varchar not null,
    table_number   integer not null,
    format         varchar,
    orientation    varchar not null,
    rows_in_table  integer not null,
    rows_loaded    integer not null,
    rows_set_aside integer not null,
    recorded_at    timestamp not null,
    recorded_by    varchar not null,
    why            varchar
);

create table if not exists ledger.load_entities (
    load_id     integer not null,
    entity      varchar not null,
    shape       varchar[] not null,             -- the fields that the table fills, sorted
    rows_loaded integer not null
);

-- Which column became which field. `address` is a template: C{row}, {column}7, {column}{row} or a cell such as B2.
create table if not exists ledger.load_columns (
    load_id    integer not null,
    entity     varchar,                         -- null: the column is kept as extra
    field      varchar,
    header     varchar not null,
    address    varchar not null,
    multiplier decimal(24, 12),
    value_map  map(varchar, varchar),
    date_order varchar,
    confidence double,
    runner_up  varchar
);

-- For which projects and periods a load speaks. '' stands for 'not by project'.
create table if not exists ledger.coverage (
    load_id     integer not null,
    entity      varchar not null,
    project_id  varchar not null,
    period      date not null,
    is_standing boolean not null                -- holds from this period until a newer one replaces it
);

create table if not exists ledger.replacements (
    load_id          integer not null,
    entity           varchar not null,
    replaces_load_id integer not null
);

create table if not exists ledger.set_aside (
    load_id       integer not null,
    source_row    integer,
    source_column varchar,
    reason        varchar not null,
    text          varchar
);

create table if not exists ledger.findings (
    load_id  integer not null,
    entity   varchar,
    field    varchar,
    cell     varchar not null,
    text     varchar,
    expected varchar not null,
    severity varchar not null,
    action   varchar not null
);

-- Everything people decided: load, withdraw, reinstate, alias, unalias, different, close, reopen,
-- mapping, forget.
create table if not exists ledger.events (
    event_id    integer primary key,
    kind        varchar not null,
    recorded_at timestamp not null,
    recorded_by varchar not null,
    why         varchar,
    payload     json not null
);
