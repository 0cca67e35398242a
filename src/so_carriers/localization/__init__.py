"""What a caller's headers ask for: texts in a language, values as a culture writes them, dates in a zone."""
