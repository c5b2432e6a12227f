"""Whether links of the public site lead somewhere: `finding` gathers them, `asking` tries them by night."""
