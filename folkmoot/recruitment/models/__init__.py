"""Rounds, and what happens in them: lanes, questions, applications, assessments, decisions."""

from .answer import Answer, Submission
from .appeal import Appeal
from .application import Application
from .assessment import Assessment, Redaction, Score
from .assessor import Assessor
from .check import Check, CheckQuestion
from .conflict import Conflict
from .decision import DecisionList
from .equality import EqualityAnswers, EqualityCount, EqualityKey
from .extension import Extension
from .lane import Lane
from .lane_request import LaneRequest
from .letter import Letter, LetterText
from .meeting import Meeting
from .plan import Plan
from .proposal import Outcome, Proposal
from .questions import Criterion, Question, QuestionSet, Rubric, publish
from .ranking import Ranked, Ranking
from .reference import Reference
from .round import Round
from .screening import Screening
from .swap import Swap
from .talk import Talk, Turn, Volunteer
from .together import LaneNote

__all__ = [
    "Answer",
    "Appeal",
    "Application",
    "Assessment",
    "Assessor",
    "Check",
    "CheckQuestion",
    "Conflict",
    "Criterion",
    "DecisionList",
    "EqualityAnswers",
    "EqualityCount",
    "EqualityKey",
    "Extension",
    "Lane",
    "LaneNote",
    "LaneRequest",
    "Letter",
    "LetterText",
    "Meeting",
    "Outcome",
    "Plan",
    "Proposal",
    "Question",
    "QuestionSet",
    "Ranked",
    "Ranking",
    "Redaction",
    "Reference",
    "Round",
    "Rubric",
    "Score",
    "Screening",
    "Submission",
    "Swap",
    "Talk",
    "Turn",
    "Volunteer",
    "publish",
]
