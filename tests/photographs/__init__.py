"""Photographs of every page in every state: `make photographs`, some five minutes, into var/photographs.

For eyes, not for comparing: each state in each language, at the width of a phone and of a desk,
light and dark. The site is served by itself, with invented trips and addresses under example.org,
and its clock is turned to where a state needs it. Nothing is mailed.
"""
