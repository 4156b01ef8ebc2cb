"""One function a question that a role's own home asks of the council."""

from __future__ import annotations

from datetime import datetime

import duckdb
import polars as pl

from pimdata import permissions
from pimdata.answers import frame, rows
from pimdata.people import Viewer
from pimdata.permissions import Item

DB = duckdb.DuckDBPyConnection


def followed(db: DB, identity: str) -> list[str]:
    """The codes of the measures on somebody's list."""
    query = "select indicator_code from follows_now where identity = $identity order by indicator_code"
    return [code for (code,) in rows(db, query, {"identity": identity})]


def changes(db: DB, identity: str, since: datetime) -> pl.DataFrame:
    """What has changed of measures since a moment: a row each measure and kind of change, those somebody follows first.

    Columns: indicator_code, title, what, period (the latest), changed_at, is_followed.
    """
    return frame(
        db,
        """
        select
            changed.indicator_code, coalesce(things.title, changed.indicator_code) as title, what,
            max_by(period, changed_at) as period, max(changed_at) as changed_at,
            bool_or(follows.identity is not null) as is_followed,
        from measure_changes as changed
        left join coded_things as things on things.kind = 'measure' and things.code = changed.indicator_code
        left join follows_now as follows
            on follows.identity = $identity and follows.indicator_code = changed.indicator_code
        where changed_at > $since
        group by all
        order by is_followed desc, changed_at desc, title, what
        """,
        {"identity": identity, "since": since},
    )


def cabinet_reports(db: DB, portfolio: str = "") -> pl.DataFrame:
    """What was reported to Cabinet and still stands, the newest first."""
    return frame(
        db,
        """
        from cabinet_reports
        where is_standing and ($portfolio = '' or portfolio = $portfolio)
        order by said_at desc, remark_no desc
        """,
        {"portfolio": portfolio},
    )


def public_comments(db: DB, portfolio: str = "", most: int = 6) -> pl.DataFrame:
    """What the public said, the newest first: portfolio, words, said_as, said_at, is_illustrative."""
    return frame(
        db,
        """
        select portfolio, words, said_as, said_at, is_illustrative from remarks
        where kind = 'public comment' and said_at <= as_at() and ($portfolio = '' or portfolio = $portfolio)
        order by said_at desc, remark_no desc limit $most
        """,
        {"portfolio": portfolio, "most": most},
    )


def told_manager(db: DB, viewer: Viewer, most: int = 6) -> pl.DataFrame:
    """What a team told its manager: for that manager and head all of it, for who said it their own; for others nothing."""
    reads_all = permissions.may(viewer, "read what team tells", Item(service=viewer.service))
    reads_own = permissions.may(viewer, "read what team tells", Item(service=viewer.service, by=viewer.identity))
    return frame(
        db,
        """
        select words, said_as, said_at, is_illustrative from remarks
        where kind = 'to manager' and said_at <= as_at() and service_code = $service
            and ($all or $own and said_by = $identity)
        order by said_at desc, remark_no desc limit $most
        """,
        {"service": viewer.service, "all": reads_all, "own": reads_own, "identity": viewer.identity, "most": most},
    )


def sign_offs_waiting(db: DB, service: str = "", dataset: str = "") -> pl.DataFrame:
    """Returns that wait to be signed off, the longest first."""
    return frame(
        db,
        """
        from sign_offs_waiting
        where ($service = '' or service_code = $service) and ($dataset = '' or dataset = $dataset)
        order by waiting_since, load_id
        """,
        {"service": service, "dataset": dataset},
    )


def sickness(db: DB) -> list[str]:
    """The codes of measures of sickness: each is of whatever theme its service counts it under."""
    query = """
        select indicator_code from indicator_today
        where is_latest and regexp_matches(lower(title), 'sickness|absence')
        order by indicator_code
    """
    return [code for (code,) in rows(db, query)]


def late_by_service(db: DB) -> pl.DataFrame:
    """Overdue returns of each service that has any: service_code, service, late, most_days, due, and of how many of the late
    it was said what is stopping them (held_up), the last of them expected on expected_on.
    """
    return frame(
        db,
        """
        select
            returns_owed.service_code, coalesce(any_value(title), returns_owed.service_code) as service,
            count_if(state = 'late')::integer as late, max(days_late) as most_days,
            count_if(state = 'due')::integer as due,
            count_if(state = 'late' and held_up_by is not null)::integer as held_up,
            max(expected_on) filter (where state = 'late') as expected_on,
        from returns_owed
        left join service_names using (service_code)
        where state in ('late', 'due')
        group by returns_owed.service_code
        order by late desc, most_days desc, service
        """,
    )


def definitions_to_mend(db: DB) -> pl.DataFrame:
    """Measures whose definition leaves something out, those that leave out most first."""
    return frame(db, "from definitions_to_mend order by len(missing) desc, title, indicator_code")


def aims_served(db: DB, service: str) -> pl.DataFrame:
    """The council's aims that a service's measures and actions serve: item_code, title, measures, judged, is_on, actions."""
    return frame(
        db,
        """
        with aims as (
            select item_code, arg_max(title, valid_from) as title from current_plan_items
            where kind = 'aim' and coalesce(valid_to, date '9999-12-31') >= today()
            group by item_code
        )

        select
            item_code, aims.title, count(distinct indicator_code)::integer as measures,
            count(distinct indicator_code) filter (where status in ('on', 'near', 'below'))::integer as judged,
            count(distinct indicator_code) filter (where status = 'on')::integer as is_on,
            count(distinct action_code)::integer as actions,
        from aims
        inner join serves using (item_code)
        left join indicator_today on is_latest and indicator_code = serves.code and indicator_today.service_code = $service
        left join action_status on action_code = serves.code and action_status.service_code = $service and is_open
        group by all
        having measures + actions > 0
        order by item_code
        """,
        {"service": service},
    )


def trends(db: DB) -> pl.DataFrame:
    """How many measures show a real change, by service: title, better, worse, usual, unjudged."""
    return frame(
        db,
        """
        select
            coalesce(any_value(names.title), service_code) as title, service_code,
            count_if(starts_with(variation, 'improvement'))::integer as better,
            count_if(starts_with(variation, 'concern'))::integer as worse,
            count_if(variation is not null and not starts_with(variation, 'improvement')
                and not starts_with(variation, 'concern'))::integer as usual,
            count_if(variation is null)::integer as unjudged,
        from indicator_today
        left join spc_summary using (indicator_code)
        left join service_names as names using (service_code)
        where is_latest
        group by service_code
        order by worse desc, better desc, title
        """,
    )


def rows_handed(db: DB, service: str) -> pl.DataFrame:
    """Rows that were handed to a colleague and whose return is not in yet: a row each return and post, the first due first."""
    return frame(
        db,
        """
        with standing as (
            select dataset, service_code, period, code, to_post
            from handed_rows
            where service_code = $service
            qualify row_number() over (partition by dataset, service_code, period, code order by handed_no desc) = 1
        )

        select dataset, service_code, period, to_post, due_date, list(code order by code) as codes
        from standing
        inner join returns_owed using (dataset, service_code, period)
        where to_post <> '' and state <> 'in'
        group by dataset, service_code, period, to_post, due_date
        order by due_date, dataset, to_post
        """,
        {"service": service},
    )
