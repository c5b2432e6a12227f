"""After an event: what came of it, how it was for those who came, who was there, whom they met."""
