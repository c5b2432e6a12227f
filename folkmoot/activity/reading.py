"""What the team's pages of this room show."""
