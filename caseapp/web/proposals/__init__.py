"""The supervisor's lists: what was proposed and decided, and what was entered by mistake."""
