"""How much memory carriers take, beside what other libraries make of the same bodies."""
