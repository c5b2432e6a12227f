"""People from a table: read, checked row by row, written in short batches, taken back; and written out."""
