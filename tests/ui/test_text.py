"""Text from files is shown as text, whatever it looks like."""

import pytest

from pmo_analytics.ui.text import escaped

JOINER = "\u2060"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Warehouse management", "Warehouse management"),
        ("2026-03 (2%), 3.4M + 5!", "2026-03 (2%), 3.4M + 5!"),
        ("<img src=x onerror=alert(1)>", "\\<img src=x onerror=alert(1)\\>"),
        ("*a* `b` $x$ [l](u)", "\\*a\\* \\`b\\` \\$x\\$ \\[l\\](u)"),
        (":red[x] :material/check:", f"\\:red\\[x\\] \\:{JOINER}material/check\\:"),
        ("http://e.com www.e.com a@b.co", f"http\\:{JOINER}//e.com www{JOINER}.e.com a{JOINER}@b.co"),
        ("# head", "\\# head"),
        ("1. first", "1\\. first"),
        ("a -> b", f"a -{JOINER}\\> b"),
        ("one\ntwo", "one  \ntwo"),
        (12, "12"),
    ],
)
def test_nothing_in_a_text_is_markup(text: object, written: str) -> None:
    assert escaped(text) == written
