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

-- What was deleted for good, by number alone; `op_id` is null for a whole audit. It is kept in a list outside the backups
-- as well: by that list it is deleted again when a backup brings it back, and left out when a laptop does.
create table erasure(
    no bigint generated always as identity primary key,
    audit text not null check (length(audit) between 1 and 64),
    stream text not null check (length(stream) <= 128),
    op_id uuid,
    certificate jsonb,
    at timestamptz not null default clock_timestamp(),
    listed_at timestamptz,
    unique nulls not distinct (op_id, audit, stream),
    check ((op_id is null) = (stream = '') and (op_id is null) = (certificate is not null))
);
create index erasure_not_listed on erasure(no) where listed_at is null;
create index erasure_by_audit on erasure(audit);
create trigger append_only before delete or truncate on erasure for each statement execute function append_only();

-- An operation whose words were deleted elsewhere is taken once the orders of two people are here; until then it waits.
create function wait_for_orders(elements judged[]) returns judged[]
language plpgsql stable set search_path = pg_catalog, qa, pg_temp as $$
declare
    result judged[] := elements;
    one judged;
begin
    foreach one in array elements loop
        continue when one.fault is not null or octet_length(one.salt) > 0
            -- Why an audit was on hold goes with the audit.
            or one.kind in ('hold', 'release') and exists (
                select from audit a where a.id = one.audit and a.state = 'disposed');
        if not exists (select from audit a join stream s on s.audit_no = a.no
                where a.id = one.audit and s.name = one.part and is_ordered(s.no, one.op_id::text))
            and not exists (select from erasure e
                where e.op_id = one.op_id and e.audit = one.audit and e.stream = one.part) then
            one.fault := 'busy';
            result[one.n] := one;
        end if;
    end loop;
    return result;
end $$;

-- Which elements bring something that was deleted for good: the words of an operation, or anything of a disposed audit.
create function erased_among(elements judged[]) returns table(n int, whole_audit bool)
language plpgsql stable set search_path = pg_catalog, qa, pg_temp
set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set jit = off as $$
#variable_conflict use_column
begin
    return query select j.n, false from unnest(elements) j join erasure e
            on e.op_id = j.op_id and e.audit = j.audit and e.stream = j.part
        where j.fault is null and j.kind not in ('redact', 'dispose')
    union all select j.n, true from unnest(elements) j join audit a on a.id = j.audit and a.state = 'disposed'
        where j.fault is null and j.part <> 'retention';
end $$;

-- Delete salt, body and document of these operations, where they are noted as deleted; return how many had words.
create function erase_words(ids uuid[]) returns int
language plpgsql set search_path = pg_catalog, qa, pg_temp set enable_seqscan = off set jit = off as $$
declare
    gone op;
    erased int := 0;
begin
    for gone in
        update op o set body = null, salt = null, redacted_at = clock_timestamp()
        from erasure e join audit a on a.id = e.audit join stream s on s.audit_no = a.no and s.name = e.stream
        where e.op_id = any(ids) and o.op_id = e.op_id and o.stream_no = s.no and o.redacted_at is null
            and o.kind not in ('redact', 'dispose')
        returning o.*
    loop
        erased := erased + 1;
        if gone.kind = 'document' and gone.facts::json ->> 'document' ~ '^[0-9a-f]{64}$' and not exists (
            select from op o where o.stream_no = gone.stream_no and o.kind = 'document' and o.redacted_at is null
                and o.facts::json ->> 'document' = gone.facts::json ->> 'document') then
            insert into withdrawn_blob values (gone.stream_no, decode(gone.facts::json ->> 'document', 'hex'))
                on conflict do nothing;
            delete from blob b where b.stream_no = gone.stream_no
                and b.sha256 = decode(gone.facts::json ->> 'document', 'hex');
        end if;
    end loop;
    delete from refused f using erasure e
        where e.op_id = any(ids) and (f.sent).op_id = e.op_id and (f.sent).stream = e.audit || '/' || e.stream;
    delete from quarantine q using erasure e
        where e.op_id = any(ids) and (q.sent).op_id = e.op_id and (q.sent).stream = e.audit || '/' || e.stream;
    return erased;
end $$;

-- Delete salt, body and document of an operation for which two people have written a redaction; not while it is on hold.
create function redact_if_two_agree(the_audit bigint, redaction_facts text) returns void
language plpgsql set search_path = pg_catalog, qa, pg_temp as $$
declare target text := redaction_facts::json ->> 'target';
begin
    if target ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then
        insert into erasure(audit, stream, op_id)
        select a.id, s.name, target::uuid from audit a join stream s on s.audit_no = a.no
            where a.no = the_audit and a.state not like 'held%' and is_ordered(s.no, target)
        on conflict do nothing;
        if found then
            perform erase_words(array[target::uuid]);
        end if;
    end if;
end $$;

