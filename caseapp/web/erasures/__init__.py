"""Erasing a child's file: proposed, withdrawn, refused or done by two people of the city."""
