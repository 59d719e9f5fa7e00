-- What keeps a push, with its salts and bodies as one.

drop function put_aside(person, judged[], bytea[], kept[]);
drop function note_refused(person, judged[], bytea[], kept[]);

-- Keep what cannot be placed yet, within a limit a person: 5,000 operations and 64 MB.
create function put_aside(pusher person, elements judged[], words bytea, results kept[]) returns kept[]
language plpgsql set search_path = pg_catalog, qa, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
    room bigint;
    space bigint;
begin
    select 5000 - count(*), 67108864 - coalesce(sum(q.bytes), 0) into room, space
        from quarantine q where q.pusher = put_aside.pusher.no and q.taken_at is null;
    if room < cardinality(elements) or space < (select sum(coalesce(j.size, 0) + 1000)
                                             from unnest(elements) j) then
        return array(select case when r.result = 'quarantined'
            then row(r.n, 'busy', 'quarantine_full', null, null, null, r.kind)::kept else r end
            from unnest(results) r order by r.n);
    end if;
    insert into quarantine(audit, author, kind, part, pusher, digest, bytes, sent)
    select j.audit, j.author, j.kind, j.part, pusher.no, j.digest, coalesce(j.size, 0) + 1000,
        whole(j, substr(words, j.place, j.size))
    from unnest(results) r join unnest(elements) j on j.n = r.n where r.result = 'quarantined' order by r.n
    on conflict do nothing;
    return results;
end $$;

-- Keep what was refused, so that its author can see it; within a limit a person: 2,000 operations and 32 MB.
create function note_refused(pusher person, elements judged[], words bytea, results kept[]) returns void
language plpgsql set search_path = pg_catalog, qa, pg_temp set plan_cache_mode = force_generic_plan as $$
begin
    insert into refused(pusher, key, reason, bytes, sent)
    select pusher.no, coalesce(j.digest, sha256(convert_to(coalesce(j.op_id::text, '') || r.reason, 'UTF8'))),
        r.reason, coalesce(j.size, 0), whole(j, substr(words, j.place, j.size))
    from unnest(results) r join unnest(elements) j on j.n = r.n
    where r.result = 'refused'
        and (select count(*) < 2000 and coalesce(sum(f.bytes), 0) < 33554432 from refused f
             where f.pusher = note_refused.pusher.no)
        and octet_length(j::text) + 2 * coalesce(j.size, 0) < 9000000
        and not exists (select from audit a where a.id = j.audit and a.state = 'disposed')
    order by r.n limit 2000
    on conflict do nothing;
end $$;

-- Take operations in on behalf of a person. One look at all elements, and one at all results, tells what few of them need.
create function keep_pushed(pusher person, elements judged[], words bytea) returns kept[]
language plpgsql set search_path = pg_catalog, qa, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
    ones record;
    begun text[];
    results kept[];
    done record;
    erased record;
