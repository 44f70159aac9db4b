"""The manual, which every page's "Help" opens."""
