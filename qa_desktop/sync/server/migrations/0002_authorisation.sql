-- Who may do what: one function over an explicit matrix, everything else is refused. First without holds.

create function may_without_hold(role text, kind text, state text, stream text, relation text, verb text) returns bool
language sql immutable as $$
select coalesce(case
    when role is null or kind is null or state is null or stream is null or relation is null or verb is null then false
    when role not in ('auditor', 'moderator', 'manager', 'qa_officer', 'head_of_service', 'practitioner', 'admin')
        then false

    -- The organisation's own streams: tools and profile.
    when state = 'standing' then relation = 'member' and case verb
        when 'read' then kind = 'any' and stream in ('tools', 'profile')
        when 'write' then kind in ('set', 'document')
            and (stream = 'tools' and role = 'qa_officer' or stream = 'profile' and role in ('qa_officer', 'admin'))
        -- After a restore whoever holds it brings it back; the author's signature is asked for.
        when 'relay' then kind in ('set', 'document') and stream in ('tools', 'profile')
        else false end

    -- What was allocated to a person: QA officers write it; that person, their managers and heads of service read it.
    when state = 'personal' then stream = 'allocations' and case relation
            when 'owner' then role <> 'admin'
            when 'team' then role = 'manager'
            when 'service' then role = 'head_of_service'
            when 'all' then role = 'qa_officer'
            else false end
        and case verb
            when 'read' then kind = 'any'
            when 'write' then kind in ('set', 'document') and relation = 'all'
            when 'relay' then kind in ('set', 'document')
            else false end

    -- Administrators have no content rights. A disposed audit is closed to everybody.
    when role = 'admin' then false
    when state not in ('draft', 'revealed', 'signed') and not (state = 'disposed' and stream = 'retention') then false
    when stream not in ('record', 'lead', 'peer', 'moderation', 'restricted', 'retention') then false
    when relation = 'team' and role <> 'manager' then false
    when relation = 'service' and role <> 'head_of_service' then false
    when relation = 'all' and role <> 'qa_officer' then false
    when relation = 'practitioner' and verb <> 'read' then false
    when role = 'practitioner' and relation <> 'practitioner' then false

    -- Who ordered that an audit be disposed of or put on hold: it reaches everybody who holds the audit, and is all that
    -- stays.
    when stream = 'retention' then case verb
        when 'read' then kind = 'any' and (relation in ('owner', 'peer', 'all', 'service')
            or state in ('signed', 'disposed') and relation in ('moderator', 'team', 'practitioner'))
        when 'write' then kind in ('dispose', 'hold', 'release') and relation in ('service', 'all')
        when 'relay' then kind in ('dispose', 'hold', 'release')
            and relation in ('owner', 'peer', 'moderator', 'team', 'service', 'all')
        else false end

    when verb = 'read' then kind = 'any' and case stream
        when 'record' then relation in ('owner', 'peer')
            or state = 'signed' and relation in ('moderator', 'team', 'service', 'all', 'practitioner')
        when 'lead' then relation = 'owner'
            or state in ('revealed', 'signed') and relation = 'peer'
            or state = 'signed' and relation in ('moderator', 'team', 'service', 'all')
        when 'peer' then relation = 'peer'
            or state in ('revealed', 'signed') and relation = 'owner'
            or state = 'signed' and relation in ('moderator', 'team', 'service', 'all')
        when 'moderation' then state = 'signed' and relation in ('moderator', 'service', 'all')
        when 'restricted' then relation in ('owner', 'service', 'all')
        else false end

    when verb = 'write' then case kind
        when 'create' then relation = 'owner' and stream = 'record'
        when 'sign' then relation = 'owner' and stream = 'record'
        when 'reveal' then relation = 'owner' and stream = 'lead' or relation = 'peer' and stream = 'peer'
        when 'redact' then relation in ('service', 'all') and (state = 'signed' or stream = 'restricted')
        -- An officer reassigns what they cannot read; what else a grant may say is for parts_allow.
        when 'grant' then relation in ('owner', 'all') and stream = 'record'
        when 'withdraw' then stream = 'record' and (relation = 'owner' or relation = 'all' and state = 'signed')
        when 'settle' then relation = 'all' and stream = 'record' and state = 'signed'
        else kind in ('set', 'resolve', 'document') and case stream
            -- What is written past a signature is a late entry: kept, and shown as one.
            when 'record' then relation in ('owner', 'peer') or state = 'signed' and relation in ('team', 'all')
            when 'lead' then relation = 'owner'
            when 'peer' then relation = 'peer'
            when 'moderation' then state = 'signed' and relation in ('moderator', 'all')
            when 'restricted' then relation in ('owner', 'all')
            else false end
        end

    -- Carrying what another person signed: whoever may see the stream sooner or later, not practitioners.
    when verb = 'relay' then kind in ('create', 'sign', 'reveal', 'redact', 'set', 'resolve', 'document',
            'grant', 'withdraw', 'settle')
        and case stream
            when 'record' then relation in ('owner', 'peer', 'team', 'service', 'all')
            when 'lead' then relation in ('owner', 'team', 'service', 'all')
                or relation = 'peer' and state in ('revealed', 'signed')
            when 'peer' then relation in ('peer', 'team', 'service', 'all')
                or relation = 'owner' and state in ('revealed', 'signed')
            when 'moderation' then relation in ('moderator', 'service', 'all')
            when 'restricted' then relation in ('owner', 'service', 'all')
            else false end

    -- Taking in what somebody wrote who has no part in the audit any more.
    when verb = 'accept' then kind in ('set', 'resolve', 'document', 'sign') and case
        when stream in ('record', 'lead', 'peer') then relation in ('owner', 'all')
        when stream in ('moderation', 'restricted') then relation = 'all'
        else false end

    -- Before submission others know that an audit is under way, and nothing of what it says.
    when verb = 'list' then kind = 'any' and stream = 'record' and state in ('draft', 'revealed')
        and relation in ('team', 'service', 'all')
    else false
end, false) $$;

