"""How long the path of a number takes, and portfolios of any size to measure it with. Never part of a test."""
