"""In and out: registers read from workbooks or folders of CSV, and written back as them."""
