-- What flows down to every laptop beside the audits, and the proof of what is carried in somebody else's name.

-- Ed25519 (RFC 8032) in plain SQL. The laptops verify every signature; the server verifies those with which somebody
-- carries what concerns everybody, or what cannot be undone, in the name of another. About 20 ms each.
create function ed25519_number(bytes bytea) returns numeric
language plpgsql immutable strict set search_path = pg_catalog, qa, pg_temp as $$
declare result numeric := 0;
begin
    for i in reverse octet_length(bytes) - 1 .. 0 loop
        result := result * 256 + get_byte(bytes, i);
    end loop;
    return result;
end $$;

create function ed25519_prime() returns numeric language sql immutable as $$
select 57896044618658097711785492504343953926634992332820282019728792003956564819949::numeric $$;

create function ed25519_power(base numeric, exponent numeric) returns numeric
language plpgsql immutable strict set search_path = pg_catalog, qa, pg_temp as $$
declare
    p constant numeric := ed25519_prime();
    result numeric := 1;
    b numeric := base;
    e numeric := exponent;
begin
    while e > 0 loop
        if mod(e, 2) = 1 then
            result := mod(result * b, p);
        end if;
        b := mod(b * b, p);
        e := div(e, 2);
    end loop;
    return result;
end $$;

-- The sum of two points in extended coordinates; twice a point is its sum with itself.
create function ed25519_add(a numeric[], b numeric[]) returns numeric[]
language plpgsql immutable strict set search_path = pg_catalog, qa, pg_temp as $$
declare
    p constant numeric := 57896044618658097711785492504343953926634992332820282019728792003956564819949;
    two_d constant numeric := 16295367250680780974490674513165176452449235426866156013048779062215315747161;
    f numeric;
    g numeric;
    h numeric;
    i numeric;
    j numeric;
    k numeric;
    l numeric;
    m numeric;
begin
    f := mod((a[2] - a[1] + p) * (b[2] - b[1] + p), p);
    g := mod((a[2] + a[1]) * (b[2] + b[1]), p);
    h := mod(mod(a[4] * b[4], p) * two_d, p);
    i := mod(2 * a[3] * b[3], p);
    j := g - f + p;
    k := i - h + p;
    l := i + h;
    m := g + f;
    return array[mod(j * k, p), mod(l * m, p), mod(k * l, p), mod(j * m, p)];
end $$;

-- The point that 32 bytes stand for; null where they stand for none.
create function ed25519_point(bytes bytea) returns numeric[]
language plpgsql immutable strict set search_path = pg_catalog, qa, pg_temp as $$
declare
    p constant numeric := ed25519_prime();
    d constant numeric := 37095705934669439343138083508754565189542113879843219016388785533085940283555;
    root constant numeric := 19681161376707505956807079304988542015446066515923890162744021073123829784752;
    y numeric := ed25519_number(set_bit(bytes, 255, 0));
    u numeric := mod(y * y - 1 + p, p);
    v numeric := mod(d * mod(y * y, p) + 1, p);
    x numeric;
begin
    x := mod(u * ed25519_power(mod(u * mod(v * v * v * v * v * v * v, p), p), div(p - 5, 8)), p);
    x := mod(x * mod(v * v * v, p), p);
    if mod(v * mod(x * x, p), p) = mod(p - u, p) then
        x := mod(x * root, p);
    end if;
    if y >= p or mod(v * mod(x * x, p), p) <> u or x = 0 and get_bit(bytes, 255) = 1 then
        return null;
    end if;
    if mod(x, 2) <> get_bit(bytes, 255) then
        x := p - x;
    end if;
    return array[x, y, 1, mod(x * y, p)];
end $$;

-- Whether a point is of small order: as a key it "signs" anything, so that nothing is proved by it.
create function ed25519_is_small(point numeric[]) returns bool
language plpgsql immutable set search_path = pg_catalog, qa, pg_temp as $$
begin
    for i in 1 .. 3 loop
        point := ed25519_add(point, point);
    end loop;
    return point[1] = 0;
