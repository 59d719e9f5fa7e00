-- Giving operations out: below the horizon, in cursor order, and only what may be read at that moment.

create type delivery as (
    event text, cursor_epoch text, cursor_xid bigint, cursor_seq bigint, stream text, rev bigint, op_id text, kind text,
    path text, base text, author text, incarnation text, seq bigint, schema int, client_ms bigint, facts text,
    body bytea, salt bytea, commit bytea, signature bytea, stream_head bytea, relayer text, received_at timestamptz
);

create function pull(epoch text, xid bigint, seq bigint, most int) returns setof delivery
language plpgsql stable security definer set search_path = pg_catalog, qa, pg_temp
set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set enable_bitmapscan = off
set jit = off as $$
declare
    who person := me();
    current_epoch epoch := epoch_now();
    from_no int := 0;
    from_xid xid8 := coalesce(xid, 0)::text::xid8;
    from_seq bigint := coalesce(seq, 0);
    horizon xid8 := pg_snapshot_xmin(pg_current_snapshot());
    wanted int := least(greatest(coalesce(most, 1000), 1), 5000);
    lines_at_most int := least(wanted, 1000);
begin
    if epoch is not null then
        select e.no into from_no from epoch e where e.id = pull.epoch;
        if from_no is null then
            raise exception 'unknown epoch' using errcode = 'QA002';
        end if;
    end if;
    return query
    with lines as materialized (
        select l.*, sum(l.to_rev - l.from_rev + 1) over w - (l.to_rev - l.from_rev + 1) before,
            sum(l.bytes) over w - l.bytes bytes_before
        from (
            select f.* from own_audiences(who) ear, lateral (
                select f.* from feed f
                where f.audience = ear and (f.epoch, f.xid, f.seq) > (from_no, from_xid, from_seq)
                    and (f.epoch < current_epoch.no or f.xid < horizon)
                    -- What was told once is judged again by the rights of this moment.
                    and (select case
                        when f.event = 'revoke' then not can_read(who, a, s.name)
                        when f.audience = 'all' then may(who.role, 'any', a.state, s.name, 'all', 'read')
                        when f.audience like 't:%' and 't:' || a.team = f.audience
                            then may(who.role, 'any', a.state, s.name, 'team', 'read')
                        when f.audience like 'p:%' and exists (select from access x
                            where x.audit_no = a.no and x.person_no = who.no and x.revoked_at is null
                                and may(who.role, 'any', a.state, s.name, x.relation, 'read')) then true
                        else can_read(who, a, s.name) end
                        from stream s join audit a on a.no = s.audit_no where s.no = f.stream_no)
                order by f.epoch, f.xid, f.seq limit lines_at_most
            ) f order by f.epoch, f.xid, f.seq limit lines_at_most
        ) l
        window w as (order by l.epoch, l.xid, l.seq)
    )
    select l.event, e.id, l.xid::text::bigint, l.seq, a.id || '/' || s.name, o.rev, o.op_id::text, o.kind, o.path,
        o.base::text, o.author, o.incarnation, o.seq, o.schema, o.client_ms, o.facts, o.body, o.salt, o.commit,
        o.signature, o.head, p.id, o.received_at
    from lines l join epoch e on e.no = l.epoch join stream s on s.no = l.stream_no join audit a on a.no = s.audit_no
        left join op o on l.event = 'op' and o.stream_no = l.stream_no and o.rev between l.from_rev and l.to_rev
        left join person p on p.no = o.relayer
    where coalesce(l.before, 0) = 0 or coalesce(l.before, 0) < wanted and coalesce(l.bytes_before, 0) < 4194304
    order by l.epoch, l.xid, l.seq, o.rev;
end $$;

create function stream(stream text, from_rev bigint, most int) returns setof delivery
language sql stable security definer set search_path = pg_catalog, qa, pg_temp
set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set jit = off as $$
select 'op', null, null::bigint, null::bigint, stream.stream, o.rev, o.op_id::text, o.kind, o.path, o.base::text,
    o.author, o.incarnation, o.seq, o.schema, o.client_ms, o.facts, o.body, o.salt, o.commit, o.signature, o.head, p.id,
    o.received_at
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
