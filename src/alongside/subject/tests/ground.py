"""Lou, whose keyworker is Ash; and Gwen of another team, who holds what Lou told of being harmed, which Ash does not know of."""

import datetime as dt

from alongside.access import folders, handles
from alongside.care.models import Episode, Goal, Plan, Session
from alongside.people.models import ContactWay, Line
from alongside.sharing.models import Received, Share
from alongside.subject import actions, gathering, queries
from alongside.ties import actions as ties

SEALED = "celandine"  # what lies in the part that Ash does not know of
HERE = "marjoram"  # what lies in Ash's own


def lou_of(tellers):
    """Two tellers with a name each, and Gwen."""
    house = tellers.house
    tellers.gwen = house.staff("Gwen", house.team("South"))
    for staff, who, name, reference in (
        (tellers.ash, tellers.one, "Lou", "K7-4QX-9"),
        (tellers.bo, tellers.other, "Jay", "C7-4QX-9"),
    ):
        with house.viewer(staff) as by:
            Line.add(
                by=by, folder=who.folders["line"], call_name=name, sort_key=name.lower(), reference=reference
            )
    tellers.part = tellers.one.folders["treatment"]
    return tellers


def harmed(lou):
    """Lou has told Gwen something, in a part that Gwen alone holds."""
    sql = lou.house.sql
    folder = sql.execute(
        "insert into access.folder (id, kind, person, made_at, made_by) "
        "values (access.new_id(), 'safety', %s, access.clock(), %s) returning id",
        (lou.one.id, lou.gwen),
    ).fetchone()[0]
    sql.execute(
        "insert into access.grant (id, folder, staff, purpose, reason, assigned, starts, ends) values "
        "(access.new_id(), %s, %s, 'keyworker', 'x', true, access.clock() - interval '1 minute', "
        "access.clock() + interval '90 days')",
        (folder, lou.gwen),
    )
    lou.one.folders["safety"] = folder
    shared(lou, lou.gwen, folder, SEALED)
    return folder


def shared(lou, staff, folder, words, **more):
    """Something that was shared, as a row with words that can lie in any part."""
    with lou.house.viewer(staff) as by:
        return Share.add(by=by, **{
            "folder": folder, "way": "safeguarding", "basis": "safeguarding", "purpose": "to be safe", "topic": "told",
            "words": words, "source": "said", "told_on": by.today, "to_kind": "body", "to_name": "A social worker",
            "how": "said", "shared_on": by.today, "until": by.today + dt.timedelta(days=9), "decided_by": "x", **more,
        })  # fmt: skip


def met(lou, note, staff=None, folder=None, **more):
    """A contact that was written up."""
    with lou.house.viewer(staff or lou.ash) as by:
        return Session.add(
            by=by,
            **{
                "folder": folder or lou.part,
                "at": by.now,
                "how": "phone",
                "note": note,
                "source": "said",
                **more,
            },
        )


def received(lou, words):
    """A copy of what somebody else told, in Lou's own part."""
    with lou.house.viewer(lou.ash) as by:
        return Received.add(
            by=by, folder=lou.part, way="safeguarding", topic="told", words=words, source="told", told_on=by.today,
            about="Lou", passed_by="Bo", passed_on=by.today, until=by.today + dt.timedelta(days=9),
        )  # fmt: skip


def on_the_map(lou, name, staff=None, folder=None, **told):
    """Somebody on the map."""
    with lou.house.viewer(staff or lou.ash) as by:
        return ties.add_alter(by=by, folder=folder or lou.part, name=name, shape="person", **told)


def address(lou, kind="post", **rules):
    """An address, said to be safe."""
    with lou.house.viewer(lou.ash) as by:
        return ContactWay.add(by=by, folder=lou.one.folders["contact"], **{
            "kind": kind, "value": "1 High Street", "may_contact": "yes", "when": "any", "letter_rule": "plain",
            "asked_on": by.today, **rules,
        })  # fmt: skip


def wanted(lou, words):
    """A goal in Lou's plan."""
    with lou.house.viewer(lou.ash) as by:
        episode = Episode.add(by=by, folder=lou.part, began_on=by.today)
        plan = Plan.add(by=by, folder=lou.part, episode=episode)
        return Goal.add(by=by, folder=lou.part, plan=plan, words=words)


# As a worker does it -------------------------------------------------------------------------------------------------


def ask(lou, staff=None, kind="treatment", days_ago=0):
    """Write down that Lou asked for a copy; the number of the request."""
    with lou.house.viewer(staff or lou.ash) as by:
        on = by.today - dt.timedelta(days=days_ago)
        actions.ask(by=by, folder=lou.one.folders[kind], on=on, how="said")
        return next(a.id for a in queries.asked_of(by_person(by, lou)) if a.asked_on == on)


def by_person(by, lou, who=None):
    """The person as this viewer holds them."""
    held = [h for h in (_held(by)) if h.person == (who or lou.one).id]
    return by.person((who or lou.one).id) if not held else _Person((who or lou.one).id, tuple(held))


def _held(by):
    from alongside.access.viewer import Held

    return [Held(**row) for row in folders.rows("select * from access.held()")]


def _Person(id, held):
    from alongside.access.viewer import Person

    return Person(id, held)


def decide(lou, row, number, staff=None, **said):
    """Decide on one statement."""
    with lou.house.viewer(staff or lou.ash) as by:
        return actions.look(
            by=by, folder=row.folder, number=number, row=type(row).objects.get(folder=row.folder, pk=row.pk),
            seen=type(row).objects.get(folder=row.folder, pk=row.pk).version, **{"verdict": "give", **said},
        )  # fmt: skip


def give_everything(lou, number, staff=None):
    """Give all that waits in the parts that this worker holds."""
    with lou.house.viewer(staff or lou.ash) as by:
        for part in queries.parts(by_person(by, lou).held):
            for model in gathering.tables_in(part.kind):
                names = gathering.names_of(model, part.folder)
                read = gathering.statements(model, gathering.rows(model, part.folder), names)
                actions.give_all(by=by, folder=part.folder, number=number, model=model, read=read)


def seal(lou, number, staff=None, who=None):
    """Seal what goes of the parts that this worker holds."""
    with lou.house.viewer(staff or lou.ash) as by:
        person = by_person(by, lou, who)
        return actions.seal(by=by, held=person.held, asked=queries.asked(person, number))


def hand_over(lou, number, staff=None, **how):
    """Say that it was handed over."""
    with lou.house.viewer(staff or lou.ash) as by:
        person = by_person(by, lou)
        actions.hand_over(
            by=by,
            held=person.held,
            asked=queries.asked(person, number),
            **{"how": "hand", "on": by.today, **how},
        )


def link(lou, number, rest="", kind="line", who=None):
    """The address of a page of the request."""
    folder = (who or lou.one).folders[kind]
    return f"/person/{handles.seal('person', folder, folder)}/copy/{number}/{rest}"


def data(lou, number, staff=None, kind="line", who=None):
    """The copy as data, as this worker gets it."""
    answer = lou.house.browser(staff or lou.ash).get(link(lou, number, "copy.json", kind, who))
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()
