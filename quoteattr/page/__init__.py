"""What the eye sees before any word is read: paragraphs, dash turns, marks."""
