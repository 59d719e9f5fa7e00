-- What was put aside is tried again by whoever brings its audit, or gives the part. Two that are at work in the same moment
-- do not see each other: what is put aside while the other has not ended yet is tried again by nobody. Nor is it by a move
-- to another team or role. So it is looked for whenever its laptop asks what became of it, and by the watchdog.

create index aside_group_by_pusher on aside_group(pusher);
create index quarantine_by_time on quarantine(at) where taken_at is null;

-- What waits although its audit is here, and its author and whoever brought it have a part in it, and what was put aside of
-- an audit that was disposed of meanwhile; from a number on.
create function waits_for_nothing(whose int, from_no bigint) returns setof quarantine
language plpgsql stable set search_path = pg_catalog, qa, pg_temp
set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set jit = off as $$
begin
    return query select q.* from (
            select g.*, a, w, b from aside_group g
                cross join lateral (select a from audit a where a.id = g.audit limit 1) a(a)
                cross join lateral (select p from person p where p.id = g.author limit 1) w(w)
                cross join lateral (select p from person p where p.no = g.pusher limit 1) b(b)
            where (whose is null or g.pusher = whose) and g.latest >= from_no
            offset 0
        ) g join quarantine q on q.audit = g.audit and q.author = g.author and q.pusher = g.pusher and q.kind = g.kind
                and q.part = g.part and q.taken_at is null and q.no >= from_no
    where (g.a).state = 'disposed' and g.part <> 'retention'
        or cardinality(relations(g.w, g.a)) > 0 and ((g.w).no = g.pusher or cardinality(relations(g.b, g.a)) > 0)
            -- What its author may not write in the part that they have now can still be taken in by others.
            and (exists (select from unnest(relations(g.w, g.a)) r
                    where may((g.w).role, g.kind, (g.a).state, g.part, r, 'write'))
                or not may('qa_officer', g.kind, (g.a).state, g.part, 'all', 'accept'))
    order by q.no limit 500;
end $$;

-- Try again what waits for nothing; what is busy stays. An audit on which somebody is at work is left for the next time.
create function settle_aside(whose int, from_no bigint) returns void
language plpgsql set search_path = pg_catalog, qa, pg_temp set jit = off as $$
declare
    numbers bigint[];
    locked text[];
    one record;
    results kept[];
begin
    if not exists (select from aside_group g where (whose is null or g.pusher = whose) and g.latest >= from_no) then
        return;
    end if;
    perform epoch_now();
    numbers := array(select w.no from waits_for_nothing(whose, from_no) w);
    if cardinality(numbers) = 0 then
        return;
    end if;
    locked := array(select a.id from audit a where a.id in (select q.audit from quarantine q where q.no = any(numbers))
        order by a.id for update skip locked);
    for one in
        select w.pusher, array_agg(w.no order by w.no) numbers, array_agg(bare(w.sent) order by w.no) ones,
            array_agg((w.sent).body order by w.no) bodies
        from (select q.* from quarantine q where q.no = any(numbers) and q.audit = any(locked)
            order by q.no for update skip locked) w
        group by w.pusher order by w.pusher
    loop
        results := keep((select p from person p where p.no = one.pusher), judge_again(one.ones, one.bodies), one.bodies);
        delete from quarantine q using unnest(results) r
            where q.no = one.numbers[r.n] and r.result not in ('busy', 'quarantined');
    end loop;
end $$;

create or replace function quarantined()
returns table(op_id text, stream text, kind text, path text, at timestamptz, taken bool)
language plpgsql volatile security definer set search_path = pg_catalog, qa, pg_temp set lock_timeout = '2s' set jit = off as $$
#variable_conflict use_column
declare who person := me();
begin
    perform settle_aside(who.no, 0);
    return query select (q.sent).op_id::text, (q.sent).stream, (q.sent).kind, (q.sent).path, q.at, q.taken_at is not null
        from quarantine q where q.pusher = who.no order by q.no;
end $$;

-- Only what was put aside lately: a client's transaction, of which it may not have known, lasts 30 seconds at most. What
-- waits for years costs nothing here.
create function settle_lately_aside() returns void
language plpgsql security definer set search_path = pg_catalog, qa, pg_temp set lock_timeout = '2s' as $$
begin
    perform settle_aside(null, (select min(q.no) from quarantine q
        where q.taken_at is null and q.at >= clock_timestamp() - interval '10 minutes'));
exception when sqlstate 'QA001' then
    -- Restored, or behind its list of deletions: everything waits for its administrator.
    null;
end $$;

revoke all on all functions in schema qa from public;
grant execute on function settle_lately_aside() to qa_watchdog;
