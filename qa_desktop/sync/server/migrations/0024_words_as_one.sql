-- Salts and bodies of a push come as one, `words`, in the order of the operations, with the size of each. As arrays of
-- their own each of them would be copied three times before anything is done with it.

-- `place` is where the body stands in `words`, from 1; `size` is null where there is none.
alter type judged add attribute place int, add attribute size int;

drop function judge(text[], uuid[], int[], int[], text[], uuid[], int[], int[], bigint[], int[], bigint[], text[], bytea[],
    bytea[], bytea[], bytea[], bool);

-- Salts and bodies as one.
create function as_one(salts bytea[], bodies bytea[]) returns bytea
language sql immutable set search_path = pg_catalog, qa, pg_temp as $$
select coalesce(string_agg(coalesce(x.salt, '') || coalesce(x.body, ''), '' order by x.n), '')
from unnest(salts, bodies) with ordinality x(salt, body, n) $$;

-- Judge the form of each element and rebuild the envelope that was signed, byte for byte. What texts that repeat come
-- to is worked out once for each of them.
create function judge(names text[], op_ids uuid[], streams int[], kinds int[], paths text[], bases uuid[],
    authors int[], incarnations int[], seqs bigint[], schemas int[], times bigint[], facts text[], words bytea,
    salt_sizes int[], body_sizes int[], commits bytea[], signatures bytea[], alike bool) returns judged[]
language plpgsql stable set search_path = pg_catalog, qa, pg_temp set jit = off
set plan_cache_mode = force_generic_plan as $$
declare
    quoted text[];
    audits text[];
    parts text[];
    places bool[];
    short bool[];
    body_places int[] := body_sizes;
    place bigint := 1;
begin
    -- Quicker here than as a sum that runs along in the query.
    for n in 1 .. cardinality(body_sizes) loop
        place := place + coalesce(salt_sizes[n], 0);
        body_places[n] := least(place, 2147483647);
        place := place + coalesce(body_sizes[n], 0);
    end loop;
    if octet_length(words) + 1 is distinct from place or 0 > any(salt_sizes) or 0 > any(body_sizes) then
        raise exception 'words and what their sizes say are of different length' using errcode = 'QA003';
    end if;
    select array_agg(to_json(t.name)::text order by t.i), array_agg(t.audit order by t.i),
        array_agg(t.part order by t.i),
        array_agg(length(t.audit) between 1 and 64 and length(t.part) between 1 and 128 order by t.i),
        array_agg(length(t.name) between 1 and 64 order by t.i)
    into quoted, audits, parts, places, short
    from (
        select x.*, split_part(x.name, '/', 1) audit, substr(x.name, length(split_part(x.name, '/', 1)) + 2) part
        from unnest(names) with ordinality x(name, i)
        offset 0
    ) t;
    return array(select row(u.n, u.op_id, names[u.kind],
        (u.stream::bigint << 32) + (u.kind::bigint << 16) + u.author, names[u.author], sha256(u.envelope || u.signature),
        coalesce(u.size, 0) + octet_length(u.fact) + 400, u.salt_size = 0,
        case
            when u.envelope is null or octet_length(u.envelope) > 262144 then 'malformed'
            when parts[u.stream] like 'private:%' then 'private'
            when u.salt_size > 0
                and sha256(substr(words, u.place - u.salt_size, u.salt_size + coalesce(u.size, 0))) <> u.commit
                then 'commitment'
        end,
        audits[u.stream], parts[u.stream], u.path, u.base, names[u.incarnation], u.seq, u.schema, u.ms, u.fact,
        substr(words, u.place - u.salt_size, u.salt_size), u.commit, u.signature, alike, names[u.stream],
        u.place, u.size)::judged
    from (
        select o.*, case when (
            op_id is not null and places[stream] and short[kind] and short[author] and short[incarnation]
            and length(path) between 0 and 512
            and base is distinct from op_id
            and seq > 0 and seq < 4611686018427387904 and schema > 0
            and ms between 0 and 253402300799999
            -- Without salt and body: words that two people had deleted come back to a server that lacks the operation.
            and (salt_size between 16 and 64 or salt_size = 0 and size is null)
            and octet_length(commit) = 32 and octet_length(signature) = 64
            and coalesce(size, 0) <= 8388608
            and (fact in ('{}', '{"v":true}', '{"v":false}')
                or fact ~ '^[{]"v":("[A-Za-z0-9_. :/+-]*"|null|0|-?[1-9][0-9]{0,14})[}]$'
                or canonical_facts(fact))
        ) then convert_to(concat(
            '{"author":', quoted[author],
            ',"base":', coalesce('"' || base || '"', 'null'),
            ',"client_time":"', to_char(timestamp 'epoch' + ms * interval '1 millisecond',
                                        'YYYY-MM-DD"T"HH24:MI:SS.MS'), '+00:00"',
            ',"commit":"', encode(commit, 'hex'), '"',
            ',"facts":', fact,
            ',"incarnation":', quoted[incarnation],
            ',"kind":', quoted[kind],
            ',"op_id":"', op_id, '"',
            ',"path":', to_json(path),
            ',"schema":', schema,
            ',"seq":', seq,
            ',"stream":', quoted[stream], '}'), 'UTF8') end envelope
        from (
            -- By number: as rows of their own the columns would be kept apart and put together again.
            select n, op_ids[n] op_id, streams[n] stream, kinds[n] kind, paths[n] path, bases[n] base,
                authors[n] author, incarnations[n] incarnation, seqs[n] seq, schemas[n] schema, times[n] ms,
                facts[n] fact, commits[n] commit, signatures[n] signature,
                salt_sizes[n] salt_size, body_sizes[n] size, body_places[n] place
            from generate_series(1, cardinality(op_ids)) n
            offset 0
        ) o
        offset 0
    ) u);
