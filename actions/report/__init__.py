"""The closing report of a network: what it shows of what is known, to who sees nothing private."""
