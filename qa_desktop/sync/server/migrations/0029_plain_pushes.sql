-- Most pushes hold nothing but what one person wrote of their own, all of it new, well formed and allowed. These are kept
-- column by column; as elements with everything about them in one, each would be put together and taken apart again.

drop function judge(text[], uuid[], int[], int[], text[], uuid[], int[], int[], bigint[], int[], bigint[], text[], bytea,
    int[], int[], bytea[], bytea[], bool);

-- Weigh each element by itself: the digest of the envelope that was signed, rebuilt byte for byte; what is wrong with its
-- form; and where its body stands in `words`, from 1. What texts that repeat come to is worked out once for each of them.
create function weigh(names text[], op_ids uuid[], streams int[], kinds int[], paths text[], bases uuid[],
    authors int[], incarnations int[], seqs bigint[], schemas int[], times bigint[], facts text[], words bytea,
    salt_sizes int[], body_sizes int[], commits bytea[], signatures bytea[],
    out digests bytea[], out faults text[], out places int[])
language plpgsql stable set search_path = pg_catalog, qa, pg_temp set jit = off
set plan_cache_mode = force_generic_plan as $$
declare
    quoted text[];
    by_author text[];
    in_life text[];
    private bool[];
    placed bool[];
    short bool[];
    place bigint := 1;
begin
    places := body_sizes;
    -- Quicker here than as a sum that runs along in the query.
    for n in 1 .. cardinality(body_sizes) loop
        place := place + coalesce(salt_sizes[n], 0);
        places[n] := least(place, 2147483647);
        place := place + coalesce(body_sizes[n], 0);
    end loop;
    if octet_length(words) + 1 is distinct from place or 0 > any(salt_sizes) or 0 > any(body_sizes) then
        raise exception 'words and what their sizes say are of different length' using errcode = 'QA003';
    end if;
    select array_agg(t.quoted order by t.i), array_agg('{"author":' || t.quoted || ',"base":' order by t.i),
        array_agg(',"incarnation":' || t.quoted || ',"kind":' order by t.i),
        array_agg(t.part like 'private:%' order by t.i),
        array_agg(length(t.audit) between 1 and 64 and length(t.part) between 1 and 128 order by t.i),
        array_agg(length(t.name) between 1 and 64 order by t.i)
    into quoted, by_author, in_life, private, placed, short
    from (
        select x.*, to_json(x.name)::text quoted, split_part(x.name, '/', 1) audit,
            substr(x.name, length(split_part(x.name, '/', 1)) + 2) part
        from unnest(names) with ordinality x(name, i)
        offset 0
    ) t;
    select coalesce(array_agg(sha256(u.envelope || u.signature)), '{}'), coalesce(array_agg(case
            when u.envelope is null or octet_length(u.envelope) > 262144 then 'malformed'
            when private[u.stream] then 'private'
            when u.salt_size > 0
                and sha256(substr(words, u.place - u.salt_size, u.salt_size + coalesce(u.size, 0))) <> u.commit
                then 'commitment'
        end), '{}')
    into digests, faults
    from (
        select o.stream, o.commit, o.signature, o.salt_size, o.size, o.place, case when (
            op_id is not null and placed[stream] and short[kind] and short[author] and short[incarnation]
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
            by_author[author], coalesce('"' || base || '"', 'null'),
            ',"client_time":"', to_char(timestamp 'epoch' + ms * interval '1 millisecond', 'YYYY-MM-DD"T"HH24:MI:SS.MS'),
            '+00:00","commit":"', encode(commit, 'hex'), '","facts":', fact, in_life[incarnation], quoted[kind],
            ',"op_id":"', op_id, '","path":', to_json(path), ',"schema":', schema, ',"seq":', seq,
            ',"stream":', quoted[stream], '}'), 'UTF8') end envelope
        from (
            -- By number: as rows of their own the columns would be kept apart and put together again.
            select op_ids[n] op_id, streams[n] stream, kinds[n] kind, paths[n] path, bases[n] base, authors[n] author,
                incarnations[n] incarnation, seqs[n] seq, schemas[n] schema, times[n] ms, facts[n] fact,
                commits[n] commit, signatures[n] signature, salt_sizes[n] salt_size, body_sizes[n] size, places[n] place
            from generate_series(1, cardinality(op_ids)) n
            offset 0
        ) o
        offset 0
    ) u;
end $$;

-- The elements of these numbers, with what was found in weighing them.
create function elements(numbers int[], names text[], op_ids uuid[], streams int[], kinds int[], paths text[],
    bases uuid[], authors int[], incarnations int[], seqs bigint[], schemas int[], times bigint[], facts text[], words bytea,
    salt_sizes int[], body_sizes int[], commits bytea[], signatures bytea[], alike bool, digests bytea[], faults text[],
    places int[]) returns judged[]
