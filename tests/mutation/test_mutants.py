"""Every kind of change that is made to a model, and none to what is no calculation."""

from pathlib import Path

from tests.mutation.mutants import mutants

SQL = """-- One thing less another, not 1 + 1.
--
-- grain: one row
with facts as (select * from core.facts where state in ('a', 'b')),

added as (select count(*) as n, sum(cost) over (partition by one order by period desc rows between unbounded preceding
    and 1 preceding) as spent from facts)

select coalesce(earned, 0) - spent as left_over, if(spent <= 10 and earned is not null, 'yes', null) as answer
from added
where period between 1::decimal(24, 6) and -3
    or coalesce(spent, earned) is null
"""


def _changes(path: Path) -> set[tuple[int, str, str]]:
    path.write_text(SQL, encoding="utf-8")
    return {(one.line, *str(one).partition(": ")[2].split(" -> ")) for one in mutants("core.x", path, path.parent)}


def test_each_rule_makes_its_change_and_comments_types_and_stars_stay(tmp_path) -> None:
    assert _changes(tmp_path / "x.sql") == {
        (4, "'a'", "nothing"), (4, "'b'", "nothing"),
        (6, "sum", "max"), (6, "desc", "nothing"), (7, "1 preceding", "current row"), (7, "1", "2"), (7, "1", "0"),
        (9, "earned", "nothing"), (9, "0", "nothing"), (9, "earned, 0", "0, earned"), (9, "0", "1"), (9, "-", "+"),
        (9, "<=", "<"), (9, "<=", ">="), (9, "10", "11"), (9, "10", "9"), (9, "and", "or"),
        (9, "is not null", "is null"), (9, "'yes', null", "null, 'yes'"),
        (11, "1", "2"), (11, "1", "0"), (11, "-", "nothing"), (11, "3", "4"), (11, "3", "2"),
        (12, "or", "and"), (12, "spent", "nothing"), (12, "earned", "nothing"), (12, "is null", "is not null"),
    }  # fmt: skip


def test_a_mutant_differs_from_its_model_where_it_says_so(tmp_path) -> None:
    path = tmp_path / "x.sql"
    path.write_text(SQL, encoding="utf-8")
    sql = SQL.rstrip()
    for one in mutants("core.x", path, tmp_path):
        changed = one.of(sql)
        assert changed != sql
        assert changed[: one.start] == sql[: one.start]
        assert changed.endswith(sql[one.end :])
