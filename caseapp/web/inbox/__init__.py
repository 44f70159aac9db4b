"""An agency's inbox on screen: what was sent to it, and its answers."""
