"""The main window: rail, stack of pages, palette, toasts, status."""
