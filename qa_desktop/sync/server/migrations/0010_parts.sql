-- What was written by somebody who has no part any more, what is under way, and who says they looked at what.

create function quarantined()
returns table(op_id text, stream text, kind text, path text, at timestamptz, taken bool)
language sql stable security definer set search_path = pg_catalog, qa, pg_temp as $$
select (q.sent).op_id::text, (q.sent).stream, (q.sent).kind, (q.sent).path, q.at, q.taken_at is not null
from quarantine q where q.pusher = (me()).no order by q.no $$;

-- What waits in quarantine and this person may take in: written by somebody who had a part in the audit once, brought by
-- themselves or by somebody who has one now. Whoever guesses the id of an audit puts nothing before anybody. It is judged
-- by groups, because every hello asks; what is in them is opened when somebody looks at it.
create function acceptable(who person) returns setof aside_group
language plpgsql stable set search_path = pg_catalog, qa, pg_temp
set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set enable_bitmapscan = off
set jit = off set plan_cache_mode = force_generic_plan as $$
declare
    -- The only relations in which anything may be taken in: of every audit, or of those that one owns.
    his text := case when who.role = 'qa_officer' then 'all' else 'owner' end;
begin
    if not exists (select from aside_group) then
        return;
    end if;
    return query select g.* from (
            select g, a from aside_group g, lateral (select a from audit a where a.id = g.audit limit 1) a
            where his = 'all'
            union all
            select g, a from access x, lateral (select a from audit a where a.no = x.audit_no limit 1) a
                join aside_group g on g.audit = (a.a).id
            where his = 'owner' and x.person_no = who.no and x.revoked_at is null and x.relation = 'owner') f(g, a),
        lateral (select (f.g).*) g,
        lateral (select w from person w where w.id = g.author limit 1) w(writer)
    where (f.a).state in ('draft', 'revealed', 'signed', 'held_draft', 'held_revealed', 'held_signed')
        and may(who.role, g.kind, (f.a).state, g.part, his, 'accept')
        and (select true from access x where x.audit_no = (f.a).no and x.person_no = (w.writer).no limit 1)
        and case when (w.writer).no = g.pusher then true
            else cardinality(relations((select b from person b where b.no = g.pusher), f.a)) > 0 end;
end $$;

create function aside()
returns table(op_id text, audit text, author text, name text, stream text, kind text, path text, at timestamptz)
language sql stable security definer set search_path = pg_catalog, qa, pg_temp
set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set jit = off as $$
select (q.sent).op_id::text, q.audit, p.id, p.name, (q.sent).stream, q.kind, (q.sent).path, q.at
from acceptable(me()) g join quarantine q on q.audit = g.audit and q.author = g.author and q.pusher = g.pusher
        and q.kind = g.kind and q.part = g.part and q.taken_at is null
    join person p on p.id = q.author
order by q.audit, q.no limit 5000 $$;

-- Take in what waits: its author stays its author, whoever takes it in is told as having brought it.
create function take_in(op_ids uuid[]) returns table(op_id text, result text)
language plpgsql security definer set search_path = pg_catalog, qa, pg_temp set lock_timeout = '2s' set jit = off as $$
#variable_conflict use_column
declare
    who person := me();
    waiting bigint[];
    ones sent[];
    bodies bytea[];
    elements judged[];
    results kept[];
    locked text[];
    touched bigint[];
begin
    perform epoch_now();
    if cardinality(op_ids) > 2000 then
        raise exception 'too many operations' using errcode = 'QA003';
    end if;
    select array_agg(q.no order by q.no), array_agg(bare(q.sent) order by q.no),
        array_agg((q.sent).body order by q.no) into waiting, ones, bodies
        from acceptable(who) g join quarantine q on q.audit = g.audit and q.author = g.author and q.pusher = g.pusher
            and q.kind = g.kind and q.part = g.part and q.taken_at is null
        where (q.sent).op_id = any(op_ids);
    if waiting is null then
        return;
    end if;
    elements := judge_again(ones, bodies);
    locked := array(select a.id from audit a where a.id = any(array(select j.audit from unnest(elements) j))
        order by a.no for update skip locked);
    results := append_all(who, elements, bodies, array(
        select row(j.sort, a.no, j.part, null, case when j.audit = any(locked) then null else 'busy' end)::permit
        from (select distinct j.sort, j.audit, j.part from unnest(elements) j) j
            join audit a on a.id = j.audit));
    perform follow_up(elements, results);
    -- The words are in their place now, where they can be redacted; nothing of them stays here.
    update quarantine q set taken_at = clock_timestamp(), taken_by = who.no, bytes = 0, sent.body = null,
        sent.salt = null
    from unnest(results) r where q.no = waiting[r.n] and r.result in ('applied', 'duplicate');
    touched := array(select distinct r.audit_no from unnest(results) r where r.result = 'applied');
    if cardinality(touched) > 0 then
        perform announce(touched);
    end if;
    return query select elements[r.n].op_id::text, r.result from unnest(results) r order by r.n;
