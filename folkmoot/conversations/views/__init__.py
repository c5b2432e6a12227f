"""The pages of a conversation: talk, a guest's own page, the moderation desk."""
