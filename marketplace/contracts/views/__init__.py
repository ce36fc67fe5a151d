"""Pages of contracts: the public list, a contract, its draft, its papers."""
