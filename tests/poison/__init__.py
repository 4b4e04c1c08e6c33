"""Pages that harm whoever parses them: the markers, what each does, and how processes come to obey them."""
