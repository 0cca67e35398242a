"""Looking for inputs that break a law: cases, a campaign over them, and files that keep what was found."""
