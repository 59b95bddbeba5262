"""How a colleague comes to a password by a link: welcomed with a new account, or after forgetting the old one."""
