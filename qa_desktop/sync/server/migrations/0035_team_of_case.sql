-- The team of the audited case, where it is another than the auditor's. Its managers and the head of its service see a signed
-- audit as those of the auditor's team do, and before only that it is under way (P-20): also a peer's form, and what a
-- moderator settled. The audit's owner names it by a grant, an officer once it is signed; the server never looks into words.

alter table audit add column case_team text references team;
create index audit_by_case_team on audit(case_team) where case_team is not null;

-- Nothing of what is restricted, no orders, and nothing where a hold narrows who looks: default deny, as everywhere.
create or replace function may(role text, kind text, state text, stream text, relation text, verb text) returns bool
language plpgsql immutable as $$
begin
    if state in ('standing', 'personal') then
        return qa.may_of_authority(role, kind, state, stream, relation, verb);
    end if;
    if relation in ('reader', 'named') then
        return coalesce(verb = 'read' and kind = 'any'
            and role in ('auditor', 'moderator', 'manager', 'qa_officer', 'head_of_service')
            and case relation
                when 'reader' then state in ('revealed', 'signed') and stream in ('record', 'retention')
                    or state = 'disposed' and stream = 'retention'
                else state in ('held_draft', 'held_revealed', 'held_signed')
                    and stream in ('record', 'lead', 'peer', 'retention') end, false);
    end if;
    if relation in ('case_team', 'case_service') then
        if (stream <> 'restricted' and case verb
                when 'read' then state in ('signed', 'disposed')
                when 'list' then state in ('draft', 'revealed')
                when 'write' then kind in ('set', 'resolve', 'document')
                when 'relay' then true
                else false end) is not true then
            return false;
        end if;
        relation := substr(relation, 6);
    end if;
    if role = 'head_of_service' and relation = 'service' and verb = 'write' and kind in ('set', 'resolve')
            and state in ('signed', 'held_signed') and stream = 'record' then
        return true;
    end if;
    if state in ('held_draft', 'held_revealed', 'held_signed') then
        if (case verb
            when 'read' then relation in ('owner', 'service', 'all')
            when 'list' then relation in ('service', 'all')
            when 'accept' then relation = 'all'
            when 'write' then kind not in ('redact', 'dispose', 'withdraw') and (kind <> 'grant' or relation = 'all')
            when 'relay' then kind not in ('redact', 'dispose', 'withdraw')
            else false end) is not true then
            return false;
        end if;
        state := substr(state, 6);
    end if;
    return qa.may_without_hold(role, case kind when 'go_on' then 'sign' else kind end, state, stream, relation, verb);
end $$;

create or replace function relations(who person, what audit) returns text[]
language plpgsql stable set search_path = pg_catalog, qa, pg_temp set enable_seqscan = off set jit = off as $$
begin
    return array(select a.relation from access a
            where a.audit_no = what.no and a.person_no = who.no and a.revoked_at is null)
        || case when who.role = 'manager' and what.team in (select teams_under(who.team)) then '{team}'::text[] end
        || case when who.role = 'head_of_service' and service_of(what.team) = service_of(who.team)
            then '{service}'::text[] end
        || case when who.role = 'manager' and what.case_team is not null
                and what.case_team in (select teams_under(who.team)) then '{case_team}'::text[] end
        || case when who.role = 'head_of_service' and what.case_team is not null
                and service_of(what.case_team) = service_of(who.team) then '{case_service}'::text[] end
        || case when who.role = 'qa_officer' then '{all}'::text[] end
        || case when what.state = 'standing' then '{member}'::text[] end;
end $$;

create or replace function audiences(what audit, stream_name text) returns setof text
language sql stable as $$
select distinct 'p:' || p.no from access a join person p on p.no = a.person_no
    where a.audit_no = what.no and a.revoked_at is null
        and may(p.role, 'any', what.state, stream_name, a.relation, 'read')
union all select 't:' || what.team where may('manager', 'any', what.state, stream_name, 'team', 'read')
    and what.team is not null
union all select 's:' || service_of(what.team)
    where may('head_of_service', 'any', what.state, stream_name, 'service', 'read') and what.team is not null
-- Whoever the auditor's team lets see it needs no second telling.
union all select 't:' || what.case_team where what.case_team is not null and what.case_team is distinct from what.team
    and may('manager', 'any', what.state, stream_name, 'case_team', 'read')
union all select 's:' || service_of(what.case_team) where what.case_team is not null
    and service_of(what.case_team) is distinct from service_of(what.team)
    and may('head_of_service', 'any', what.state, stream_name, 'case_service', 'read')
union all select 'all' where may('qa_officer', 'any', what.state, stream_name, 'all', 'read')
union all select 'members' where may('auditor', 'any', what.state, stream_name, 'member', 'read') $$;

-- Who audits a case beside somebody else reads the other form by their role, the team of the case included, only once both
-- have locked (P-20).
create or replace function can_read(who person, what audit, stream_name text) returns bool
language plpgsql stable set search_path = pg_catalog, qa, pg_temp as $$
declare relation text;
begin
    foreach relation in array relations(who, what) loop
        if may(who.role, 'any', what.state, stream_name, relation, 'read')
            and (relation not in ('team', 'service', 'case_team', 'case_service') or not is_unseen(who, what)) then
            return true;
        end if;
    end loop;
    return false;