-- An audit on hold keeps its state, with held_ before it. Fewer see it, and those whom the hold names; nothing of it is
-- deleted, and only a QA officer gives it into other hands. What laptops wrote that have not heard of it is taken as ever.
create function may(role text, kind text, state text, stream text, relation text, verb text) returns bool
language sql immutable as $$
select coalesce(
    qa.may_without_hold(role, kind,
        case when state in ('held_draft', 'held_revealed', 'held_signed') then substr(state, 6) else state end,
        stream, relation, verb)
    and case
        when state not in ('held_draft', 'held_revealed', 'held_signed') then true
        when verb = 'read' then relation in ('owner', 'service', 'all')
        when verb = 'list' then relation in ('service', 'all')
        when verb = 'accept' then relation = 'all'
        when verb = 'write' then kind not in ('redact', 'dispose', 'withdraw') and (kind <> 'grant' or relation = 'all')
        when verb = 'relay' then kind not in ('redact', 'dispose', 'withdraw')
        else false end
    or relation = 'named' and verb = 'read' and kind = 'any'
        and state in ('held_draft', 'held_revealed', 'held_signed')
        and stream in ('record', 'lead', 'peer', 'retention')
        and role in ('auditor', 'moderator', 'manager', 'qa_officer', 'head_of_service'), false) $$;

-- The kinds that this version knows; a newer laptop's are offered again after an upgrade.
create function knows(kind text) returns bool language sql immutable as $$
select coalesce(kind in ('create', 'set', 'resolve', 'sign', 'reveal', 'document', 'redact', 'dispose', 'grant',
    'withdraw', 'settle', 'hold', 'release'), false) $$;

-- The caller. Inside SECURITY DEFINER current_user is the owner: session_user cannot be changed by a laptop.
create function me() returns person
language plpgsql stable security definer set search_path = pg_catalog, qa, pg_temp as $$
declare found_one person;
begin
    select p.* into found_one from person p where p.login = session_user and p.active
        and exists (select from device_key k where k.person_no = p.no and k.approved_at is not null
                    and k.revoked_at is null);
    if found_one.no is null then
        raise exception 'this login is nobody who is enrolled' using errcode = '28000';
    end if;
    -- A transaction that keeps an old snapshot would act on rights that were taken back since.
    if current_setting('transaction_isolation') <> 'read committed' then
        raise exception 'only read committed transactions' using errcode = 'QA003';
    end if;
    return found_one;
end $$;

-- The functions from here on are not in SQL: that would be planned anew in every statement that calls them.
create function teams_under(top text) returns setof text
language plpgsql stable set search_path = pg_catalog, qa, pg_temp as $$
begin
    return query with recursive under(id) as (
        select t.id from team t where t.id = top
        union
        select t.id from team t join under u on t.parent = u.id
    )
    select u.id from under u;
end $$;

create function service_of(a_team text) returns text
language plpgsql stable set search_path = pg_catalog, qa, pg_temp as $$
begin
    return (select t.service from team t where t.id = a_team);
end $$;

-- Everything that a person is to an audit; empty where nothing.
create function relations(who person, what audit) returns text[]
language plpgsql stable set search_path = pg_catalog, qa, pg_temp set enable_seqscan = off set jit = off as $$
begin
    return array(select a.relation from access a
            where a.audit_no = what.no and a.person_no = who.no and a.revoked_at is null)
        || case when who.role = 'manager' and what.team in (select teams_under(who.team)) then '{team}'::text[] end
        || case when who.role = 'head_of_service' and service_of(what.team) = service_of(who.team)
            then '{service}'::text[] end
        || case when who.role = 'qa_officer' and what.state <> 'standing' then '{all}'::text[] end
        || case when what.state = 'standing' then '{member}'::text[] end;
end $$;

create function can_read(who person, what audit, stream_name text) returns bool
language plpgsql stable set search_path = pg_catalog, qa, pg_temp as $$
declare relation text;
begin
    foreach relation in array relations(who, what) loop
        if may(who.role, 'any', what.state, stream_name, relation, 'read') then
            return true;
        end if;
    end loop;
    return false;
end $$;

-- The stream of that name if the caller may read it; nothing where it is absent or forbidden. Who ordered that an audit be
-- disposed of is for everybody who asks by its number: they may hold a copy from when they had a part in it.
create function readable(who person, stream_text text) returns stream
language sql stable set search_path = pg_catalog, qa, pg_temp as $$
select s from audit a join stream s on s.audit_no = a.no
where a.id = split_part(stream_text, '/', 1)
    and s.name = substr(stream_text, length(split_part(stream_text, '/', 1)) + 2)
    and (can_read(who, a, s.name) or a.state = 'disposed' and s.name = 'retention' and who.role <> 'admin') $$;
