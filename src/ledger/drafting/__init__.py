"""From what to do to words and files: drafts that a person reads, changes and sends; nothing here sends."""
