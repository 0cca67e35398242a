"""Generated patches, plain documents, and values with the copies of them that changed a little."""
