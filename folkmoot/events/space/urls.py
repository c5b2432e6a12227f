"""The addresses of an open space, below those of its event."""

from django.urls import path

from . import after, hosting, pages, pitching, placing

urlpatterns = [
    path("agenda/", pages.agenda, name="agenda"),
    path("space/", pages.space, name="space"),
    path("space/question/", hosting.question, name="space_question"),
    path("space/close/", hosting.close_pitching, name="close_pitching"),
    path("space/rooms/", hosting.rooms, name="rooms"),
    path("space/rooms/<int:pk>/", hosting.room, name="room"),
    path("space/rooms/<int:pk>/remove/", hosting.remove_room, name="remove_room"),
    path("space/slots/", hosting.lay_slots, name="lay_slots"),
    path("space/slots/<int:pk>/remove/", hosting.remove_slot, name="remove_slot"),
    path("space/pitch/", pitching.pitch, name="pitch"),
    path("space/<int:pk>/", pages.session, name="session"),
    path("space/<int:pk>/edit/", pitching.edit, name="edit_pitch"),
    path("space/<int:pk>/withdraw/", pitching.withdraw, name="withdraw_pitch"),
    path("space/<int:pk>/interest/", pitching.interest, name="interest"),
    path("space/<int:pk>/lead/", pitching.offer_to_lead, name="offer_to_lead"),
    path("space/<int:pk>/lead/<int:lead>/", pitching.answer_lead, name="answer_lead"),
    path("space/<int:pk>/join/", pitching.join, name="join_pitch"),
    path("space/<int:pk>/join/<int:joining>/", pitching.answer_joining, name="answer_joining"),
    path("space/<int:pk>/note/", after.write_note, name="write_note"),
    path("space/<int:pk>/note/<int:note>/", after.change_note, name="change_note"),
    path("space/<int:pk>/became/", after.became, name="became"),
    path("space/afterwards/", after.afterwards, name="afterwards"),
    path("space/<int:pk>/place/", placing.place, name="place"),
    path("space/<int:pk>/out/", placing.take_out, name="take_out"),
]
