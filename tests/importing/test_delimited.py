"""Delimited text is decoded by a rule, split by its own delimiter, and loses no line and no cell."""

from collections.abc import Callable
from pathlib import Path

import pytest

from pmo_analytics.errors import FileRefused
from pmo_analytics.importing.limits import Limits
from pmo_analytics.importing.opening.files import read
from pmo_analytics.importing.sheets import Grid
from pmo_analytics.workspace import PROJECT_ROOT

SHARED = PROJECT_ROOT.parent / "shared" / "data"
CHINESE = "项目编号,项目名称,项目经理\nP01,系统升级改造,王敏\n"
CHINESE_ROWS = [["项目编号", "项目名称", "项目经理"], ["P01", "系统升级改造", "王敏"]]
Opened = Callable[..., Grid]


@pytest.fixture
def opened(tmp_path: Path) -> Opened:
    """A function that reads text, or bytes, as a delimited file."""

    def grid(content: str | bytes, encoding: str = "utf-8") -> Grid:
        path = tmp_path / "upload"
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        (found,) = read(path, "tracker.csv", Limits())
        return found

    return grid


def rows(grid: Grid) -> list[list[str | None]]:
    return grid.head(grid.count_rows)


def notes(grid: Grid) -> list[tuple[str, str | None, str]]:
    return [(note.cell, note.text, note.action.removeprefix("reading.")) for note in grid.notes]


# Encodings


@pytest.mark.parametrize(
    ("encoding", "told"),
    [
        ("utf-8", None), ("utf-8-sig", None), ("utf-16", "utf-16-le"), ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"), ("gb18030", "gb18030"), ("gbk", "gb18030"),
    ],
)  # fmt: skip
def test_chinese_is_read_in_every_usual_encoding(opened, encoding, told):
    grid = opened(CHINESE, encoding)
    assert rows(grid) == CHINESE_ROWS
    assert notes(grid) == ([("", told, "encoding_guessed")] if told else [])


def test_traditional_characters_in_big5_are_read(opened):
    grid = opened("專案編號,專案名稱,專案經理\nP01,系統升級,王敏\n", "big5")
    assert rows(grid) == [["專案編號", "專案名稱", "專案經理"], ["P01", "系統升級", "王敏"]]


def test_one_chinese_name_in_an_english_file_is_enough(opened):
    assert rows(opened("Code,Manager\nP01,张伟\n", "gbk")) == [["Code", "Manager"], ["P01", "张伟"]]


@pytest.mark.parametrize(
    "text",
    [
        "The minister’s café – Phase I", "£1.5m", "“quoted”", "naïve déjà-vu", "Sääksjärvi", "10 °C – ½ done…",
        "Müller & Söhne", "El Niño", "Größe", "Ærøskøbing", "señor’s",
    ],
)  # fmt: skip
def test_western_text_never_becomes_chinese(opened, text):
    grid = opened(f'Project,Note\nAlpha,"{text}"\n', "cp1252")
    assert rows(grid) == [["Project", "Note"], ["Alpha", text]]
    assert notes(grid) == [("", "cp1252", "encoding_guessed")]


@pytest.mark.parametrize("byte", [b"\x81", b"\x8d", b"\x8f", b"\x90", b"\x9d"])
def test_a_byte_that_means_nothing_is_a_finding_of_its_cell_alone(opened, byte):
    grid = opened("Project,Note\nAlpha,the owner’s ".encode("cp1252") + byte + b" plan\nBeta,decoy\n")
    assert rows(grid) == [["Project", "Note"], ["Alpha", "the owner’s \ufffd plan"], ["Beta", "decoy"]]
    assert notes(grid)[1:] == [("B2", "the owner’s \ufffd plan", "unreadable_marked")]
    assert grid.notes[1].severity == "warning"


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_chinese_text_cut_in_the_middle_of_a_character_stays_chinese(opened, encoding):
    cut = (CHINESE * 9).encode(encoding) + "P02,需要复核".encode(encoding)[:-1] + b",x\n"
    grid = opened(cut)
    assert rows(grid)[:2] == CHINESE_ROWS
    assert [note[0] for note in notes(grid) if note[2] == "unreadable_marked"] == ["B19"]


def test_damage_that_came_with_the_file_is_a_finding_too(opened):
    grid = opened("Project,Note\nAlpha,caf\ufffd\n" * 200)
    found = [note for note in grid.notes if note.action == "reading.unreadable_marked"]
    assert [note.cell for note in found] == [f"B{row}" for row in range(2, 202, 2)]
    assert notes(grid)[-1] == ("", "100", "more_like_these")


