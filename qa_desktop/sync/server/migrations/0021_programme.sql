-- The year's programme, which everybody reads; the QA officers' desk, which only they read; and a person's answers to
-- what was allocated to them. What the authority's own places allow is a function of its own from here on.

create function may_of_authority(role text, kind text, state text, stream text, relation text, verb text) returns bool
language sql immutable as $$
select coalesce(case
    when role is null or kind is null or state is null or stream is null or relation is null or verb is null then false
    when role not in ('auditor', 'moderator', 'manager', 'qa_officer', 'head_of_service', 'practitioner', 'admin')
        then false

    -- QA officers only: nobody else is told of it, reads, writes or carries it.
    when state = 'standing' and stream = 'desk' then role = 'qa_officer' and relation = 'all' and case verb
        when 'read' then kind = 'any'
        when 'write' then kind in ('set', 'document')
        when 'relay' then kind in ('set', 'document')
        else false end

    when state = 'standing' then relation = 'member' and stream in ('tools', 'profile', 'programme') and case verb
        when 'read' then kind = 'any'
        when 'write' then kind in ('set', 'document')
            and (role = 'qa_officer' or role = 'admin' and stream = 'profile')
        -- After a restore whoever holds it brings it back; the author's signature is asked for.
        when 'relay' then kind in ('set', 'document')
        else false end

    -- What was allocated to a person, and what that person answers: each has one writer, both have the same readers.
    when state = 'personal' then stream in ('allocations', 'answers') and case relation
            when 'owner' then role <> 'admin'
            when 'team' then role = 'manager'
            when 'service' then role = 'head_of_service'
            when 'all' then role = 'qa_officer'
            else false end
        and case verb
            when 'read' then kind = 'any'
            when 'write' then case stream
                when 'allocations' then kind in ('set', 'document') and relation = 'all'
                else kind = 'set' and relation = 'owner' end
            when 'relay' then kind = 'set' or kind = 'document' and stream = 'allocations'
            else false end
    else false
end, false) $$;

create or replace function may(role text, kind text, state text, stream text, relation text, verb text) returns bool
language sql immutable as $$
select coalesce(case
    when state in ('standing', 'personal') then qa.may_of_authority(role, kind, state, stream, relation, verb)
    else
        qa.may_without_hold(role, case kind when 'go_on' then 'sign' else kind end,
            case when state in ('held_draft', 'held_revealed', 'held_signed') then substr(state, 6) else state end,
            stream, relation, verb)
        and case
            when state not in ('held_draft', 'held_revealed', 'held_signed') then true
            when verb = 'read' then relation in ('owner', 'service', 'all')
            when verb = 'list' then relation in ('service', 'all')
            when verb = 'accept' then relation = 'all'
            when verb = 'write' then kind not in ('redact', 'dispose', 'withdraw')
                and (kind <> 'grant' or relation = 'all')
            when verb = 'relay' then kind not in ('redact', 'dispose', 'withdraw')
            else false end
        or relation = 'named' and verb = 'read' and kind = 'any'
            and state in ('held_draft', 'held_revealed', 'held_signed')
            and stream in ('record', 'lead', 'peer', 'retention')
            and role in ('auditor', 'moderator', 'manager', 'qa_officer', 'head_of_service')
    end, false) $$;

-- A QA officer is one to the authority's own streams, too.
create or replace function relations(who person, what audit) returns text[]
language plpgsql stable set search_path = pg_catalog, qa, pg_temp set enable_seqscan = off set jit = off as $$
begin
    return array(select a.relation from access a
            where a.audit_no = what.no and a.person_no = who.no and a.revoked_at is null)
        || case when who.role = 'manager' and what.team in (select teams_under(who.team)) then '{team}'::text[] end
        || case when who.role = 'head_of_service' and service_of(what.team) = service_of(who.team)
            then '{service}'::text[] end
        || case when who.role = 'qa_officer' then '{all}'::text[] end
        || case when what.state = 'standing' then '{member}'::text[] end;
end $$;

revoke all on function may_of_authority(text, text, text, text, text, text) from public;

-- Laptops offer again what this server did not know before.
update server_meta set protocol = 3;
