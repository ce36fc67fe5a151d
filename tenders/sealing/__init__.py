"""Sealing of bids: keys, sealed envelopes, their opening, receipts.

Bytes in, bytes out. The package knows no model, no request and no clock: whoever calls it passes the platform's key,
the deadline and a reading of the clock. What protects an envelope:

- `officer_key`: every key holder owns a key pair whose private half only a passphrase opens;
- `tender_key`: every tender has a key pair per purpose. Its private half is wrapped under two things at once: a secret
  of the platform that the code gives out only after the deadline, and a secret that is split among the key holders;
- `seal` closes an envelope for one tender, bidder, envelope and version; `unseal` is the only way back, and only the
  opening of a tender may import it;
- `receipt` is what a bidder keeps, and what `standalone/check_receipt.py` checks without this product.
"""
