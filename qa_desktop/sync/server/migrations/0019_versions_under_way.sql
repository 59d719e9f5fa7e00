-- The list of drafts also tells with which version of its tool each is worked on, so that officers see who has gone on.
create index op_going_on on op(stream_no, rev) where kind = 'go_on';

drop function under_way();
create function under_way()
returns table(audit text, tool text, owner text, name text, state text, begun timestamptz, changed timestamptz,
    version text)
language plpgsql stable security definer set search_path = pg_catalog, qa, pg_temp
set enable_hashjoin = off set enable_mergejoin = off set jit = off as $$
#variable_conflict use_column
declare who person := me();
begin
    return query select a.id, first.facts::json ->> 'tool_id', owner.id, owner.name, a.state, a.created_at, last.at,
        coalesce(gone_on.facts::json ->> 'tool_version', first.facts::json ->> 'tool_version')
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

revoke all on function under_way() from public;
grant execute on function under_way() to qa_laptop;