begin
    select bool_or(j.author <> pusher.id and needs_proof(j.audit, j.kind)) to_prove, bool_or(j.wordless) wordless,
        bool_or(j.kind = 'create') begins, bool_or(j.audit like 'allocations:%') allocates,
        bool_or(j.kind in ('grant', 'withdraw')) gives, bool_or(j.kind in ('hold', 'release')) holds
    into ones from unnest(elements) j where j.fault is null;
    if ones.to_prove then
        elements := demand_proof(pusher, elements);
    end if;
    if ones.wordless then
        elements := wait_for_orders(elements);
    end if;
    if exists (select from erasure) then
        for erased in select * from erased_among(elements) loop
            if erased.whole_audit then
                elements[erased.n].fault := 'not_allowed';
            else
                elements[erased.n].bytes := elements[erased.n].bytes - coalesce(elements[erased.n].size, 0);
                elements[erased.n].salt := '';
                elements[erased.n].size := null;
            end if;
        end loop;
    end if;
    if ones.begins then
        begun := begin_audits(pusher, elements);
    end if;
    if ones.allocates then
        perform begin_allocations(elements);
    end if;
    if ones.gives then
        elements := parts_allow(pusher, elements);
    end if;
    if ones.holds then
        elements := holds_say(elements);
    end if;
    results := append_pushed(pusher, elements, words, permits(pusher, elements));
    if exists (select from erasure) then
        -- Behind the locks: what was noted as deleted a moment ago counts too.
        perform erase_words(array(select e.op_id from unnest(results) r join erasure e on e.op_id = elements[r.n].op_id
            where r.result = 'applied'));
    end if;
    select array_agg(distinct r.audit_no) filter (where r.result = 'applied') touched,
        bool_or(r.result = 'applied' and r.kind in ('grant', 'withdraw', 'hold', 'release')) scopes,
        bool_or(r.result = 'applied' and r.kind in ('sign', 'reveal', 'redact', 'dispose', 'grant', 'withdraw',
            'hold', 'release')) moves,
        bool_or(r.result = 'quarantined') waits, bool_or(r.result = 'refused') refused
    into done from unnest(results) r;
    if done.scopes then
        -- Who loses sight of an audit is told so only of what they were told: also of what came with this very call.
        perform announce(done.touched);
    end if;
    if done.moves then
        perform follow_up(elements, results);
    end if;
    if done.touched is not null then
        perform announce(done.touched);
    end if;
    if done.waits then
        results := put_aside(pusher, elements, words, results);
    end if;
    if done.refused then
        perform note_refused(pusher, elements, words, results);
    end if;
    if done.scopes then
        begun := begun || array(select distinct elements[r.n].audit from unnest(results) r
            where r.result = 'applied' and r.kind = 'grant');
    end if;
    if cardinality(begun) > 0 then
        perform take_listed(begun);
        perform try_again(begun);
    end if;
    return results;
end $$;

-- The same for what was kept apart.
create or replace function keep(pusher person, elements judged[], bodies bytea[]) returns kept[]
language plpgsql set search_path = pg_catalog, qa, pg_temp as $$
begin
    return keep_pushed(pusher, elements, as_one(array(select j.salt from unnest(elements) j order by j.n), bodies));
end $$;

create function push(names text[], op_ids uuid[], streams int[], kinds int[], paths text[], bases uuid[],
    authors int[], incarnations int[], seqs bigint[], schemas int[], times bigint[], facts text[], words bytea,
    salt_sizes int[], body_sizes int[], commits bytea[], signatures bytea[])
returns table(n int, result text, reason text, rev bigint, stream_head bytea)
language plpgsql security definer set search_path = pg_catalog, qa, pg_temp
set lock_timeout = '2s' set jit = off set plan_cache_mode = force_generic_plan as $$
declare
    pusher person := me();
    size int := cardinality(op_ids);
    alike bool := cardinality(authors) = 1 and cardinality(incarnations) = 1 and cardinality(schemas) = 1;
    elements judged[];
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
    elements := judge(names, op_ids, streams, kinds, paths, bases, authors, incarnations, seqs, schemas, times, facts,
        words, salt_sizes, body_sizes, commits, signatures, alike);
    return query select k.n, k.result, k.reason, k.rev, k.head from unnest(keep_pushed(pusher, elements, words)) k order by k.n;
end $$;

-- As laptops call it that know the arrays alone.
create or replace function push(names text[], op_ids uuid[], streams int[], kinds int[], paths text[], bases uuid[],
    authors int[], incarnations int[], seqs bigint[], schemas int[], times bigint[], facts text[], bodies bytea[],
    salts bytea[], commits bytea[], signatures bytea[])
returns table(n int, result text, reason text, rev bigint, stream_head bytea)
language plpgsql security definer set search_path = pg_catalog, qa, pg_temp set lock_timeout = '2s' set jit = off as $$
begin
    return query select p.* from push(names, op_ids, streams, kinds, paths, bases, authors, incarnations, seqs, schemas,
        times, facts, as_one(salts, bodies), array(select octet_length(s) from unnest(salts) with ordinality x(s, i)
            order by i), array(select octet_length(b) from unnest(bodies) with ordinality x(b, i) order by i),
        commits, signatures) p;
end $$;

revoke all on all functions in schema qa from public;
grant execute on function push(text[], uuid[], int[], int[], text[], uuid[], int[], int[], bigint[], int[], bigint[],
    text[], bytea, int[], int[], bytea[], bytea[]) to qa_laptop;