end $$;

-- Whether this is what an operation of this person names that is in its place: its author may bring it also where they
-- have no part in the audit any more, because they handed it over or because their work was taken in.
create function brings_own(who person, the_audit audit, part_name text, document bytea) returns bool
language sql stable set search_path = pg_catalog, qa, pg_temp set enable_seqscan = off set jit = off as $$
select exists (select from stream s join op o on o.stream_no = s.no
    where s.audit_no = the_audit.no and s.name = part_name and o.kind in ('document', 'create') and o.author = who.id
        and o.facts::json ->> case o.kind when 'create' then 'tool_hash' else 'document' end
            = encode(document, 'hex')) $$;

-- Drafts of others: which tool, whose, begun when, where it stands, when anything of it came last. Nothing it says.
create function under_way()
returns table(audit text, tool text, owner text, name text, state text, begun timestamptz, changed timestamptz)
language plpgsql stable security definer set search_path = pg_catalog, qa, pg_temp
set enable_hashjoin = off set enable_mergejoin = off set jit = off as $$
#variable_conflict use_column
declare who person := me();
begin
    return query select a.id, first.facts::json ->> 'tool_id', owner.id, owner.name, a.state, a.created_at, last.at
    from audit a
        join access x on x.audit_no = a.no and x.relation = 'owner' and x.revoked_at is null
        join person owner on owner.no = x.person_no
        left join lateral (select o.facts from stream s join op o on o.stream_no = s.no and o.rev = 1
            where s.audit_no = a.no and s.name = 'record') first on true
        left join lateral (select max(o.received_at) at from stream s join op o on o.stream_no = s.no and o.rev = s.rev
            where s.audit_no = a.no and s.name in ('record', 'lead', 'peer')) last on true
    where a.state in ('draft', 'revealed', 'held_draft', 'held_revealed')
        and who.role in ('manager', 'qa_officer', 'head_of_service')
        and exists (select from unnest(relations(who, a)) r where may(who.role, 'any', a.state, 'record', r, 'list'))
    order by last.at desc, a.id limit 5000;
end $$;

-- What a laptop is told beside who it is, so that a run with nothing to do asks nothing more: whether the list of drafts
-- may have changed, and how much waits to be taken in.
create function notices(who person) returns jsonb
language sql stable set search_path = pg_catalog, qa, pg_temp set enable_seqscan = off set jit = off as $$
select jsonb_build_object(
    'aside', (select coalesce(sum(w.waiting) || ':' || max(w.latest), '') from acceptable(who) w),
    'under_way', case when who.role in ('manager', 'qa_officer', 'head_of_service')
        then coalesce((select f.seq from feed f order by f.seq desc limit 1), 0)::text end) $$;

create function report_access(ids uuid[], audits text[], whats text[], times bigint[]) returns int
language plpgsql security definer set search_path = pg_catalog, qa, pg_temp as $$
declare
    who person := me();
    added int;
begin
    if cardinality(ids) > 2000 or cardinality(ids) is distinct from cardinality(audits)
        or cardinality(ids) is distinct from cardinality(whats)
        or cardinality(ids) is distinct from cardinality(times) then
        raise exception 'too many records, or arrays of different length' using errcode = 'QA003';
    end if;
    insert into access_record(person_no, id, audit, what, client_ms)
    select who.no, u.id, u.audit, u.what, u.at from unnest(ids, audits, whats, times) u(id, audit, what, at)
    where u.id is not null and length(u.audit) between 1 and 64 and length(u.what) between 1 and 64 and u.at >= 0
    on conflict do nothing;
    get diagnostics added = row_count;
    return added;
end $$;

revoke all on all functions in schema qa from public;
grant execute on function quarantined(), aside(), take_in(uuid[]), under_way(),
    report_access(uuid[], text[], text[], bigint[])
to qa_laptop;
