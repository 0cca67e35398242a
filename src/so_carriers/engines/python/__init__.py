"""The reference engine: it defines the meaning and words every error."""
