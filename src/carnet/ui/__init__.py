"""The window: reads values, calls verbs."""
