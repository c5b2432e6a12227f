"""Everything an instance holds, in one file that both databases can read.

The file is a ZIP: `data/<model>.jsonl` (first line the columns, then a row a line), `files/<name>`, and
`manifest.json` with versions, counts and checksums. `writing` makes it, `reading` brings it back.
"""
