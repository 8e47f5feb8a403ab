"""What runs in the child process: the bytes of an untrusted file become grids of text. Nothing here writes, asks the
network or knows what a project is; sandbox.py starts it with limits and takes back what it found."""
