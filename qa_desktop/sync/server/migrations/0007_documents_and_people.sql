-- Documents in parts, people, refusals.

create function put_blob(stream text, sha256 bytea, part int, parts int, data bytea) returns text
language plpgsql security definer set search_path = pg_catalog, qa, pg_temp
set lock_timeout = '2s' set enable_seqscan = off set jit = off as $$
#variable_conflict use_column
declare
    who person := me();
    the_audit audit;
    part_name text := substr(put_blob.stream, length(split_part(put_blob.stream, '/', 1)) + 2);
    the_stream bigint;
    standing blob;
begin
    if (put_blob.parts between 1 and 64 and put_blob.part between 0 and put_blob.parts - 1
        and octet_length(put_blob.data) between 1 and 262144 and octet_length(put_blob.sha256) = 32) is not true then
        return 'refused';
    end if;
    select a.* into the_audit from audit a where a.id = split_part(put_blob.stream, '/', 1);
    if the_audit.no is null or not (exists (select from unnest(relations(who, the_audit)) r
            where may(who.role, 'document', the_audit.state, part_name, r, 'write')
                or may(who.role, 'document', the_audit.state, part_name, r, 'relay'))
        or brings_own(who, the_audit, part_name, put_blob.sha256)) then
        return 'refused';
    end if;
    -- Everybody may bring back what the authority published; nobody fills its room with anything else.
    if the_audit.state = 'standing' and not exists (
        select from stream s join op o on o.stream_no = s.no
        where s.audit_no = the_audit.no and s.name = part_name and o.kind = 'document'
            and o.facts::json ->> 'document' = encode(put_blob.sha256, 'hex')) then
        return 'refused';
    end if;
    perform 1 from audit a where a.no = the_audit.no for update skip locked;
    if not found then
        return 'busy';
    end if;
    if exists (select from withdrawn_blob w join stream s on s.no = w.stream_no
        where s.audit_no = the_audit.no and s.name = part_name and w.sha256 = put_blob.sha256) then
        return 'refused';
    end if;
    insert into stream(audit_no, name) values (the_audit.no, part_name) on conflict do nothing;
    select s.no into the_stream from stream s where s.audit_no = the_audit.no and s.name = part_name;
    if (select coalesce(sum(b.parts), 0) from blob b where b.stream_no = the_stream
        and b.sha256 <> put_blob.sha256) + put_blob.parts > 512 then
        return 'refused';
    end if;
    insert into blob(stream_no, sha256, parts, put_by) values (the_stream, put_blob.sha256, put_blob.parts, who.no)
        on conflict do nothing;
    select b.* into standing from blob b where b.stream_no = the_stream and b.sha256 = put_blob.sha256;
    if standing.complete then
        return 'complete';
    end if;
    if standing.parts <> put_blob.parts then
        delete from blob b where b.stream_no = the_stream and b.sha256 = put_blob.sha256;
        insert into blob(stream_no, sha256, parts, put_by) values (the_stream, put_blob.sha256, put_blob.parts, who.no);
    end if;
    insert into blob_part(stream_no, sha256, part, data)
        values (the_stream, put_blob.sha256, put_blob.part, put_blob.data)
        on conflict (stream_no, sha256, part) do update set data = excluded.data;
    if (select count(*) from blob_part p where p.stream_no = the_stream and p.sha256 = put_blob.sha256)
        < put_blob.parts then
        return 'kept';
    end if;
    if pg_catalog.sha256((select string_agg(p.data, ''::bytea order by p.part) from blob_part p
            where p.stream_no = the_stream and p.sha256 = put_blob.sha256)) <> put_blob.sha256 then
        delete from blob b where b.stream_no = the_stream and b.sha256 = put_blob.sha256;
        return 'refused';
    end if;
    update blob b set complete = true where b.stream_no = the_stream and b.sha256 = put_blob.sha256;
    return 'complete';
end $$;

create function get_blob(stream text, sha256 bytea, part int) returns table(parts int, data bytea)
language sql stable security definer set search_path = pg_catalog, qa, pg_temp set enable_seqscan = off set jit = off as $$
select b.parts, p.data from readable(me(), get_blob.stream) r
    join blob b on b.stream_no = r.no and b.sha256 = get_blob.sha256 and b.complete
    join blob_part p on p.stream_no = b.stream_no and p.sha256 = b.sha256 and p.part = get_blob.part $$;

-- What the stream's documents still lack, with the parts that came through before a line broke.
create function blobs_wanted(stream text, shas bytea[]) returns table(sha256 bytea, here int[])
language sql stable security definer set search_path = pg_catalog, qa, pg_temp set enable_seqscan = off set jit = off as $$
with r as materialized (select (readable(me(), blobs_wanted.stream)).no)
select w, array(select p.part from r join blob_part p on p.stream_no = r.no and p.sha256 = w order by p.part)
from (select distinct x from unnest(shas) x where cardinality(shas) <= 2000) w(w)
where not exists (select from r join blob b on b.stream_no = r.no and b.sha256 = w and b.complete) $$;

create function people(ids text[])
returns table(id text, name text, role text, team text, device_keys bytea[], certificate bytea, address text,
    approved timestamptz[], revoked timestamptz[])
language plpgsql stable security definer set search_path = pg_catalog, qa, pg_temp set enable_seqscan = off set jit = off as $$
#variable_conflict use_column
begin
    perform me();
    if cardinality(ids) > 500 then
        raise exception 'too many people asked for' using errcode = 'QA003';
    end if;
    return query select p.id, p.name, p.role, p.team, coalesce(k.keys, '{}'), coalesce(p.certificate, ''),
        coalesce(p.address, ''), coalesce(k.approved, '{}'), coalesce(k.revoked, '{}')
    from person p left join lateral (
        select array_agg(k.key order by k.approved_at, k.key) keys,
            array_agg(k.approved_at order by k.approved_at, k.key) approved,
            array_agg(k.revoked_at order by k.approved_at, k.key) revoked
        from device_key k where k.person_no = p.no and k.approved_at is not null
    ) k on true where p.id = any(ids) order by p.id;
end $$;

create function refused()
returns table(op_id text, stream text, kind text, path text, reason text, at timestamptz)
language sql stable security definer set search_path = pg_catalog, qa, pg_temp as $$
select (f.sent).op_id::text, (f.sent).stream, (f.sent).kind, (f.sent).path, f.reason, f.at
from refused f where f.pusher = (me()).no order by f.no $$;
