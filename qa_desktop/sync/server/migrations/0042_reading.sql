-- What the authority's analysts may read by SQL (Power BI, a spreadsheet): states, dates, tools, teams, counts; no words.
-- They have no right on any table. Each view asks one function, which asks `can_read` for every audit by the rights of the
-- reader's role: no second rule says who sees what. The schema is made by the program, as `qa` is.

create table reader(
    login name primary key,
    role text not null check (role in ('manager', 'head_of_service', 'qa_officer')),
    team text not null references team,
    active bool not null default true,
    joined_at timestamptz not null default clock_timestamp(),
    left_at timestamptz
);
create trigger append_only before delete or truncate on reader for each statement execute function append_only();

-- Who reads, as a person who has no part in any audit.
create function reading_as() returns person
language plpgsql stable set search_path = pg_catalog, qa, pg_temp as $$
declare who person;
begin
    select 0, r.role, r.team into who.no, who.role, who.team from reader r where r.login = session_user and r.active;
    if who.role is null then
        raise exception 'this login is no reader' using errcode = '28000';
    end if;
    -- A transaction that keeps an old snapshot would read by rights that were taken back since.
    if current_setting('transaction_isolation') <> 'read committed' then
        raise exception 'only read committed transactions' using errcode = 'QA003';
    end if;
    -- Not before what was deleted for good is deleted again.
    perform epoch_now();
    return who;
end $$;

-- A code among the facts; null for what is none, so that no words come out where a laptop put some.
create function code_of(facts text, name text) returns text
language plpgsql immutable set search_path = pg_catalog, qa, pg_temp as $$
begin
    return (select v from (select facts::json ->> name v) f where v ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$');
exception when data_exception then
    return null;
end $$;

create function reader_teams(who person) returns setof team
language plpgsql stable set search_path = pg_catalog, qa, pg_temp as $$
begin
    return query select t.* from team t where (case who.role
        when 'qa_officer' then true
        when 'head_of_service' then t.service = service_of(who.team)
        when 'manager' then t.id in (select teams_under(who.team))
        else false end) is true;
end $$;

create function qa_reading.read_audits()
returns table(audit text, tool text, tool_version text, state text, on_hold bool, team text, team_name text, service text,
    case_team text, begun_at timestamptz, signed_at timestamptz)
language plpgsql stable security definer set search_path = pg_catalog, qa, pg_temp set jit = off as $$
#variable_conflict use_column
declare who person := reading_as();
begin
    return query select a.id, code_of(first.facts, 'tool_id'),
        coalesce(code_of(gone_on.facts, 'tool_version'), code_of(first.facts, 'tool_version')),
        regexp_replace(a.state, '^held_', ''), a.state like 'held%', a.team, t.name, t.service, a.case_team,
        a.created_at, a.signed_at
    from audit a
        left join team t on t.id = a.team
        left join lateral (select o.facts from stream s join op o on o.stream_no = s.no and o.rev = 1
            where s.audit_no = a.no and s.name = 'record') first on true
        left join lateral (select o.facts from stream s join op o on o.stream_no = s.no and o.kind = 'go_on'
            where s.audit_no = a.no and s.name = 'record' order by o.rev desc limit 1) gone_on on true
    where a.state not in ('standing', 'personal') and (can_read(who, a, 'record') or exists (
        select from unnest(relations(who, a)) r where may(who.role, 'any', a.state, 'record', r, 'list'))) is true;
end $$;

create function qa_reading.read_operations()
returns table(audit text, part text, kind text, day date, operations bigint)
language plpgsql stable security definer set search_path = pg_catalog, qa, pg_temp set jit = off as $$
#variable_conflict use_column
declare who person := reading_as();
begin
    return query select a.id, s.name, o.kind, (o.received_at at time zone 'UTC')::date, count(*)
    from audit a join stream s on s.audit_no = a.no join op o on o.stream_no = s.no
    where a.state not in ('standing', 'personal') and s.name <> 'retention' and can_read(who, a, s.name) is true
    group by 1, 2, 3, 4;
end $$;

create function qa_reading.read_documents()
returns table(audit text, part text, kind text, received_at timestamptz)
language plpgsql stable security definer set search_path = pg_catalog, qa, pg_temp set jit = off as $$
#variable_conflict use_column
declare who person := reading_as();
begin
    return query select a.id, s.name, code_of(o.facts, 'kind'), o.received_at
    from audit a join stream s on s.audit_no = a.no join op o on o.stream_no = s.no and o.kind = 'document'
    where a.state not in ('standing', 'personal') and o.redacted_at is null and can_read(who, a, s.name) is true;
end $$;

create function qa_reading.read_teams() returns table(team text, name text, service text, parent text)
language plpgsql stable security definer set search_path = pg_catalog, qa, pg_temp as $$
#variable_conflict use_column
declare who person := reading_as();
begin
    return query select t.id, t.name, t.service, t.parent from reader_teams(who) t;
end $$;

create function qa_reading.read_people() returns table(person text, role text, team text, active bool)
language plpgsql stable security definer set search_path = pg_catalog, qa, pg_temp as $$
#variable_conflict use_column
declare who person := reading_as();
begin
    return query select p.id, p.role, p.team, p.active from person p
        where p.team in (select t.id from reader_teams(who) t);
end $$;

create view qa_reading.audits with (security_invoker = true) as select * from qa_reading.read_audits();
create view qa_reading.operations with (security_invoker = true) as select * from qa_reading.read_operations();
create view qa_reading.documents with (security_invoker = true) as select * from qa_reading.read_documents();
create view qa_reading.teams with (security_invoker = true) as select * from qa_reading.read_teams();
create view qa_reading.people with (security_invoker = true) as select * from qa_reading.read_people();
create view qa_reading.months with (security_invoker = true) as
select date_trunc('month', coalesce(a.signed_at, a.begun_at) at time zone 'UTC')::date as month, a.state, a.tool, a.team,
    a.service, count(*) as audits
from qa_reading.audits a group by 1, 2, 3, 4, 5;

-- Who reads reports may take longer than a laptop, but not for ever: a snapshot that stays keeps dead rows on the disk.
create or replace function end_long_transactions(longest interval default '30 seconds') returns int
language sql security definer set search_path = pg_catalog, qa, pg_temp as $$
select count(*) filter (where pg_terminate_backend(v.pid))::int from pg_stat_activity v
    join pg_roles r on r.rolname = v.usename and not r.rolsuper
where v.pid <> pg_backend_pid() and v.backend_type = 'client backend'
    and v.xact_start < clock_timestamp() - case
        when pg_has_role(r.oid, 'qa_laptop', 'member') then longest
        when pg_has_role(r.oid, 'qa_reader', 'member') then longest * 20 end $$;

revoke all on function reading_as(), code_of(text, text), reader_teams(person), end_long_transactions(interval) from public;
revoke all on all functions in schema qa_reading from public;
grant execute on function end_long_transactions(interval) to qa_watchdog;
grant usage on schema qa_reading to qa_reader;
grant execute on all functions in schema qa_reading to qa_reader;
grant select on all tables in schema qa_reading to qa_reader;
