"""What a carrier is: its members, their types, and what attributes cannot say."""
