-- Giving operations out: below the horizon, in cursor order, and only what may be read at that moment.

-- A row says what differs from the row before. `context` is a JSON array of event, cursor_epoch, cursor_xid, cursor_seq,
-- stream, rev, author, incarnation, schema, relayer (empty: the author) and received_us, each null where it is as before,
-- or null altogether; docs/sync-protocol.md tells the rest.
create type delivery as (
    context text, op_id uuid, kind text, path text, base uuid, seq bigint, client_ms bigint, facts text, body bytea,
    salt bytea, commit bytea, signature bytea, stream_head bytea
);

-- The next lines of the feed that this person may read, until they hold as many operations as are wanted, or 4 MB. They
-- are looked for a few at a time: judging a line costs more than finding it, and a page rarely holds many.
create function next_lines(who person, from_no int, from_xid xid8, from_seq bigint, wanted int) returns feed[]
language plpgsql stable set search_path = pg_catalog, qa, pg_temp as $$
declare
    current_no int := (epoch_now()).no;
    horizon xid8 := pg_snapshot_xmin(pg_current_snapshot());
    ears text[] := array(select 'p:' || who.no union all select wider_audiences(who));
    a_few int := 50;
    looked_at int := a_few;
    lines feed[] := '{}';
    size bigint := 0;
    weight bigint := 0;
    one record;
begin
    while looked_at = a_few loop
        looked_at := 0;
        for one in
            select l.line, l.epoch, l.xid, l.seq, l.to_rev - l.from_rev + 1 size, l.bytes,
                -- What was told once is judged again by the rights of this moment.
                (select case
                    when l.event = 'revoke' then not can_read(who, a, s.name)
                    when l.audience like 'p:%' and exists (select from access x
                        where x.audit_no = a.no and x.person_no = who.no and x.revoked_at is null
                            and may(who.role, 'any', a.state, s.name, x.relation, 'read')) then true
                    when may(who.role, 'any', a.state, s.name, case l.audience when 'all' then 'all'
                        when 't:' || a.team then 'team' end, 'read') then true
                    else can_read(who, a, s.name) end
                    from stream s join audit a on a.no = s.audit_no where s.no = l.stream_no) is_theirs
            from unnest(ears) ear, lateral (
                select f line, f.* from feed f
                where f.audience = ear and (f.epoch, f.xid, f.seq) > (from_no, from_xid, from_seq)
                    and (f.epoch < current_no or f.xid < horizon)
                order by f.epoch, f.xid, f.seq limit a_few
            ) l
            order by l.epoch, l.xid, l.seq limit a_few
        loop
            if size >= wanted or weight >= 4194304 or cardinality(lines) >= least(wanted, 1000) then
                return lines;
            end if;
            looked_at := looked_at + 1;
            from_no := one.epoch;
            from_xid := one.xid;
            from_seq := one.seq;
            if one.is_theirs then
                lines := lines || one.line;
                size := size + coalesce(one.size, 0);
                weight := weight + one.bytes;
            end if;
        end loop;
    end loop;
    return lines;
end $$;

-- Rows come in the order of the lines and of each line's revisions without being sorted: the plan can only follow the
-- lines and the index of `op`. Of what this person wrote in the incarnation that is `mine` only name and head come.
create function pull(epoch text, xid bigint, seq bigint, most int, mine text default null) returns setof delivery
language plpgsql stable security definer set search_path = pg_catalog, qa, pg_temp
set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set enable_bitmapscan = off
set jit = off set plan_cache_mode = force_generic_plan set work_mem = '16MB' as $$
declare
    who person := me();
    my_id text := who.id;
    from_no int := 0;
    lines feed[];
