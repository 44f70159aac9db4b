"""The clocks of a case, the supervisor's word on them, and the city's calendar."""
