"""The workbooks of the sample portfolio, made anew: an invented company, its plans and what became of them."""
