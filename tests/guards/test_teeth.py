"""The guards bite: with any one thing of the floor broken, on a clone, one of their own tests fails."""

import contextlib
import logging
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import ProgrammingError, connections

from alongside.access import arrange, handles
from alongside.access.models import FOLDER_KINDS
from alongside.access.tests import test_conflicts as conflicts
from alongside.access.tests import test_kept_close as kept_close
from alongside.access.tests import test_viewer as reading
from alongside.accounts.tests import test_lock as lock
from alongside.accounts.tests import test_unsent as unsent
from alongside.accounts.tests.people import quick_passwords
from alongside.care.actions import waits
from alongside.config import logs
from alongside.desk.tests import ground as desk
from alongside.desk.tests import test_deciding as deciding
from alongside.desk.tests import test_warning as warning
from alongside.diary.tests import test_late_told as told_late
from alongside.diary.tests import test_out as out
from alongside.diary.tests import test_reception as front
from alongside.guide.tests import test_reflection as thinking
from alongside.handover.tests import ground as caseload
from alongside.handover.tests import test_handing as handing
from alongside.handover.tests import test_supervision as supervising
from alongside.intake import actions as first_hour
from alongside.intake.tests import test_call as calling
from alongside.intake.tests import test_waiting as clock
from alongside.keeping import rules as keeping_rules
from alongside.keeping.tests import ground as clinics
from alongside.keeping.tests import test_lines as kept_lines
from alongside.keeping.tests import test_scripts as scripts
from alongside.leaving import rules as leaving_rules
from alongside.leaving.tests import ground as leavers
from alongside.leaving.tests import test_death as deaths
from alongside.leaving.tests import test_leaving as going
from alongside.letters import rules as letter_rules
from alongside.letters.tests import ground as letter_ground
from alongside.letters.tests import test_letters as letters
from alongside.measures import queries as asked
from alongside.measures import rules as asking_rules
from alongside.measures.tests import ground as assessed
from alongside.measures.tests import test_actions as assessing
from alongside.outbox import actions as outbox_actions
from alongside.outbox import checks, keepers, rules
from alongside.outbox.actions import letters as posting_letters
from alongside.outbox.tests import ground as post_office
from alongside.outbox.tests import test_actions as letting_out
from alongside.outbox.tests import test_sending as sending
from alongside.records.tests import test_deciding as pairs
from alongside.records.tests import test_finding as likely
from alongside.records.tests.ground import office_of
from alongside.sharing import rules as ways
from alongside.sharing.tests import test_sharing as sharing
from alongside.staff.tests import test_access_pages as leading
from alongside.staff.tests import test_duty as duty
from alongside.staff.tests import test_emergency as urgent
from alongside.staff.tests import test_here as asking
from alongside.staff.tests import test_who_opened as opened
from alongside.subject import rules as copying
from alongside.subject.tests import test_subject as copies
from alongside.web import errors, jinja, wrapper
from alongside.web import ways as the_bar
from alongside.web.registry import PAGES
from tests import ground
from tests.guards import test_attacks as attacks
from tests.guards import test_floor as floor
from tests.guards import test_leaving as leaving
from tests.guards import test_logs as guarded_logs
from tests.guards import test_routes as routes

FUNCTIONS = "\n".join(file.read_text() for file in arrange.function_files())
KINDS = ", ".join(f"'{kind}'" for kind in FOLDER_KINDS)


def told(tellers):
    """Two tellers, each with their worker's line, as the attacks have them."""
    attacks.add_line(tellers.house, tellers.one, tellers.ash, "Lou")
    attacks.add_line(tellers.house, tellers.other, tellers.bo, "Jay")
    return tellers


UNQUEUE = "select access.send_no_more(%s, 5)"


def posting(test):
    """A test of the outbox, with a telephone for each of the two and a carrier that keeps what it is handed."""

    def on(tellers):
        with (
            pytest.MonkeyPatch.context() as patch,
            post_office.carrying(patch, post_office.Stub()) as carrier,
        ):
            test(post_office.post_of(tellers), carrier)

    return on


def deciding_pairs(test):
    """A test of likely duplicates, with two records of one name and a records officer."""
    return lambda tellers: test(pairs.pair_of(office_of(tellers)))


def clinic(test):
    """A test of what keeps somebody safe and well, with a nurse, somebody on duty and a records officer."""
    return lambda tellers: test(clinics.Clinic(tellers.house, tellers))


def between_two(why):
    """What stands between the two goes to the desk alone."""
    return lambda p: pairs.test_what_stands_between_two_goes_to_the_desk_alone(p, why)


def assessment(test, *more):
    """A test of the answers, with an assessment under way."""
    return lambda tellers: test(tellers, assessed.asked(tellers, tellers.ash, tellers.one), *more)


def left_to_the_nurse(tellers):
    """A test of who may ask, with a questionnaire that is the nurse's."""
    with pytest.MonkeyPatch.context() as patch:
        lou = assessed.asked(tellers, tellers.ash, tellers.one)
        assessing.test_what_is_left_to_the_nurse_is_asked_by_whoever_sits_as_the_nurse_now(
            tellers, lou, patch
        )


def locking(test, of=lock.ash_of):
    """A test of the lock, with somebody who is signed in."""

    def on(tellers):
        with quick_passwords():
            test(of(tellers))

    return on


