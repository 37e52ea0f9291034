"""Who is it: from the words beside a cue to a name."""
