-- Parts in an audit are given and taken back by signed operations in its record; the lease only tells who is at work.

-- What a grant or a withdrawal says; null for anything else.
create function part_said(part_facts text, out person text, out relation text)
language plpgsql immutable set search_path = pg_catalog, qa, pg_temp as $$
begin
    person := part_facts::json ->> 'person';
    relation := part_facts::json ->> 'relation';
    if (length(person) between 1 and 64 and relation in ('owner', 'peer', 'moderator', 'practitioner')) is not true then
        person := null;
        relation := null;
    end if;
exception when data_exception then
    person := null;
    relation := null;
end $$;

-- Whether somebody may be given this part by that author: nobody gives themselves one, administrators have none, and
-- before submission an officer can only put a draft into another auditor's hands.
create function part_allowed(author text, kind text, the_audit audit, part_facts text) returns bool
language plpgsql stable set search_path = pg_catalog, qa, pg_temp as $$
declare
    said record := part_said(part_facts);
    giver person;
    other person;
    gives text[];
begin
    select p.* into giver from person p where p.id = author;
    select p.* into other from person p where p.id = said.person and (p.active or kind = 'withdraw');
    gives := relations(giver, the_audit);
    return (said.relation is not null and other.no is not null
        and case when kind = 'withdraw' then said.relation <> 'owner'
            else other.no <> giver.no and other.role <> 'admin'
                and (other.role <> 'practitioner' or said.relation = 'practitioner') end
        and ('owner' = any(gives) or the_audit.state = 'signed' or kind = 'grant' and said.relation = 'owner')) is true;
end $$;

-- Judge what the grants and withdrawals of a push say. Where the audit is unknown, or nothing to author or pusher, that
-- is left to permits, which gives the same answer for both.
create function parts_allow(pusher person, elements judged[]) returns judged[]
language plpgsql stable set search_path = pg_catalog, qa, pg_temp as $$
declare
    n int;
    the_audit audit;
    author person;
begin
    for n in select j.n from unnest(elements) j where j.kind in ('grant', 'withdraw') and j.fault is null loop
        select a.* into the_audit from audit a where a.id = elements[n].audit;
        select p.* into author from person p where p.id = elements[n].author;
        if the_audit.no is not null and author.no is not null
            and cardinality(relations(author, the_audit)) > 0 and cardinality(relations(pusher, the_audit)) > 0
            and not part_allowed(elements[n].author, elements[n].kind, the_audit, elements[n].facts) then
            elements[n].fault := 'not_allowed';
        end if;
    end loop;
    return elements;
end $$;

-- Carry out what was judged and kept. An audit has one owner: with a new one the part of the old one ends.
create function change_part(the_audit bigint, giver text, kind text, part_facts text) returns void
language plpgsql set search_path = pg_catalog, qa, pg_temp as $$
declare
    said record := part_said(part_facts);
    giver_no int;
    other_no int;
begin
    select p.no into giver_no from person p where p.id = giver;
    select p.no into other_no from person p where p.id = said.person;
    if other_no is null then
        return;
    end if;
    if kind = 'grant' then
        insert into access(audit_no, person_no, relation, granted_by)
        values (the_audit, other_no, said.relation, giver_no)
        on conflict (audit_no, person_no, relation) do update
            set revoked_at = null, revoked_by = null, granted_at = clock_timestamp(), granted_by = excluded.granted_by,
                changed = pg_current_xact_id()
            where access.revoked_at is not null;
    end if;
    update access a set revoked_at = clock_timestamp(), revoked_by = giver_no, changed = pg_current_xact_id()
        where a.audit_no = the_audit and a.revoked_at is null and case kind
            when 'grant' then said.relation = 'owner' and a.relation = 'owner' and a.person_no <> other_no
            else a.relation = said.relation and a.person_no = other_no end;
    -- Who gives away what they cannot read, as an officer a draft, keeps no trace of it either.
    insert into feed(audience, epoch, event, stream_no)
    select 'p:' || p.no, (epoch_now()).no, 'revoke', s.no
    from audit a join stream s on s.audit_no = a.no and s.name = 'record', person p
    where a.no = the_audit and p.no = giver_no and not can_read(p, a, s.name)
        and not exists (select from shown h where h.stream_no = s.no and h.audience = 'p:' || p.no);
    perform withdraw(the_audit);
end $$;

-- Who has an audit open. Advisory: nobody is ever refused because of it.
create function lease(audit text, minutes int)
returns table(holder text, name text, since timestamptz, until timestamptz)
language plpgsql security definer set search_path = pg_catalog, qa, pg_temp set lock_timeout = '2s' as $$
#variable_conflict use_column
declare
    who person := me();
    the_audit audit;
begin
    select a.* into the_audit from audit a where a.id = lease.audit;
    if the_audit.no is null or lease.minutes is null
        or not (relations(who, the_audit) && array['owner', 'peer']) then
        return;
    end if;
    -- A push that is under way on this audit has it locked: who waits for a lease does not wait for that.
    perform 1 from audit a where a.no = the_audit.no for update skip locked;
    if found then
        update audit a set
            lease_since = case when a.lease_holder = who.no and a.lease_until > clock_timestamp() then a.lease_since
                else clock_timestamp() end,
            lease_holder = case when lease.minutes > 0 then who.no end,
            lease_until = case when lease.minutes > 0
                then clock_timestamp() + least(lease.minutes, 60) * interval '1 minute' end
        where a.no = the_audit.no
            and (a.lease_holder is null or a.lease_holder = who.no or a.lease_until < clock_timestamp());
    end if;
    return query select p.id, p.name, a.lease_since, a.lease_until
        from audit a join person p on p.no = a.lease_holder
        where a.no = the_audit.no and a.lease_until > clock_timestamp();
end $$;
