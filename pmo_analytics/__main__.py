"""`python -m pmo_analytics` is the `pmo` command."""

from pmo_analytics.cli import main

main()
