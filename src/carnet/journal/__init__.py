"""The verbs: all that the window and the command line call."""
