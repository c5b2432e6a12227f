from django.urls import path

from ..deciding import lists, meeting, posting, reserves
from ..deciding import views as deciding
from ..offers import views as offers

urlpatterns = [
    path("join/<slug:slug>/decide/", deciding.decide, name="decide"),
    path("join/<slug:slug>/decide/rank/", deciding.rank, name="rank"),
    path("join/<slug:slug>/decide/again/", deciding.again, name="read_again"),
    path("join/<slug:slug>/decide/many/", deciding.propose_many, name="propose_many"),
    path("join/<slug:slug>/decide/<int:number>/", deciding.propose, name="propose"),
    path("join/<slug:slug>/decide/<int:number>/words/", deciding.reword, name="reword"),
    path("join/<slug:slug>/decide/reserves/", reserves.reserves, name="reserves"),
    path("join/<slug:slug>/meeting/", meeting.meeting, name="meeting"),
    path("join/<slug:slug>/meeting/now/", meeting.now, name="meeting_now"),
    path("join/<slug:slug>/meeting/begin/", meeting.begin, name="meeting_begin"),
    path("join/<slug:slug>/meeting/move/", meeting.move, name="meeting_move"),
    path("join/<slug:slug>/meeting/end/", meeting.end, name="meeting_end"),
    path("join/<slug:slug>/list/", lists.the_list, name="list"),
    path("join/<slug:slug>/list/propose/", lists.propose_list, name="list_propose"),
    path("join/<slug:slug>/list/<int:pk>/confirm/", lists.confirm_list, name="list_confirm"),
    path("join/<slug:slug>/list/<int:pk>/send-back/", lists.send_back, name="list_send_back"),
    path("join/<slug:slug>/list/<int:pk>/release/", posting.release, name="release"),
    path("join/<slug:slug>/list/<int:pk>/call-off/", posting.call_off, name="call_off"),
    path("join/<slug:slug>/letters/", posting.letters, name="letters"),
    path("join/<slug:slug>/letters/<int:pk>/again/", posting.again, name="letter_again"),
    path("join/<slug:slug>/letters/<slug:kind>/", posting.letter_text, name="letter_text"),
    path("join/<slug:slug>/letters/<slug:kind>/<int:lane>/", posting.letter_text, name="lane_letter_text"),
    path("join/<slug:slug>/scores/", deciding.scores, name="scores"),
    path("join/<slug:slug>/offer/", offers.offer, name="offer"),
    path("join/<slug:slug>/offers/", offers.offers, name="offers"),
    path("join/<slug:slug>/offers/promote/", offers.promote, name="promote_out_of_turn"),
    path("join/<slug:slug>/offers/<int:number>/promote/", offers.promote, name="promote"),
    path("join/<slug:slug>/offers/<int:number>/defer/", offers.defer, name="defer"),
    path("join/<slug:slug>/offers/kept/<int:pk>/", offers.take_up, name="take_up"),
    path("join/<slug:slug>/offers/<int:number>/no-deferral/", offers.refuse_to_defer, name="refuse_to_defer"),
]
