-- Holds: a death, a serious incident, a complaint or a court stops every deletion of an audit and narrows who may look.

-- Judge what holds and releases say: a reason that is known and a list of people; the holds that are to end. An order to
-- delete that stands behind a hold in the same call waits until the hold is there to refuse it: laptops rely on it that
-- what two orders name was deleted where the server took both.
create function holds_say(elements judged[]) returns judged[]
language plpgsql stable set search_path = pg_catalog, qa, pg_temp as $$
declare
    n int;
    said json;
    listed json;
begin
    for n in select j.n from unnest(elements) j where j.kind in ('hold', 'release') and j.fault is null loop
        said := elements[n].facts::json;
        listed := said -> case elements[n].kind when 'hold' then 'people' else 'holds' end;
        if (json_typeof(listed) = 'array' and json_array_length(listed) <= 50
            and case elements[n].kind
                when 'hold' then said ->> 'reason' in ('child_death', 'serious_incident', 'complaint', 'court', 'other')
                else json_array_length(listed) > 0 end) is not true then
            elements[n].fault := 'malformed';
        end if;
    end loop;
    for n in select j.n from unnest(elements) j where j.kind in ('redact', 'dispose') and j.fault is null
        and exists (select from unnest(elements) h
            where h.kind = 'hold' and h.fault is null and h.audit = j.audit and h.n < j.n)
        and not exists (select from op o where o.op_id = j.op_id) loop
        elements[n].fault := 'busy';
    end loop;
    return elements;
end $$;

-- The holds of an audit that two people have not released, the latest last. Each stands by itself: who places one late
-- does not undo what was released, and who releases one does not release another of which they did not know. After a
-- restore those count too that are known by the list outside the backups alone.
create function standing_holds(the_audit bigint) returns table(op_id uuid, author text, facts text)
language plpgsql stable set search_path = pg_catalog, qa, pg_temp
set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set jit = off as $$
#variable_conflict use_column
begin
    return query with told as materialized (
        select o.op_id, o.kind, o.author, o.facts, false by_list, o.rev from stream s join op o on o.stream_no = s.no
        where s.audit_no = the_audit and s.name = 'retention' and o.kind in ('hold', 'release')
        union all select r.op_id, r.kind, r.said ->> 'author', r.said ->> 'facts', true, r.no from audit a join ordered r
            on r.audit = a.id and r.said is not null and r.kind in ('hold', 'release') where a.no = the_audit
    )
    select h.op_id, h.author, h.facts from told h
    where h.kind = 'hold' and (select count(distinct r.author) from told r where r.kind = 'release'
        and h.op_id::text in (select json_array_elements_text(r.facts::json -> 'holds'))) < 2
    order by h.by_list, h.rev;
end $$;

-- Of an audit that was disposed of nothing stays that was said in words, also not why it was on hold once.
create function forget_why_held(the_audit bigint) returns void
language sql set search_path = pg_catalog, qa, pg_temp as $$
update op o set body = null, salt = null, redacted_at = clock_timestamp() from stream s
where o.stream_no = s.no and s.audit_no = the_audit and s.name = 'retention' and o.kind in ('hold', 'release')
    and o.redacted_at is null $$;

-- Carry out what holds and releases amount to now: the state of the audit, who may look besides, who loses sight of it,
-- and once it is free what two people had ordered before.
create function settle_holds(the_audit bigint, said_by text) returns void
language plpgsql set search_path = pg_catalog, qa, pg_temp as $$
declare
    before text;
    latest record;
    named int[];
    giver int;
    order_facts text;
begin
    select a.state into before from audit a where a.no = the_audit;
    if before = 'disposed' then
        perform forget_why_held(the_audit);
        return;
    end if;
    select p.no into giver from person p where p.id = said_by;
    -- Of several holds the last says who may look besides; nobody names themselves.
    select h.* into latest from standing_holds(the_audit) with ordinality h(op_id, author, facts, n) order by h.n desc
        limit 1;
    named := array(select p.no from person p where latest.op_id is not null and p.active and p.id <> latest.author
        and p.id in (select json_array_elements_text(latest.facts::json -> 'people')));
    update audit a set state = case when latest.op_id is null then '' else 'held_' end || replace(a.state, 'held_', '')
        where a.no = the_audit;
    update access x set revoked_at = clock_timestamp(), revoked_by = giver, changed = pg_current_xact_id()
        where x.audit_no = the_audit and x.relation = 'named' and x.revoked_at is null and x.person_no <> all(named);
    insert into access(audit_no, person_no, relation, granted_by) select the_audit, n, 'named', giver from unnest(named) n
        on conflict (audit_no, person_no, relation) do update
            set revoked_at = null, revoked_by = null, granted_at = clock_timestamp(), granted_by = excluded.granted_by,
                changed = pg_current_xact_id()
            where access.revoked_at is not null;
    perform withdraw(the_audit);
    if latest.op_id is null and before like 'held%' then
        perform place_listed(the_audit, false);
        perform dispose_if_two_agree(the_audit);
        for order_facts in select o.facts from op o join stream s on s.no = o.stream_no
            where s.audit_no = the_audit and o.kind = 'redact' loop
            perform redact_if_two_agree(the_audit, order_facts);
        end loop;
    end if;
end $$;

revoke all on all functions in schema qa from public;
