-- What follows from operations that were kept, and what happens to those that were not.

-- Signing, revealing, redacting, disposing and holds change the state of an audit.
create function follow_up(elements judged[], results kept[]) returns void
language plpgsql set search_path = pg_catalog, qa, pg_temp set plan_cache_mode = force_generic_plan as $$
declare one record;
begin
    for one in
        select r.audit_no, r.kind, j.part, j.facts, j.author, r.n
        from unnest(results) r join unnest(elements) j on j.n = r.n
        where r.result = 'applied' and r.kind in ('sign', 'reveal', 'redact', 'dispose', 'grant', 'withdraw',
            'hold', 'release')
        order by r.n
    loop
        if one.kind in ('redact', 'dispose', 'hold', 'release') then
            perform note_order(elements[one.n]);
        end if;
        if one.kind = 'sign' then
            update audit set state = case when state like 'held%' then 'held_signed' else 'signed' end,
                signed_at = clock_timestamp()
                where no = one.audit_no and state in ('draft', 'revealed', 'held_draft', 'held_revealed');
        elsif one.kind = 'reveal' then
            update audit set
                lead_revealed = lead_revealed or one.part = 'lead',
                peer_revealed = peer_revealed or one.part = 'peer'
                where no = one.audit_no;
            update audit set state = case state when 'draft' then 'revealed' else 'held_revealed' end
                where no = one.audit_no and state in ('draft', 'held_draft') and lead_revealed and peer_revealed;
        elsif one.kind in ('grant', 'withdraw') then
            perform change_part(one.audit_no, one.author, one.kind, one.facts);
        elsif one.kind in ('hold', 'release') then
            perform settle_holds(one.audit_no, one.author);
        elsif one.kind = 'redact' then
            perform redact_if_two_agree(one.audit_no, one.facts);
        else
            perform dispose_if_two_agree(one.audit_no);
        end if;
    end loop;
end $$;

-- An operation with its body, as it is kept apart from what it was sent with.
create function whole(one judged, body bytea) returns sent
language plpgsql immutable set search_path = pg_catalog, qa, pg_temp as $$
begin
    return row(one.stream, one.op_id, one.kind, one.path, one.base, one.author, one.incarnation, one.seq, one.schema,
        one.client_ms, one.facts, body, one.salt, one.commit, one.signature)::sent;
end $$;

-- What was kept apart, but its body.
create function bare(one sent) returns sent
language plpgsql immutable set search_path = pg_catalog, qa, pg_temp as $$
begin
    one.body := null;
    return one;
end $$;

-- Keep what cannot be placed yet, within a limit a person: 5,000 operations and 64 MB.
create function put_aside(pusher person, elements judged[], bodies bytea[], results kept[]) returns kept[]
language plpgsql set search_path = pg_catalog, qa, pg_temp set plan_cache_mode = force_generic_plan as $$
declare
    room bigint;
    space bigint;
begin
    select 5000 - count(*), 67108864 - coalesce(sum(q.bytes), 0) into room, space
        from quarantine q where q.pusher = put_aside.pusher.no and q.taken_at is null;
    if room < cardinality(elements) or space < (select sum(coalesce(octet_length(b), 0) + 1000)
                                             from unnest(bodies) b) then
        return array(select case when r.result = 'quarantined'
            then row(r.n, 'busy', 'quarantine_full', null, null, null, r.kind)::kept else r end
            from unnest(results) r order by r.n);
    end if;
    insert into quarantine(audit, author, kind, part, pusher, digest, bytes, sent)
    select j.audit, j.author, j.kind, j.part, pusher.no, j.digest, coalesce(octet_length(bodies[j.n]), 0) + 1000,
        whole(j, bodies[j.n])
    from unnest(results) r join unnest(elements) j on j.n = r.n where r.result = 'quarantined' order by r.n
    on conflict do nothing;
    return results;
end $$;

-- Keep what was refused, so that its author can see it; within a limit a person: 2,000 operations and 32 MB.
create function note_refused(pusher person, elements judged[], bodies bytea[], results kept[]) returns void
language plpgsql set search_path = pg_catalog, qa, pg_temp set plan_cache_mode = force_generic_plan as $$
begin
    insert into refused(pusher, key, reason, bytes, sent)
    select pusher.no, coalesce(j.digest, sha256(convert_to(coalesce(j.op_id::text, '') || r.reason, 'UTF8'))),
        r.reason, coalesce(octet_length(bodies[r.n]), 0), whole(j, bodies[r.n])
    from unnest(results) r join unnest(elements) j on j.n = r.n
    where r.result = 'refused'
        and (select count(*) < 2000 and coalesce(sum(f.bytes), 0) < 33554432 from refused f
             where f.pusher = note_refused.pusher.no)
        and octet_length(j::text) + 2 * coalesce(octet_length(bodies[r.n]), 0) < 9000000
        and not exists (select from audit a where a.id = j.audit and a.state = 'disposed')
    order by r.n limit 2000
    on conflict do nothing;
end $$;

-- Take operations in on behalf of a person. One look at all elements, and one at all results, tells what few of them need.
create function keep(pusher person, elements judged[], bodies bytea[]) returns kept[]
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
                elements[erased.n].bytes := elements[erased.n].bytes - coalesce(octet_length(bodies[erased.n]), 0);
                elements[erased.n].salt := '';
                bodies[erased.n] := null;
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
    results := append_all(pusher, elements, bodies, permits(pusher, elements));
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
        results := put_aside(pusher, elements, bodies, results);
    end if;
    if done.refused then
        perform note_refused(pusher, elements, bodies, results);
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

-- Try again what was put aside for these audits, in the name of those who pushed it.
create function try_again(audits text[]) returns void
language plpgsql set search_path = pg_catalog, qa, pg_temp as $$
declare
    one record;
    ones sent[];
    bodies bytea[];
begin
    for one in select distinct q.pusher from quarantine q where q.audit = any(audits) and q.taken_at is null order by 1
    loop
        with taken as (
            delete from quarantine q where q.pusher = one.pusher and q.audit = any(audits) and q.taken_at is null
            returning q.no, q.sent
        )
        select array_agg(bare(t.sent) order by t.no), array_agg((t.sent).body order by t.no)
        into ones, bodies from taken t;
        perform keep(p, judge_again(ones, bodies), bodies) from person p where p.no = one.pusher;
    end loop;
end $$;

create function push(names text[], op_ids uuid[], streams int[], kinds int[], paths text[], bases uuid[],
    authors int[], incarnations int[], seqs bigint[], schemas int[], times bigint[], facts text[], bodies bytea[],
    salts bytea[], commits bytea[], signatures bytea[])
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
            cardinality(times), cardinality(facts), cardinality(bodies), cardinality(salts), cardinality(commits),
            cardinality(signatures)]) c where c is distinct from size)
        or exists (select from unnest(array[cardinality(authors), cardinality(incarnations), cardinality(seqs),
                cardinality(schemas)]) c where c is null or c not in (1, size)) then
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
    if cardinality(seqs) = 1 then
        seqs := array(select least(seqs[1], 4611686018427387904) + i from generate_series(0, size - 1) i);
    end if;
    elements := judge(names, op_ids, streams, kinds, paths, bases, authors, incarnations, seqs, schemas, times, facts,
        bodies, salts, commits, signatures, alike);
    return query select k.n, k.result, k.reason, k.rev, k.head from unnest(keep(pusher, elements, bodies)) k order by k.n;
end $$;
