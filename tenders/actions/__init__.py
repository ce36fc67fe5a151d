"""What people do in a purchase, one file per chapter of its life. Every change of a state goes through the door."""
