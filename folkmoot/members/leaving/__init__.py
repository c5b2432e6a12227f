"""One's own data as a file, leaving with thirty days to return, and being forgotten."""
