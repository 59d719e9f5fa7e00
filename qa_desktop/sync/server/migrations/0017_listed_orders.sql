-- The orders themselves (to redact, to dispose, to hold, to release) in the list that is kept outside the backups: so that
-- a restored server knows of every hold before it lets anybody in, and hands out the signed orders of what it deleted
-- again. The list holds no words: of a hold that gives its reason in words it says the facts alone, and such a hold counts
-- by the list until a laptop brings it whole.
create table ordered(
    no bigint generated always as identity primary key,
    op_id uuid not null unique,
    audit text not null,
    stream text not null,
    kind text not null check (kind in ('redact', 'dispose', 'hold', 'release')),
    -- What the list says of an order that has no place in its stream yet; null once it has.
    said jsonb,
    at timestamptz not null default clock_timestamp(),
    listed_at timestamptz
);
create index ordered_not_listed on ordered(no) where listed_at is null;
create index ordered_by_list on ordered(audit) where said is not null;
create trigger append_only before delete or truncate on ordered for each statement execute function append_only();
insert into ordered(op_id, audit, stream, kind)
select o.op_id, a.id, s.name, o.kind from op o join stream s on s.no = o.stream_no join audit a on a.no = s.audit_no
where o.kind in ('redact', 'dispose', 'hold', 'release') order by o.received_at, s.no, o.rev;

-- Note an order that was given its place in a stream.
create function note_order(one judged) returns void
language plpgsql set search_path = pg_catalog, qa, pg_temp as $$
begin
    insert into ordered(op_id, audit, stream, kind) values (one.op_id, one.audit, one.part, one.kind)
    on conflict (op_id) do update set said = null;
end $$;

-- The line of the list for an order; null for one of which nothing stays but a number, as its audit was disposed of.
create function order_line(the_op uuid) returns text
language sql stable set search_path = pg_catalog, qa, pg_temp as $$
select jsonb_strip_nulls(jsonb_build_object('audit', r.audit, 'stream', r.stream, 'order', r.op_id, 'kind', r.kind,
    'sent', coalesce(r.said, to_jsonb(row(r.audit || '/' || r.stream, o.op_id, o.kind, o.path, o.base, o.author, o.incarnation,
        o.seq, o.schema, o.client_ms, o.facts, null, case when o.body is null then coalesce(o.salt, '') else ''::bytea end,
        o.commit, o.signature)::sent))))::text
from ordered r left join audit a on a.id = r.audit
    left join stream s on s.audit_no = a.no and s.name = r.stream
    left join op o on o.op_id = r.op_id and o.stream_no = s.no
where r.op_id = the_op and (r.said is not null or o.op_id is not null)
    and (a.state = 'disposed' and r.stream <> 'retention') is not true $$;

-- Note what a line of the list says of an order.
create function note_listed(line jsonb) returns void
language plpgsql set search_path = pg_catalog, qa, pg_temp as $$
begin
    insert into ordered(op_id, audit, stream, kind, said, listed_at) values ((line ->> 'order')::uuid, line ->> 'audit',
        line ->> 'stream', line ->> 'kind', (line -> 'sent') - 'body', clock_timestamp())
    on conflict (op_id) do nothing;
    update ordered r set listed_at = clock_timestamp()
        where r.op_id = (line ->> 'order')::uuid and r.listed_at is null;
end $$;

-- Give the listed orders of an audit their places, as this server did before it was set back. Whose author or key is not known here waits; so does an order to delete while a hold stands, for laptops rely on it that what
-- two placed orders name was deleted; and so does a hold whose words a laptop has, unless it is said that none comes.
create function place_listed(the_audit bigint, without_words bool) returns void
language plpgsql set search_path = pg_catalog, qa, pg_temp as $$
declare
    what audit;
    one ordered;
    told sent;
    writer person;
    elements judged[];
    results kept[];
begin
    select a.* into strict what from audit a where a.no = the_audit;
    for one in select r.* from ordered r where r.audit = what.id and r.said is not null order by r.no loop
        told := jsonb_populate_record(null::sent, one.said);
        select p.* into writer from person p where p.id = told.author;
        continue when writer.no is null or what.state = 'disposed' and one.stream <> 'retention'
            or one.kind = 'hold' and octet_length(told.salt) = 0 and what.state <> 'disposed' and not without_words
            or one.kind in ('redact', 'dispose') and what.state like 'held%' and not exists (select from erasure e
                where e.audit = one.audit and e.op_id::text = told.facts::json ->> 'target');
        elements := judge_again(array[told], array[null::bytea]);
        continue when elements[1].fault is not null or not exists (select from device_key k
            where k.person_no = writer.no and k.approved_at is not null
                and ed25519_holds(k.key, envelope_of(elements[1]), elements[1].signature));
        results := append_all(writer, elements, array[null::bytea],
            array[row(elements[1].sort, the_audit, elements[1].part, what.create_digest, null)::permit]);
        if results[1].result in ('applied', 'duplicate') then
            perform note_order(elements[1]);
        end if;
    end loop;
end $$;

-- Count the listed orders of these audits, and give them their places.
create function take_listed(audits text[], without_words bool default false) returns void
language plpgsql set search_path = pg_catalog, qa, pg_temp set enable_seqscan = off set jit = off as $$
declare
    one bigint;
    order_facts text;
begin
    for one in select a.no from audit a where a.id = any(audits) and a.state not in ('standing', 'personal')
        and exists (select from ordered r where r.audit = a.id and r.said is not null) order by a.id for update
    loop
        -- First what stands by the list, so that nothing is deleted behind a hold.
        perform settle_holds(one, '');
        perform place_listed(one, without_words);
        perform settle_holds(one, '');
        perform dispose_if_two_agree(one);
        for order_facts in select o.facts from op o join stream s on s.no = o.stream_no
            where s.audit_no = one and o.kind = 'redact' loop
            perform redact_if_two_agree(one, order_facts);
        end loop;
        perform announce(array[one]);
    end loop;
end $$;

-- Which of these audits have holds that are known by the list alone.
create function holds_by_list(audits text[]) returns text[]
language plpgsql stable set search_path = pg_catalog, qa, pg_temp set enable_seqscan = off set jit = off as $$
begin
    return array(select distinct r.audit from ordered r where r.audit = any(audits) and r.said is not null and r.kind = 'hold');
end $$;

revoke all on table ordered from public;
revoke all on all functions in schema qa from public;
