"""The official forms as data: what each asks, how an answer is checked, one module a form."""
