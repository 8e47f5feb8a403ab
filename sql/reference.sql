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

-- The indicator register. The bounds of a light are those of a profile.
create table if not exists reference.indicators (
    indicator      varchar primary key,
    family         varchar not null,
    grain          varchar not null,
    unit           varchar not null,
    better         varchar,
    rollup         varchar not null,
    superseded_by  varchar,
    stands_in_for  varchar[],                   -- fields of a report in whose place its inputs are heard
    as_reported    varchar[],                   -- inputs that are taken as each month first reported them
    formula        varchar,                     -- {earned_value} / {actual_cost}; null where one of the next two is given
    numerator_en   varchar,                     -- what the two parts of a ratio are called
    numerator_zh   varchar,
    denominator_en varchar,
    denominator_zh varchar,
    method_en      varchar,                     -- how the value is made where neither says it
    method_zh      varchar,
    label_en       varchar not null,
    label_zh       varchar not null,
    meaning_en     varchar not null,
    meaning_zh     varchar not null,
    inputs         varchar[] not null,
    source         varchar
);

-- The threshold profiles. The default holds where nobody has decided otherwise.
create table if not exists reference.profiles (
    profile    varchar primary key,
    place      integer not null,
    is_default boolean not null,
    label_en   varchar not null,
    label_zh   varchar not null,
    meaning_en varchar not null,
    meaning_zh varchar not null,
    origin_en  varchar not null,
    origin_zh  varchar not null
);

-- The bounds of each indicator that has any, by profile, from a month on (the year 1: since always). `dimension` is the
-- light that it steers there; an indicator with a band has the low bounds too.
create table if not exists reference.profile_bounds (
    profile    varchar not null,
    valid_from date not null,
    indicator  varchar not null,
    dimension  varchar,
    low_red    double,
    low_amber  double,
    amber      double not null,
    red        double not null,
    primary key (profile, valid_from, indicator)
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
