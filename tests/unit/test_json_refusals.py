"""What JSON is not read: each refusal names the member, what it expects and what it found."""
