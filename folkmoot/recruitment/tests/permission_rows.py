"""How each row of the permission table is tried: the state of a round, the page, and the form."""

from folkmoot.recruitment.models import Appeal
from folkmoot.recruitment.rounds.forms import CriterionForm, QuestionForm

from .permission_acts import (
    LETTER,
    OFFER,
    SCORES,
    a_meeting,
    a_meeting_elsewhere,
    a_planned_round,
    a_swap,
    all_proposed,
    all_reserves,
    another_partner,
    another_reader,
    asked_for_help,
    asked_for_places,
    asked_for_promotion,
    asked_for_review,
    asked_to_defer,
    at_an_hour,
    confirmed,
    conflict_states,
    counted,
    deferral,
    editor,
    expired,
    give,
    given_time,
    invited,
    is_asking,
    lapsed,
    letters_text,
    list_state,
    long_ago,
    may_be_shown,
    more_time,
    move,
    named_officer,
    names_come,
    not_arrived,
    of_lane,
    on_the_border,
    own_state,
    pinned,
    places,
    proposals,
    proposed_oneself,
    purged,
    requests,
    reserve_ranks,
    screened,
    screenings,
    settings,
    state_of,
    suggested,
    suggested_own,
    suggesting,
    swap,
    swaps,
    table,
    talked_about,
    to_be_posted,
    to_look_at,
    welcome,
    well_scored,
    with_an_hour,
    withdrawn,
)
from .trying import counts, reads, writes