# Small, and of everybody: what two tellers and their workers meet through the pages and the models, and the catalogue.
PROBE = {
    "each reads what was granted": reading.test_each_worker_reads_only_what_was_granted,
    "hidden is not written": reading.test_a_hidden_folder_cannot_be_written,
    "a row lies in its kinds": reading.test_a_row_lies_only_in_its_kinds,
    "what ended is closed": reading.test_a_grant_that_ended_opens_nothing_at_once,
    "grants run out": reading.test_grants_last_ninety_days,
    "old versions are kept": reading.test_an_update_keeps_the_old_version,
    "one person a page": reading.test_a_narrowed_viewer_sees_the_one_person,
    "no viewer, no statement": lambda t: reading.test_a_query_without_a_viewer_raises_before_it_is_sent(t.house),
    "readers do not write": lambda t: attacks.test_whoever_may_only_read_can_neither_write_nor_pass_it_on(told(t)),
    "sessions end": lambda t: attacks.test_a_session_ends_after_its_hours_however_busy_it_was(told(t)),
    "ended sessions": lambda t: attacks.test_a_session_that_was_ended_answers_nobody(told(t)),
    "purposes of handles": lambda t: attacks.test_a_handle_opens_for_its_own_purpose_alone(told(t)),
    "one answer": lambda t: routes.test_hidden_absent_and_forged_are_one_answer(t, "person"),
    "sealed as declared": lambda t: floor.test_every_folder_table_is_sealed_as_declared(t.house),
    "keys": lambda t: floor.test_every_folder_table_leads_its_keys_with_the_folder(t.house),
    "no delete": lambda t: floor.test_app_can_neither_delete_nor_relabel(t.house),
    "closed tables": lambda t: floor.test_app_reads_no_table_of_access_log_or_authn(t.house),
    "no large objects": lambda t: floor.test_nobody_keeps_large_objects(t.house),
    "rows say who made them": lambda t: attacks.test_nobody_signs_a_new_row_with_anothers_name(told(t)),
    "logs hold no value": lambda t: guarded_logs.test_a_page_that_breaks_is_logged_without_a_value(t.house),
    "closed functions": lambda t: floor.test_every_function_of_the_floor_is_pinned_listed_and_closed_to_the_public(t.house),
    "leads and sealed parts": leading.test_a_lead_does_not_learn_that_somebody_was_harmed,
    "asked by somebody close": lambda t: asking.test_whoever_knows_them_outside_work_is_not_let_in_and_learns_nothing(
        asking.here_of(t)),
    "a no is nobody": lambda t: asking.test_a_no_and_nobody_are_one_answer(asking.here_of(t), False),
    "in conflict": lambda t: conflicts.test_in_conflict_is_nothing(conflicts.ways_of(t)),
    "what ran out": lambda t: conflicts.test_what_ran_out_is_not_there_to_end_for_whoever_may_give(conflicts.ways_of(t)),
    "kept close": lambda t: kept_close.test_only_names_open_it(conflicts.ways_of(t)),
    "leads and kept close": lambda t: kept_close.test_a_lead_meets_it_nowhere(conflicts.ways_of(t)),
    "on duty": lambda t: duty.test_on_duty_one_holds_line_and_dates_of_the_team_and_no_more(duty.duty_of(t)),
    "shifts end": lambda t: duty.test_it_lasts_as_long_as_the_shift(duty.duty_of(t)),
    "shifts close": lambda t: duty.test_a_shift_that_is_ended_closes_what_it_opened_at_once(duty.duty_of(t), "ended"),
    "nothing in an emergency": lambda t: urgent.test_absent_closed_and_kept_close_are_one_answer(urgent.urgent_of(t)),
    "five tries": lambda t: urgent.test_a_try_is_written_before_it_is_answered(urgent.urgent_of(t)),
    "emergencies": lambda t: urgent.test_one_part_opens_to_read_for_four_hours(urgent.urgent_of(t), urgent.LOU),
    "who is told": lambda t: urgent.test_nobody_in_conflict_is_told(urgent.urgent_of(t)),
    "reviews": lambda t: urgent.test_a_review_is_due_and_cannot_be_closed_empty_nor_by_the_opener(urgent.urgent_of(t)),
    "who opened": lambda t: opened.test_openings_by_a_part_that_one_does_not_hold_are_not_in_it(opened.named_of(t)),
    "denials": lambda t: opened.test_what_was_denied_is_kept_though_the_request_is_undone(opened.named_of(t)),
    "no other definer": lambda t: floor.test_no_definer_stands_outside_the_floor(t.house),
    "nobody else's address": posting(sending.test_a_row_that_names_another_s_way_reaches_nobody),
    "rules are asked again": posting(sending.test_the_rules_of_the_moment_count),
    "named where allowed": lambda t: posting(lambda _p, carrier: sending.test_who_we_are_is_said_only_to_those_who_allowed_it(
        t, carrier))(t),
    "while it stands that they died": lambda t: deaths.stands(leavers.lou_of(t), t),
    "a death is undone whole": lambda t: deaths.two_hands(leavers.lou_of(t), t),
    "a death is undone by whoever writes there": lambda t: deaths.anybody(leavers.lou_of(t), t),
    "asked alone before a planned end": lambda t: going.test_nobody_leaves_as_planned_unasked(leavers.lou_of(t), t),
    "a death is told by no refusal": posting(letting_out.test_a_death_written_in_another_part_is_told_by_no_refusal),
    "letters of who died": posting(letting_out.test_a_letter_of_somebody_who_died_is_neither_printed_nor_posted),
    "one without an address": posting(letting_out.test_one_without_an_address_keeps_no_other_from_the_printer),
    "death stops all": posting(letting_out.test_when_somebody_died_everything_stops),
    "nobody queues for others": posting(lambda p, carrier: (
        letting_out.test_nobody_queues_or_unqueues_in_a_part_that_is_not_theirs(p, carrier, UNQUEUE))),
    "warnings arrive": lambda t: warning.test_it_arrives_whatever_they_hold(desk.desk_of(t), "both"),
    "warnings stay": lambda t: warning.test_it_stays_until_it_is_read_and_the_desk_sees_when(desk.desk_of(t)),
    "warnings are withdrawn": lambda t: warning.test_what_is_withdrawn_is_gone_at_once_and_why_stays_at_the_desk(desk.desk_of(t)),
    "nothing else is told": lambda t: warning.test_nobody_else_learns_anything(desk.desk_of(t)),
    "the desk's conflicts": lambda t: warning.test_a_conflict_closes_it_to_one_of_the_desk_and_the_other_answers(
        desk.desk_of(t)),
    "kept from one of the desk": lambda t: warning.test_kept_from_one_of_the_desk_it_is_not_there_for_them(desk.desk_of(t)),
    "a worry is always somebody's": lambda t: warning.test_where_the_desk_is_empty_or_closed_administrators_stand_in(
        desk.desk_of(t)),
    "stand-ins and kept close": lambda t: warning.test_whoever_stands_in_is_not_told_of_a_record_that_is_kept_close(
        desk.desk_of(t)),
    "the desk decides": lambda t: warning.test_nobody_else_decides_adds_ends_or_reads(
        desk.desk_of(t), "select access.decide({worry}, 1, 'desk', '{{}}', '{{}}', '', null, '', '', '', '', '', null, 'mine')"),
    "receivers in conflict": lambda t: warning.test_what_concerns_somebody_they_know_is_not_told_to_them(desk.desk_of(t)),
    "receivers in conflict later": lambda t: warning.test_a_conflict_that_comes_later_closes_what_concerns_them(
        desk.desk_of(t)),
    "reasons": lambda t: warning.test_the_reason_is_not_told_to_whoever_knows_the_other_end(desk.desk_of(t)),
    "known and unknown": lambda t: deciding.test_known_and_unknown_are_one_screen_and_one_answer(desk.desk_of(t)),
    "decisions are never empty": lambda t: deciding.test_the_database_itself_holds_that_it_is_not_empty(
        desk.desk_of(t), "why = ' '"),
    "due now": lambda t: deciding.test_it_is_due_the_same_day_and_a_threat_to_life_now(desk.desk_of(t), "life", "no", True),
    "nothing is kept of whoever would rather not": lambda t:
        calling.test_nothing_is_kept_of_whoever_would_rather_not_and_the_worry_goes_all_the_same(desk.desk_of(t)),
    "a caller's worry": lambda t:
        calling.test_a_worry_is_passed_on_in_the_same_press_and_says_who_rang_without_typing_it_again(desk.desk_of(t)),
    "who is seen waits no more": lambda t: clock.test_it_ends_when_they_are_seen_and_not_by_a_call_or_a_miss(
        t, "in_person", "came", "met"),
    "children are asked about": lambda t: assessing.test_no_assessment_closes_without_children_asked(t, "full"),
    "asked alone": assessment(assessing.test_a_part_for_when_they_are_alone_is_not_saved_before_others),
    "left to the nurse": left_to_the_nurse,
    "single questions alone": assessment(assessing.test_single_questions_wait_until_they_are_alone),
    "one part is written once": assessment(assessing.test_the_database_itself_holds_that_one_is_open),
    "decided at once": lambda t: deciding.test_two_who_decide_at_once_are_told_of_each_other(desk.desk_of(t)),
    "kept close and nobody's": lambda t: deciding.test_what_is_kept_close_and_open_to_nobody_is_the_desk_s_to_give(
        desk.desk_of(t)),
    "copies": lambda t: sharing.test_nobody_else_sees_takes_or_passes_it(sharing.lou_of(t)),
    "copies and conflicts": lambda t: sharing.test_whoever_knows_them_outside_work_gets_nothing(sharing.lou_of(t)),
    "consents that ended": lambda t: sharing.test_a_consent_that_ended_stops_new_copies(sharing.lou_of(t), "withdrawn"),
    "sharings say what they rest on": lambda t: sharing.test_the_database_itself_holds_what_a_sharing_says(
        sharing.lou_of(t), "consent_id = null"),
    "what they do not know of": lambda t: sharing.test_what_is_done_without_their_knowledge_lies_in_no_part_of_a_record(
        sharing.lou_of(t)),
    "letters and what ended": lambda t:
        letters.test_a_consent_withdrawn_while_a_letter_waits_holds_it_and_says_so_to_its_writer(letter_ground.clinic_of(t)),
    "letters and the post": lambda t:
        letters.test_a_consent_withdrawn_between_printer_and_post_holds_it(letter_ground.clinic_of(t)),
    "what stays out of a letter": lambda t: letters.test_what_stays_out_is_refused_and_not_dropped(
        letter_ground.clinic_of(t), "probation", letter_ground.MEDICINE),
    "a letter goes one way": lambda t: letters.test_the_database_itself_holds_that_it_goes_one_way(letter_ground.clinic_of(t)),
    "letters nobody vouches for": lambda t: letters.test_nothing_goes_outside_that_no_app_vouches_for(letter_ground.clinic_of(t)),
    "sharing opens nothing": lambda t: sharing.test_it_never_widens_what_anybody_may_open(sharing.lou_of(t)),
    "requests for a copy": lambda t: copies.test_nobody_else_learns_of_it(copies.lou_of(t)),
    "requests and names": lambda t: copies.test_whoever_holds_a_name_and_dates_alone_is_not_told(copies.lou_of(t)),
    "others' copies": lambda t: copies.test_nobody_asks_looks_seals_or_takes_back_in_a_part_that_is_not_theirs(copies.lou_of(t)),
    "a letter from nobody": lambda t: copies.test_whoever_they_are_the_answer_is_the_same(copies.lou_of(t)),
    "what others told": lambda t: copies.test_what_somebody_else_told_never_goes(copies.lou_of(t)),
    "what nobody looked at": lambda t: copies.test_what_changed_after_it_was_looked_at_stays_here(copies.lou_of(t)),
    "held for a reason": lambda t: copies.test_the_database_itself_asks_for_the_reason(copies.lou_of(t)),
    "the queue is closed": posting(lambda p, carrier: letting_out.test_pages_never_read_the_queue(
        p, carrier, "select * from access.next_to_send()")),
    "ten minutes": locking(lock.test_ten_minutes_without_a_move_and_it_is_locked),
    "keys in the browser": locking(unsent.test_another_person_has_another_key, unsent.ash_of),
    "pressed again": locking(unsent.test_the_same_press_again_is_done_once_and_says_so, unsent.ash_of),
    "locked by hand": locking(lock.test_by_hand_it_is_locked_at_once),
    "locked in the middle": locking(lock.test_a_page_that_is_being_made_when_it_locks_reads_nothing_more),
    "five PINs": locking(lock.test_many_tries_at_once_are_five),
    "locks give no more tries": locking(lock.test_looking_at_the_lock_again_gives_no_more_tries),
    "PINs for an hour": locking(lock.test_after_an_hour_the_pin_is_not_enough),
    "PINs make no hours": locking(lock.test_the_pin_makes_no_session_longer_than_twelve_hours),
    "kept for one alone": locking(
        lock.test_whoever_signs_in_instead_does_not_get_it, lambda t: lock.late_of(lock.ash_of(t))),
    "pairs": deciding_pairs(pairs.test_it_waits_for_the_records_officer_and_for_nobody_else),
    "pairs show what decides": deciding_pairs(pairs.test_only_what_decides_it_is_shown),
    "pairs kept close": deciding_pairs(between_two("kept close")),
    "pairs in one worry": deciding_pairs(between_two("one worry")),
    "pairs and conflicts": deciding_pairs(
        lambda p: pairs.test_whoever_knows_one_of_them_outside_work_does_not_decide(p, "other_lou")),
    "joining opens nothing": deciding_pairs(pairs.test_joining_touches_no_folder_grant_or_row_of_either),
    "medicines, to whom it is said": clinic(
        scripts.test_three_missed_doses_show_the_same_hour_to_duty_and_prescriber_and_to_nobody_else),
    "medicines and conflicts": clinic(scripts.test_whom_one_knows_outside_work_is_not_counted),
    "another prescription, for whoever asked": clinic(scripts.test_the_answer_comes_to_whoever_asked_and_to_nobody_else),
    "another prescription, kept close": clinic(scripts.test_what_stands_between_two_goes_to_the_desk_alone),
    "another prescription, and conflicts": clinic(scripts.test_whoever_knows_one_of_them_does_not_answer),
    "who asks for another prescription": clinic(scripts.test_only_a_prescriber_asks_and_only_on_a_basis),
    "answers of those who hold it no more": clinic(scripts.test_whoever_holds_the_record_no_more_reads_no_answer),
    "dates of the sealed part": clinic(
        kept_lines.test_what_lies_in_the_sealed_part_stands_among_no_dates_and_on_no_page_of_others),
    "never asked again": deciding_pairs(
        lambda p: pairs.test_who_are_two_is_never_asked_again_until_it_is_taken_back(p, "different")),
    "joining is undone": deciding_pairs(pairs.test_it_is_undone_and_stays_as_history),
    "told of a joining": deciding_pairs(pairs.test_a_colleague_is_told_by_name_and_only_if_they_hold_both_names),
    "pairs say why": deciding_pairs(lambda p: pairs.test_a_decision_says_how_it_is_known(p, "same")),
    "one task compares": lambda t: likely.test_another_task_may_not_look(office_of(t), "send"),
    "whom a colleague visits": lambda t: out.test_whom_they_visit_is_told_only_to_whoever_holds_that_name(out.going_of(t), t),
    "late at last": lambda t: out.test_nobody_but_oneself_sees_it_until_a_quarter_of_an_hour_has_passed(out.going_of(t), t),
    "the desk looks": lambda t: out.test_the_desk_looks_after_an_hour_and_not_before(out.going_of(t), t),
    "administrators look": lambda t: out.test_where_no_seat_is_held_administrators_look(out.going_of(t), t),
    "away, and looking": lambda t: out.test_a_seat_whose_holder_is_away_looks_for_nobody(out.going_of(t), t),
    "where, when late": lambda t: out.test_nobody_opens_it_before_they_are_late(out.going_of(t), t),
    "where, when back": lambda t: out.test_nobody_opens_it_once_they_are_back_and_it_is_gone(out.going_of(t), t),
    "where, by whom": lambda t: out.test_nobody_else_opens_it(out.going_of(t), t),
    "where, and told": lambda t: out.test_whoever_looks_for_them_opens_where_they_are_and_they_are_told(out.going_of(t), t),
    "where, and conflicts": lambda t: out.test_whoever_knows_the_person_does_not_look_and_the_next_does_in_their_place(
        out.going_of(t), t),
    "conflicts, and the lead": lambda t: out.test_a_lead_is_told_no_sooner_because_somebody_on_duty_knows_the_person(
        out.going_of(t), t),
    "administrators at last": lambda t: out.test_administrators_see_it_after_two_hours_whoever_else_does(out.going_of(t), t),
    "who looks when late": lambda t: out.test_what_counts_is_the_quarter_of_an_hour_after_the_time_that_stands_in_the_form(
        out.on_pages(t.house, t.ash, t.one), t),
    "kept close, after an hour": lambda t: out.test_after_an_hour_whoever_looks_opens_what_is_kept_close(out.going_of(t), t),
    "kept close, and where": lambda t: out.test_where_it_is_kept_close_the_desk_opens_the_place_at_once_and_no_other_seat_does(
        out.going_of(t), t),
    "kept close, and nobody at the desk": lambda t: out.test_where_nobody_at_the_desk_can_look_the_others_open_what_is_kept_close(
        out.going_of(t), t, "away"),
    "late, on every page": lambda t: out.test_every_page_says_it_to_whoever_looks_for_them_and_to_nobody_else(
        out.going_of(t), t),
    "others' visits": lambda t: out.test_a_visit_of_somebody_else_is_not_there(out.going_of(t), t),
    "texted, who looks": lambda t: told_late.test_whoever_does_not_look_is_not_texted(out.going_of(t), t),
    "texted, and when": lambda t: told_late.test_duty_is_texted_at_fifteen_minutes_and_not_at_fourteen(out.going_of(t), t),
    "texted once": lambda t: told_late.test_nobody_is_texted_twice(out.going_of(t), t),
    "texted again, late again": lambda t: told_late.test_who_takes_longer_and_is_late_again_is_looked_for_again(
        out.going_of(t), t),
    "texted, and back": lambda t: told_late.test_nobody_is_texted_once_they_are_back_and_nothing_is_kept(out.going_of(t), t),
    "numbers, one's own": told_late.test_a_number_is_its_owners_alone,
    "numbers, closed": lambda t: told_late.test_no_other_task_and_no_page_hears_whom_to_text(out.going_of(t), t),
    "numbers of leavers": told_late.test_who_leaves_is_forgotten,
    "at reception, who": lambda t: front.test_nobody_else_has_such_a_page(front.front_of(t)),
    "at reception, until when": lambda t: front.test_it_is_over_with_the_shift(front.front_of(t)),
    "at reception, of which team": lambda t: front.test_people_of_another_team_are_not_there(front.front_of(t)),
    "at reception, and conflicts": lambda t:
        front.test_whoever_knows_somebody_outside_work_is_not_told_of_them_even_here(front.front_of(t)),
    "at reception, kept close": lambda t: front.test_what_is_kept_close_is_simply_not_there(front.front_of(t)),
    "at reception, and a death": lambda t: front.test_whoever_died_is_not_there(front.front_of(t)),
    "at reception, at the door": lambda t:
        front.test_who_is_visited_rung_or_in_a_group_does_not_come_to_the_door(front.front_of(t)),
    "at reception, what is booked": lambda t: front.test_only_today_and_only_what_is_booked(front.front_of(t)),
    "at reception, what was written up": lambda t: front.test_what_was_written_up_does_not_show(front.front_of(t)),
    "at reception, what is told": lambda t:
        front.test_a_time_a_name_a_worker_and_whether_they_are_here_and_nothing_else(front.front_of(t)),
    "at reception, by SQL": lambda t: front.test_nor_by_sql(front.front_of(t)),
    "who has come, to whom it is told": lambda t: front.test_who_has_come_reaches_whoever_expects_them(front.front_of(t)),
    "who has come, pressed twice": lambda t: front.test_it_is_taken_back_and_pressed_twice(front.front_of(t)),
    "who has come, on which day": lambda t: front.test_on_another_day_they_have_not_come_yet(front.front_of(t)),
    "a line for one colleague": lambda t: front.test_a_line_is_named_to_one_colleague_for_this_alone(front.front_of(t)),
    "handing over": lambda t: handing.test_access_moves_at_once_and_the_line_with_it(caseload.named_of(t)),
    "handing over one's own": lambda t: handing.test_only_what_one_works_in_oneself_goes(caseload.named_of(t)),
    "handing over, and who is away": lambda t: handing.test_nobody_goes_to_whoever_is_away(caseload.named_of(t)),
    "told in confidence, and handed over": lambda t: handing.unticked(caseload.named_of(t)),
    "told in confidence, and left with nobody": lambda t: handing.of_nobody(caseload.named_of(t)),
    "supervision, kept close": lambda t: supervising.test_what_is_kept_close_is_simply_not_there(caseload.named_of(t)),
    "supervision gives no more": lambda t: supervising.test_a_lead_holds_line_and_dates_and_no_more(caseload.named_of(t)),
    "supervision is a lead's": lambda t: supervising.test_nobody_but_a_lead_supervises(caseload.named_of(t)),
    "caches": lambda t: leaving.test_no_other_answer_either(t, "/nobodys/"),
    "own thoughts": lambda t: thinking.test_ones_own_answer_is_read_by_nobody_else(t.house, thinking.workers_of(t.house)),
    "thoughts taken away": lambda t: thinking.test_ones_own_answer_can_be_taken_away_by_oneself_alone(
        t.house, thinking.workers_of(t.house)),
    "who answers for a service": lambda t: thinking.test_the_floor_says_so_too(t.house, thinking.workers_of(t.house)),
    "a way out": lambda t: leaving.test_every_page_that_others_than_staff_can_open_has_the_way_out(t.house, "front"),
}  # fmt: skip


