-- Taking operations in: each element is judged by itself, the work is done by sets.
--
-- Bodies travel beside the rest of their operations from function to function, and are reached by their number: within
-- a row, or read as rows, they would be copied at every step. Plans are kept for the connection: working out a plan
-- costs more than what it does for a small call. Arrays are made in the order in which their elements are read, which
-- is that of `n`.

-- What was sent but its body, and what is thought of it. What is looked at most comes first. `sort` is one number for
-- all that have audit, stream, kind and author in common, so that they are permitted alike; `alike` tells whether
-- everything that was sent with it has its author, incarnation and schema.
create type judged as (n int, op_id uuid, kind text, sort bigint, author text, digest bytea, bytes bigint,
    wordless bool, fault text, audit text, part text, path text, base uuid, incarnation text, seq bigint, schema int,
    client_ms bigint, facts text, salt bytea, commit bytea, signature bytea, alike bool, stream text);
create type permit as (sort bigint, audit_no bigint, part text, create_digest bytea, outcome text);
create type kept as (n int, result text, reason text, rev bigint, head bytea, audit_no bigint, kind text);

-- Not in SQL: a step would start the planner's machinery for each operation.
create function chain_step(state bytea, start bytea, item bytea) returns bytea
language plpgsql immutable as $$ begin return sha256(coalesce(state, start, ''::bytea) || item); end $$;
create aggregate chain(bytea, bytea)(sfunc = chain_step, stype = bytea);

-- Whether these facts are written as canonical_json writes them; a text that is no JSON is contained here.
create function canonical_facts(facts text) returns bool
language plpgsql immutable set search_path = pg_catalog, qa, pg_temp as $$
begin
    if octet_length(facts) > 200000 or json_typeof(facts::json) <> 'object' then
        return false;
    end if;
    return (select coalesce('{' || string_agg(to_json(f.key)::text || ':' || canonical_value(f.value), ','
                order by f.key collate "C") || '}', '{}') = facts
            and count(*) = count(distinct f.key)
        from json_each(facts::json) f);
exception when others then
    return false;
end $$;

