"""Lists that are chosen from, with the codes that returns ask for beside them."""

from django.utils.translation import gettext_lazy as _

# Census 2021, England and Wales, ethnic group in 19 categories (ONS, ethnic_group_tb_20b), in the order of
# the census form; beside each the code of the national return (NDTMS field ETHNIC), which has fewer groups.
ETHNICITY = (
    (_("White"), (
        ("13", _("English, Welsh, Scottish, Northern Irish or British"), "A"),
        ("14", _("Irish"), "B"),
        ("15", _("Gypsy or Irish Traveller"), "C"),
        ("16", _("Roma"), "C"),
        ("17", _("Another White background"), "C"),
    )),
    (_("Mixed or multiple ethnic groups"), (
        ("11", _("White and Black Caribbean"), "D"),
        ("10", _("White and Black African"), "E"),
        ("9", _("White and Asian"), "F"),
        ("12", _("Another mixed background"), "G"),
    )),
    (_("Asian, Asian British or Asian Welsh"), (
        ("3", _("Indian"), "H"),
        ("4", _("Pakistani"), "J"),
        ("1", _("Bangladeshi"), "K"),
        ("2", _("Chinese"), "R"),
        ("5", _("Another Asian background"), "L"),
    )),
    (_("Black, Black British, Black Welsh, Caribbean or African"), (
        ("7", _("Caribbean"), "M"),
        ("6", _("African"), "N"),
        ("8", _("Another Black background"), "P"),
    )),
    (_("Another ethnic group"), (
        ("18", _("Arab"), "S"),
        ("19", _("Any other ethnic group"), "S"),
    )),
)  # fmt: skip
NOT_SAID = ("Z", _("Would rather not say today"), "Z")

ETHNICITY_WORDS = {code: words for _group, lines in ETHNICITY for code, words, _ndtms in lines} | {
    NOT_SAID[0]: NOT_SAID[1]
}
NDTMS_ETHNIC = {code: ndtms for _group, lines in ETHNICITY for code, _words, ndtms in lines} | {
    NOT_SAID[0]: NOT_SAID[2]
}


def ethnicity_choices() -> list[tuple[str, object]]:
    """The nineteen groups, each with the name of its larger group where its own does not say it."""
    lines: list[tuple[str, object]] = [
        (code, f"{group}: {words}") for group, groups in ETHNICITY for code, words, _ndtms in groups
    ]
    return [*lines, NOT_SAID[:2]]


# NHS Data Dictionary, gender identity code: what the national returns ask for beside the person's own words.
GENDER = (
    ("1", _("Man, trans men included")),
    ("2", _("Woman, trans women included")),
    ("3", _("Non-binary")),
    ("4", _("Another, in their own words")),
    ("X", _("Not asked yet")),
    ("Z", _("Would rather not say today")),
)
# NDTMS field SEXUAL.
SEXUALITY = (
    ("H", _("Heterosexual or straight")),
    ("G", _("Gay or lesbian")),
    ("B", _("Bisexual")),
    ("R", _("Another, in their own words")),
    ("Z", _("Would rather not say today")),
)
AGE_BANDS = (
    ("0-17", _("under 18")),
    ("18-24", _("18 to 24")),
    ("25-34", _("25 to 34")),
    ("35-44", _("35 to 44")),
    ("45-54", _("45 to 54")),
    ("55-64", _("55 to 64")),
    ("65-", _("65 or over")),
)
INTERPRETER = (
    ("no", _("Not needed")),
    ("yes", _("Needed")),
    ("bsl", _("British Sign Language")),
    ("some", _("For some things, such as letters")),
)
# The parts of a record of which somebody may hold two, as short as they stand in a tab.
PARTS = {
    "treatment": _("own use"),
    "family": _("family"),
    "safety": _("safety"),
    "programme": _("programme"),
    "peer": _("mentor"),
    "own": _("private"),
    "couple": _("joint work"),
}
