-- A reading by SQL judges each kind of audit once, not each audit. A reader has no part in any audit and sits in no pair: what
-- `can_read` says to it follows from the audit's team, the team of its case and its state. One audit of each kind is asked.

-- The kinds of audits of which a reader may read a part; '' where it may know that there is such an audit.
create function kinds_seen(who person) returns table(kind text[], part text)
language plpgsql stable set search_path = pg_catalog, qa, pg_temp set jit = off as $$
begin
    return query with one as (
        select array[a.team, a.case_team, a.state] k, min(a.no) no from audit a
        where a.state not in ('standing', 'personal') group by 1
    ), asked as (
        select distinct o.k, s.name from audit a join stream s on s.audit_no = a.no
            join one o on o.k = array[a.team, a.case_team, a.state]
    )
    select o.k, p.name from asked p join one o on o.k = p.k join audit a on a.no = o.no
        where can_read(who, a, p.name) is true
    union all
    select o.k, '' from one o join audit a on a.no = o.no
        where (can_read(who, a, 'record') or exists (
            select from unnest(relations(who, a)) r where may(who.role, 'any', a.state, 'record', r, 'list'))) is true;
end $$;

create or replace function qa_reading.read_audits()
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
    from kinds_seen(who) seen
        join audit a on array[a.team, a.case_team, a.state] = seen.kind
        left join team t on t.id = a.team
        left join lateral (select o.facts from stream s join op o on o.stream_no = s.no and o.rev = 1
            where s.audit_no = a.no and s.name = 'record') first on true
        left join lateral (select o.facts from stream s join op o on o.stream_no = s.no and o.kind = 'go_on'
            where s.audit_no = a.no and s.name = 'record' order by o.rev desc limit 1) gone_on on true
    where seen.part = '';
end $$;

create or replace function qa_reading.read_operations()
returns table(audit text, part text, kind text, day date, operations bigint)
language plpgsql stable security definer set search_path = pg_catalog, qa, pg_temp set jit = off as $$
#variable_conflict use_column
declare who person := reading_as();
begin
    return query select a.id, s.name, o.kind, (o.received_at at time zone 'UTC')::date, count(*)
    from kinds_seen(who) seen
        join audit a on array[a.team, a.case_team, a.state] = seen.kind
        join stream s on s.audit_no = a.no and s.name = seen.part
        join op o on o.stream_no = s.no
    where s.name <> 'retention'
    group by 1, 2, 3, 4;
end $$;

create or replace function qa_reading.read_documents()
returns table(audit text, part text, kind text, received_at timestamptz)
language plpgsql stable security definer set search_path = pg_catalog, qa, pg_temp set jit = off as $$
#variable_conflict use_column
declare who person := reading_as();
begin
    return query select a.id, s.name, code_of(o.facts, 'kind'), o.received_at
    from kinds_seen(who) seen
        join audit a on array[a.team, a.case_team, a.state] = seen.kind
        join stream s on s.audit_no = a.no and s.name = seen.part
        join op o on o.stream_no = s.no and o.kind = 'document'
    where o.redacted_at is null;
end $$;

revoke all on function kinds_seen(person) from public;