end $$;

-- Whether the key made the signature over the message. What libsodium refuses on a laptop is refused here too.
create function ed25519_holds(key bytea, message bytea, signature bytea) returns bool
language plpgsql immutable set search_path = pg_catalog, qa, pg_temp as $$
declare
    p constant numeric := ed25519_prime();
    l constant numeric := 7237005577332262213973186563042994240857116359379907606001950938285454250989;
    base constant numeric[] := array[
        15112221349535400772501151409588531511454012693041857206046113283949847762202,
        46316835694926478169428394003475163141307993866256225615783033603165251855960, 1,
        46827403850823179245072216630277197565144205554125654976674165829533817101731];
    s numeric;
    k numeric;
    bits int[];
    a numeric[];
    sum_of numeric[];
    result numeric[] := array[0, 1, 1, 0];
    inverse numeric;
    y numeric;
begin
    if (octet_length(key) = 32 and octet_length(signature) = 64 and message is not null) is not true then
        return false;
    end if;
    s := ed25519_number(substr(signature, 33, 32));
    a := ed25519_point(key);
    if s >= l or a is null or ed25519_is_small(a) then
        return false;
    end if;
    k := mod(ed25519_number(sha512(substr(signature, 1, 32) || key || message)), l);
    for i in 0 .. 252 loop
        bits[i] := mod(k, 2);
        k := div(k, 2);
    end loop;
    -- s B - k A, both at once, bit by bit from the highest.
    a := array[mod(p - a[1], p), a[2], 1, mod(p - a[4], p)];
    sum_of := ed25519_add(base, a);
    for i in reverse 252 .. 0 loop
        result := ed25519_add(result, result);
        case get_bit(signature, 256 + i) + 2 * bits[i]
            when 1 then result := ed25519_add(result, base);
            when 2 then result := ed25519_add(result, a);
            when 3 then result := ed25519_add(result, sum_of);
            else null;
        end case;
    end loop;
    if ed25519_is_small(result) then
        return false;
    end if;
    inverse := ed25519_power(result[3], p - 2);
    y := mod(result[2] * inverse, p);
    return y = ed25519_number(set_bit(substr(signature, 1, 32), 255, 0))
        and mod(mod(result[1] * inverse, p), 2) = get_bit(substr(signature, 1, 32), 255);
end $$;

-- The bytes that were signed, as `judge` rebuilds them.
create function envelope_of(one judged) returns bytea
language sql immutable set search_path = pg_catalog, qa, pg_temp as $$
select convert_to('{"author":' || to_json((one).author)::text
    || ',"base":' || coalesce('"' || (one).base::text || '"', 'null')
    || ',"client_time":"' || to_char(timestamp 'epoch' + (one).client_ms * interval '1 millisecond',
                                     'YYYY-MM-DD"T"HH24:MI:SS.MS') || '+00:00"'
    || ',"commit":"' || encode((one).commit, 'hex') || '","facts":' || (one).facts
    || ',"incarnation":' || to_json((one).incarnation)::text || ',"kind":' || to_json((one).kind)::text
    || ',"op_id":"' || (one).op_id::text || '","path":' || to_json((one).path)::text
    || ',"schema":' || (one).schema::text || ',"seq":' || (one).seq::text
    || ',"stream":' || to_json((one).stream)::text || '}', 'UTF8') $$;

-- Whether an operation is only taken from somebody else's hands with its author's own signature.
create function needs_proof(audit text, kind text) returns bool language sql immutable as $$
select coalesce(audit = 'organisation' or audit like 'allocations:%' or kind in ('redact', 'dispose', 'hold', 'release'),
    false) $$;

