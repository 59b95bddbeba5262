"""Where the group stands, as typed facts: home, companies, board and reports add names, words and addresses."""
