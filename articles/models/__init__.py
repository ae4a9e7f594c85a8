"""The models of the newsroom. Everyone writes `from articles.models import Issue`."""

from articles.models.article import Article
from articles.models.contributor import Contributor, Credit, CreditRole
from articles.models.correction import Correction, CorrectionKind
from articles.models.draft import Draft, Presence
from articles.models.event import AppendOnly, EditorialEvent, Verb
from articles.models.house import RuleKind, StyleOverride, StyleRule
from articles.models.issue import Edition, Issue, IssueStatus, NotReady
from articles.models.login import LoginAttempt, LoginOutcome
from articles.models.makeup import MakeUp
from articles.models.mistake import Mistake, MistakeKind
from articles.models.newspaper import Column, Newspaper, Section
from articles.models.page import Page, PageCredit, Zone, ZoneRole
from articles.models.photo import Photo
from articles.models.preflight import Finding
from articles.models.proof import Proof, SignOff
from articles.models.review import ArticleStatus, Assignment, Level, Review, Verdict
from articles.models.run import ImportFile, ImportProblem, ImportRun, RunStatus
from articles.models.search import SearchEntry
from articles.models.term import Term, TermKind
from articles.models.tracked import NotAllowed, Stale

__all__ = [
    "AppendOnly",
    "Article",
    "ArticleStatus",
    "Assignment",
    "Column",
    "Contributor",
    "Correction",
    "CorrectionKind",
    "Credit",
    "CreditRole",
    "Draft",
    "Edition",
    "EditorialEvent",
    "Finding",
    "ImportFile",
    "ImportProblem",
    "ImportRun",
    "Issue",
    "IssueStatus",
    "Level",
    "LoginAttempt",
    "LoginOutcome",
    "MakeUp",
    "Mistake",
    "MistakeKind",
    "Newspaper",
    "NotAllowed",
    "NotReady",
    "Page",
    "PageCredit",
    "Photo",
    "Presence",
    "Proof",
    "Review",
    "RuleKind",
    "RunStatus",
    "SearchEntry",
    "Section",
    "SignOff",
    "Stale",
    "StyleOverride",
    "StyleRule",
    "Term",
    "TermKind",
    "Verb",
    "Verdict",
    "Zone",
    "ZoneRole",
]
