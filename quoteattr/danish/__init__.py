"""What is known of Danish before a text is read: cue verbs, nouns for speakers, given names, closed classes."""