NEXT_LATE = (
    "from access.lone v cross join access.reach r\n"
    "         where v.back_at is null and v.back_by <= (select access.clock()) - interval '15 minutes'"
)
TASK_LATE = "if who.task is distinct from 'late' then\n        raise exception "
NO_TASK = TASK_LATE.replace("who.task is distinct from 'late'", "false")
OPENS = "from access.lone_now() n where n.id = p_visit and not n.mine"


@dataclass(frozen=True)
class Break:
    """One thing broken, and which part of the probe is to notice."""

    by: str
    sql: str = ""
    functions: tuple[tuple[str, str], ...] = ()
    patch: tuple[Any, str, Any] | None = None


def a_key() -> tuple[str, str]:
    """One table with a key over its folder, and the key's name."""
    for model in arrange.folder_models():
        for field in model._meta.local_fields:
            if isinstance(field, arrange.SameFolderKey):
                table = model._meta.db_table
                return table, f"{table}_{field.column}_same_folder"[:63]
    raise LookupError


def any_purpose(purpose: str, text: str) -> handles.Opened | None:
    """Unseal whatever it was sealed for."""
    for tried in (purpose, "part", "grant", "line"):
        found = UNSEAL(tried, text)
        if found:
            return found
    return None


def telling_404(request: Any, status: int, words: str = "") -> Any:
    """A 404 that says whether the handle was one of ours."""
    ours = handles.unseal("person", request.path.split("/")[2]) is not None
    return PLAIN(request, status, "Not yours." if ours else words)