end $$;

-- Judge once more what was kept apart.
create or replace function judge_again(ones sent[], bodies bytea[]) returns judged[]
language plpgsql stable set search_path = pg_catalog, qa, pg_temp set jit = off as $$
declare
    names text[] := array(select distinct t from unnest(ones) o,
        unnest(array[o.stream, o.kind, o.author, o.incarnation]) t);
    words bytea := as_one(array(select o.salt from unnest(ones) with ordinality o(stream, op_id, kind, path, base, author,
        incarnation, seq, schema, client_ms, facts, body, salt, commit, signature, n) order by o.n), bodies);
begin
    return (with name as materialized (
        select x.text, x.no::int from unnest(names) with ordinality x(text, no)
    ), numbered as materialized (
        select o.*, s.no stream_no, k.no kind_no, a.no author_no, i.no incarnation_no
        from unnest(ones) with ordinality o(stream, op_id, kind, path, base, author, incarnation, seq, schema,
                client_ms, facts, body, salt, commit, signature, n)
            join name s on s.text = o.stream join name k on k.text = o.kind join name a on a.text = o.author
            join name i on i.text = o.incarnation
    )
    select judge(names, c.op_ids, c.streams, c.kinds, c.paths, c.bases, c.authors, c.incarnations, c.seqs, c.schemas,
        c.times, c.facts, words, c.salt_sizes, array(select octet_length(b) from unnest(bodies) with ordinality x(b, n)
            order by n), c.commits, c.signatures, null)
    from (select array_agg(m.op_id order by m.n), array_agg(m.stream_no order by m.n), array_agg(m.kind_no order by m.n),
            array_agg(m.path order by m.n), array_agg(m.base order by m.n), array_agg(m.author_no order by m.n),
            array_agg(m.incarnation_no order by m.n), array_agg(m.seq order by m.n), array_agg(m.schema order by m.n),
            array_agg(m.client_ms order by m.n), array_agg(m.facts order by m.n),
            array_agg(octet_length(m.salt) order by m.n), array_agg(m.commit order by m.n),
            array_agg(m.signature order by m.n)
            from numbered m) c(op_ids, streams, kinds, paths, bases, authors, incarnations, seqs, schemas, times,
                facts, salt_sizes, commits, signatures));
end $$;

