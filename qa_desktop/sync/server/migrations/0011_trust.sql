-- Which laptops are believed: enrolment by a one-time code, approval by a second person, revocation.

alter table device_key add code_hash bytea, add revoked_by text;

-- Counts approvals and revocations, so that laptops know without asking when keys that they hold have changed.
create table key_version(
    single bool primary key default true check (single),
    version bigint not null
);
insert into key_version(version) values (1);

create function count_keys() returns trigger language plpgsql set search_path = pg_catalog, qa, pg_temp as $$
begin
    update key_version set version = version + 1;
    return null;
end $$;
create trigger count_keys after update of approved_at, revoked_at on device_key
    for each statement execute function count_keys();

-- How this very laptop stands, and which version of everybody's keys holds. For those who wait too: like hello.
create function standing(device_key bytea) returns jsonb
language plpgsql stable security definer set search_path = pg_catalog, qa, pg_temp as $$
declare
    who person;
    mine device_key;
begin
    select p.* into who from person p where p.login = session_user and p.active;
    if who.no is null then
        raise exception 'this login is nobody who is enrolled' using errcode = '28000';
    end if;
    select k.* into mine from device_key k where k.person_no = who.no and k.key = standing.device_key;
    return jsonb_build_object('keys', (epoch_now()).id || '/' || (select v.version from key_version v))
        || case when octet_length(standing.device_key) > 0 then jsonb_build_object('state',
            case when mine.person_no is null then 'new' when mine.revoked_at is not null then 'revoked'
                when mine.approved_at is not null then 'enrolled' else 'pending' end) else '{}' end;
end $$;

create function enrol(code text, person jsonb, device_key bytea, proof bytea) returns text
language plpgsql security definer set search_path = pg_catalog, qa, pg_temp as $$
declare
    who person;
    own_id text := enrol.person ->> 'id';
begin
    select p.* into who from person p where p.login = session_user and p.active for update;
    if who.no is null then
        raise exception 'this login is nobody who is enrolled' using errcode = '28000';
    end if;
    if exists (select from device_key k where k.person_no = who.no and k.key = enrol.device_key
               and k.approved_at is not null and k.revoked_at is null) then
        return 'enrolled';
    end if;
    if who.code_tries >= 5 or who.code_until < clock_timestamp() or who.code_hash is null
        or sha256(convert_to(coalesce(enrol.code, ''), 'UTF8')) <> who.code_hash
        or (octet_length(enrol.device_key) = 32 and length(own_id) between 1 and 64) is not true
        or coalesce(octet_length(enrol.proof), 0) > 1024 or octet_length(enrol.person::text) > 20000
        or who.id is distinct from own_id and (who.id is not null
            or exists (select from person p where p.id = own_id)) then
        update person p set code_tries = p.code_tries + 1 where p.no = who.no;
        return 'refused';
    end if;
    -- The code's hash stays with the key: whoever approves checks that the proof was made for this very code.
    insert into device_key(person_no, key, proof, certificate, address, code_hash) values (who.no, enrol.device_key,
        enrol.proof, decode(coalesce(enrol.person ->> 'certificate', ''), 'base64'),
        coalesce(enrol.person ->> 'address', ''), who.code_hash);
    update person p set id = own_id, code_hash = null where p.no = who.no;
    return 'pending';
exception when invalid_parameter_value or unique_violation then
    return 'refused';
end $$;

-- The laptops that somebody may look after: everybody's for administrators and QA officers, else one's own.
create function devices()
returns table(login text, id text, name text, role text, team text, device_key bytea, proof bytea, code_hash bytea,
    certificate bytea, address text, asked_at timestamptz, approved_at timestamptz, approved_by text,
    revoked_at timestamptz, own bool)
language sql stable security definer set search_path = pg_catalog, qa, pg_temp as $$
select p.login::text, p.id, p.name, p.role, p.team, k.key, k.proof, k.code_hash, k.certificate, k.address, k.asked_at,
    k.approved_at, coalesce((select a.name from person a where a.id = k.approved_by), k.approved_by), k.revoked_at,
    p.no = who.no
from me() who join person p on (who.role in ('admin', 'qa_officer') or p.no = who.no) and p.active
    join device_key k on k.person_no = p.no
order by (k.approved_at is null and k.revoked_at is null) desc, k.asked_at desc limit 5000 $$;

-- Approve a device in somebody's name; the caller has been judged.
create function approve_key(the_person int, the_key bytea, approver text) returns text
language plpgsql set search_path = pg_catalog, qa, pg_temp as $$
declare key_row device_key;
begin
    update device_key k set approved_at = clock_timestamp(), approved_by = approver
        where k.person_no = the_person and k.key = the_key and k.approved_at is null and k.revoked_at is null
        returning * into key_row;
    if key_row.person_no is null then
        return 'refused';
    end if;
    update person p set certificate = key_row.certificate, address = key_row.address where p.no = the_person;
    perform take_listed(array(select r.audit from ordered r join person p on p.id = r.said ->> 'author'
        where r.said is not null and p.no = the_person));
    return 'approved';
end $$;

create function approve(person text, device_key bytea) returns text
language plpgsql security definer set search_path = pg_catalog, qa, pg_temp as $$
declare
    who person := me();
    other int;
begin
    select p.no into other from person p where p.id = approve.person and p.active;
    if who.role not in ('admin', 'qa_officer') or other is null or other = who.no then
        return 'refused';
    end if;
    return approve_key(other, approve.device_key, who.id);
end $$;

-- From here on nothing new that this key signed is believed; what was received before stays.
create function revoke_device(person text, device_key bytea) returns text
language plpgsql security definer set search_path = pg_catalog, qa, pg_temp as $$
declare
    who person := me();
    other int;
begin
    select p.no into other from person p where p.id = revoke_device.person;
    if (who.role in ('admin', 'qa_officer') or other = who.no) is not true then
        return 'refused';
    end if;
    update device_key k set revoked_at = clock_timestamp(), revoked_by = who.id
        where k.person_no = other and k.key = revoke_device.device_key and k.revoked_at is null;
    return case when found then 'revoked' else 'refused' end;
end $$;

revoke all on all tables in schema qa from public;
revoke all on all functions in schema qa from public;
grant execute on function
    standing(bytea), enrol(text, jsonb, bytea, bytea), devices(), approve(text, bytea), revoke_device(text, bytea)
to qa_laptop;
