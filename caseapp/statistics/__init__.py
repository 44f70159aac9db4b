"""From records to figures: facts without names, the indicators counted from them, their sheets."""
