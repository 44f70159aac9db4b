"""Alternative care: the register of carers, and a case's child from the decision to the end."""
