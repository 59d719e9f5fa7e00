-- The organisation's own audit, what administrators do, the watchdog, and at last who may call what.

insert into audit(id, state) values ('organisation', 'standing');

create function begin_epoch(why text) returns text
language sql set search_path = pg_catalog, qa, pg_temp as $$
insert into epoch(no, id, cluster, database, reason)
select coalesce(max(e.no), 0) + 1, coalesce(max(e.no), 0) + 1 || '-' || replace(gen_random_uuid()::text, '-', ''),
    (select system_identifier from pg_control_system()),
    (select oid from pg_database where datname = current_database()), why
from epoch e
returning id $$;
select begin_epoch('set up');

create function move_person(a_login text, new_role text, new_team text) returns void
language plpgsql set search_path = pg_catalog, qa, pg_temp as $$
declare
    who person;
    before text[];
begin
    select p.* into strict who from person p where p.login = a_login for update;
    before := array(select wider_audiences(who));
    update person p set role = coalesce(new_role, p.role), team = coalesce(new_team, p.team) where p.no = who.no;
    perform rescope(who.no, before);
end $$;

create function move_audit(audit_id text, new_team text) returns void
language plpgsql set search_path = pg_catalog, qa, pg_temp as $$
declare the_no bigint;
begin
    update audit a set team = new_team where a.id = audit_id and a.state not in ('standing', 'personal') returning a.no into strict the_no;
    perform withdraw(the_no);
    perform announce(array[the_no]);
end $$;

create function leave(a_login text) returns void
language plpgsql set search_path = pg_catalog, qa, pg_temp as $$
declare the_no int;
begin
    update person p set active = false, left_at = clock_timestamp(), code_hash = null
        where p.login = a_login returning p.no into strict the_no;
    delete from shown h where h.audience = 'p:' || the_no;
end $$;

-- Ends every laptop's transaction that has lasted too long: it would hold back what all others may pull. Role settings
-- are no control, for a client can change them.
create function end_long_transactions(longest interval default '30 seconds') returns int
language sql security definer set search_path = pg_catalog, qa, pg_temp as $$
select count(*) filter (where pg_terminate_backend(v.pid))::int from pg_stat_activity v
where v.xact_start < clock_timestamp() - longest and v.pid <> pg_backend_pid() and v.backend_type = 'client backend'
    and exists (select from pg_roles r where r.rolname = v.usename and pg_has_role(r.oid, 'qa_laptop', 'member')
                and not r.rolsuper) $$;

-- How far the horizon lags behind, and who holds it back: for monitoring.
create function horizon_lag() returns table(pid int, login name, since interval)
language sql security definer set search_path = pg_catalog, qa, pg_temp as $$
select v.pid, v.usename, clock_timestamp() - v.xact_start from pg_stat_activity v
where v.backend_xid is not null order by v.xact_start $$;

revoke all on all tables in schema qa from public;
revoke all on all sequences in schema qa from public;
revoke all on all functions in schema qa from public;
grant usage on schema qa to qa_laptop, qa_watchdog;
grant execute on function
    hello(int, jsonb, jsonb), have(uuid[]),
    push(text[], uuid[], int[], int[], text[], uuid[], int[], int[], bigint[], int[], bigint[], text[], bytea[],
         bytea[], bytea[], bytea[]),
    pull(text, bigint, bigint, int, text), stream(text, bigint, int),
    put_blob(text, bytea, int, int, bytea), get_blob(text, bytea, int), blobs_wanted(text, bytea[]),
    people(text[]), refused(), lease(text, int)
to qa_laptop;
grant execute on function end_long_transactions(interval), horizon_lag() to qa_watchdog;
