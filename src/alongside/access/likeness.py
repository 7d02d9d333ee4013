"""How alike two records are: which fields are compared, and what each agreement and disagreement weighs. No database here.

A weight is the base-2 logarithm of how much likelier the agreement is in two records of one person than in those of two (Fellegi
and Sunter 1969): log2(m / u). Where u is arithmetic it is said; every m, and every u of names, is ours, set so that the pairs of
`bench/duplicates.py` are told apart, and not taken from a publication. `access.arrange` writes the table into the database, where
alone the comparing is done.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Compared:
    """A field of a model by which records are compared, or shown to who decides; as what, for which kinds of row."""

    field: str
    said_as: str
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True)
class Weight:
    """What one agreement is worth, in bits, and why."""

    bits: float
    why: str


# What is compared (`name`, `born`, `postcode`, `phone`, `nhs number`) or only shown (`called`, `also called`, `reference`).
SAID_AS = ("name", "called", "also called", "reference", "born", "postcode", "phone", "nhs number")

WEIGHTS: dict[str, Weight] = {
    "number same": Weight(18, "one NHS number belongs to one person; now and then a relative's is written down"),
    "number other": Weight(-12, "two numbers are two persons, but for a slip that the check digit let through"),
    "given same": Weight(7, "u about 1 in 130: common first names; m .95"),
    "given alike": Weight(3, "one letter off, or a short form that begins it: Katherine and Kathrine, Sam and Samantha"),
    "given near": Weight(-3, "three letters of which one is another: Kit and Kat; a slip, or twins"),
    "given other": Weight(-14, "twins and siblings agree in all else: a first name that is another outweighs their address"),
    "family same": Weight(8, "u about 1 in 300; m .85"),
    "family alike": Weight(4, "one letter off, or one of two names joined by a hyphen"),
    "family other": Weight(-2, "names change by marriage and after it, and many are known by one name alone"),
    "born same": Weight(14, "u is 1 in 22,000: days of some sixty years; m .95"),
    "born swapped": Weight(9, "day and month changed about: u the same, m about .02"),
    "born near": Weight(4, "two of day, month and year agree: u about 1 in 200, m about .08"),
    "born other": Weight(-10, "a parent and a child of one name, at one address, differ in this alone"),
    "phone and place same": Weight(8, "a household shares both: less than the two by themselves"),
    "phone same": Weight(6, "families, hostels and friends share telephones"),
    "place same": Weight(5, "about fifteen households, or one hostel, have one postcode"),
    "place other": Weight(-1, "people move"),
}  # fmt: skip

LIMITS: dict[str, Weight] = {
    "least": Weight(19, "below this nobody is asked: a first name and a date of birth are 21, and 18 with another last name"),
    "above chance": Weight(
        3, "added to log2 of the number of persons: among many, more agree by chance (the prior odds of Fellegi and Sunter)"
    ),
    "most in a block": Weight(100, "what more records than this have in common tells too little, and takes too long"),
}  # fmt: skip
