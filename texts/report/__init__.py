"""The closing report of a network: what it shows, and its words."""