UNSEAL, PLAIN = handles.unseal, errors.plain
MAY_SEND = "select access.may_write(p_folder, (select t.kinds from"
LIVE = "g.ended_at is null and g.starts <= (select access.clock()) and g.ends > (select access.clock())"
BREAKS = {
    "whom a colleague visits is told": Break(
        "whom a colleague visits",
        functions=(("(select h.folder from access.held_here(array[v.line]) h where h.kind = 'line')", "v.line"),),
    ),
    "whoever is out is told at once": Break(
        "late at last", functions=(("p_late >= interval '15 minutes' and exists (", "exists ("),)),
    "nobody looks for whoever is late": Break(
        "late at last", functions=(("v.staff = me or access.looks_for(me,", "v.staff = me or false and access.looks_for(me,"),)
    ),
    "the desk never looks": Break(
        "the desk looks", functions=(("when 'desk' then p_late >= interval '1 hour'", "when 'desk' then false"),)
    ),
    "nobody else looks where nobody is on duty": Break("administrators look", functions=(
        ("        select a.id, 'administrator', null from access.staff a where a.administrator\n",
         "        select 0, '', 0\n"),)),
    "a seat looks though its holder is away": Break("away, and looking", functions=(
        ("not access.is_away(p.staff, (p_at at time zone 'Europe/London')::date),", "true,"),)),
    "a lead is told sooner because duty knows the person": Break("conflicts, and the lead", functions=(
        ("where o.here and o.post = 'duty' and o.team = p.team",
         "where o.here and not o.knows and o.post = 'duty' and o.team = p.team"),)),
    "nobody looks in the place of whoever knows the person": Break("where, and conflicts", functions=(
        ("where o.here and not o.knows and (o.first or o.post = 'desk')", "where o.here and (o.first or o.post = 'desk')"),)),
    "administrators never look where others do": Break("administrators at last", functions=(
        ("p_late >= interval '2 hours'", "false"),)),
    "who looks is asked about now": Break("who looks when late", functions=(
        ("access.lookers(me, p_line, p_back_by + interval '15 minutes')", "access.lookers(me, p_line, access.clock())"),)),
    "kept close, and the desk comes last": Break("kept close, and where", functions=(
        (" or access.lies_close(p_line)\n", "\n"),)),
    "kept close, and anybody who looks opens where": Break("kept close, and where", functions=(
        ("    select not access.lies_close(p_line)\n", "    select true\n"),)),
    "the desk alone opens it, and sleeps": Break("kept close, after an hour", functions=(
        ("        or p_late >= interval '1 hour'\n", ""),)),
    "kept close, and nobody opens where": Break("kept close, and nobody at the desk", functions=(
        (" or not bool_or(l.here), true)", ", false)"),)),
    "where a colleague is, opened before they are late": Break("where, when late", functions=(
        (OPENS, "from (select v.id, v.staff = me as mine from access.lone v where v.back_at is null"
                " and access.looks_for(me, v.staff, v.line, interval '2 hours')) n where n.id = p_visit"),)),
    "where a colleague is, opened once they are back": Break("where, when back", functions=(
        (OPENS, "from (select v.id, v.staff = me as mine from access.lone v"
                " where access.looks_for(me, v.staff, v.line, access.clock() - v.back_by)) n where n.id = p_visit"),
        ("settled_words = btrim(p_words),\n           place = ''", "settled_words = btrim(p_words)"))),
    "where a colleague is, opened by anybody": Break("where, by whom", functions=(
        (OPENS, "from (select v.id, v.staff = me as mine from access.lone v) n where n.id = p_visit"),)),
    "where a colleague is, told unopened": Break("where, and told", functions=(
        ("case when exists (select from access.lone_opened o where o.lone = v.id and o.staff = me) then v.place end",
         "v.place"),)),
    "where a colleague is, opened untold": Break("where, and told", functions=(
        ("    insert into access.lone_opened (lone, staff, at) values (p_visit, me, access.clock()) on conflict do nothing;\n",
         ""),)),
    "where a colleague is, told to whoever knows the person": Break("where, and conflicts", functions=(
        ("where l.staff = p_me and not l.knows and (", "where l.staff = p_me and ("),)),
    "no page says that somebody is late": Break("late, on every page", functions=(
        ("and access.looks_for(who, v.staff, v.line,", "and false and access.looks_for(who, v.staff, v.line,"),)),
    "every page says it to everybody": Break("late, on every page", functions=(
        ("and access.looks_for(who, v.staff, v.line,", "and true or access.looks_for(who, v.staff, v.line,"),)),
    "ending tells what ran out": Break("what ran out", functions=((
        " and g.ends > (select access.clock()) and me is not null\n       and (access.may_give(me, g.folder) or",
        " and me is not null\n       and (access.may_give(me, g.folder) or"),)),
    "anybody ends a visit": Break("others' visits", functions=(
        ("from access.lone_now() n where n.id = p_id", "from (select v.id, true as mine from access.lone v) n where n.id = p_id"),
    )),
    "a text to anybody with a number": Break("texted, who looks", functions=(
        ("           and access.looks_for(r.staff, v.staff, v.line, (select access.clock()) - v.back_by)\n", ""),)),
    "a text before they are late": Break("texted, and when", functions=(
        ("p_late >= interval '15 minutes' and exists (", "exists ("), (NEXT_LATE, NEXT_LATE.replace("15", "5")))),
    "a text each minute": Break("texted once", functions=(
        ("(select from access.late_told t where t.lone = v.id", "(select from access.late_told t where false"),)),
    "one text for a visit, however late again": Break("texted again, late again", functions=(
        (" and t.staff = r.staff and t.back_by = v.back_by)", " and t.staff = r.staff)"),)),
    "a text though they are back": Break("texted, and back", functions=(
        (NEXT_LATE, NEXT_LATE.replace("v.back_at is null and ", "")),)),
    "who was texted is kept": Break("texted, and back", functions=(
        ("    delete from access.late_told t where t.lone = p_id;\n", ""),)),
    "others' numbers are read": Break("numbers, one's own", functions=(
        ("from access.reach r where r.staff = (select access.me())", "from access.reach r order by r.staff"),)),
    "others' numbers are taken away": Break("numbers, one's own", functions=(
        ("delete from access.reach r where r.staff = me;", "delete from access.reach r;"),)),
    "any task hears whom to text": Break("numbers, closed", functions=(
        (TASK_LATE + "'for the task that tells who looks'", NO_TASK + "'for the task that tells who looks'"),)),
    "any task says who was texted": Break("numbers, closed", functions=(
        (TASK_LATE + "'for the task that says who was told'", NO_TASK + "'for the task that says who was told'"),)),
    "any task says that a number is none": Break("numbers, closed", functions=(
        (TASK_LATE + "'for the task that was refused'", NO_TASK + "'for the task that was refused'"),)),
    "pages hear whom to text": Break(
        "numbers, closed", "grant execute on function access.next_late() to {app}",
        functions=((TASK_LATE + "'for the task that tells who looks'", NO_TASK + "'for the task that tells who looks'"),)),
    "a leaver's number stays": Break("numbers of leavers", functions=(
        ("    delete from access.reach r where r.staff = p_staff;\n", ""),)),
    "any seat of a team is its reception": Break("at reception, who", functions=(
        ("q.kind = 'reception' and q.team is not null", "q.team is not null"),)),
    "a reception of no team is one": Break("at reception, who", functions=(
        ("select array_agg(q.team) from", "select array_agg(coalesce(q.team, 0)) from"), (" and q.team is not null\n", "\n"))),
    "reception goes on after its shift": Break("at reception, until when", functions=(
        (" and (r.ends is null or r.ends > (select access.clock()))", ""),)),
    "reception of everybody": Break("at reception, of which team", functions=(
        ("where d.team = any(teams) and d.kind = 'dates'", "where d.kind = 'dates'"), ("and n.team = any(teams)", ""))),
    "reception, of those one knows": Break("at reception, and conflicts", functions=(
        ("k.person = d.person and k.staff = p_staff", "false"),)),
    "reception, of what is kept close": Break("at reception, kept close", functions=(
        ("and not d.kept_close and d.ended_at is null", "and d.ended_at is null"),
        ("and not n.kept_close and n.ended_at", "and n.ended_at"))),
    "reception, of whoever died": Break("at reception, and a death", functions=((" and z.died <> '{}'", " and false"),)),
    "reception, of home visits": Break("at reception, at the door", functions=(
        ("and coalesce(b.how, 'in_person') in ('in_person', 'joint', 'drop_in')", ""),)),
    "reception, of what was cancelled": Break("at reception, what is booked", functions=(
        ("and e.state in ('due', 'met', 'missed')", "and e.state <> 'offered'"),)),
    "reception, of every day": Break("at reception, what is booked", functions=(
        ("and not e.in_error and e.\"on\" = today", "and not e.in_error"),)),
    "reception, of what is offered": Break("at reception, what is booked", functions=(
        ("and e.state in ('due', 'met', 'missed')", "and e.state <> 'off'"),)),
    "reception loses what is written up": Break("at reception, what was written up", functions=(
        ("and e.state in ('due', 'met', 'missed')", "and e.state = 'due'"),)),
    "reception is told why": Break("at reception, what is told", functions=(
        ("'name', e.name, 'worker'", "'name', e.name, 'folder', e.folder, 'worker'"),)),
    "anybody says who has come": Break("at reception, by SQL", functions=(
        ("(select e.folder from access.expected_at_reception(me) e where e.due = p_due)",
         "(select e.folder from public.care_due e where e.id = p_due)"),)),
    "who has come, told to everybody": Break("who has come, to whom it is told", functions=(
        (" and a.folder = any((select access.my_folders())::bigint[])\n", "\n"),)),
    "who has come, told to nobody": Break("who has come, to whom it is told", functions=(
        ("where a.day = access.london_today() and a.folder = any(", "where false and a.folder = any("),)),
    "the last press holds": Break("who has come, pressed twice", functions=(
        ("label, access.clock(), me) on conflict do nothing",
         "label, access.clock(), me) on conflict (due, day) do update set at = excluded.at"),)),
    "who came yesterday is here": Break("who has come, on which day", functions=(
        ("where a.day = access.london_today() and a.folder", "where a.folder"),)),
    "a line opens for any colleague": Break("a line for one colleague", patch=(
        front.reception, "named", lambda by, handle: (opened := handles.unseal("expected", handle)) and opened.id)),
    "whoever handed over keeps it": Break(
        "handing over", functions=(("        perform access.end_grant(one.id, p_reason);\n", ""),)
    ),
    "others' parts go with it": Break("handing over one's own", functions=(
        ("where f.person = whose and g.staff = me and g.assigned and g.writes and g.ended_at is null",
         "where f.person = whose and g.assigned and g.writes and g.ended_at is null"),
    )),
    "somebody goes to whoever is away": Break("handing over, and who is away", functions=(
        ("if access.is_away(p_to, access.london_today()) then", "if false then"),
    )),
    "what was told in confidence goes along unsaid": Break("told in confidence, and handed over", functions=(
        ("array['line', 'dates', 'visit', 'contact', 'treatment']",
         "array['line', 'dates', 'visit', 'contact', 'treatment', 'safety']"),
    )),
    "what stays shows by the name that stays": Break("told in confidence, and handed over", functions=(
        ("        if one.kind = 'line' and not exists (",
         "        if one.kind = 'line' and cardinality(p_stays) > 0 and not exists ("),
    )),
    "what was told in confidence is left with nobody": Break("told in confidence, and left with nobody", functions=(
        ("if one.folder in (select access.mine_alone(array[one.folder])) then", "if false then"),
    )),
    "supervision takes what is kept close": Break("supervision, kept close", functions=(
        ("f.kind in ('line', 'dates') and f.ended_at is null and not f.kept_close\n",
         "f.kind in ('line', 'dates') and f.ended_at is null\n"),
    )),
    "supervision opens every part": Break("supervision gives no more", functions=(
        ("and f.kind in ('line', 'dates') and f.ended_at is null and not f.kept_close\n",
         "and f.ended_at is null and not f.kept_close\n"),
    )),
    "anybody supervises": Break("supervision is a lead's", functions=(
        (" and access.leads(me, m.team)) then\n        raise exception 'for the lead of one",
         ") then\n        raise exception 'for the lead of one"),
    )),
    "the reading policy is dropped": Break("each reads what was granted", "drop policy read on people_line"),
    "the reading policy is true": Break("each reads what was granted", "alter policy read on people_line using (true)"),
    "one policy more, for everybody": Break("each reads what was granted", "create policy more on people_line using (true)"),
    "row security is off": Break("each reads what was granted", "alter table people_line disable row level security"),
    "row security is not forced": Break("sealed as declared", "alter table people_line no force row level security"),
    "anything may be added": Break("hidden is not written", "alter policy add on people_line with check (true)"),
    "a table takes every kind": Break(
        "a row lies in its kinds",
        f"alter policy add on people_line with check (access.may_write(folder, array[{KINDS}]))",
    ),
    "app reads a table of access": Break("closed tables", "grant select on access.grant to {app}"),
    "app writes the log": Break("closed tables", "grant insert on log.opened to {app}"),
    "app deletes": Break("no delete", "grant delete on people_line to {app}"),
    "app relabels": Break("no delete", "grant update (folder) on people_line to {app}"),
    "a function is everybody's": Break("closed functions", "grant execute on function access.live_grants(bigint) to public"),
    "authn's function is app's": Break(
        "closed functions", "grant execute on function access.open_session(bytea, bigint, timestamptz) to {app}"
    ),
    "a definer elsewhere": Break(
        "no other definer",
        "create function public.leak() returns bigint language sql security definer as 'select count(*) from people_line'",
    ),
    "anybody's name on a new row": Break(
        "rows say who made them", "alter policy add on people_line with check (access.may_write(folder, array['line']))"
    ),
    "who made a row may be changed": Break("rows say who made them", "grant update (made_by) on people_line to {app}"),
    "large objects are anybody's": Break(
        "no large objects", "grant execute on function lo_from_bytea(oid, bytea) to public"
    ),
    "errors are logged as Python does": Break("logs hold no value", patch=(logs.Formatter, "format", logging.Formatter.format)),
    "a key without its folder": Break("keys", "alter table {table} drop constraint {key}"),
    "no old versions": Break("old versions are kept", "drop trigger keep_version on people_line"),
    "grants that ended count": Break("what ended is closed", functions=((LIVE, LIVE.replace("g.ended_at is null and", "")),)),
    "grants never run out": Break(
        "grants run out", functions=((LIVE, LIVE.replace(" and g.ends > (select access.clock())", "")),)
    ),
    "grants of anybody count": Break(
        "each reads what was granted", functions=(("g.staff = p_staff and g.ended_at", "g.ended_at"),)
    ),
    "a page is about everybody": Break("one person a page", functions=(("if narrowed = '*' then", "if true then"),)),
    "sessions never run out": Break("sessions end", functions=((" and s.until > (select access.clock())", ""),)),
    "sessions that ended count": Break("ended sessions", functions=((" and s.ended_at is null", ""),)),
    "everybody may write": Break("hidden is not written", functions=(
        (
            "begin\n    select * into who from access.viewer();\n    if narrowed <> '*'",
            "begin\n    return true;\n    if narrowed <> '*'",
        ),
    )),
    "readers may write": Break("readers do not write", functions=((" and g.writes", ""),)),
    "leads see sealed parts": Break(
        "leads and sealed parts", functions=(("f.kind <> all(access.sealed_kinds()) or exists", "true or exists"),)
    ),
    "leads see whose a sealed part is": Break(
        "leads and sealed parts", functions=(("case when k.sealed then f.id else f.person end", "f.person"),)
    ),
    "leads see who had a sealed part": Break(
        "leads and sealed parts", functions=(("case when k.sealed then null else l.name end", "l.name"),)
    ),
    "whoever is close to them may ask for them": Break(
        "asked by somebody close", functions=(("and not access.in_conflict(a.staff, l.id)", ""),)
    ),
    "a no is told": Break("a no is nobody", functions=(("where n.asked = a.id and n.let_in)", "where n.asked = a.id)"),)),
    "conflicts do not count among grants": Break(
        "in conflict", functions=(("where c.staff = p_staff and c.starts", "where false and c.starts"),)
    ),
    "conflicts do not count where a page is narrow": Break("in conflict", functions=(
        ("where c.staff = who.staff and c.starts", "where false and c.starts"),
    )),
    "in conflict one may write": Break("in conflict", functions=(
        ("where c.staff = who.staff and c.person = f.person", "where false"),
    )),
    "conflicts do not count for a few folders": Break("in conflict", functions=(
        ("where c.staff = me and c.person = f.person", "where false"),
    )),
    "conflicts do not count among those one works with": Break("in conflict", functions=(
        ("where c.staff = who and c.person = f.person", "where false"),
    )),
    "seats open what is kept close": Break(
        "kept close", functions=(("where not g.kept_close\n       and g.folder", "where g.folder"),)
    ),
    "seats open it where a page is narrow": Break(
        "kept close", functions=(("any(about) and not g.kept_close", "any(about)"),)
    ),
    "seats write in what is kept close": Break(
        "kept close", functions=((" and g.writes and not g.kept_close", " and g.writes"),)
    ),
    "seats hold a few folders kept close": Break(
        "kept close", functions=(("where g.folder = f.id and not g.kept_close", "where g.folder = f.id"),)
    ),
    "a seat is let in afterwards": Break("kept close", sql="drop trigger mind_kept_close on access.grant"),
    "leads hand on what is kept close": Break(
        "leads and kept close", functions=(("and not f.kept_close and f.team", "and f.team"),)
    ),
    "leads see what is kept close": Break("leads and kept close", functions=(("(not f.kept_close or f.id", "(true or f.id"),)),
    "leads see what is kept close and nobody's": Break(
        "leads and kept close", functions=(("f.ended_at is null and not f.kept_close and", "f.ended_at is null and"),)
    ),
    "conflicts do not count on duty": Break(
        "in conflict", functions=(("where c.staff = p_staff and c.person = f.person", "where false"),)
    ),
    "on duty opens what is kept close": Break("kept close", functions=(
        ("('line', 'dates') and not f.kept_close", "('line', 'dates')"),
    )),
    "on duty for every team": Break("on duty", functions=(("f.team = any(duties)", "true"),)),
    "on duty for a team of everybody's, on their page": Break(
        "on duty", functions=(("f.team = any((select access.duties(me))::bigint[])", "true"),)
    ),
    "on duty holds every part": Break("on duty", functions=(("f.kind in ('line', 'dates') and", ""),)),
    "on duty writes the name": Break("on duty", functions=(("'duty', c.kind = 'dates', false", "'duty', true, false"),)),
    "shifts that ended count": Break("shifts end", functions=(
        (
            "s.team is not null\n               and h.starts <= (select access.clock()) "
            "and (h.ends is null or h.ends > (select access.clock()))",
            "s.team is not null",
        ),
    )),
    "what was opened outlasts the shift": Break("shifts close", sql="drop trigger end_with_the_shift on access.seat_holding"),
    "in conflict an emergency opens": Break("nothing in an emergency", functions=((" or closed or", " or"),)),
    "what is kept close opens in an emergency": Break(
        "nothing in an emergency", functions=((" or (close_kept and not answers)", ""),)
    ),
    "a try can be taken back": Break("five tries", functions=(
        ("and a.made_in is distinct from pg_current_xact_id_if_assigned()", ""),
    )),
    "a sixth try": Break("five tries", sql="alter table access.attempt drop constraint attempt_nr_check",
                         functions=(("if made > 5 then return null; end if;", ""),)),
    "an emergency has no end": Break("emergencies", functions=(("interval '4 hours'", "interval '9 hours'"),)),
    "an emergency writes": Break("emergencies", functions=(
        ("'emergency', p_reason, false, false", "'emergency', p_reason, true, false"),
    )),
    "whoever is close to them is told of it": Break("who is told", functions=(
        ("and not access.in_conflict(s.id, p_folder));\n    officers", ");\n    officers"),
    )),
    "a review is left empty": Break("reviews", functions=(
        ("'other_way', 'wrong') or btrim(p_words) = '' then", "'other_way', 'wrong') then"),
    )),
    "everybody reviews": Break("reviews", functions=((" and e.id in (select r.id from access.to_review() r)", ""),)),
    "openings by any part are told": Break("who opened", functions=(("and o.folders && mine.folders", ""),)),
    "one key in every browser": Break(
        "keys in the browser", patch=(the_bar, "browser_key", lambda _staff: "A" * 43 + "=")
    ),
    "a press that comes again is another": Break("pressed again", patch=(wrapper, "first_time", lambda _word: None)),
    "denials are not kept": Break("denials", patch=(wrapper.denials, "note", lambda *_all, **_more: None)),
    "a handle for any purpose": Break("purposes of handles", patch=(handles, "unseal", any_purpose)),
    "a 404 that tells": Break("one answer", patch=(errors, "plain", telling_404)),
    "the task is told of anybody's ways": Break(
        "nobody else's address", functions=(("where c.person = f.person and c.kind = 'contact'", "where c.kind = 'contact'"),)
    ),
    "what was agreed since does not count": Break("rules are asked again", patch=(rules, "_why_not", lambda *a: "")),
    "the service is named to everybody": Break("named where allowed", patch=(checks, "may_be_named", lambda way: True)),
    "who died is written to": Break(
        "death stops all",
        functions=(("on s.person = f.person where f.id = o.folder)", "on false where f.id = o.folder)"),),
    ),
    "anybody stops a message": Break(
        "nobody queues for others", functions=((MAY_SEND, MAY_SEND.replace("select", "select true or", 1)),)
    ),
    "pages read the queue": Break(
        "the queue is closed",
        "grant execute on function access.next_to_send() to {app}",
        functions=(("if who.task is distinct from 'send' then", "if false then"),),
    ),
    "an instruction needs something held": Break("warnings arrive", functions=((
        "and not access.knows_person(me, i.person)", "and exists (select from access.live_grants(me))"),)),
    "instructions are there for everybody": Break("nothing else is told", functions=((
        "join access.instruction i on i.staff = me or", "join access.instruction i on true or"),)),
    "an instruction has no end": Break("warnings stay", functions=((
        "where d.ended_at is null and d.until > (select access.clock()) and not", "where d.ended_at is null and not"),)),
    "nobody is seen to read": Break("warnings stay", functions=((
        "insert into access.instruction_read (instruction, staff, at) values (p_instruction, me, access.clock())",
        "insert into access.instruction_read (instruction, staff, at) values (p_instruction, me, '2001-01-01')"),)),
    "what was withdrawn holds on": Break("warnings are withdrawn", functions=((
        "where d.ended_at is null and d.until > (select access.clock()) and not",
        "where d.until > (select access.clock()) and not"),)),
    "worries are there for leads and administrators": Break("nothing else is told", functions=((
        "if access.holds_seat(p_staff, 'desk') then return true; end if;", "return true;"),)),
    "a conflict does not close a worry": Break("the desk's conflicts", functions=((
        "and not exists (select from access.worry_about a "
        "where a.worry = p_worry and access.knows_person(p_staff, a.person))", ""),)),
    "whom it was kept from reads it": Break("kept from one of the desk", functions=((
        "and not exists (select from access.worry w where w.id = p_worry and p_staff = any(w.not_for))", ""),)),
    "nobody stands in for the desk": Break("a worry is always somebody's", functions=((
        "if not access.leads_or_administers(p_staff) or exists (", "if true or exists ("),)),
    "whoever stands in is told what is kept close": Break("stand-ins and kept close", functions=((
        "and (access.answers_for_kept(p_staff) or not exists (select from access.folder f "
        "where f.person = a.person and f.kept_close))", ""),)),
    "everybody decides": Break("the desk decides", functions=((
        "if not access.at_desk(me, p_worry) then\n        raise exception 'not this viewer''s to decide'",
        "if false then\n        raise exception 'not this viewer''s to decide'"),)),
    "what concerns somebody they know is told to them": Break("receivers in conflict", functions=((
        "where access.knows_person(s.id, p_person)", "where false"),)),
    "and stays when the conflict comes later": Break("receivers in conflict later", functions=((
        " and not access.knows_person(me, i.person)", ""),)),
    "the reason is told to whoever knows the other end": Break("reasons", functions=((
        "then '' else i.reason end", "then i.reason else i.reason end"),)),
    "whoever passes it on learns who is known": Break("known and unknown", functions=((
        "values (access.clock(), me, 'pass on', jsonb_build_object('worry', made));",
        "values (access.clock(), me, 'pass on', jsonb_build_object('worry', made));\n"
        "    if not exists (select from access.worry_about a where a.worry = made) then\n"
        "        raise exception 'nobody' using errcode = 'check_violation'; end if;"),)),
    "kept of a caller all the same": Break(
        "nothing is kept of whoever would rather not", patch=(first_hour, "NOTHING_KEPT", "never said")
    ),
    "a caller's worry goes nowhere": Break("a caller's worry", patch=(first_hour.desk, "pass_on", lambda **_all: 0)),
    "messages go again though they died": Break("while it stands that they died", functions=(
        ("if exists (select from unnest(stop.died) d where access.may_send(d)) then", "if false then"),
        ("where x = any(stop.died) or not access.may_send(x)", "where not access.may_send(x)"),)),
    "care elsewhere stays finished": Break("a death is undone whole", functions=(
        ("and e.state = 'finished' and e.finished_how = 'died' and e.version = d.version", "and false"),)),
    "dates elsewhere stay off": Break("a death is undone whole", functions=(
        ("and u.state = 'off' and u.version = d.version", "and false"),)),
    "anybody's rows are noted with a death": Break("a death is undone by whoever writes there", functions=(
        ("     where access.may_write(r.folder, array['treatment', 'family', 'dates'])\n"
         "       and access.person_of(r.folder) = access.person_of(p_folder)\n", ""),)),
    "a refusal tells that they died": Break("a death is told by no refusal", functions=(
        ("if exists (select from unnest(stop.died) d where access.may_send(d)) then", "if cardinality(stop.died) > 0 then"),)),
    "letters to them are posted": Break("letters of who died", patch=(posting_letters, "refuse_if_stopped", lambda _m: None)),
    "letters to them are printed": Break("letters of who died", patch=(posting_letters, "stopped_among", lambda _f: set())),
    "one without an address stops the printer": Break("one without an address", patch=(
        posting_letters, "may_see_how_to_reach", lambda *_a: True)),
    "a planned end that nobody asked about": Break(
        "asked alone before a planned end", patch=(leaving_rules, "why_not_leave", lambda *_all: "")),
    "the clock runs on": Break("who is seen waits no more", patch=(waits, "seen", lambda **_all: None)),
    "it closes without the children": Break(
        "children are asked about", patch=(asked, "still_needed", lambda **_all: [])
    ),
    "asked by whoever is there": Break("left to the nurse", patch=(asking_rules, "may_ask", lambda *_all: True)),
    "asked before whoever is there": Break("asked alone", patch=(asking_rules, "may_be_asked", lambda *_all: True)),
    "single questions before whoever is there": Break(
        "single questions alone", patch=(asking_rules, "not_now", lambda *_all: frozenset())
    ),
    "medicines, told to everybody": Break("medicines, to whom it is said", functions=(
        ("from access.medicine_dates((select access.me())) m)",
         "from (select f.id as folder from access.folder f where f.kind = 'dates') m)"),)),
    "medicines of whom one knows": Break("medicines and conflicts", functions=(
        ("select c.folder from access.covered(p_staff) c where c.kind = 'dates'\n",
         "select f.id from access.folder f where f.team = any(access.duties(p_staff)) and f.kind = 'dates'\n"),)),
    "an answer to whoever works with them": Break("another prescription, for whoever asked", functions=(
        ("where a.staff = (select access.me())\n       and exists", "where exists"),)),
    "the officer answers for what is kept close": Break("another prescription, kept close", functions=(
        ("case when found.is_apart or exists (select from access.folder f where f.person = a.person and f.kept_close)",
         "case when false"),)),
    "whoever knows one of them answers": Break("another prescription, and conflicts", functions=(
        ("where access.knows_person(p_staff, o.person))", "where false)"),)),
    "anybody asks for another prescription": Break("who asks for another prescription", functions=(
        ("not access.prescribes(me, p_folder) or btrim", "btrim"),)),
    "it is asked on no basis": Break(
        "who asks for another prescription", "alter table access.script_asked drop constraint script_has_its_basis"),
    "an answer outlives the grant": Break("answers of those who hold it no more", functions=(
        ("\n       and exists (select from access.live_grants((select access.me())) g where g.folder = a.folder)", ""),)),
    "what is sealed stands among the dates": Break(
        "dates of the sealed part", patch=(keeping_rules, "kept_near", lambda _kind: True)),
    "two of one part": Break("one part is written once", "drop index response_one_open"),
    "a decision without its why": Break(
        "decisions are never empty", "alter table access.decision drop constraint decision_has_its_why"
    ),
    "a threat to life can wait": Break("due now", functions=(("p_danger = 'now' or p_kind = 'life'", "false"),)),
    "two decide over each other": Break("decided at once", functions=((
        "if (select count(*) from access.decision d where d.worry = p_worry) <> p_seen then", "if false then"),)),
    "what is kept close is anybody's to let somebody in": Break("kept close and nobody's", functions=((
        "and access.answers_for_kept((select access.me()))", ""),)),
    "a copy is there for everybody": Break("copies", functions=((
        "where p.staff = (select access.me()) and p.taken_at", "where p.taken_at"),)),
    "copies of what one does not hold": Break("copies", functions=((
        "if me is null or not access.may_write(p_folder, "
        "array['contact', 'treatment', 'family', 'safety', 'programme', 'peer']) then\n"
        "        raise exception 'not this viewer''s to pass on'",
        "if me is null then\n        raise exception 'not this viewer''s to pass on'"),)),
    "a copy for whoever knows them outside work": Break("copies and conflicts", functions=((
        "and not access.in_conflict(p.staff, p.folder)", ""),)),
    "what waits is not taken back": Break("consents that ended", functions=((
        "where p.folder = p_folder and p.share = p_share and p.taken_at is null", "where false"),)),
    "a consent that ended counts": Break("consents that ended", patch=(ways, "why_not", lambda *a, **more: "")),
    "by consent, without one": Break(
        "sharings say what they rest on", "alter table sharing_share drop constraint share_by_consent_names_it"
    ),
    "shared from a record without their knowledge": Break(
        "what they do not know of", patch=(ways, "why_not", lambda *a, **more: "")
    ),
    "a letter goes whatever ended": Break(
        "letters and what ended", patch=(keepers, "why_not", lambda by, letter: "")),
    "a withdrawal looks at no letter": Break(
        "letters and the post", patch=(outbox_actions, "look_again", lambda *, by, folder: [])),
    "everything may be in a letter": Break("what stays out of a letter", patch=(letter_rules, "why_out", lambda *told: "")),
    "a letter with two addresses": Break(
        "a letter goes one way", "alter table outbox_message drop constraint message_goes_one_way"),
    "a letter that rests on nothing": Break(
        "a letter goes one way", "alter table letters_report drop constraint report_rests_on_one"),
    "anything may go outside": Break("letters nobody vouches for", patch=(keepers, "why_not", lambda by, letter: "")),
    "a copy opens what it came from": Break("sharing opens nothing", functions=((
        "p_about, p_words, p_until);",
        "p_about, p_words, p_until);\n    insert into access.grant (id, folder, staff, purpose, given_by, starts, ends)\n"
        "    values (access.new_id(), p_folder, p_staff, 'other', me, access.clock(), p_until);"),)),
    "requests for a copy are told to anybody": Break("requests for a copy", functions=((
        "from access.held_here(p_folders) h join lateral access.copies_of_person",
        "from (select f.id, f.person, f.kind from access.folder f where f.id = any(p_folders)) h "
        "join lateral access.copies_of_person"),)),
    "requests for a copy are told at reception": Break("requests and names", functions=((
        "select array['contact', 'treatment', 'family', 'safety', 'programme', 'peer'] $$;\n\n-- One month",
        "select array['line', 'contact', 'treatment', 'family', 'safety', 'programme', 'peer'] $$;\n\n-- One month"),)),
    "a copy of somebody else's record is asked for": Break("others' copies", functions=((
        "if access.me() is null or not access.may_write(p_folder, access.copy_kinds()) then", "if access.me() is null then"),)),
    "a copy of what one does not hold is handed over": Break("others' copies", functions=((
        "or exists (select from unnest(p_folders) p(id) where not access.may_write(p.id, "
        "access.copy_kinds() || array['line', 'dates', 'visit']))"
        "\n       or not exists (select from access.copies_of(p_folders) c where c.id = p_request)", ""),)),
    "a letter tells who is here": Break("a letter from nobody", functions=((
        "perform access.new_copy(null, access.mark_of(p_by, p_text), p_asked_on, p_how);",
        "if not exists (select from access.found_by m where m.mark = access.mark_of(p_by, p_text)) then\n"
        "        raise exception 'nobody' using errcode = 'check_violation'; end if;"),)),
    "a copy with what others told": Break("what others told", patch=(copying, "goes", lambda its, look: its.facts)),
    "a copy of what nobody has looked at": Break("what nobody looked at", patch=(copying, "settled", lambda its, look: True)),
    "held back without a reason": Break(
        "held for a reason", "alter table subject_look drop constraint look_says_why"
    ),
    "pairs are anybody's": Break("pairs", functions=(
        ("and (access.holds_seat(p_staff, 'records') or access.answers_for_kept(p_staff)) $$", "$$"),
        ("then access.answers_for_kept(p_staff) else access.holds_seat(p_staff, 'records') end", "then true else true end"),
    )),
    "telephones are shown": Break("pairs show what decides", functions=(("filter (where s.what = 'postcode'), '[]'))",
        "filter (where s.what in ('postcode', 'phone')), '[]'))"),)),
    "what is looked at is not logged": Break("pairs show what decides", functions=(("me, 'look at pair', ", "me, 'look', "),)),
    "what is kept close comes to the records officer": Break("pairs kept close", functions=((
        "and (f.kept_close or f.kind in ('pair', 'couple'))", "and f.kind in ('pair', 'couple')"),)),
    "two in one worry come to the records officer": Break("pairs in one worry", functions=((
        "where a.person = p_one and b.person = p_other)", "where false)"),)),
    "whoever knows one of two decides": Break("pairs and conflicts", functions=((
        " and not access.knows_person(p_staff, p_one) and not access.knows_person(p_staff, p_other)", ""),)),
    "joining opens both": Break("joining opens nothing", functions=((
        "    insert into access.alias (folder, alike, one, other, joined_at, joined_by, why)\n    values (label,",
        "    insert into access.grant (id, folder, staff, purpose, given_by, starts, ends)\n"
        "    select access.new_id(), f.id, p_me, 'other', p_me, access.clock(), access.clock() + interval '90 days'\n"
        "      from access.folder f where f.person in (p_pair.one, p_pair.other);\n"
        "    insert into access.alias (folder, alike, one, other, joined_at, joined_by, why)\n    values (label,"),)),
    "an alias is part of one record": Break("joining opens nothing", functions=((
        "values (label, 'alias', access.new_id(), access.clock(), p_me)",
        "values (label, 'alias', p_pair.one, access.clock(), p_me)"),)),
    "who are two is asked again each night": Break("never asked again", functions=((
        "set bits = excluded.bits, because = excluded.because\n",
        "set bits = excluded.bits, because = excluded.because, "
        "state = 'open', decided_at = null, decided_by = null, why = ''\n"),)),
    "what joined them outlasts it": Break("joining is undone", functions=((
        "where g.folder = label and g.ended_at is null;", "where false;"),)),
    "joined, told to whoever holds one of them": Break("told of a joining", functions=(
        # Which of the two is "one" is chance: whoever holds either is told.
        ("and fa.person = n.one", "and fa.person in (n.one, n.other)"),
        ("join access.live_grants(me) b on true", "join (select id as folder from access.folder) b on true"),
    )),
    "joined, told to whoever holds both": Break("told of a joining", functions=((
        "join access.live_grants(me) g on true\n      join access.alias n on n.folder = g.folder",
        "join access.grant g on true\n      join access.alias n on n.folder = g.folder"),)),
    "joined without its why": Break("pairs say why", "alter table access.alike drop constraint alike_says_why"),
    "any task compares": Break("one task compares", functions=((
        "if who.task is distinct from 'alike' or p_most < 1 then", "if false then"),)),
    "what gate compares is the pages' to read": Break(
        "each reads what was granted", "alter policy compare on people_line to {app}"),
    "it locks after an hour only": Break("ten minutes", functions=(("interval '10 minutes'", "interval '59 minutes'"),)),
    "what is locked by hand answers": Break("locked by hand", functions=(("if locked is not null or seen <", "if seen <"),)),
    "a locked session is a viewer": Break("locked in the middle", functions=((
        "and s.locked_at is null and s.seen_at >= (select access.clock()) - access.locks_after()",
        "and s.seen_at >= (select access.clock()) - access.locks_after()"),)),
    "own thoughts are everybody's": Break(
        "own thoughts",
        functions=(("r.audience = 'own' and r.staff = (select access.me()) order", "r.audience = 'own' order"),),
    ),
    "own thoughts are anybody's to take away": Break(
        "thoughts taken away",
        functions=(("r.id = p_reflection and r.audience = 'own' and r.staff = (select access.me())", "r.id = p_reflection"),),
    ),
    "anybody answers for a service": Break(
        "who answers for a service",
        functions=(("(p_audience = 'service' and not access.speaks_for_service())", "false"),),
    ),
    "PINs are tried without end": Break("five PINs", functions=(("and (s.locked_at is null or s.pin_tries < 5)", ""),)),
    "a wrong PIN is not counted": Break(
        "locks give no more tries", functions=(("else s.pin_tries end + 1", "else s.pin_tries end + 0"),)
    ),
    "a PIN for ever": Break("PINs for an hour", functions=(("interval '60 minutes'", "interval '600 minutes'"),)),
    "a PIN makes hours": Break("PINs make no hours", functions=(
        ("set locked_at = null, pin_tries = 0,", "set locked_at = null, pin_tries = 0, until = until + interval '1 hour',"),
    )),
    "kept words for whoever comes": Break(
        "kept for one alone", functions=(("where k.staff = (select access.me()) and k.path = p_path", "where k.path = p_path"),)
    ),
    "a cache keeps it": Break("caches", patch=(wrapper, "dress", lambda response: response)),
    "no way out": Break("a way out", patch=(jinja, "bar", lambda request: {"you": {"name": ""}})),
    "statements without a viewer": Break("no viewer, no statement", patch=(wrapper.viewer, "is_open", lambda: True)),
}  # fmt: skip


