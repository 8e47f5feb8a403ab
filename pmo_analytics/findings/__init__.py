"""What is wrong in the files, in the reader's words: as rows, as a message to whoever can mend it, and written into the
file itself to be sent back."""

from pmo_analytics.findings.messages import message
from pmo_analytics.findings.wording import LIGHTS, SEVERITIES, explained, in_words, quoted, severity

__all__ = ["LIGHTS", "SEVERITIES", "explained", "in_words", "message", "quoted", "severity"]