-- Number, chain and keep what may be kept; say of every element what became of it.
create function append_pushed(pusher person, elements judged[], words bytea, allowed permit[])
returns kept[] language plpgsql set search_path = pg_catalog, qa, pg_temp
set enable_seqscan = off set enable_mergejoin = off set enable_nestloop = off set jit = off
set plan_cache_mode = force_generic_plan as $$
declare result kept[];
begin
    insert into stream(audit_no, name) select distinct p.audit_no, p.part from unnest(allowed) p
        -- A scalar look-up: as a join it would read the whole table.
        where p.outcome is null and (
            select s.no from stream s where s.audit_no = p.audit_no and s.name = p.part limit 1) is null
        on conflict do nothing;
    with places as materialized (
        select p.*, s.no stream_no, s.rev last_rev, s.head last_head, s.bytes last_bytes from unnest(allowed) p
            left join lateral (select s.* from stream s where s.audit_no = p.audit_no and s.name = p.part limit 1) s
                on true
        -- Always so: it tells the planner that these are fewer than the elements.
        where p.sort > 0
    ), here as materialized (
        select j.n, j.op_id, j.kind, j.digest, j.bytes, p.audit_no, p.stream_no, p.last_rev, p.last_head,
            o.rev standing_rev, o.head standing_head, case
            -- Its author hears that it is here also where it ended their own part in the audit, as handing over does.
            when o.digest = j.digest and j.author = pusher.id and coalesce(j.fault = 'not_allowed', true)
                then 'duplicate'
            when j.fault is not null then j.fault
            when p.outcome is not null then p.outcome
            when o.digest is not null then case when o.digest = j.digest then 'duplicate' else 'not_allowed' end
            when j.kind = 'create' and p.create_digest is distinct from j.digest then 'not_allowed'
            else 'applied' end verdict
        from unnest(elements) j
            left join places p on p.sort = j.sort
            left join lateral (select o.digest, o.rev, o.head from op o where o.op_id = j.op_id limit 1) o on true
    ), firsts as materialized (
        -- One id twice in a call happens by mistake or on purpose alone.
        select distinct on (h.op_id) h.op_id, h.n, h.digest from here h
        where h.verdict = 'applied'
            and h.op_id in (select r.op_id from here r group by r.op_id having count(*) > 1)
        order by h.op_id, h.n
    ), numbered as materialized (
        select h.n, h.kind, h.digest, h.stream_no, h.audit_no, h.bytes, h.last_rev,
            h.last_rev + row_number() over w rev, chain(h.last_head, h.digest) over w head
        from here h where h.verdict = 'applied'
            and not exists (select from firsts f where f.op_id = h.op_id and f.n < h.n)
        window w as (partition by h.stream_no order by h.n rows unbounded preceding)
    ), added as (
        insert into op(stream_no, rev, op_id, kind, path, base, author, incarnation, seq, schema, client_ms, facts,
            body, salt, commit, signature, digest, head, relayer, received_at, begins)
        select m.stream_no, m.rev, j.op_id, j.kind, j.path, j.base, j.author, j.incarnation, j.seq, j.schema,
            j.client_ms, j.facts, substr(words, j.place, j.size), j.salt, j.commit, j.signature, j.digest, m.head, pusher.no,
            (select clock_timestamp()), m.rev = m.last_rev + 1 or j.alike is not true
        from numbered m join unnest(elements) j on j.n = m.n
    ), ends as materialized (
        select m.stream_no, max(m.rev) rev, sum(m.bytes) bytes from numbered m group by m.stream_no
    ), moved as (
        insert into stream(audit_no, name, rev, head, bytes)
        select p.audit_no, p.part, m.rev, m.head, p.last_bytes + e.bytes
        from ends e join numbered m on m.stream_no = e.stream_no and m.rev = e.rev
            join (select distinct on (p.stream_no) p.* from places p order by p.stream_no) p on p.stream_no = e.stream_no
        on conflict (audit_no, name) do update set rev = excluded.rev, head = excluded.head, bytes = excluded.bytes
    )
    select coalesce(array_agg(k), '{}') into result from (
        select row(m.n, 'applied', '', m.rev, m.head, m.audit_no, m.kind)::kept k from numbered m
        union all
        select row(d.n,
            case when d.verdict in ('duplicate', 'quarantined', 'busy') then d.verdict else 'refused' end,
            case d.verdict when 'duplicate' then '' when 'quarantined' then 'not_here' else d.verdict end,
            case when d.verdict = 'duplicate' then coalesce(d.standing_rev, f.rev) end,
            case when d.verdict = 'duplicate' then coalesce(d.standing_head, f.head) end,
            d.audit_no, d.kind)::kept
        from (select h.n, h.kind, h.audit_no, h.standing_rev, h.standing_head, f.n first_n, case
                when h.verdict <> 'applied' then h.verdict
                when f.digest = h.digest then 'duplicate' else 'not_allowed' end verdict
            from here h left join firsts f on f.op_id = h.op_id
            where h.verdict <> 'applied' or f.n < h.n) d left join numbered f on f.n = d.first_n) answers;
    return result;
end $$;

-- The same for what was kept apart.
create or replace function append_all(pusher person, elements judged[], bodies bytea[], allowed permit[]) returns kept[]
language plpgsql set search_path = pg_catalog, qa, pg_temp as $$
begin
    return append_pushed(pusher, elements, as_one(array(select j.salt from unnest(elements) j order by j.n), bodies), allowed);
end $$;

revoke all on all functions in schema qa from public;
