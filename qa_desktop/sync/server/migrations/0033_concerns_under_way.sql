-- A safety concern in a draft does not wait for the signature (R-086, P-30): the list of drafts tells whoever answers for one
-- that it was raised, since when, and whether somebody was told, and nothing else of what the draft says. What a concern is
-- and who was called are words, and stay in their bodies.

create index op_concern on op(stream_no, rev) where path like 'concern/%' or path like 'call/%';

-- The most pressing concern of an audit as a JSON text; null where there is none. Of several writes of a field the last one
-- that came counts. A concern that somebody wrote off as a mistake is told so: why is not read here.
create function concern_of(the_audit bigint) returns text
language plpgsql stable set search_path = pg_catalog, qa, pg_temp
set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set jit = off as $$
begin
    return (with said as materialized (
        select distinct on (o.path) split_part(o.path, '/', 1) what, split_part(o.path, '/', 2) key,
            split_part(o.path, '/', 3) field, o.facts::json ->> 'v' value
        from stream s join op o on o.stream_no = s.no
        where s.audit_no = the_audit and s.name = 'record' and (o.path like 'concern/%' or o.path like 'call/%')
        order by o.path, o.rev desc
    ), call as (
        select max(value) filter (where field = 'concern') concern, max(value) filter (where field = 'state') state,
            max(value) filter (where field = 'on') as day, max(value) filter (where field = 'time') as at
        from said where what = 'call' group by key
        having max(value) filter (where field = 'removed') is distinct from 'true'
    ), concern as (
        select key, max(value) filter (where field = 'raised') raised,
            bool_or(field = 'taken_back') taken_back
        from said where what = 'concern' group by key
    ), standing as (
        select c.raised, case when c.taken_back then 'taken_back' when t.concern is not null then 'told'
            when exists (select from call n where n.concern = c.key) then 'nobody_reached' else 'nobody_told' end state,
            t.day, t.at
        from concern c left join lateral (select * from call x where x.concern = c.key and x.state = 'told'
            order by x.day, x.at limit 1) t on true
        where c.raised is not null
    )
    select json_build_object('raised', raised, 'state', state, 'on', day, 'time', at)::text from standing
    order by array_position(array['nobody_told', 'nobody_reached', 'told', 'taken_back'], state), raised limit 1);
exception when data_exception then
    -- What is no JSON was never written by a laptop of ours.
    return null;
end $$;

drop function under_way();
create function under_way()
returns table(audit text, tool text, owner text, name text, state text, begun timestamptz, changed timestamptz,
    version text, concern text)
language plpgsql stable security definer set search_path = pg_catalog, qa, pg_temp
set enable_hashjoin = off set enable_mergejoin = off set jit = off as $$
#variable_conflict use_column
declare who person := me();
begin
    return query select a.id, first.facts::json ->> 'tool_id', owner.id, owner.name, a.state, a.created_at, last.at,
        coalesce(gone_on.facts::json ->> 'tool_version', first.facts::json ->> 'tool_version'), concern_of(a.no)
    from audit a
        join access x on x.audit_no = a.no and x.relation = 'owner' and x.revoked_at is null
        join person owner on owner.no = x.person_no
        left join lateral (select o.facts from stream s join op o on o.stream_no = s.no and o.rev = 1
            where s.audit_no = a.no and s.name = 'record') first on true
        left join lateral (select o.facts from stream s join op o on o.stream_no = s.no and o.kind = 'go_on'
            where s.audit_no = a.no and s.name = 'record' order by o.rev desc limit 1) gone_on on true
        left join lateral (select max(o.received_at) at from stream s join op o on o.stream_no = s.no and o.rev = s.rev
            where s.audit_no = a.no and s.name in ('record', 'lead', 'peer')) last on true
    where a.state in ('draft', 'revealed', 'held_draft', 'held_revealed')
        and who.role in ('manager', 'qa_officer', 'head_of_service')
        and exists (select from unnest(relations(who, a)) r where may(who.role, 'any', a.state, 'record', r, 'list'))
    order by last.at desc, a.id limit 5000;
end $$;

revoke all on function concern_of(bigint), under_way() from public;
grant execute on function under_way() to qa_laptop;