-- Refuse what is carried in another's name without that person's signature, where it concerns everybody or cannot be
-- undone. Twenty a call are looked into; the others are offered again.
create function demand_proof(pusher person, elements judged[]) returns judged[]
language plpgsql stable set search_path = pg_catalog, qa, pg_temp as $$
declare
    result judged[] := elements;
    one judged;
    looked_into int := 0;
    holds bool;
begin
    foreach one in array elements loop
        continue when one.fault is not null or one.author = pusher.id or not needs_proof(one.audit, one.kind)
            or exists (select from op o where o.op_id = one.op_id and o.digest = one.digest);
        if looked_into = 20 then
            one.fault := 'busy';
        else
            looked_into := looked_into + 1;
            select coalesce(bool_or(ed25519_holds(k.key, envelope_of(one), one.signature)), false)
            into holds from device_key k join person p on p.no = k.person_no
            where p.id = one.author and k.approved_at is not null;
            one.fault := case when not holds then 'signature' end;
        end if;
        result[one.n] := one;
    end loop;
    return result;
end $$;

-- What is allocated to a person has a place of its own, seen with that person's team. It begins with the first line that
-- a QA officer writes, so nobody can take it before.
create function begin_allocations(elements judged[]) returns void
language plpgsql set search_path = pg_catalog, qa, pg_temp as $$
begin
    with begun as (
        insert into audit(id, state, team)
        select distinct 'allocations:' || p.id, 'personal', p.team
        from unnest(elements) j join person p on 'allocations:' || p.id = j.audit and p.active
            join person officer on officer.id = j.author and officer.role = 'qa_officer' and officer.active
        where j.fault is null and j.part = 'allocations' and not exists (select from audit a where a.id = j.audit)
        on conflict do nothing returning no, id
    )
    insert into access(audit_no, person_no, relation)
    select b.no, p.no, 'owner' from begun b join person p on 'allocations:' || p.id = b.id on conflict do nothing;
end $$;

create function move_allocations(a_person text, new_team text) returns void
language plpgsql set search_path = pg_catalog, qa, pg_temp as $$
declare the_no bigint;
begin
    update audit a set team = new_team where a.id = 'allocations:' || a_person and a.state = 'personal'
        returning a.no into the_no;
    if the_no is not null then
        perform withdraw(the_no);
        perform announce(array[the_no]);
    end if;
end $$;

-- Who is who: a small log of its own beside the feed, because what of it may be seen follows from roles, not streams.
-- Every version is one number, taken under the lock of this row: a reader who has seen one has seen all before it.
create table directory_version(
    single bool primary key default true check (single),
    no bigint not null
);
insert into directory_version(no) values (0);

create table directory(
    version bigint primary key,
    kind text not null check (kind in ('person', 'team')),
    key text not null,
    told jsonb not null,
    at timestamptz not null default clock_timestamp()
);
create index directory_by_key on directory(kind, key, version);
create trigger append_only before update or delete or truncate on directory
    for each statement execute function append_only();

create function tell_directory(the_kind text, the_key text, what jsonb) returns void
language plpgsql set search_path = pg_catalog, qa, pg_temp as $$
declare next_no bigint;
begin
    update directory_version set no = no + 1 returning no into next_no;
    insert into directory(version, kind, key, told) values (next_no, the_kind, the_key, what);
end $$;

create function person_changed() returns trigger language plpgsql set search_path = pg_catalog, qa, pg_temp as $$
begin
    if new.id is not null and (tg_op = 'INSERT' or (new.id, new.name, new.role, new.team, new.active)
            is distinct from (old.id, old.name, old.role, old.team, old.active)) then
        perform tell_directory('person', new.id, jsonb_build_object(
            'name', new.name, 'role', new.role, 'team', new.team, 'active', new.active));
    end if;
    if tg_op = 'UPDATE' and new.team <> old.team then
        perform move_allocations(new.id, new.team);
    end if;
    return null;
end $$;
create trigger tell_directory after insert or update on person for each row execute function person_changed();

