"""What stands around and between the pages: frame, filters, tables, chart cards and messages."""
