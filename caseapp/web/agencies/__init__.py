"""The directory of agencies on screen, kept by the supervisor."""