-- A value as canonical_json writes it; null for anything that no field can hold, or that other readers print otherwise.
create function canonical_value(value json) returns text
language plpgsql immutable set search_path = pg_catalog, qa, pg_temp as $$
begin
    -- Apart, because an expression with a query in it costs five times as much.
    if json_typeof(value) = 'array' then
        return (select '[' || coalesce(string_agg(
                case when json_typeof(e) = 'string' then to_json(e #>> '{}')::text end, ',' order by i), '') || ']'
            from json_array_elements(value) with ordinality x(e, i)
            having bool_and(json_typeof(e) = 'string') is not false);
    end if;
    return case json_typeof(value)
        when 'null' then 'null'
        when 'boolean' then value::text
        when 'string' then to_json(value #>> '{}')::text
        when 'number' then case
            when value::text ~ '^(0|-?[1-9][0-9]{0,17})$' then value::text
            when value::text ~ '^-?(0|[1-9][0-9]{0,13})[.]0$' then value::text
            when value::text ~ '^-?(0|[1-9][0-9]{0,13})[.][0-9]{1,17}$' and value::text::float8::text = value::text
                then value::text
            end
    end;
end $$;

-- Judge the form of each element and rebuild the envelope that was signed, byte for byte. What texts that repeat come
-- to is worked out once for each of them.
create function judge(names text[], op_ids uuid[], streams int[], kinds int[], paths text[], bases uuid[],
    authors int[], incarnations int[], seqs bigint[], schemas int[], times bigint[], facts text[], bodies bytea[],
    salts bytea[], commits bytea[], signatures bytea[], alike bool) returns judged[]
language plpgsql stable set search_path = pg_catalog, qa, pg_temp set jit = off
set plan_cache_mode = force_generic_plan as $$
declare
    quoted text[];
    audits text[];
    parts text[];
    places bool[];
    short bool[];
begin
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
        (u.stream::bigint << 32) + (u.kind::bigint << 16) + u.author, names[u.author], sha256(u.envelope || u.signature), coalesce(u.size, 0) + octet_length(u.fact) + 400,
        octet_length(u.salt) = 0,
        case
            when u.envelope is null or octet_length(u.envelope) > 262144 then 'malformed'
            when parts[u.stream] like 'private:%' then 'private'
            when octet_length(u.salt) > 0 and sha256(u.salt || coalesce(bodies[u.n], '')) <> u.commit then 'commitment'
        end,
        audits[u.stream], parts[u.stream], u.path, u.base, names[u.incarnation], u.seq, u.schema, u.at, u.fact, u.salt,
        u.commit, u.signature, alike, names[u.stream])::judged
    from (
        select o.*, case when (
            op_id is not null and places[stream] and short[kind] and short[author] and short[incarnation]
            and length(path) between 0 and 512
            and base is distinct from op_id
            and seq > 0 and seq < 4611686018427387904 and schema > 0
            and at between 0 and 253402300799999
            -- Without salt and body: words that two people had deleted come back to a server that lacks the operation.
            and (octet_length(salt) between 16 and 64 or octet_length(salt) = 0 and size is null)
            and octet_length(commit) = 32 and octet_length(signature) = 64
            and coalesce(size, 0) <= 8388608
            and (fact in ('{}', '{"v":true}', '{"v":false}')
                or fact ~ '^[{]"v":("[A-Za-z0-9_. :/+-]*"|null|0|-?[1-9][0-9]{0,14})[}]$'
                or canonical_facts(fact))
        ) then convert_to(concat(
            '{"author":', quoted[author],
            ',"base":', coalesce('"' || base || '"', 'null'),
            ',"client_time":"', to_char(timestamp 'epoch' + at * interval '1 millisecond',
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
                authors[n] author, incarnations[n] incarnation, seqs[n] seq, schemas[n] schema, times[n] at,
                facts[n] fact, salts[n] salt, commits[n] commit, signatures[n] signature, octet_length(bodies[n]) size
            from generate_series(1, cardinality(op_ids)) n
            offset 0
        ) o
        offset 0
    ) u);
end $$;

-- Judge once more what was kept apart.
create function judge_again(ones sent[], bodies bytea[]) returns judged[]
language plpgsql stable set search_path = pg_catalog, qa, pg_temp set jit = off as $$
declare names text[] := array(select distinct t from unnest(ones) o,
    unnest(array[o.stream, o.kind, o.author, o.incarnation]) t);
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
        c.times, c.facts, bodies, c.salts, c.commits, c.signatures, null)
    from (select array_agg(m.op_id order by m.n), array_agg(m.stream_no order by m.n), array_agg(m.kind_no order by m.n),
            array_agg(m.path order by m.n), array_agg(m.base order by m.n), array_agg(m.author_no order by m.n),
            array_agg(m.incarnation_no order by m.n), array_agg(m.seq order by m.n), array_agg(m.schema order by m.n),
            array_agg(m.client_ms order by m.n), array_agg(m.facts order by m.n), array_agg(m.salt order by m.n),
            array_agg(m.commit order by m.n), array_agg(m.signature order by m.n)
            from numbered m) c(op_ids, streams, kinds, paths, bases, authors, incarnations, seqs, schemas, times,
                facts, salts, commits, signatures));
end $$;

-- Begin the audits that these elements create; return the ids of those begun. Where another laptop is bringing the same
-- audit this moment the call waits for it shortly, and ends with lock_not_available rather than guess.
create function begin_audits(pusher person, elements judged[]) returns text[]
language plpgsql set search_path = pg_catalog, qa, pg_temp
set enable_seqscan = off set enable_mergejoin = off set enable_hashjoin = off set jit = off
set plan_cache_mode = force_generic_plan as $$
declare begun_ones text[];
begin
with wanted as materialized (
    select distinct on (j.audit) j.audit, j.digest, j.author from unnest(elements) j
    where j.fault is null and j.kind = 'create' and j.part = 'record' and j.audit not like 'allocations:%'
        and not exists (select from audit a where a.id = j.audit)
        and not exists (select from op o where o.op_id = j.op_id)
    order by j.audit, j.n
), allowed as materialized (
    select w.audit, w.digest, p.no author_no, p.team from wanted w
        join lateral (select p.* from person p where p.id = w.author limit 1) p on true
    where may(p.role, 'create', 'draft', 'record', 'owner', 'write') and (p.no = pusher.no or exists (
        select from unnest(relations(pusher,
            row(0, w.audit, 'draft', p.team, null, false, false, now(), null, null, null, null)::audit)) r
        where r in ('team', 'all') and may(pusher.role, 'create', 'draft', 'record', r, 'relay')))
), begun as (
    insert into audit(id, state, team, create_digest) select audit, 'draft', team, digest from allowed order by audit
    on conflict do nothing returning no, id
), owned as (
    insert into access(audit_no, person_no, relation)
    select b.no, (select w.author_no from allowed w where w.audit = b.id), 'owner' from begun b
)
select coalesce(array_agg(id), '{}') into begun_ones from begun;
-- What is on hold by the list outside the backups is on hold before anything of it is judged.
perform settle_holds(a.no, '') from audit a where a.id = any(holds_by_list(begun_ones));
return begun_ones;
end $$;

-- Decide for each combination of audit, stream, kind and author; a null outcome means that it may be kept.
-- Two steps for each of many audits are joined by hash: the planner takes them for few, and would compare each with each.
create function permits(pusher person, elements judged[]) returns permit[]
language plpgsql set search_path = pg_catalog, qa, pg_temp
set enable_seqscan = off set enable_mergejoin = off set enable_nestloop = off set jit = off set plan_cache_mode = force_generic_plan as $$
declare
    locked bigint[];
    result permit[];
begin
    locked := array(
        select a.no from audit a
        where a.id = any(array(select distinct j.audit from unnest(elements) j where j.fault is null))
            -- Nobody holds up an audit in which they have no part.
            and case when exists (select from access x where x.audit_no = a.no and x.person_no = pusher.no
                    and x.revoked_at is null) then true
                else cardinality(relations(pusher, a)) > 0 end
        order by a.id for update of a skip locked);
    with asked as materialized (
        select distinct on (j.sort) j.sort, j.audit, j.part, j.kind, j.author from unnest(elements) j
        where j.fault is null order by j.sort
    ), pairs as materialized (
        select d.audit, d.author, a.a, w.p, relations(w.p, a.a) his,
            case when (w.p).no = pusher.no then null else relations(pusher, a.a) end carriers
        from (select distinct audit, author from asked) d
            left join lateral (select a from audit a where a.id = d.audit limit 1) a(a) on true
            left join lateral (select p from person p where p.id = d.author limit 1) w(p) on true
    )
    select coalesce(array_agg(row(k.sort, (p.a).no, k.part, (p.a).create_digest, case
        when (p.a).no is null or (p.p).no is null or cardinality(p.his) = 0
            or (p.p).no <> pusher.no and cardinality(p.carriers) = 0 then 'quarantined'
        when not knows(k.kind) then 'kind'
        when not exists (select from unnest(p.his) r
            where may((p.p).role, k.kind, (p.a).state, k.part, r, 'write'))
            -- What is only allowed once the audit is signed waits for the signature beside it.
            then case when (p.a).state in ('draft', 'revealed', 'held_draft', 'held_revealed')
                and exists (select from asked g where g.audit = k.audit and g.kind = 'sign')
                and exists (select from unnest(p.his) r where may((p.p).role, k.kind,
                    case when (p.a).state like 'held%' then 'held_signed' else 'signed' end, k.part, r, 'write'))
                then 'busy' else 'not_allowed' end
        when (p.p).no <> pusher.no and not exists (select from unnest(p.carriers) r
            where may(pusher.role, k.kind, (p.a).state, k.part, r, 'relay')) then 'not_allowed'
        when not ((p.a).no = any(locked)) then 'busy'
    end)::permit), '{}') into result
    from asked k join pairs p on p.audit = k.audit and p.author = k.author;
    return result;
end $$;

-- Number, chain and keep what may be kept; say of every element what became of it.
create function append_all(pusher person, elements judged[], bodies bytea[], allowed permit[])
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
            j.client_ms, j.facts, bodies[j.n], j.salt, j.commit, j.signature, j.digest, m.head, pusher.no,
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