ROWS = {
    # round
    "page of the round": reads("sent", "round", "Round sent"),
    "settings, form": reads("sent", "round_edit", "Round sent"),
    "settings": writes(
        "sent", "round_edit", lambda cell: settings(cell, places="77"), of=lambda cell: cell.round.places
    ),
    "equality officer": writes(
        "sent",
        "round_edit",
        lambda cell: settings(cell, equality_officer=cell.world.people["member"].pk),
        of=lambda cell: cell.round.equality_officer_id,
        alone=True,
    ),
    "questions": writes(
        "sent",
        "questions",
        editor("questions", QuestionForm),
        of=lambda cell: cell.round.question_set().version,
    ),
    "criteria, while read": writes(
        "assessing",
        "criteria",
        editor("criteria", CriterionForm),
        of=lambda cell: cell.round.rubric().version,
    ),
    "opening it": writes("planned", "round_open", of=lambda cell: cell.round.state, first=a_planned_round),
    "another lane": writes("sent", "lanes", another_partner, of=lambda cell: cell.round.lanes.count()),
    "closing a lane": writes("sent", "lane_act lane close", of=of_lane("closed_at")),
    "stopping a partner": writes("sent", "lane_act lane suspend", of=of_lane("suspended_at")),
    "words of welcome": writes(
        "sent", "lane lane", lambda cell: welcome(cell, welcome="Come in."), of=of_lane("welcome")
    ),
    "places of a lane": writes(
        "sent", "lane lane", lambda cell: welcome(cell, places="7"), of=of_lane("places"), alone=True
    ),
    "hopes and fears, all": reads("sent", "together", "Kirkside Trust"),
    "hopes and fears, own lane": writes("sent", "together_write lane start", {"hopes": "Much."}),
    "more time for this person": writes("sent", "extensions", more_time, of=given_time),
    "a nudge for drafts": writes("drafts", "chase drafts", {"words": "Do send it."}),
    "applying for a caller": reads("drafts", "apply_for", "I read it back to them"),
    # draft
    "draft, by its writer": reads("drafts", "section motive", "zamboni of {file}"),
    "draft, on the board": reads("drafts", "board", "zamboni"),
    "draft, writing": writes("drafts", "section motive", {"motive": "Anew.", "_revision": 2}),
    "draft, sending": writes("drafts", "check", of=state_of),
    "draft, counted on board": counts("drafts", "board", expired),
    "draft, counted by round": counts("drafts", "rounds", expired),
    "draft, counted to nudge": counts("drafts", "chase drafts", expired),
    "draft, asking for help": writes("drafts", "help_ask", {"words": "Too long?"}, of=is_asking),
    "draft, taking that back": writes("drafts", "help_take_back", of=is_asking, first=asked_for_help),
    "draft, help, on the desk": reads("drafts", "home:team", 'help/{pk}/"', first=asked_for_help),
    "draft, help, not opened": reads("drafts", "help pk", "zamboni of {file}", first=asked_for_help),
    "draft, read to help": reads("drafts", "help pk", "zamboni of {file}", post={}, first=asked_for_help),
    "draft, no help asked for": reads("drafts", "help pk", "zamboni of {file}", post={}),
    "draft, ending the help": writes("drafts", "help_end pk", of=is_asking, first=asked_for_help),
    # sent
    "sent, to its writer": reads("assessing", "application", "zamboni of {file}"),
    "sent, its page": reads("assessing", "one number", "zamboni of {file}"),
    "sent, on the board": reads("assessing", "board", 'board/{number}/"'),
    "sent, filtered by state": reads("assessing", "board ?state=in_assessment", 'board/{number}/"'),
    "sent, counted on board": counts("assessing", "board", withdrawn),
    "sent, counted in the plan": counts("assessing", "plan", withdrawn),
    "sent, counted by reader": counts("assessing", "assessors", withdrawn),
    "sent, counted by round": counts("assessing", "rounds", withdrawn),
    "sent, as it is read": reads("assessing", "read number", "zamboni of {file}"),
    "sent, in one's pile": reads("assessing", "reading", 'reading/{number}/"'),
    "sent, on paper": reads("assessing", "reading_paper", "zamboni of {file}"),
    "sent, to take names out": reads("assessing", "redact number", "zamboni of {file}"),
    "sent, listed to redact": reads("assessing", "redactions", '/{number}/redact/"'),
    "sent, as a table": reads("assessing", "board_export", "\n{number},", post={"why": "To plan."}),
    "sent, in the search": reads("assessing", "home:search ?q=zamboni", "zamboni of"),
    "redacting": writes("assessing", "redact number", {"motive": "A ____."}),
    "sent, what happened to it": reads("assessing", "one number", "Ben Whitlock sent"),
    "changing what is sent": writes("sent", "reopen", of=state_of),
    "withdrawing": writes("sent", "withdraw", of=state_of),
    "withdrawing for them": writes(
        "sent", "for_them number", {"act": "withdraw", "asked": "Rang."}, of=state_of
    ),
    # who it is
    "employer, on its page": reads("assessing", "one number", "Yttrium {file}"),
    "employer, as it is read": reads("assessing", "read number", "Yttrium {file}"),
    "name, before it is read": reads("assessing", "reading_names", 'name="known"', first=to_look_at),
    "name, once names come": reads("weighed", "read number", "{name}", first=names_come),
    "name, before names come": reads("weighed", "read number", "{name}"),
    "name, in the table": reads("assessing", "board_export", "\n{number},{name},", post={"why": "To plan."}),
    "name, where offers stand": reads("offered", "offers", "{number}, {name}"),
    "name, on the reserve list": reads("reserve", "offers", "{number}, {name}"),
    # references
    "reference, while read": reads("assessing", "propose number", "referential"),
    "reference, once weighed": reads("weighed", "propose number", "referential"),
    "reference, by a reader": reads("assessing", "read number", "referential"),
    "reference, to its subject": reads("sent", "referees", "referential"),
    "reference, if shown": reads("sent", "referees", "referential", first=may_be_shown),
    # equality
    "equality, own answers": writes("sent", "equality", {"unkept-gender": "woman"}),
    "equality, figures": reads(
        "offered", "equality_figures", '<td class="number">20</td>', word="count", first=counted
    ),
    "equality, raw": reads("offered", "equality_raw", "Woman", post={"why": "To see."}),
    "equality, raw by officer": reads(
        "offered", "equality_raw", "Woman", post={"why": "To see."}, first=named_officer
    ),
    # conflicts
    "stepping back": writes(
        "assessing", "step_back number", {"what": "conflict", "reason": "A friend."}, of=conflict_states
    ),
    "conflicts, list": reads("screening", "conflicts", "hintlike", first=suggested),
    "conflict, confirming": writes(
        "screening", "conflict_confirm conflict", {"reason": "Yes."}, of=conflict_states, first=suggested
    ),
    "conflict, dismissing": writes(
        "screening", "conflict_dismiss conflict", {"reason": "No."}, of=conflict_states, first=suggested
    ),
    "conflict of oneself": writes(
        "screening", "conflict_dismiss conflict", {"reason": "No."}, of=conflict_states, first=suggested_own
    ),
    "conflict, telling": writes("screening", "conflict_about number", suggesting, of=conflict_states),
    "conflict, pinning": writes("screening", "conflict_pin conflict", of=pinned, first=confirmed),
    # who reads what
    "plan in the making": reads("screening", "plan", '<th scope="row">{number}</th>'),
    "plan, published": reads("assessing", "plan", '<th scope="row">{number}</th>'),
    "plan, beginning": writes("screening", "plan_begin", of=lambda cell: cell._plan()),
    "plan, publishing": writes("screening", "plan_publish plan", of=lambda cell: cell.round.state),
    "plan, discarding": writes("screening", "plan_discard plan"),
    "plan, one reader more": writes("screening", "plan_give plan", give),
    "plan, one reader less": writes("screening", "plan_take plan planned"),
    "swap, proposing": writes("screening", "swap number", swap, of=swaps, first=another_reader),
    "swap, accepting": writes("screening", "swap_accept swap", {"anyway": "on"}, of=swaps, first=a_swap),
    "swap, declining": writes("screening", "swap_decline swap", {"words": "No."}, of=swaps, first=a_swap),
    "closing the reading": writes("assessing", "weigh", of=lambda cell: cell.round.state),
    "reading once more": writes("weighed", "read_again", first=on_the_border),
    "asking an assessor": writes("sent", "assessors", invited, of=lambda cell: cell.round.assessors.count()),
    "asking many": writes("sent", "assessors_table", table, of=lambda cell: cell.round.assessors.count()),
    "taking an assessor off": writes("screening", "assessor_remove reader"),
    "giving a reading back": writes(
        "assessing", "step_back number", {"what": "time", "reason": "Ill."}, of=own_state
    ),
    # scores
    "own scores": writes("assessing", "read number", SCORES, of=own_state),
    "own scores, opened again": writes("weighed", "read_reopen number", of=own_state),
    "own scores, once decided": writes("listed", "read_reopen number", of=own_state),
    "others', before one's own": reads("assessing", "read number", "wordsmith"),
    "others', after one's own": reads("weighed", "read number", "wordsmith"),
    "scores, while it is read": reads("assessing", "propose number", "wordsmith"),
    "scores, once weighed": reads("weighed", "propose number", "wordsmith"),
    "scores, in the meeting": reads("weighed", "meeting", "wordsmith", first=a_meeting),
    "scores, as meeting moves": reads("weighed", "meeting_now", "wordsmith", first=a_meeting),
    "severity, own afterwards": reads("offered", "reading", "How you scored"),
    "severity, own before that": reads("weighed", "reading", "How you scored"),
    "severity, under numbers": reads("weighed", "decide", '<th scope="row">1</th><td class="number">'),
    "severity, under names": reads("weighed", "decide", '<th scope="row">Una Webb</th><td class="number">'),
    "order of scores": reads("weighed", "decide", 'decide/{number}/"'),
    "order, counted": counts("weighed", "decide", withdrawn),
    "meeting, what to talk of": reads(
        "weighed", "meeting", '<option value="{number}"', first=a_meeting_elsewhere
    ),
    "scores put together": writes("weighed", "rank", of=lambda cell: cell.round.rankings.count()),
    # decisions
    "proposing": writes("weighed", "propose number", OFFER, of=proposals),
    "proposing many": writes(
        "weighed",
        "propose_many",
        lambda cell: {"number": cell.application.number, "outcome": "offer"},
        of=proposals,
        first=well_scored,
    ),
    "proposing, once decided": writes("confirmed", "propose number", OFFER, of=proposals),
    "reserve list, its order": writes(
        "weighed", "reserves", lambda cell: places(cell, "Moves."), of=reserve_ranks, first=all_reserves
    ),
    "reserve list, as proposed": reads("weighed", "reserves", 'decide/{number}/"', first=all_reserves),
    "making the list": writes(
        "weighed", "list_propose", of=lambda cell: cell.round.state, first=all_proposed
    ),
    "list, on it": reads("listed", "list", 'decide/{number}/"'),
    "list, confirming": writes("listed", "list_confirm list", of=list_state),
    "list, confirming own": writes("listed", "list_confirm list", of=list_state, first=proposed_oneself),
    "list, sending it back": writes("listed", "list_send_back list", {"why": "Look again."}, of=list_state),
    "meeting, beginning": writes("weighed", "meeting_begin"),
    "meeting, moving on": writes("weighed", "meeting_move", move, of=talked_about, first=a_meeting_elsewhere),
    "meeting, ending": writes("weighed", "meeting_end", of=talked_about, first=a_meeting),
    "screening out": writes(
        "screening", "screen_out number", {"reason": "member", "words": "You are one."}, of=screenings
    ),
    "screening, second person": writes("screening", "screen_confirm number", of=screenings, first=screened),
    "screening, letting it be": writes(
        "screening", "screen_confirm number", {"answer": "no"}, of=screenings, first=screened
    ),
    "screening, on the desk": reads("screening", "home:team", 'board/{number}/"', first=screened),
    "review, asking": writes("declined", "review_ask", {"words": "Look again."}),
    "review, answering": writes(
        "declined",
        "review number",
        {"changed": "no", "words": "It stands."},
        of=lambda cell: Appeal.objects.get().state,
        first=asked_for_review,
    ),
    # letters
    "letter, words": writes("confirmed", "letter_text offer", LETTER, of=letters_text),
    "letter, words of a lane": writes("confirmed", "lane_letter_text offer lane", LETTER, of=letters_text),
    "letter, preview": reads("confirmed", "letters ?number={number}", "Dear {name}"),
    "letter, its words for one": writes(
        "confirmed", "reword number", {"reasons": ["bring-shared"], "words": "Tell more."}, of=proposals
    ),
    "letter, sent again": writes("declined", "letter_again letter", of=to_be_posted, first=not_arrived),
    "letters, counted": counts("confirmed", "letters", withdrawn),
    "letters, at an hour": writes("confirmed", "release list", at_an_hour, of=list_state),
    "letters, calling it off": writes("confirmed", "call_off list", of=list_state, first=with_an_hour),
    "letters, now": writes("confirmed", "release list", of=list_state),
    "letter, before it left": reads("confirmed", "application", "Show us one."),
    "letter, once it left": reads("declined", "application", "Show us one."),
    "outcome, before it left": reads("confirmed", "application", "Decided"),
    # places
    "offer, looking": reads("offered", "offer", 'name="answer" value="yes"'),
    "offer, accepting": writes("offered", "offer", {"answer": "yes"}, of=state_of),
    "offer, declining": writes("offered", "offer", {"answer": "no"}, of=state_of),
    "offer, kept for later": writes("offered", "defer number", of=state_of, first=asked_to_defer),
    "offer, asking for later": writes(
        "offered", "offer", {"answer": "later", "words": "A new baby."}, of=deferral
    ),
    "offer, not kept for later": writes(
        "offered", "refuse_to_defer number", {"words": "No."}, of=deferral, first=asked_to_defer
    ),
    "offer, who asks for later": reads("offered", "offers", "A new baby", first=asked_to_defer),
    "offer, accepted for them": writes(
        "offered", "for_them number", {"act": "accept", "asked": "Rang."}, of=state_of
    ),
    "offer, declined for them": writes(
        "offered", "for_them number", {"act": "decline", "asked": "Rang."}, of=state_of
    ),
    "offers, counted": counts("offered", "offers", lapsed),
    "reserve, promoting": writes("reserve", "promote number", {"why": "They move soon."}, of=state_of),
    "reserve, out of turn": writes(
        "reserve",
        "promote_out_of_turn",
        lambda cell: {"number": cell.application.number, "why": "They move soon."},
        of=state_of,
    ),
    # what leads ask
    "places, requesting": writes(
        "sent", "ask_places lane", {"places": 7, "reason": "More have applied."}, of=requests
    ),
    "places, requested": reads("sent", "offers", "Placeswise", first=asked_for_places),
    "places, granting": writes("sent", "request_grant request", of=of_lane("places"), first=asked_for_places),
    "places, declining": writes(
        "sent", "request_decline request", {"words": "No."}, of=requests, first=asked_for_places
    ),
    "reserve, requesting": writes(
        "reserve", "ask_promotion number", {"reason": "A voice we lack."}, of=requests
    ),
    "reserve, requested": reads("reserve", "offers", "Promotewise", first=asked_for_promotion),
    "reserve, granting": writes("reserve", "request_grant request", of=state_of, first=asked_for_promotion),
    "reserve, declining": writes(
        "reserve", "request_decline request", {"words": "No."}, of=requests, first=asked_for_promotion
    ),
    "requests, on the desk": reads(
        "reserve", "home:team", "1 request of a lead: Round reserve", first=asked_for_promotion
    ),
    # papers
    "retention, preview": reads("declined", "retention", "Round declined"),
    "retention, counted": counts("declined", "retention", purged),
    "retention, run": writes("declined", "retention_run", of=state_of, first=long_ago),
    # record
    "record, of the round": reads("assessing", "record", "planned the round"),
    "record, of the file": reads("assessing", "record", "Application {number}"),
}
