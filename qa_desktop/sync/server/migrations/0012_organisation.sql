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

-- Whether the key made the signature over the message.
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
    if s >= l or a is null then
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
    inverse := ed25519_power(result[3], p - 2);
    y := mod(result[2] * inverse, p);
    return y = ed25519_number(set_bit(substr(signature, 1, 32), 255, 0))
        and mod(mod(result[1] * inverse, p), 2) = get_bit(substr(signature, 1, 32), 255);
end $$;

-- The bytes that were signed, as `judge` rebuilds them.
create function envelope_of(one sent) returns bytea
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
select coalesce(audit = 'organisation', false) $$;

-- Refuse what is carried in another's name without that person's signature, where it concerns everybody or cannot be
-- undone. Twenty a call are looked into; the others are offered again.
create function demand_proof(pusher person, batch sent[], elements judged[]) returns judged[]
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
            select coalesce(bool_or(ed25519_holds(k.key, envelope_of(batch[one.n]), (batch[one.n]).signature)), false)
            into holds from device_key k join person p on p.no = k.person_no
            where p.id = one.author and k.approved_at is not null;
            one.fault := case when not holds then 'signature' end;
        end if;
        result[one.n] := one;
    end loop;
    return result;
end $$;