end $$;

create or replace function begin_audits(pusher person, elements judged[]) returns text[]
language plpgsql set search_path = pg_catalog, qa, pg_temp
set enable_seqscan = off set enable_mergejoin = off set enable_hashjoin = off set jit = off
set plan_cache_mode = force_generic_plan as $$
declare begun_ones text[];
begin
with wanted as materialized (
    select distinct on (j.audit) j.audit, j.digest, j.author from unnest(elements) j
    where j.fault is null and j.kind = 'create' and j.part = 'record' and j.audit not like 'allocations:%'
        and not exists (select from audit a where a.id = j.audit)
        and not exists (select from op o where o.op_id = j.op_id)
    order by j.audit, j.n
), allowed as materialized (
    select w.audit, w.digest, p.no author_no, p.team from wanted w
        join lateral (select p.* from person p where p.id = w.author limit 1) p on true
    where may(p.role, 'create', 'draft', 'record', 'owner', 'write') and (p.no = pusher.no or exists (
        select from unnest(relations(pusher,
            row(0, w.audit, 'draft', p.team, null, false, false, now(), null, null, null, null, null)::audit)) r
        where r in ('team', 'all') and may(pusher.role, 'create', 'draft', 'record', r, 'relay')))
), begun as (
    insert into audit(id, state, team, create_digest) select audit, 'draft', team, digest from allowed order by audit
    on conflict do nothing returning no, id
), owned as (
    insert into access(audit_no, person_no, relation)
    select b.no, (select w.author_no from allowed w where w.audit = b.id), 'owner' from begun b
)
select coalesce(array_agg(id), '{}') into begun_ones from begun;
-- What is on hold by the list outside the backups is on hold before anything of it is judged.
perform settle_holds(a.no, '') from audit a where a.id = any(holds_by_list(begun_ones));
return begun_ones;
end $$;

-- Whether a grant or its end speaks of the team of the case, and which team of this server it names; null for none.
create function case_said(part_facts text, out is_case bool, out team text)
language plpgsql stable set search_path = pg_catalog, qa, pg_temp as $$
begin
    is_case := coalesce(part_facts::json ->> 'relation' = 'case', false);
    if is_case then
        team := (select t.id from team t where t.id = part_facts::json ->> 'team');
    end if;
exception when data_exception then
    is_case := false;
end $$;

alter function part_allowed(text, text, audit, text) rename to part_of_person_allowed;

create function part_allowed(author text, kind text, the_audit audit, part_facts text) returns bool
language plpgsql stable set search_path = pg_catalog, qa, pg_temp as $$
declare
    said record := case_said(part_facts);
    giver person;
begin
    if not said.is_case then
        return part_of_person_allowed(author, kind, the_audit, part_facts);
    end if;
    select p.* into giver from person p where p.id = author;
    -- Of a draft an officer knows nothing, so neither whose case it is.
    return (said.team is not null
        and ('owner' = any(relations(giver, the_audit)) or the_audit.state = 'signed')) is true;
end $$;

alter function change_part(bigint, text, text, text) rename to change_part_of_person;

create function change_part(the_audit bigint, giver text, kind text, part_facts text) returns void
language plpgsql set search_path = pg_catalog, qa, pg_temp as $$
declare said record := case_said(part_facts);
begin
    if not said.is_case then
        perform change_part_of_person(the_audit, giver, kind, part_facts);
    elsif kind = 'grant' then
        update audit a set case_team = said.team where a.no = the_audit and a.case_team is distinct from said.team;
        perform withdraw(the_audit);
    else
        update audit a set case_team = null where a.no = the_audit and a.case_team = said.team;
        perform withdraw(the_audit);
    end if;
end $$;

-- An audited case that changes team goes there whole: the new team is that of the case, too.
create or replace function move_audit(audit_id text, new_team text) returns void
language plpgsql set search_path = pg_catalog, qa, pg_temp as $$
declare the_no bigint;
begin
    update audit a set team = new_team, case_team = case when a.case_team is not null then new_team end
        where a.id = audit_id and a.state not in ('standing', 'personal') returning a.no into strict the_no;
    perform withdraw(the_no);
    perform announce(array[the_no]);
end $$;

-- A team that comes under another service takes its audits along: late scope is delivered whole, what is lost called back.
create function team_changed_service(a_team text) returns void
language plpgsql set search_path = pg_catalog, qa, pg_temp as $$
declare audits bigint[];
begin
    lock table feed in share row exclusive mode;
    audits := array(select a.no from audit a where a.team = a_team or a.case_team = a_team order by a.no);
    perform withdraw(n) from unnest(audits) n;
    perform announce(audits);
end $$;

revoke all on function may(text, text, text, text, text, text), relations(person, audit), audiences(audit, text),
    can_read(person, audit, text), begin_audits(person, judged[]), case_said(text), part_of_person_allowed(text, text, audit, text),
    part_allowed(text, text, audit, text), change_part_of_person(bigint, text, text, text),
    change_part(bigint, text, text, text), move_audit(text, text), team_changed_service(text) from public;

-- Laptops offer again what this server did not know before.
update server_meta set protocol = 7;