language plpgsql stable set search_path = pg_catalog, qa, pg_temp set jit = off
set plan_cache_mode = force_generic_plan as $$
declare
    audits text[] := array(select split_part(t, '/', 1) from unnest(names) with ordinality x(t, i) order by i);
    parts text[] := array(select substr(t, length(split_part(t, '/', 1)) + 2)
        from unnest(names) with ordinality x(t, i) order by i);
begin
    return array(select row(n, op_ids[n], names[kinds[n]],
        (streams[n]::bigint << 32) + (kinds[n]::bigint << 16) + authors[n], names[authors[n]], digests[n],
        coalesce(body_sizes[n], 0) + octet_length(facts[n]) + 400, salt_sizes[n] = 0, faults[n], audits[streams[n]],
        parts[streams[n]], paths[n], bases[n], names[incarnations[n]], seqs[n], schemas[n], times[n], facts[n],
        substr(words, places[n] - salt_sizes[n], salt_sizes[n]), commits[n], signatures[n], alike, names[streams[n]],
        places[n], body_sizes[n])::judged
        from unnest(numbers) n);
end $$;

create function judge(names text[], op_ids uuid[], streams int[], kinds int[], paths text[], bases uuid[],
    authors int[], incarnations int[], seqs bigint[], schemas int[], times bigint[], facts text[], words bytea,
    salt_sizes int[], body_sizes int[], commits bytea[], signatures bytea[], alike bool) returns judged[]
language plpgsql stable set search_path = pg_catalog, qa, pg_temp as $$
declare weighed record := weigh(names, op_ids, streams, kinds, paths, bases, authors, incarnations, seqs, schemas, times,
    facts, words, salt_sizes, body_sizes, commits, signatures);
begin
    return elements(array(select generate_series(1, cardinality(op_ids))), names, op_ids, streams, kinds, paths, bases,
        authors, incarnations, seqs, schemas, times, facts, words, salt_sizes, body_sizes, commits, signatures, alike,
        weighed.digests, weighed.faults, weighed.places);
end $$;

-- Keep a plain push, of which `asked` holds the first element of each stream and kind. Whatever is not plain about it, and
-- be it found out at the last moment, undoes all of this, and leaves it to `keep_pushed`.
create function keep_plain(pusher person, asked judged[], names text[], op_ids uuid[], streams int[], kinds int[],
    paths text[], bases uuid[], seqs bigint[], times bigint[], facts text[], words bytea, salt_sizes int[],
    body_sizes int[], commits bytea[], signatures bytea[], digests bytea[], places int[],
    out is_kept bool, out revs bigint[], out heads bytea[])
language plpgsql set search_path = pg_catalog, qa, pg_temp
set enable_seqscan = off set enable_mergejoin = off set enable_nestloop = off set jit = off
set plan_cache_mode = force_generic_plan as $$
declare
    size int := cardinality(op_ids);
    begins bool := exists (select from unnest(asked) j where j.kind = 'create');
    begun text[];
    allowed permit[];
    numbers bigint[] := array_fill(null::bigint, array[cardinality(names)]);
    first_revs bigint[] := numbers;
    last_revs bigint[];
    last_heads bytea[] := array_fill(null::bytea, array[cardinality(names)]);
    place record;
    stream int;
begin
    is_kept := false;
    if begins then
        begun := begin_audits(pusher, asked);
    end if;
    allowed := permits(pusher, asked);
    if exists (select from unnest(asked) j left join unnest(allowed) p on p.sort = j.sort
            where p.sort is null or p.outcome is not null
                or j.kind = 'create' and p.create_digest is distinct from j.digest)
        or begins and (select count(*) from unnest(kinds) k where names[k] = 'create')
            <> (select count(*) from unnest(asked) j where j.kind = 'create')
        or exists (select from erasure e where e.op_id = any(op_ids)) then
        raise exception 'not plain' using errcode = 'QA004';
    end if;
    insert into stream(audit_no, name) select distinct p.audit_no, p.part from unnest(allowed) p
        where (select s.no from stream s where s.audit_no = p.audit_no and s.name = p.part limit 1) is null
        on conflict do nothing;
    for place in select p.sort >> 32 no, s.no stream_no, s.rev, s.head
        from (select distinct on (a.sort >> 32) a.* from unnest(allowed) a order by a.sort >> 32) p,
            lateral (select s.* from stream s where s.audit_no = p.audit_no and s.name = p.part limit 1) s
    loop
        numbers[place.no] := place.stream_no;
        first_revs[place.no] := place.rev + 1;
        last_heads[place.no] := place.head;
    end loop;
    last_revs := first_revs;
    revs := seqs;
    heads := digests;
    for n in 1 .. size loop
        stream := streams[n];
        revs[n] := last_revs[stream];
        last_revs[stream] := last_revs[stream] + 1;
        heads[n] := sha256(last_heads[stream] || digests[n]);
        last_heads[stream] := heads[n];
    end loop;
    insert into op(stream_no, rev, op_id, kind, path, base, author, incarnation, seq, schema, client_ms, facts, body, salt,
        commit, signature, digest, head, relayer, received_at, begins)
    select numbers[streams[n]], revs[n], op_ids[n], names[kinds[n]], paths[n], bases[n], pusher.id, asked[1].incarnation,
        seqs[n], asked[1].schema, times[n], facts[n], substr(words, places[n], body_sizes[n]),
        substr(words, places[n] - salt_sizes[n], salt_sizes[n]), commits[n], signatures[n], digests[n], heads[n], pusher.no,
        (select clock_timestamp()), revs[n] = first_revs[streams[n]]
    from generate_series(1, size) n;
    update stream s set rev = last_revs[m.place] - 1, head = last_heads[m.place], bytes = s.bytes + m.bytes
    from (select streams[n] place, sum(coalesce(body_sizes[n], 0) + octet_length(facts[n]) + 400) bytes
        from generate_series(1, size) n group by 1) m
    where s.no = numbers[m.place];
    perform announce(array(select distinct p.audit_no from unnest(allowed) p));
    if cardinality(begun) > 0 then
        perform take_listed(begun);
        perform try_again(begun);
    end if;
    is_kept := true;
