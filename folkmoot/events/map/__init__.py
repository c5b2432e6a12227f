"""Where events are held, drawn here: no third party is asked for a map. See `land.md` for the outline."""
