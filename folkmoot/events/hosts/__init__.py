"""Those who look after an event: hosts, and who helps them."""
