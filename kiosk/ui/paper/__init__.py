"""What is printed: A4 pages as PDF, with the screens' letters, colours and closed eye."""
