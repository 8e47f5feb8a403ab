-- What is wrong in one file, sheet by sheet: the findings of its loads that count; where none does any more, those of the
-- loads that were recorded last. A file that was undone and loaded again has each finding once.
--
-- $sha256 is the hash of the file's content. Whoever has the file sees all of it, so the filters do not narrow this.
with
files as (select * from ledger.files where sha256 = $sha256),
loads as (select * from ledger.loads),
findings as (select * from marts.findings),

asked as (
    select loads.load_id
    from loads inner join files using (file_id)
    qualify loads.is_active
        or (not bool_or(loads.is_active) over () and loads.recorded_at = max(loads.recorded_at) over ())
)

select findings.*
from findings semi join asked using (load_id)
order by findings.sheet, findings.finding_number