-- Delete an audit. Numbers, authors and hashes stay, so that the chain verifies; what was refused or put aside goes too.
create function dispose_audit(the_audit bigint, certificate jsonb, ordered timestamptz) returns void
language plpgsql set search_path = pg_catalog, qa, pg_temp as $$
declare audit_id text;
begin
    select a.id into strict audit_id from audit a where a.no = the_audit;
    insert into disposal(audit_no, at, ordered_by, reasons, operations, heads)
    values (the_audit, ordered, array(select jsonb_array_elements_text(certificate -> 'ordered_by')),
        array(select jsonb_array_elements_text(certificate -> 'reasons')), (certificate ->> 'operations')::bigint,
        certificate -> 'heads');
    delete from blob b using stream s where s.no = b.stream_no and s.audit_no = the_audit;
    delete from quarantine q where q.audit = audit_id;
    delete from refused f where split_part((f.sent).stream, '/', 1) = audit_id;
    update op o set body = null, salt = null, facts = '{}', path = '', base = null, redacted_at = clock_timestamp()
        from stream s where s.no = o.stream_no and s.audit_no = the_audit and s.name <> 'retention';
    perform forget_why_held(the_audit);
    update audit a set state = 'disposed' where a.no = the_audit;
    perform withdraw(the_audit);
end $$;

-- Delete an audit for which two people have written a disposal; not while it is on hold.
create function dispose_if_two_agree(the_audit bigint) returns void
language plpgsql set search_path = pg_catalog, qa, pg_temp as $$
declare
    people int;
    told jsonb;
    noted erasure;
begin
    select count(distinct o.author), jsonb_build_object('ordered_by', jsonb_agg(distinct o.author),
        'reasons', jsonb_agg(distinct coalesce(o.facts::json ->> 'reason', ''))) into people, told
    from op o join stream s on s.no = o.stream_no join audit a on a.no = s.audit_no
    where s.audit_no = the_audit and s.name = 'retention' and o.kind = 'dispose'
        and a.state <> 'disposed' and a.state not like 'held%';
    if people < 2 then
        return;
    end if;
    select told || jsonb_build_object('operations', coalesce(sum(s.rev), 0),
        'heads', coalesce(jsonb_object_agg(s.name, jsonb_build_array(s.rev, encode(s.head, 'hex'))), '{}')) into told
    from stream s where s.audit_no = the_audit and s.name <> 'retention';
    insert into erasure(audit, stream, certificate) select a.id, '', told from audit a where a.no = the_audit
        returning * into noted;
    perform dispose_audit(the_audit, told, noted.at);
end $$;

-- Delete again what a line of the list outside the backups names: `erased` what was here, `noted` what is not here (and
-- is left out when a laptop brings it), `known` what was deleted already.
create function erase_again(line jsonb) returns text
language plpgsql set search_path = pg_catalog, qa, pg_temp as $$
declare
    noted erasure;
    target audit;
begin
    insert into erasure(audit, stream, op_id, certificate, at, listed_at)
    values (line ->> 'audit', coalesce(line ->> 'stream', ''), (line ->> 'operation')::uuid, line -> 'certificate',
        (line ->> 'at')::timestamptz, clock_timestamp())
    on conflict do nothing returning * into noted;
    if noted.no is null then
        return 'known';
    end if;
    if noted.op_id is not null then
        return case when erase_words(array[noted.op_id]) > 0 then 'erased' else 'noted' end;
    end if;
    select a.* into target from audit a where a.id = noted.audit for update;
    if target.state in ('standing', 'personal') then
        raise exception 'only an audit can be disposed of' using errcode = '22023';
    end if;
    if target.state = 'disposed' then
        return 'known';
    end if;
    if target.no is null then
        -- Its number is taken, so that nobody brings it back.
        insert into audit(id, state) values (noted.audit, 'disposed') returning no into target.no;
    end if;
    perform dispose_audit(target.no, noted.certificate, noted.at);
    return case when target.id is null then 'noted' else 'erased' end;
end $$;

-- Turn laptops away: this server was set back, and shows what was deleted for good.
create function shut() returns void
language sql set search_path = pg_catalog, qa, pg_temp as $$
update epoch set shut_at = clock_timestamp() where no = (select max(e.no) from epoch e) and shut_at is null $$;

-- Whether the hashes of an audit's streams still chain, words or no words.
create function chain_holds(audit_id text) returns bool
language sql stable set search_path = pg_catalog, qa, pg_temp as $$
select coalesce(bool_and(x.head = x.worked_out), true) from (
    select o.head, chain(''::bytea, o.digest) over (partition by o.stream_no order by o.rev) worked_out
    from op o join stream s on s.no = o.stream_no join audit a on a.no = s.audit_no where a.id = audit_id) x $$;

-- What of these audits was deleted for good: numbers alone, and none for a whole audit. Asked by laptops that hold something
-- of an audit in which their person has no part any more, or whose work on it was refused. Any other audit looks like one
-- of which nothing was deleted.
create function deleted(audits text[]) returns table(audit text, op_id text)
language plpgsql stable security definer set search_path = pg_catalog, qa, pg_temp
set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set jit = off as $$
#variable_conflict use_column
begin
    perform me();
    return query select e.audit, e.op_id::text
        from (select distinct x id from unnest(audits) x where cardinality(audits) <= 2000) asked
        join erasure e on e.audit = asked.id;
end $$;
revoke all on function deleted(text[]) from public;
grant execute on function deleted(text[]) to qa_laptop;
