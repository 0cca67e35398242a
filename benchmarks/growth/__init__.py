"""How times grow with sizes, and the power that they grow with."""
