-- Names that mean the same: how they are compared, and what they are called.

-- A name as aliases compare it. A project's is a code, which is written in one way.
create or replace macro name_key(kind, name) as case when kind = 'project' then name else folded(name) end;

-- What somebody or something is called by, where `names` is a column of core.names.
create or replace macro called(name, names) as case
    when name is not null and names is not null then coalesce(names[folded(name)], name) else name end;

-- The key of a row that is somebody's, as if it had been written with the name that the person is called by.
create or replace macro person_key(row_key, person_id, person_name, names) as case
    when names is null or person_id is not null or called(person_name, names) = person_name then row_key
    else array_to_string(list_transform(string_split(row_key, '|'), lambda part: case
        when part = person_name then called(person_name, names) else part end), '|') end;
