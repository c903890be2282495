"""What leaves its network: proposed by whose it is, approved by its coordination, narrowed by either at any time."""