def apply(broken: Break, house: ground.House) -> None:
    """Break it in this clone."""
    if broken.sql:
        table, key = a_key()
        house.sql.execute(
            broken.sql.format(app=f'"{ground.TEMPLATE}_app"', table=f'"{table}"', key=f'"{key}"')
        )
    if broken.functions:
        text = FUNCTIONS
        for was, becomes in broken.functions:
            assert was in text, f"the floor no longer says {was!r}: this break breaks nothing"
            text = text.replace(was, becomes)
        house.sql.execute(f'set role "{ground.TEMPLATE}_gate"')
        house.sql.execute(text)
        house.sql.execute("reset role")


@contextlib.contextmanager
def tellers_of(broken: Break | None):
    """Two tellers in a clone, where one thing is broken."""
    with ground.begun(ground.Tellers) as house, pytest.MonkeyPatch.context() as patch:
        made = house.told["Tellers"]
        if broken is not None:
            apply(broken, house)
            if broken.patch:
                patch.setattr(*broken.patch)
        for alias in connections:
            connections[alias].close()
        yield made


@pytest.mark.slow
@pytest.mark.parametrize("part", sorted(PROBE))
def test_with_nothing_broken_the_probe_is_quiet(part):
    with tellers_of(None) as made:
        PROBE[part](made)


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(BREAKS))
def test_the_probe_notices(name):
    broken = BREAKS[name]
    with tellers_of(broken) as made:
        noticed = False
        try:
            PROBE[broken.by](made)
        except (AssertionError, ProgrammingError, pytest.fail.Exception):
            noticed = True
        assert noticed, f"{broken.by}: {name}, and nothing was noticed"


