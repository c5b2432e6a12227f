from django.urls import path

from ..assessors import views as assessors
from ..conflicts import about
from ..conflicts import views as conflicts
from ..plans import swaps
from ..plans import views as plans
from ..reading import views as reading
from ..redacting import views as redacting

urlpatterns = [
    path("join/<slug:slug>/assessors/", assessors.assessors, name="assessors"),
    path("join/<slug:slug>/assessors/table/", assessors.from_table, name="assessors_table"),
    path("join/<slug:slug>/assessors/<int:pk>/remove/", assessors.remove, name="assessor_remove"),
    path("join/<slug:slug>/conflicts/", conflicts.conflicts, name="conflicts"),
    path("join/<slug:slug>/conflicts/look/", conflicts.look, name="conflicts_look"),
    path("join/<slug:slug>/conflicts/<int:pk>/confirm/", conflicts.confirm, name="conflict_confirm"),
    path("join/<slug:slug>/conflicts/<int:pk>/dismiss/", conflicts.dismiss, name="conflict_dismiss"),
    path("join/<slug:slug>/conflicts/<int:pk>/pin/", conflicts.pin, name="conflict_pin"),
    path("join/<slug:slug>/board/<int:number>/conflict/", about.about, name="conflict_about"),
    path("join/<slug:slug>/board/redact/", redacting.redactions, name="redactions"),
    path("join/<slug:slug>/board/<int:number>/redact/", redacting.redact, name="redact"),
    path("join/<slug:slug>/plan/", plans.plan, name="plan"),
    path("join/<slug:slug>/plan/begin/", plans.begin, name="plan_begin"),
    path("join/<slug:slug>/plan/weigh/", plans.weigh, name="weigh"),
    path("join/<slug:slug>/plan/<int:pk>/publish/", plans.publish, name="plan_publish"),
    path("join/<slug:slug>/plan/<int:pk>/discard/", plans.discard, name="plan_discard"),
    path("join/<slug:slug>/plan/<int:pk>/give/", plans.give, name="plan_give"),
    path("join/<slug:slug>/plan/<int:pk>/take/<int:assessment>/", plans.take, name="plan_take"),
    path("join/<slug:slug>/plan/swap/<int:number>/", swaps.swap, name="swap"),
    path("join/<slug:slug>/plan/swaps/<int:pk>/accept/", swaps.accept, name="swap_accept"),
    path("join/<slug:slug>/plan/swaps/<int:pk>/decline/", swaps.decline, name="swap_decline"),
    path("join/<slug:slug>/reading/", reading.reading, name="reading"),
    path("join/<slug:slug>/reading/answer/", reading.answer, name="reading_answer"),
    path("join/<slug:slug>/reading/names/", reading.names, name="reading_names"),
    path("join/<slug:slug>/reading/paper/", reading.on_paper, name="reading_paper"),
    path("join/<slug:slug>/reading/<int:number>/", reading.read, name="read"),
    path("join/<slug:slug>/reading/<int:number>/reopen/", reading.reopen, name="read_reopen"),
    path("join/<slug:slug>/reading/<int:number>/step-back/", reading.step_back, name="step_back"),
]