begin
    if epoch is not null then
        select e.no into from_no from epoch e where e.id = pull.epoch;
        if from_no is null then
            raise exception 'unknown epoch' using errcode = 'QA002';
        end if;
    end if;
    lines := next_lines(who, from_no, coalesce(xid, 0)::text::xid8, coalesce(seq, 0),
        least(greatest(coalesce(most, 1000), 1), 5000));
    if cardinality(lines) = 0 then
        return;
    end if;
    return query
    select case when k.is_first or o.begins then json_build_array(
            case when k.is_first then l.event end, case when k.is_first then l.epoch end,
            case when k.is_first then l.xid end, case when k.is_first then l.seq end,
            case when k.is_first then l.stream end, o.rev, o.author, o.incarnation, o.schema,
            (select case p.id when o.author then '' else coalesce(p.id, '') end from person p where p.no = o.relayer),
            (extract(epoch from o.received_at) * 1000000)::bigint)::text end,
        o.op_id, case when k.is_own or o.kind = 'set' then null else o.kind end,
        case when k.is_own then null else o.path end, case when k.is_own then null else o.base end,
        case when k.is_own then null else o.seq end, case when k.is_own then null else o.client_ms end,
        case when k.is_own or o.facts = '{}' then null else o.facts end,
        case when k.is_own then null else o.body end, case when k.is_own then null else o.salt end,
        case when k.is_own or o.salt <> '' then null else o.commit end,
        case when k.is_own then null else o.signature end, case when k.is_own or o.rev = l.to_rev then o.head end
    from (
        select l.n, nullif(l.event, lag(l.event) over w) event, nullif(e.id, lag(e.id) over w) epoch,
            l.xid::text::bigint xid, l.seq, nullif(n.stream, lag(n.stream) over w) stream,
            l.stream_no, l.from_rev, l.to_rev
        from unnest(lines) with ordinality l(audience, epoch, xid, seq, event, stream_no, from_rev, to_rev, bytes, n)
            join epoch e on e.no = l.epoch join stream s on s.no = l.stream_no join audit a on a.no = s.audit_no,
            lateral (select a.id || '/' || s.name) n(stream)
        window w as (order by l.n)
        order by l.n offset 0
    ) l left join op o on o.stream_no = l.stream_no and o.rev between l.from_rev and l.to_rev
        left join lateral (select o.rev is null or o.rev = l.from_rev is_first,
            o.author = my_id and o.incarnation = mine is_own offset 0) k on true
    order by l.n;
end $$;

-- A whole stream, for repair: every row is whole, with its commitment and its head.
create function stream(stream text, from_rev bigint, most int) returns setof delivery
language sql stable security definer set search_path = pg_catalog, qa, pg_temp
set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set jit = off as $$
select json_build_array('op', null, null, null, stream.stream, o.rev, o.author, o.incarnation, o.schema,
        coalesce(nullif(p.id, o.author), ''), (extract(epoch from o.received_at) * 1000000)::bigint)::text,
    o.op_id, o.kind, o.path, o.base, o.seq, o.client_ms, o.facts, o.body, o.salt, o.commit, o.signature, o.head
from readable(me(), stream.stream) r join op o on o.stream_no = r.no left join person p on p.no = o.relayer
where o.rev >= stream.from_rev
order by o.rev limit least(greatest(coalesce(most, 1000), 1), 5000) $$;

create function have(op_ids uuid[]) returns setof text
language sql stable security definer set search_path = pg_catalog, qa, pg_temp
set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set jit = off as $$
with who as materialized (select me() p),
asked as materialized (select distinct x id from unnest(op_ids) x where cardinality(op_ids) <= 20000),
found_ones as materialized (
    select k.id, o.stream_no from asked k
    join lateral (select o.stream_no from op o where o.op_id = k.id limit 1) o on true),
visible as materialized (
    select f.stream_no from (select distinct stream_no from found_ones) f
    join stream s on s.no = f.stream_no join audit a on a.no = s.audit_no, who
    where can_read(who.p, a, s.name))
select f.id::text from found_ones f where f.stream_no in (select v.stream_no from visible v) $$;

-- Whether the feed holds the very line that this position names: else the server was set back.
create function position_is_known(spot jsonb) returns bool
language plpgsql stable set search_path = pg_catalog, qa, pg_temp set enable_seqscan = off set jit = off as $$
begin
    return spot is null or jsonb_typeof(spot) = 'null' or exists (
        select from feed f join epoch e on e.no = f.epoch
        where f.seq = (spot ->> 'seq')::bigint and f.xid = (spot ->> 'xid')::xid8 and e.id = spot ->> 'epoch');