-- An operation is here already, or twice in the call; or one stream goes by two numbers.
exception when unique_violation or sqlstate 'QA004' then
    is_kept := false;
end $$;

create or replace function push(names text[], op_ids uuid[], streams int[], kinds int[], paths text[], bases uuid[],
    authors int[], incarnations int[], seqs bigint[], schemas int[], times bigint[], facts text[], words bytea,
    salt_sizes int[], body_sizes int[], commits bytea[], signatures bytea[])
returns table(n int, result text, reason text, rev bigint, stream_head bytea)
language plpgsql security definer set search_path = pg_catalog, qa, pg_temp
set lock_timeout = '2s' set jit = off set plan_cache_mode = force_generic_plan as $$
declare
    pusher person := me();
    size int := cardinality(op_ids);
    alike bool := cardinality(authors) = 1 and cardinality(incarnations) = 1 and cardinality(schemas) = 1;
    weighed record;
    asked judged[];
    plain record;
begin
    perform epoch_now();
    if size is null or size > 2000 or cardinality(names) > 8000 or exists (
        select from unnest(array[cardinality(streams), cardinality(kinds), cardinality(paths), cardinality(bases),
            cardinality(times), cardinality(facts), cardinality(body_sizes), cardinality(commits),
            cardinality(signatures)]) c where c is distinct from size)
        or exists (select from unnest(array[cardinality(authors), cardinality(incarnations), cardinality(seqs),
                cardinality(schemas), cardinality(salt_sizes)]) c where c is null or c not in (1, size)) then
        raise exception 'too many operations, or arrays of different length' using errcode = 'QA003';
    end if;
    -- One element holds for all; of the numbers that count on, it is the first.
    if cardinality(authors) = 1 then
        authors := array_fill(authors[1], array[size]);
    end if;
    if cardinality(incarnations) = 1 then
        incarnations := array_fill(incarnations[1], array[size]);
    end if;
    if cardinality(schemas) = 1 then
        schemas := array_fill(schemas[1], array[size]);
    end if;
    if cardinality(salt_sizes) = 1 then
        salt_sizes := array_fill(salt_sizes[1], array[size]);
    end if;
    if cardinality(seqs) = 1 then
        seqs := array(select least(seqs[1], 4611686018427387904) + i from generate_series(0, size - 1) i);
    end if;
    weighed := weigh(names, op_ids, streams, kinds, paths, bases, authors, incarnations, seqs, schemas, times, facts,
        words, salt_sizes, body_sizes, commits, signatures);
    if alike and size > 0 and names[authors[1]] = pusher.id and (0 = any(salt_sizes)) is false
            and array_remove(weighed.faults, null) = '{}' then
        asked := elements(array(select min(i) from generate_series(1, size) i group by streams[i], kinds[i]), names, op_ids,
            streams, kinds, paths, bases, authors, incarnations, seqs, schemas, times, facts, words, salt_sizes,
            body_sizes, commits, signatures, alike, weighed.digests, weighed.faults, weighed.places);
        if not exists (select from unnest(asked) j
                where j.kind not in ('create', 'set', 'resolve', 'document') or j.audit like 'allocations:%') then
            plain := keep_plain(pusher, asked, names, op_ids, streams, kinds, paths, bases, seqs, times, facts, words,
                salt_sizes, body_sizes, commits, signatures, weighed.digests, weighed.places);
            if plain.is_kept then
                return query select k.n::int, 'applied', '', k.rev, k.head
                    from unnest(plain.revs, plain.heads) with ordinality k(rev, head, n);
                return;
            end if;
        end if;
    end if;
    return query select k.n, k.result, k.reason, k.rev, k.head from unnest(keep_pushed(pusher,
        elements(array(select generate_series(1, size)), names, op_ids, streams, kinds, paths, bases, authors,
            incarnations, seqs, schemas, times, facts, words, salt_sizes, body_sizes, commits, signatures, alike,
            weighed.digests, weighed.faults, weighed.places), words)) k order by k.n;
end $$;

revoke all on all functions in schema qa from public;
