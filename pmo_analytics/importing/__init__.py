"""Files come in: opened safely, tables found, headers recognised, months and projects read, and previewed."""
