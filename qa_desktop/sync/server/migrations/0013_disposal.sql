-- What two people have ordered to be deleted: one entry (redaction) or a whole audit (disposal). The chain still verifies.

-- What stays of an audit that was disposed of: no content.
create table disposal(
    audit_no bigint primary key references audit,
    at timestamptz not null default clock_timestamp(),
    ordered_by text[] not null,
    reasons text[] not null,
    operations bigint not null,
    heads jsonb not null
);
create trigger append_only before update or delete or truncate on disposal
    for each statement execute function append_only();

-- Blobs whose only naming operation was redacted: nobody brings them back.
create table withdrawn_blob(
    stream_no bigint not null references stream,
    sha256 bytea not null,
    primary key (stream_no, sha256)
);

-- Of an operation words may go, and of a disposed audit what stands in clear; never may anything come.
create or replace function only_redaction() returns trigger language plpgsql
set search_path = pg_catalog, qa, pg_temp as $$
begin
    if new.body is not null or new.salt is not null or new.redacted_at is null
        or (to_jsonb(new) - array['body', 'salt', 'redacted_at', 'facts', 'path', 'base'])
            is distinct from (to_jsonb(old) - array['body', 'salt', 'redacted_at', 'facts', 'path', 'base'])
        or (new.facts, new.path, new.base) is distinct from (old.facts, old.path, old.base)
            and (new.facts, new.path) is distinct from ('{}', '') then
        raise exception 'operations are append-only' using errcode = '42501';
    end if;
    return new;
end $$;

-- Whether two people have ordered that an operation be redacted.
create function is_ordered(the_stream bigint, target text) returns bool
language sql stable set search_path = pg_catalog, qa, pg_temp as $$
select count(distinct r.author) >= 2 from op r
where r.stream_no = the_stream and r.kind = 'redact' and r.facts::json ->> 'target' = target $$;

-- An operation whose words were deleted elsewhere is taken once the orders of two people are here; until then it waits.
create function wait_for_orders(batch sent[], elements judged[]) returns judged[]
language plpgsql stable set search_path = pg_catalog, qa, pg_temp as $$
declare
    result judged[] := elements;
    one judged;
begin
    foreach one in array elements loop
        continue when one.fault is not null or octet_length((batch[one.n]).salt) > 0;
        if not exists (select from audit a join stream s on s.audit_no = a.no
            where a.id = one.audit and s.name = one.part and is_ordered(s.no, one.op_id::text)) then
            one.fault := 'busy';
            result[one.n] := one;
        end if;
    end loop;
    return result;
end $$;

-- Delete salt, body and document of an operation for which two people have written a redaction.
create function redact_if_two_agree(the_audit bigint, redaction_facts text) returns void
language plpgsql set search_path = pg_catalog, qa, pg_temp as $$
declare
    target text := redaction_facts::json ->> 'target';
    gone op;
begin
    update op o set body = null, salt = null, redacted_at = clock_timestamp()
    from stream s
    where o.stream_no = s.no and s.audit_no = the_audit and o.op_id::text = target and o.redacted_at is null
        and o.kind not in ('redact', 'dispose') and is_ordered(s.no, target)
    returning o.* into gone;
    if gone.op_id is null then
        return;
    end if;
    delete from refused f where (f.sent).op_id = gone.op_id;
    delete from quarantine q where (q.sent).op_id = gone.op_id;
    if gone.kind = 'document' and gone.facts::json ->> 'document' ~ '^[0-9a-f]{64}$' and not exists (
        select from op o where o.stream_no = gone.stream_no and o.kind = 'document' and o.redacted_at is null
            and o.facts::json ->> 'document' = gone.facts::json ->> 'document') then
        insert into withdrawn_blob values (gone.stream_no, decode(gone.facts::json ->> 'document', 'hex'))
            on conflict do nothing;
        delete from blob b where b.stream_no = gone.stream_no
            and b.sha256 = decode(gone.facts::json ->> 'document', 'hex');
    end if;
end $$;

-- Delete an audit for which two people have written a disposal. Numbers, authors and hashes stay, so that the chain
-- verifies; what was refused or put aside of it goes too.
create function dispose_if_two_agree(the_audit bigint) returns void
language plpgsql set search_path = pg_catalog, qa, pg_temp as $$
declare
    audit_id text;
    people text[];
    reasons text[];
begin
    select a.id into audit_id from audit a where a.no = the_audit and a.state <> 'disposed';
    select array_agg(distinct o.author order by o.author),
        array_agg(distinct coalesce(o.facts::json ->> 'reason', '')) into people, reasons
    from op o join stream s on s.no = o.stream_no
    where s.audit_no = the_audit and s.name = 'retention' and o.kind = 'dispose';
    if audit_id is null or (cardinality(people) >= 2) is not true then
        return;
    end if;
    insert into disposal(audit_no, ordered_by, reasons, operations, heads)
    select the_audit, people, reasons, sum(s.rev), jsonb_object_agg(s.name, jsonb_build_array(s.rev, encode(s.head, 'hex')))
    from stream s where s.audit_no = the_audit and s.name <> 'retention';
    delete from blob b using stream s where s.no = b.stream_no and s.audit_no = the_audit;
    delete from quarantine q where q.audit = audit_id;
    delete from refused f where split_part((f.sent).stream, '/', 1) = audit_id;
    update op o set body = null, salt = null, facts = '{}', path = '', base = null, redacted_at = clock_timestamp()
        from stream s where s.no = o.stream_no and s.audit_no = the_audit and s.name <> 'retention';
    update audit a set state = 'disposed' where a.no = the_audit;
    perform withdraw(the_audit);
end $$;

-- Whether the hashes of an audit's streams still chain, words or no words.
create function chain_holds(audit_id text) returns bool
language sql stable set search_path = pg_catalog, qa, pg_temp as $$
select coalesce(bool_and(x.head = x.worked_out), true) from (
    select o.head, chain(''::bytea, o.digest) over (partition by o.stream_no order by o.rev) worked_out
    from op o join stream s on s.no = o.stream_no join audit a on a.no = s.audit_no where a.id = audit_id) x $$;
