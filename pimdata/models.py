"""Every dataset by name: what a row of each file must be."""

from __future__ import annotations

from pimdata.models_compare import Comparator, Quartile
from pimdata.models_delivery import (
    Action,
    ActionStep,
    ActionUpdate,
    Budget,
    BudgetPosition,
    Risk,
    RiskAssessment,
    Virement,
)
from pimdata.models_measures import Attachment, Indicator, Result, SpcMark, Target
from pimdata.models_plan import CalendarEntry, Link, Partner, Person, PlanItem, PlanSection, Portfolio, Post, Service
from pimdata.models_quality import MeasureAudit, ReliabilityGrade, StandardConfirmation
from pimdata.rows import Row

DATASETS: dict[str, type[Row]] = {
    model.dataset: model
    for model in (
        Portfolio,
        Service,
        Post,
        Partner,
        Person,
        PlanItem,
        PlanSection,
        Link,
        Indicator,
        SpcMark,
        Target,
        Comparator,
        Quartile,
        Action,
        ActionStep,
        Risk,
        Budget,
        Virement,
        CalendarEntry,
        Result,
        ActionUpdate,
        RiskAssessment,
        BudgetPosition,
        Attachment,
        ReliabilityGrade,
        StandardConfirmation,
        MeasureAudit,
    )
}
