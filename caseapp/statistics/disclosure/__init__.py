"""Counts that may be published: what an outsider could work out of them, and what must be hidden.

Pure: numbers in, numbers out. Nothing in here knows a database, a web page or a child.
"""