# Delimiters and lines


@pytest.mark.parametrize(
    "text",
    [
        "a,b\n1,2\n", "a;b\n1;2\n", "a\tb\n1\t2\n", "a|b\n1|2\n", "a,b\r\n1,2\r\n", "a,b\r1,2\r", "a,b\n1,2",
        "sep=;\na;b\n1;2\n", "sep=\t\r\na\tb\r\n1\t2\r\n", '"sep=,"\na,b\n1,2\n', "\ufeffa;b\n1;2\n",
    ],
)  # fmt: skip
def test_the_delimiter_and_the_line_ends_are_found(opened, text):
    assert (rows(opened(text)), notes(opened(text))) == ([["a", "b"], ["1", "2"]], [])


@pytest.mark.parametrize(
    ("text", "second"),
    [
        ("Name;Budget;Spent\nAlpha;1,5;2,25\n", ["Alpha", "1,5", "2,25"]),
        ("1,5;2,5\n3,5;4,5\n", ["3,5", "4,5"]),
        ('a;b\n"x,y,z";"1;2"\n', ["x,y,z", "1;2"]),
        ('a,b,c\n"1;2","3;4",x\n', ["1;2", "3;4", "x"]),
        ("Report of March, final\na;b;c\n1;2;3\n4;5;6\n", ["a", "b", "c"]),
        ("code,name,hours\nP1\t,Alpha\t,5\t\nP2\t,Beta\t,6\t\n", ["P1\t", "Alpha\t", "5\t"]),
        ("Note\nhello, world\nand all\n", ["hello, world"]),
    ],
)
def test_commas_inside_numbers_texts_and_titles_do_not_mislead(opened, text, second):
    assert rows(opened(text))[1][: len(second)] == second


def test_quoted_cells_keep_line_breaks_delimiters_quotes_and_spaces(opened):
    grid = opened('a,b\n"first\r\nsecond","say ""yes"", please"\n" x ",""\n')
    assert rows(grid) == [["a", "b"], ["first\r\nsecond", 'say "yes", please'], [" x ", None]]
    assert grid.notes == ()


def test_blank_lines_are_rows_so_that_addresses_hold(opened):
    grid = opened("Title\n\na,b\n , \n1,2\n\n\n")
    assert rows(grid) == [["Title", None], [None, None], ["a", "b"], [None, None], ["1", "2"]]


def test_repeated_headers_stay_as_they_are(opened):
    assert rows(opened("Sprint,Sprint,sprint\n1,2,3\n")) == [["Sprint", "Sprint", "sprint"], ["1", "2", "3"]]


def test_ragged_lines_are_kept_whole_and_named(opened):
    grid = opened('a,b,c\n1,2\n"x\ny",5,6\n7,8,9,10\n1,2,3\n4\n')
    assert rows(grid) == [
        ["a", "b", "c", None], ["1", "2", None, None], ["x\ny", "5", "6", None], ["7", "8", "9", "10"],
        ["1", "2", "3", None], ["4", None, None, None],
    ]  # fmt: skip
    assert notes(grid) == [("C2", "2, 7", "short_lines_filled"), ("D4", "5", "long_lines_kept")]


def test_lines_after_a_declared_delimiter_are_counted_from_the_first_of_the_file(opened):
    grid = opened("sep=;\na;b\n1\n2;3\n")
    assert notes(grid) == [("B2", "3", "short_lines_filled")]


def test_thousands_of_rows_come_in_blocks_and_lose_nothing(opened):
    lines = [f"{number},{'x' if number % 7 else ''},{number}" for number in range(20_000)]
    lines[15_000] += ",late"
    grid = opened("\n".join(["a,b,c", *lines]))
    assert grid.count_rows == 20_001
    assert grid.columns[0].to_pylist() == ["a", *map(str, range(20_000))]
    assert grid.columns[1].null_count == len(range(0, 20_000, 7))
    assert (grid.columns[3].null_count, grid.cell(15_001, 3)) == (20_000, "late")
    assert notes(grid) == [("D15002", "15002", "long_lines_kept")]


# Quotes that do not pair up


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('a,b\n1,"open\n2,3\n', 2),
        ('a,b\n"x\ny",1\n3,"open', 4),
        ('a,b\n1,2\n3,"swallows\n4,"the next",5\n6,7\n', 3),
        ('sep=,\na,b\n1,"open\n', 3),
    ],
)
def test_a_quote_that_never_closes_is_refused_with_its_line(opened, text, line):
    with pytest.raises(FileRefused, match=f"line {line}:") as refused:
        opened(text)
    assert (refused.value.key, refused.value.details["line"]) == ("errors_reading.open_quote", line)


