"""Joining online: who is led on, when, and what they read before and after."""
