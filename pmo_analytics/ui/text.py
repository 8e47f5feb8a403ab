"""Text from files shown as text: Streamlit reads Markdown, so its signs are escaped first."""

import re

_SIGNS = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:&])")


def escaped(text: object) -> str:
    """`text` such that st.markdown and every label show it sign for sign: no links, images, formulas, icons."""
    return _SIGNS.sub(r"\\\1", str(text)).replace("\n", "  \n")
