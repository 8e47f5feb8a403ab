"""Text from files shown as text: Streamlit reads Markdown, so its signs are escaped first."""

import re

_INLINE = re.compile(r"([\\`*_\[\]<>~$:|&])")  # emphasis, code, links, tags, formulas, colours, entities
_LINE_START = re.compile(r"^(\s*)([#+=-]|\d+(?=[.)]))", re.MULTILINE)  # headings, lists, rules
# What is turned into a link, an icon or another sign whether it is escaped or not: an invisible sign keeps it apart.
_JOINED = re.compile(r"(?<=:)(?=material/|//)|(?<=\bwww)(?=\.)|(?<=\w)(?=@\w)|(?<=[-<>~=])(?=[-<>=])", re.IGNORECASE)
_WORD_JOINER = "\u2060"


def escaped(text: object) -> str:
    """`text` such that st.markdown and every label show it sign for sign: no links, images, formulas, icons."""
    plain = _INLINE.sub(r"\\\1", _JOINED.sub(_WORD_JOINER, str(text)))
    return _LINE_START.sub(_opened, plain).replace("\n", "  \n")


def _opened(found: re.Match[str]) -> str:
    space, sign = found.groups()
    return f"{space}{sign}\\" if sign.isdigit() else f"{space}\\{sign}"
