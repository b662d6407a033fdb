"""Files that travellers send: looked at by what they hold, made anew without what they hide.

Nothing here knows a trip. Whoever sends a hostile file meets a process of its own, with little
time and memory and none of our secrets.
"""