def test_a_stray_quote_within_one_line_is_forgiven_and_named(opened):
    grid = opened('a,b\n5" pipe,1\n"5" pipe,2\n"x\ny",3\n6,"z" "\n')
    assert rows(grid) == [["a", "b"], ['5" pipe', "1"], ["5 pipe", "2"], ["x\ny", "3"], ["6", 'z "']]
    assert notes(grid) == [("", "3, 6", "quotes_kept")]


def test_a_very_long_cell_is_kept_whole_with_a_finding(opened):
    grid = opened("a,b\n1," + "x" * 200_000 + "\n" + "2," + "y" * 32_767 + "\n")
    assert len(grid.cell(1, 1)) == 200_000
    assert notes(grid) == [("B2", "200000", "long_text_kept")]


# Real files


def real(name: str) -> Grid:
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"the shared portfolios are not here: {path.name}")
    (grid,) = read(path, path.name, Limits())
    return grid


@pytest.mark.parametrize(
    ("name", "size"),
    [
        ("uk_major_projects/uk_2014.csv", (15, 200)), ("uk_major_projects/uk_2015.csv", (15, 189)),
        ("uk_major_projects/uk_2017.csv", (16, 144)), ("uk_major_projects/uk_2018.csv", (134, 14)),
        ("uk_major_projects/uk_2020.csv", (126, 16)), ("uk_major_projects/uk_2021.csv", (185, 16)),
        ("canada_it_projects/data_2016.csv", (399, 15)), ("canada_it_projects/data_2019.csv", (464, 15)),
        ("jira_agile/jira.csv", (4124, 6)), ("melbourne_water/Capital_Delivery_Project_deidentified.csv", (446, 14)),
    ],
)  # fmt: skip
def test_real_portfolios_are_read_to_the_last_line(name, size):
    grid = real(name)
    assert (grid.count_rows, grid.count_columns) == size
    assert not any(note.action in ("reading.short_lines_filled", "reading.long_lines_kept") for note in grid.notes)


@pytest.mark.parametrize("year", [2014, 2015, 2017, 2018, 2020, 2021])
def test_the_western_files_among_them_hold_pounds_and_no_chinese(year):
    grid = real(f"uk_major_projects/uk_{year}.csv")
    text = "".join(cell for column in grid.columns for cell in column.to_pylist() if cell)
    assert "£" in text
    assert not any("\u3400" <= character <= "\u9fff" for character in text)
    damaged = [note for note in grid.notes if note.action == "reading.unreadable_marked"]
    assert len(damaged) == (1 if year == 2020 else 0)


def test_rows_of_utf8_with_one_of_another_encoding_are_utf8_with_unreadable_cells(opened):
    grid = opened("Project,PM\n甲项目,张三\n".encode() + "乙系统,李四\n".encode("gb18030") + "丙平台,王五\n".encode())
    assert [grid.columns[0][place].as_py() for place in (1, 3)] == ["甲项目", "丙平台"]
    assert "\ufffd" in grid.columns[0][2].as_py()
    assert "encoding_guessed" not in str(notes(grid))


@pytest.mark.parametrize("encoding", ["shift-jis", "cp1251"])
def test_text_that_no_encoding_makes_words_of_is_a_warning(opened, encoding):
    text = "Project,PM\nПроект,Иванов\n" if encoding == "cp1251" else "Project,PM\nプロジェクト,田中\n"
    found = opened(text, encoding).notes[0]
    assert (found.severity, found.text, found.action) == ("warning", "cp1252", "reading.encoding_doubtful")
    (western,) = opened("Project,PM\nÉté à Köln – “œuvre”,José Núñez\n", "cp1252").notes
    assert (western.severity, western.action) == ("note", "reading.encoding_guessed")


def test_an_encoding_that_somebody_names_is_used_instead_of_the_likeliest(tmp_path):
    path = tmp_path / "towns.csv"
    path.write_bytes("Projekt;Ort\nBrücke;Köln\n".encode("cp1252"))
    limits = Limits()
    guessed, named = (read(path, path.name, limits, encoding) for encoding in (None, "gb18030"))
    assert guessed[0].cell(1, 1) == "Köln" and named[0].cell(1, 1) != "Köln"
    assert [one.expected for one in named[0].notes if one.expected == "reading.utf8_text"] == []
    path.write_bytes("项目,城市\n桥,上海\n".encode("utf-8-sig"))
    (marked,) = read(path, path.name, limits, "utf-8")
    assert marked.cell(0, 0) == "项目"
