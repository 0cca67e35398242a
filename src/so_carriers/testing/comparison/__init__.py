"""How values, bodies and choices are compared, and the laws that are made of it."""
