-- Who audits a case beside somebody else reads the other form by their role, too, only once both have locked their first
-- grades (P-20). Who signs locked before, so the form names the other; a QA officer said by an allocation that they are one
-- of the two: nobody hides a form from their manager by naming them. Officers, moderators and readers read as before.

create index pair_seat_by_audit on pair_seat(audit_no, other_no);

create function is_unseen(who person, what audit) returns bool
language plpgsql stable set search_path = pg_catalog, qa, pg_temp set enable_seqscan = off set jit = off as $$
begin
    return exists (select from pair_seat s where s.audit_no = what.no and s.other_no = who.no
        and not exists (select from pair_seat m where m.pair = s.pair and m.person_no = who.no
            and m.other_no = s.person_no and m.audit_no <> s.audit_no)
        and exists (select from audit a join stream t on t.audit_no = a.no and t.name = 'allocations'
            join op o on o.stream_no = t.no
            where a.id = 'allocations:' || who.id and o.facts::json ->> 'pair' = s.pair));
end $$;

create or replace function can_read(who person, what audit, stream_name text) returns bool
language plpgsql stable set search_path = pg_catalog, qa, pg_temp as $$
declare relation text;
begin
    foreach relation in array relations(who, what) loop
        if may(who.role, 'any', what.state, stream_name, relation, 'read')
            and (relation not in ('team', 'service') or not is_unseen(who, what)) then
            return true;
        end if;
    end loop;
    return false;
end $$;

create or replace function next_lines(who person, from_no int, from_xid xid8, from_seq bigint, wanted int) returns feed[]
language plpgsql stable set search_path = pg_catalog, qa, pg_temp as $$
declare
    current_no int := (epoch_now()).no;
    horizon xid8 := pg_snapshot_xmin(pg_current_snapshot());
    ears text[] := array(select 'p:' || who.no union all select wider_audiences(who));
    a_few int := 50;
    looked_at int := a_few;
    lines feed[] := '{}';
    size bigint := 0;
    weight bigint := 0;
    one record;
begin
    while looked_at = a_few loop
        looked_at := 0;
        for one in
            select l.line, l.epoch, l.xid, l.seq, l.to_rev - l.from_rev + 1 size, l.bytes,
                -- What was told once is judged again by the rights of this moment.
                (select case
                    when l.event = 'revoke' then not can_read(who, a, s.name)
                    when l.audience like 'p:%' and exists (select from access x
                        where x.audit_no = a.no and x.person_no = who.no and x.revoked_at is null
                            and may(who.role, 'any', a.state, s.name, x.relation, 'read')) then true
                    when may(who.role, 'any', a.state, s.name, case l.audience when 'all' then 'all'
                        when 't:' || a.team then 'team' end, 'read')
                        and (l.audience = 'all' or not is_unseen(who, a)) then true
                    else can_read(who, a, s.name) end
                    from stream s join audit a on a.no = s.audit_no where s.no = l.stream_no) is_theirs
            from unnest(ears) ear, lateral (
                select f line, f.* from feed f
                where f.audience = ear and (f.epoch, f.xid, f.seq) > (from_no, from_xid, from_seq)
                    and (f.epoch < current_no or f.xid < horizon)
                order by f.epoch, f.xid, f.seq limit a_few
            ) l
            order by l.epoch, l.xid, l.seq limit a_few
        loop
            if size >= wanted or weight >= 4194304 or cardinality(lines) >= least(wanted, 1000) then
                return lines;
            end if;
            looked_at := looked_at + 1;
            from_no := one.epoch;
            from_xid := one.xid;
            from_seq := one.seq;
            if one.is_theirs then
                lines := lines || one.line;
                size := size + coalesce(one.size, 0);
                weight := weight + one.bytes;
            end if;
        end loop;
    end loop;
    return lines;
end $$;

revoke all on function is_unseen(person, audit), can_read(person, audit, text),
    next_lines(person, int, xid8, bigint, int) from public;