exception when data_exception then
    return false;
end $$;

-- Compare the laptop's heads with this person's streams: those that differ, and those that are not here for them.
create function compare_heads(who person, heads jsonb, out differing text[], out missing text[])
language plpgsql stable set search_path = pg_catalog, qa, pg_temp
set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set jit = off as $$
declare
    teams text[] := array(select teams_under(who.team) where who.role = 'manager');
    service text := case when who.role = 'head_of_service' then service_of(who.team) end;
begin
    select array_agg(h.name) filter (where r.no is not null
            and encode(o.head, 'hex') is distinct from lower(h.value ->> 1)),
        array_agg(h.name) filter (where r.no is null)
    into differing, missing
    from (select key name, value from jsonb_each(heads) limit 20000) h
        -- What readable() says, the usual ways first: as a function of its own it would be planned anew for each head.
        left join lateral (select s.no from audit a join stream s on s.audit_no = a.no
            where a.id = split_part(h.name, '/', 1)
                and s.name = substr(h.name, length(split_part(h.name, '/', 1)) + 2)
                and case when exists (select from access x
                        where x.audit_no = a.no and x.person_no = who.no and x.revoked_at is null
                            and may(who.role, 'any', a.state, s.name, x.relation, 'read')) then true
                    when may(who.role, 'any', a.state, s.name, 'all', 'read') then true
                    when a.team = any(teams) and may(who.role, 'any', a.state, s.name, 'team', 'read') then true
                    when may(who.role, 'any', a.state, s.name, 'service', 'read')
                        and (select t.service from team t where t.id = a.team) = service then true
                    else can_read(who, a, s.name) end limit 1) r on true
        left join lateral (select o.head from op o where o.stream_no = r.no
            and o.rev = case when h.value ->> 0 ~ '^[0-9]{1,17}$' then (h.value ->> 0)::bigint end limit 1) o on true;
    differing := coalesce(differing, '{}');
    missing := coalesce(missing, '{}');
end $$;

create function hello(protocol int, "position" jsonb, heads jsonb)
returns table(server_protocol int, oldest_protocol int, epoch text, position_known bool, restored bool, me jsonb,
    server_time timestamptz, mismatched text[], unknown text[])
language plpgsql security definer set search_path = pg_catalog, qa, pg_temp as $$
#variable_conflict use_column
declare
    who person;
    standing text;
    current_epoch epoch := epoch_now();
    spot jsonb := hello."position";
    known bool := true;
    differing text[] := '{}';
    missing text[] := '{}';
begin
    select p.* into who from person p where p.login = session_user and p.active;
    if who.no is null then
        raise exception 'this login is nobody who is enrolled' using errcode = '28000';
    end if;
    standing := case
        when exists (select from device_key k where k.person_no = who.no and k.approved_at is not null
                     and k.revoked_at is null) then 'enrolled'
        when exists (select from device_key k where k.person_no = who.no and k.revoked_at is null) then 'pending'
        else 'new' end;
    if standing = 'enrolled' then
        known := position_is_known(spot);
        if jsonb_typeof(hello.heads) = 'object' then
            select c.differing, c.missing into differing, missing from compare_heads(who, hello.heads) c;
        end if;
        if not known and spot ->> 'epoch' = current_epoch.id or cardinality(differing) > 0 then
            -- One laptop's claim never stops the server: its administrator looks.
            insert into alarm(person_no, what)
            select who.no, case when known then 'heads differ' else 'position unknown' end
            where not exists (select from alarm a where a.person_no = who.no and a.settled_at is null);
        end if;
    end if;
    return query select m.protocol, m.oldest_protocol, current_epoch.id, known,
        coalesce(spot ->> 'epoch' <> current_epoch.id, false),
        jsonb_build_object('id', who.id, 'name', who.name, 'role', who.role, 'team', who.team, 'state', standing,
            'directory', case when standing = 'enrolled' then directory_state(who) end)
            || case when standing = 'enrolled' then notices(who) else '{}' end,
        clock_timestamp(), differing, missing
    from server_meta m;
end $$;
