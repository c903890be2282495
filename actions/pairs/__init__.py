"""Once a month two cities that have something for each other meet: who wants to, who with whom, and whether they did.

The rule of the month: the pairs of a session are told on the first day from Tuesday to Friday that is a week or more
after it, at ten on the network's clock; the day before, its coordination sees them and can change them. Where nothing
could be made by then (too few wanted to), it is tried again each day, up to ten days before the next session. Ten days
after they were told, each of the cities is asked whether they met.
"""
