"""Passphrases, identities, wrapping and sealing: only well-known primitives, each from a library.

What is kept under what, from the passphrase down:

1. A member's passphrase and salt give 32 bytes by Argon2id (`passphrase`).
2. Those 32 bytes wrap the member's two private keys (`wrapping`, `identity`).
3. Each circle has 32 random bytes as its key; a copy is sealed to every member of the circle (`sealing`).

A thing that does not open raises `DoesNotOpen` and never says which part was wrong.
"""
