"""Small changes to the SQL of a model, each of which some test should notice.

A model's text is cut into tokens; comments, the header among them, are left alone. Each rule looks at one token or at
the arguments of one call and says what could stand there instead."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

TOKEN = re.compile(
    r"(?P<comment>--[^\n]*)|(?P<text>'(?:[^']|'')*')|(?P<number>\d+(?:\.\d+)?(?:[eE][-+]?\d+)?)"
    r"|(?P<word>[A-Za-z_]\w*)|(?P<operator><=|>=|<>|!=|\|\||::|:=|->>|->|[-+*/%<>=(),.\[\]{}:?])"
)
KEYWORDS = {"select", "distinct", "where", "and", "or", "not", "on", "by", "when", "then", "else", "between", "in",
            "as", "from", "having", "qualify", "filter", "over", "is", "case", "exclude", "replace",
            "using"}  # fmt: skip
COMPARED = {"<": ("<=", ">"), "<=": ("<", ">="), ">": (">=", "<"), ">=": (">", "<="), "=": ("<>",), "<>": ("=",),
            "!=": ("=",)}  # fmt: skip
RECKONED = {"+": ("-",), "-": ("+",), "*": ("/",), "/": ("*",)}
SWAPPED = {"min": "max", "greatest": "least", "arg_min": "arg_max", "bool_and": "bool_or", "first_value": "last_value",
           "lag": "lead", "floor": "ceil", "true": "false", "semi": "anti", "sum": "max"}  # fmt: skip
WORDS = {**SWAPPED, **{after: before for before, after in SWAPPED.items() if before != "sum"}}
# Written as one space between the words; what a window, an order or an unknown value may say instead.
PHRASES = {
    "is null": "is not null", "is not null": "is null", "is distinct from": "is not distinct from",
    "is not distinct from": "is distinct from", "ignore nulls": "", "nulls last": "nulls first",
    "nulls first": "nulls last", "left join": "inner join", "current row": "1 preceding", "1 preceding": "current row",
    "unbounded following": "current row",
}  # fmt: skip


@dataclass(frozen=True)
class Token:
    """A piece of SQL: comment, text, number, word or operator, and where it begins."""

    kind: str
    text: str
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.text)


@dataclass(frozen=True)
class Mutant:
    """One change to one model: from `start` to `end` of its file stands `after` instead."""

    model: str
    file: str
    line: int
    start: int
    end: int
    before: str
    after: str

    def of(self, sql: str) -> str:
        """The text of the model with the change made."""
        return sql[: self.start] + self.after + sql[self.end :]

    def __str__(self) -> str:
        before, after = (" ".join(text.split()).strip(", ") or "nothing" for text in (self.before, self.after))
        return f"{self.file}:{self.line}: {before} -> {after}"


Change = tuple[int, int, str]


def mutants(model: str, path: Path, root: Path) -> list[Mutant]:
    """Every mutant of one model file, in the order of the text; `root` is the folder that paths are told from."""
    sql = path.read_text(encoding="utf-8").rstrip().rstrip(";")
    tokens = [token for token in tokenised(sql) if token.kind != "comment"]
    changes = {change for rule in RULES for change in rule(sql, tokens)}
    return [
        Mutant(model, path.relative_to(root).as_posix(), sql.count("\n", 0, start) + 1, start, end, sql[start:end], new)
        for start, end, new in sorted(changes)
        if sql[start:end] != new
    ]


def tokenised(sql: str) -> Iterator[Token]:
    """The tokens of a text in their order; blanks are none."""
    for found in TOKEN.finditer(sql):
        yield Token(found.lastgroup or "", found.group(), found.start())


def _between(tokens: list[Token], place: int) -> bool:
    """Whether an `and` belongs to a `between` before it."""
    depth = 0
    for token in reversed(tokens[:place]):
        depth += {")": 1, "(": -1}.get(token.text, 0)
        if depth < 0 or depth == 0 and token.text in ("and", "or", "when", "where", "on"):
            return False
        if depth == 0 and token.text == "between":
            return True
    return False


def _is_value(token: Token) -> bool:
    """Whether an operator after this token has something on its left."""
    return token.kind in ("text", "number") or token.text in (")", "]") or (
        token.kind == "word" and token.text not in KEYWORDS
    )  # fmt: skip


def _operators(sql: str, tokens: list[Token]) -> Iterator[Change]:
    for place, token in enumerate(tokens[1:-1], start=1):
        has_left, after = _is_value(tokens[place - 1]), tokens[place + 1]
        if token.text in COMPARED:
            yield from ((token.start, token.end, new) for new in COMPARED[token.text])
        elif token.text in RECKONED and has_left and (_is_value(after) or after.text in ("(", "-")):
            yield from ((token.start, token.end, new) for new in RECKONED[token.text])
        elif token.text == "-" and not has_left:
            yield token.start, token.end, ""
        elif token.text in ("and", "or") and not _between(tokens, place):
            yield token.start, token.end, "or" if token.text == "and" else "and"
        elif token.text == "not" and tokens[place - 1].text != "is":
            yield token.start, token.end, ""


def _words(sql: str, tokens: list[Token]) -> Iterator[Change]:
    for before, token, after in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if token.text in WORDS and before.text != "." and (after.text == "(" or token.text in ("true", "false", "semi",
                                                                                             "anti")):  # fmt: skip
            yield token.start, token.end, WORDS[token.text]
        elif token.text == "desc" or token.text == "distinct" and before.text != "is" and after.text != "from":
            yield token.start, token.end, ""
    for length in (2, 3, 4):
        for first, *_, last in zip(*(tokens[shift:] for shift in range(length)), strict=False):
            phrase = " ".join(sql[first.start : last.end].split())
            if phrase in PHRASES and sql[last.end : last.end + 9] != " distinct":
                yield first.start, last.end, PHRASES[phrase]


def _constants(sql: str, tokens: list[Token]) -> Iterator[Change]:
    for before, token in zip(tokens, tokens[1:], strict=False):
        if token.kind == "number" and before.text not in ("decimal", "::") and not _is_of_a_type(sql, token):
            number = token.text
            yield token.start, token.end, str(int(number) + 1) if number.isdigit() else f"({number} * 1.5)"
            if number.isdigit() and int(number) > 0:
                yield token.start, token.end, str(int(number) - 1)


def _is_of_a_type(sql: str, token: Token) -> bool:
    return bool(re.search(r"decimal\(\s*(\d+,\s*)?$", sql[: token.start]))


def _calls(sql: str, tokens: list[Token]) -> Iterator[Change]:
    """An argument of coalesce left out or changed with its neighbour, the answers of an if changed, a filter, abs or
    partition left out, one of the values of a list left out."""
    for place, token in enumerate(tokens[:-1]):
        if token.text not in ("coalesce", "if", "abs", "filter", "in", "nullif") or tokens[place + 1].text != "(":
            continue
        arguments, end = _arguments(tokens, place + 1)
        texts = [sql[first:last] for first, last in arguments]
        if token.text in ("coalesce", "in") and len(texts) > 1:
            yield from _left_out(arguments)
        is_asked_for = sql[end:].split(maxsplit=1)[:1] == ["is"]  # whether any is known: in whatever order
        if token.text == "coalesce" and not is_asked_for or token.text == "if" and len(texts) == 3:
            neighbours = zip(arguments, arguments[1:], texts, texts[1:], strict=False)
            first = 1 if token.text == "if" else 0
            for (start, _), (_, last), one, other in list(neighbours)[first:]:
                yield start, last, f"{other.strip()}, {one.strip()}"
        elif token.text in ("abs", "nullif"):
            yield token.start, end, f"({texts[0]})"
        elif token.text == "filter":
            yield token.start, end, ""


def _left_out(arguments: list[tuple[int, int]]) -> Iterator[Change]:
    """Each argument left out, with the comma after it or, of the last, before it."""
    for (start, last), following in zip(arguments, [*arguments[1:], None], strict=True):
        yield (start, following[0], "") if following else (start - 1, last, "")


def _arguments(tokens: list[Token], opening: int) -> tuple[list[tuple[int, int]], int]:
    """Where each argument of a call stands, and where the call ends; `opening` is the place of its bracket."""
    found, depth, first = [], 0, tokens[opening].end
    for token in tokens[opening:]:
        depth += {"(": 1, "[": 1, "{": 1, ")": -1, "]": -1, "}": -1}.get(token.text, 0)
        if depth == 0 or depth == 1 and token.text == ",":
            found.append((first, token.start))
            first = token.end
        if depth == 0:
            break
    return found, first


RULES: tuple[Callable[[str, list[Token]], Iterator[Change]], ...] = (_operators, _words, _constants, _calls)