def test_every_part_of_the_probe_is_needed():
    assert {broken.by for broken in BREAKS.values()} == set(PROBE)


@pytest.mark.slow
@pytest.mark.parametrize("name", [
    "the reading policy is true", "one policy more, for everybody", "anything may be added", "anybody's name on a new row",
    "row security is off", "row security is not forced",
])  # fmt: skip
def test_start_up_refuses_what_opens_a_table(name):
    from alongside.access import startup

    with tellers_of(BREAKS[name]) as made:
        made.house.sql.execute(startup.CLOCK.read_text())
        with pytest.raises(startup.NotSound, match="people_line"):
            startup.refuse_unless_sound()


def test_start_up_refuses_a_role_that_may_act_as_another():
    from alongside.access import startup

    app, gate = f'"{ground.TEMPLATE}_app"', f'"{ground.TEMPLATE}_gate"'
    with tellers_of(None) as made:
        made.house.sql.execute(startup.CLOCK.read_text())
        made.house.sql.execute(f"grant {gate} to {app}")
        try:
            with pytest.raises(startup.NotSound, match="may act as"):
                startup.refuse_unless_sound()
        finally:
            made.house.sql.execute(f"revoke {gate} from {app}")


def test_the_pages_of_the_probe_are_there():
    assert {"person", "people", "give-access"} <= set(PAGES)
