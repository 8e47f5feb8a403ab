"""SQL models: what a file promises, in which order they are built, and how a snapshot is made of them."""
