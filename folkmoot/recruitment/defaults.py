"""What a round begins with: four questions and four criteria, in the words of the language in force.

A later round takes over those of the round before it. All of it is data from then on, changed by the team.
"""

from django.utils.translation import gettext as _

from .models import Check, CheckQuestion, Criterion, Question, Round, publish


def give_questions(round, *, by):
    """A copy of the questions, criteria and check of the round before; the first round gets those below."""
    before = Round.objects.exclude(pk=round.pk).newest().first()
    _give_check(round, before and before.check_in_force(), by=by)
    if before and (asked := before.question_set()) and (rubric := before.rubric()):
        publish(round.question_sets, list(asked.questions.all()), by=by)
        publish(round.rubrics, list(rubric.criteria.all()), by=by)
        return
    publish(round.question_sets, questions(), by=by)
    publish(round.rubrics, criteria(), by=by)


def _give_check(round, before, *, by):
    words, asked = (before, list(before.questions.all())) if before else check()
    facts = {name: getattr(words, name) for name in ("professional", "lay", "elsewhere")}
    publish(round.checks, asked, by=by, **facts)


def check():
    """The two-minute check and its questions, unsaved."""
    words = Check(
        professional=_(
            "My work: paid or voluntary, in any role. For example in a library, an office, a school, a "
            "workshop."
        ),
        lay=_("What I have lived through: as a parent, a carer, a neighbour who got something changed."),
        elsewhere=_("No partner of this round is at home where you are. You can hear when one is."),
    )
    change = CheckQuestion(
        words=_("Have you helped something change, together with others?"),
        yes=_("Yes, and others outside my team or household changed what they do"),
        some=_("Yes, within my own team or household"),
        no=_("Not yet"),
        told_yes=_("You have an example others can learn from: that is what we look for."),
        told_some=_(
            "An example within your own team is a start. Say who else heard of it, and what they did."
        ),
        told_no=_("We ask for an example of a change you took part in. Without one, wait until you have it."),
    )
    time = CheckQuestion(
        words=_("Could you give it two hours a month, when it suits you?"),
        yes=_("Yes"),
        some=_("Some months"),
        no=_("Not now"),
        told_no=_("Members get out of it what they put in. It will be here when you have more time."),
    )
    return words, [change, time]


def questions():
    """Four questions, unsaved."""
    return [
        Question(
            key="motive",
            title=_("Why you want to join"),
            words=_("Why do you want to be part of this community?"),
            hint=_(
                "What you hope to find here, and what made you think of it now. There is no right reason."
            ),
            most_words=200,
        ),
        Question(
            key="bring",
            title=_("What you would bring"),
            words=_("What would you bring to other members?"),
            hint=_(
                "Something you know, can do or have lived through that others can learn from. Small is fine."
            ),
            most_words=250,
        ),
        Question(
            key="influence",
            title=_("Beyond your own team"),
            words=_("Tell us about a time you helped something change beyond your own team or household."),
            hint=_("It need not be a job with a title: a role in which others listened to you counts."),
            most_words=300,
        ),
        Question(
            key="reflection",
            title=_("What you learned from a change"),
            words=_(
                "Describe a change you took part in. What went as you expected, what did not, "
                "and what did you learn?"
            ),
            hint=_("We look for honest reflection, not for success."),
            most_words=300,
        ),
    ]


def criteria():
    """Four criteria with their five levels described, unsaved."""
    return [
        Criterion(
            key="motive",
            name=_("Reasons to join"),
            about=_("Do they know what this community is, and why they want to be part of it?"),
            levels=[
                _("No reason given, or one that has nothing to do with us."),
                _("A general wish to be in a network."),
                _("A reason of their own that fits what we do."),
                _("A clear reason, and an idea of how they would take part."),
                _("A clear reason that grows out of their own work or life, and a way to take part."),
            ],
        ),
        Criterion(
            key="bring",
            name=_("What they bring"),
            about=_("Would other members learn something from them?"),
            levels=[
                _("Nothing that one could use."),
                _("Good will, without an example."),
                _("One skill or experience, with an example."),
                _("Something others lack, with an example of sharing it."),
                _("Something rare here, shared before and well received."),
            ],
        ),
        Criterion(
            key="influence",
            name=_("Influence beyond their team"),
            about=_(
                "Have others changed what they do because of this person? An effect counts, a title does not."
            ),
            levels=[
                _("No example."),
                _("An example within their own team or household."),
                _("An example beyond it, with an effect that is only claimed."),
                _("An example beyond it, with an effect one can follow."),
                _("Several, or one that lasted and spread without them."),
            ],
        ),
        Criterion(
            key="reflection",
            name=_("Reflection on change"),
            about=_("Do they look honestly at what happened, and learn from it?"),
            levels=[
                _("They tell what was done, no more."),
                _("They tell what went well."),
                _("They name something that did not go as expected."),
                _("They say why it did not, and what they would do otherwise."),
                _("They say what they learned, and what they have done otherwise since."),
            ],
        ),
    ]
