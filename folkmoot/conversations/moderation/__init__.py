"""What the team does beside deciding: notes, warnings and pauses, appeals, and cases in closed circles."""
