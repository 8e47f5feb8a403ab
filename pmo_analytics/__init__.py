"""PMO Analytics: spreadsheets of project status in, answers about the portfolio out."""
