-- Giving parts in an audit and taking them back; each change is a line of the feed.

-- The audit, locked, if the caller may give parts in it; its owner may, and once it is signed QA officers too.
create function audit_to_share(who person, audit_id text, out found_one audit, out standing text)
language plpgsql set search_path = pg_catalog, qa, pg_temp as $$
begin
    select a.* into found_one from audit a where a.id = audit_id and a.state in ('draft', 'revealed', 'signed');
    standing := case when found_one.no is not null and who.role <> 'admin'
        and relations(who, found_one) && array['owner', 'all'] then 'done' else 'refused' end;
    if standing = 'done' then
        select a.* into found_one from audit a where a.id = audit_id for update skip locked;
        if not found then
            standing := 'busy';
        end if;
    end if;
end $$;

create function grant_part(who int, the_audit audit, other int, the_relation text) returns void
language plpgsql set search_path = pg_catalog, qa, pg_temp as $$
begin
    insert into access(audit_no, person_no, relation, granted_by) values (the_audit.no, other, the_relation, who)
    on conflict (audit_no, person_no, relation) do update
        set revoked_at = null, revoked_by = null, granted_at = clock_timestamp(), granted_by = excluded.granted_by,
            changed = pg_current_xact_id()
        where access.revoked_at is not null;
    perform announce(array[the_audit.no]);
    perform try_again(array[the_audit.id]);
end $$;

create function end_part(who int, the_audit audit, other int, the_relation text) returns void
language plpgsql set search_path = pg_catalog, qa, pg_temp as $$
begin
    update access set revoked_at = clock_timestamp(), revoked_by = who, changed = pg_current_xact_id()
        where audit_no = the_audit.no and person_no = other and relation = the_relation and revoked_at is null;
    perform withdraw(the_audit.no);
end $$;

create function share(audit text, person text, relation text) returns text
language plpgsql security definer set search_path = pg_catalog, qa, pg_temp set lock_timeout = '2s' as $$
declare
    who person := me();
    other person;
    judged record;
begin
    select p.* into other from person p where p.id = share.person and p.active;
    if other.no is null or other.role = 'admin'
        or (share.relation in ('owner', 'peer', 'moderator', 'practitioner')) is not true then
        return 'refused';
    end if;
    judged := audit_to_share(who, share.audit);
    if judged.standing = 'done' then
        perform grant_part(who.no, judged.found_one, other.no, share.relation);
    end if;
    return judged.standing;
end $$;

create function unshare(audit text, person text, relation text) returns text
language plpgsql security definer set search_path = pg_catalog, qa, pg_temp set lock_timeout = '2s' as $$
declare
    who person := me();
    other int;
    judged record;
begin
    select p.no into other from person p where p.id = unshare.person;
    if other is null or (unshare.relation in ('owner', 'peer', 'moderator', 'practitioner')) is not true then
        return 'refused';
    end if;
    judged := audit_to_share(who, unshare.audit);
    if judged.standing = 'done' then
        -- An audit is never left without an owner.
        if unshare.relation = 'owner' and not exists (select from access a where a.audit_no = (judged.found_one).no
            and a.relation = 'owner' and a.person_no <> other and a.revoked_at is null) then
            return 'refused';
        end if;
        perform end_part(who.no, judged.found_one, other, unshare.relation);
    end if;
    return judged.standing;
end $$;

create function hand_over(audit text, person text) returns text
language plpgsql security definer set search_path = pg_catalog, qa, pg_temp set lock_timeout = '2s' as $$
declare
    who person := me();
    other person;
    judged record;
begin
    select p.* into other from person p where p.id = hand_over.person and p.active;
    if other.no is null or other.role in ('admin', 'practitioner') or other.no = who.no then
        return 'refused';
    end if;
    judged := audit_to_share(who, hand_over.audit);
    if judged.standing = 'done' then
        perform grant_part(who.no, judged.found_one, other.no, 'owner');
        perform end_part(who.no, judged.found_one, who.no, 'owner');
    end if;
    return judged.standing;
end $$;

create function lease(audit text, minutes int) returns table(holder text, until timestamptz)
language plpgsql security definer set search_path = pg_catalog, qa, pg_temp set lock_timeout = '2s' as $$
#variable_conflict use_column
declare
    who person := me();
    the_audit audit;
begin
    select a.* into the_audit from audit a where a.id = lease.audit;
    if the_audit.no is null or not (relations(who, the_audit) && array['owner', 'peer']) then
        return;
    end if;
    update audit a set
        lease_holder = case when lease.minutes > 0 then who.no end,
        lease_until = case when lease.minutes > 0
            then clock_timestamp() + least(lease.minutes, 1440) * interval '1 minute' end
    where a.no = the_audit.no
        and (a.lease_holder is null or a.lease_holder = who.no or a.lease_until < clock_timestamp());
    return query select p.id, a.lease_until from audit a join person p on p.no = a.lease_holder
        where a.no = the_audit.no and a.lease_until > clock_timestamp();
end $$;
