-- Scope as a feed: whoever may read a stream is told of it, with a cursor later than any that was given out.

-- The current epoch; an error where the database was restored and nobody has begun a new one.
create function epoch_now() returns epoch
language plpgsql stable set search_path = pg_catalog, qa, pg_temp as $$
declare now_one epoch;
begin
    select * into now_one from epoch order by no desc limit 1;
    if now_one.shut_at is not null
        or now_one.cluster is distinct from (select system_identifier from pg_control_system())
        or now_one.database is distinct from (select oid from pg_database where datname = current_database()) then
        raise exception 'restored without a new epoch' using errcode = 'QA001';
    end if;
    return now_one;
end $$;

-- Every audience of an audit's streams, as it stands. It pins no search_path, so that it is planned with its callers.
create function audiences(what audit, stream_name text) returns setof text
language sql stable as $$
select distinct 'p:' || p.no from access a join person p on p.no = a.person_no
    where a.audit_no = what.no and a.revoked_at is null
        and may(p.role, 'any', what.state, stream_name, a.relation, 'read')
union all select 't:' || what.team where may('manager', 'any', what.state, stream_name, 'team', 'read')
    and what.team is not null
union all select 's:' || service_of(what.team)
    where may('head_of_service', 'any', what.state, stream_name, 'service', 'read') and what.team is not null
union all select 'all' where may('qa_officer', 'any', what.state, stream_name, 'all', 'read')
union all select 'members' where may('auditor', 'any', what.state, stream_name, 'member', 'read') $$;

-- Tell every audience of these audits what it was not told yet. The audits' rows are locked by the caller.
create function announce(audits bigint[]) returns void
language plpgsql set search_path = pg_catalog, qa, pg_temp
set enable_seqscan = off set enable_hashjoin = off set enable_mergejoin = off set jit = off
set plan_cache_mode = force_generic_plan as $$
declare current_no int := (epoch_now()).no;
begin
    with wanted as materialized (
        select s.no, s.rev, s.bytes, au.audience
        from unnest(audits) u(no) join audit a on a.no = u.no join stream s on s.audit_no = a.no,
            lateral audiences(a, s.name) au(audience)
        where s.rev > 0
    ), news as materialized (
        select w.*, coalesce(o.rev, 0) + 1 first, w.bytes - coalesce(o.bytes, 0) more
        from wanted w left join lateral (select h.rev, h.bytes from shown h
            where h.stream_no = w.no and h.audience = w.audience limit 1) o on true
        where w.rev > coalesce(o.rev, 0)
    ), told as (
        insert into feed(audience, epoch, event, stream_no, from_rev, to_rev, bytes)
        select audience, current_no, 'op', no, first, rev, more from news order by no
    )
    insert into shown(stream_no, audience, rev, bytes) select no, audience, rev, bytes from news
    on conflict (stream_no, audience) do update set rev = excluded.rev, bytes = excluded.bytes;
end $$;

-- Tell the audiences that lost sight of an audit. What a person still sees by another way is left out at the pull.
create function withdraw(the_audit bigint) returns void
language plpgsql set search_path = pg_catalog, qa, pg_temp as $$
declare current_no int := (epoch_now()).no;
begin
    with lost as (
        delete from shown h using stream s, audit a
        where h.stream_no = s.no and s.audit_no = a.no and a.no = the_audit
            and h.audience not in (select audiences(a, s.name))
        returning h.stream_no, h.audience
    )
    insert into feed(audience, epoch, event, stream_no)
    select audience, current_no, 'revoke', stream_no from lost order by stream_no, audience;
end $$;

-- What a person listens to besides what was shared with them by name.
create function wider_audiences(who person) returns setof text
language plpgsql stable set search_path = pg_catalog, qa, pg_temp as $$
begin
    return next 'members';
    case who.role
        when 'manager' then return query select 't:' || t from teams_under(who.team) t;
        when 'head_of_service' then return query select 's:' || service_of(who.team);
        when 'qa_officer' then return next 'all';
        else null;
    end case;
end $$;

-- Bring one person's scope up to date after a change of role, team or team tree: late scope is delivered whole, what is
-- lost is called back. Writers wait meanwhile, for a row that commits beside this one would be missed by both.
create function rescope(the_person int, before text[]) returns void
language plpgsql set search_path = pg_catalog, qa, pg_temp as $$
declare
    current_no int := (epoch_now()).no;
    who person;
    after text[];
begin
    lock table feed in share row exclusive mode;
    select * into who from person where no = the_person;
    after := array(select wider_audiences(who));
    insert into feed(audience, epoch, event, stream_no)
    select distinct 'p:' || the_person, current_no, 'revoke', h.stream_no from shown h
    where h.audience = any(before) and h.audience <> all(after)
        and not exists (select from shown k where k.stream_no = h.stream_no and k.audience = any(after));
    insert into feed(audience, epoch, event, stream_no, from_rev, to_rev, bytes)
    select 'p:' || the_person, current_no, 'op', h.stream_no, 1, max(h.rev), max(h.bytes) from shown h
    where h.audience = any(after) and h.audience <> all(before)
    group by h.stream_no;
end $$;