create function team_changed() returns trigger language plpgsql set search_path = pg_catalog, qa, pg_temp as $$
begin
    if tg_op = 'INSERT' or (new.name, new.service, new.parent) is distinct from (old.name, old.service, old.parent) then
        perform tell_directory('team', new.id, jsonb_build_object(
            'name', new.name, 'service', new.service, 'parent', new.parent));
    end if;
    return null;
end $$;
create trigger tell_directory after insert or update on team for each row execute function team_changed();

-- How much of the directory a role sees: its whole history, the staff of today, or those with whom an audit is shared.
create function directory_scope(role text) returns text language sql immutable as $$
select case when role in ('qa_officer', 'head_of_service', 'admin') then 'history'
    when role in ('auditor', 'moderator', 'manager') then 'staff' else 'shared' end $$;

-- Those with whom a practitioner shares an audit that they may read.
create function shares_with(who person) returns setof text
language sql stable set search_path = pg_catalog, qa, pg_temp as $$
select distinct p.id from access mine join audit a on a.no = mine.audit_no
    join access theirs on theirs.audit_no = a.no and theirs.revoked_at is null
    join person p on p.no = theirs.person_no
where mine.person_no = who.no and mine.revoked_at is null and p.active and p.id is not null
    and may(who.role, 'any', a.state, 'record', mine.relation, 'read') $$;

-- What a person may be told of the directory after a version.
create function directory_for(who person, from_no bigint) returns setof directory
language sql stable set search_path = pg_catalog, qa, pg_temp as $$
with scope as (select directory_scope(who.role) s), near as materialized (
    select p.id, p.team from person p where (select s from scope) = 'shared' and p.id in (select shares_with(who))
)
select d.version, d.kind, d.key,
    case when (d.told ->> 'active')::bool is false and (select s from scope) <> 'history' then '{"active": false}'::jsonb
        else d.told end, d.at
from directory d
where d.version > from_no and ((select s from scope) = 'history' or (
    not exists (select from directory later
        where later.kind = d.kind and later.key = d.key and later.version > d.version)
    and case (select s from scope)
        when 'staff' then from_no > 0 or d.kind = 'team' or (d.told ->> 'active')::bool
        else d.key in (select case d.kind when 'person' then n.id else n.team end from near n) end))
order by d.version $$;

-- What a laptop compares: epoch, scope, and the version or the sum of what is shared.
create function directory_state(who person) returns text
language sql stable set search_path = pg_catalog, qa, pg_temp as $$
select (epoch_now()).id || ':' || directory_scope(who.role) || ':' || case directory_scope(who.role)
    when 'shared' then md5(coalesce((select string_agg(d.version::text, ',') from directory_for(who, 0) d), ''))
    else (select v.no::text from directory_version v) end $$;

-- The directory as far as the caller may see it: what is new since a state, or the whole where that cannot be told.
-- There is always a row; its kind is null where nothing is new.
create function directory(since text)
returns table(state text, whole bool, kind text, key text, told jsonb, at timestamptz)
language plpgsql stable security definer set search_path = pg_catalog, qa, pg_temp as $$
#variable_conflict use_column
declare
    who person := me();
    present text := directory_state(who);
    is_whole bool := true;
    from_no bigint := 0;
begin
    if directory_scope(who.role) <> 'shared'
        and (split_part(directory.since, ':', 1) = split_part(present, ':', 1)
        and split_part(directory.since, ':', 2) = split_part(present, ':', 2)
        and split_part(directory.since, ':', 3) ~ '^[0-9]{1,17}$') is true then
        from_no := split_part(directory.since, ':', 3)::bigint;
        is_whole := false;
    end if;
    return query select present, is_whole, d.kind, d.key, d.told, d.at
    from (select) one left join lateral directory_for(who, from_no) d on true;
end $$;

grant execute on function directory(text) to qa_laptop;
