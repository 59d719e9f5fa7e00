-- Two who audit one case, each on a form of their own. When one locks the first grades, the form is given to the other to
-- read, named by what the two have in common; it opens when the other has done the same, and both open at once.

create table pair_seat (
    pair text not null check (length(pair) between 1 and 64),
    audit_no bigint not null references audit(no),
    person_no int not null references person(no),
    other_no int not null references person(no),
    primary key (pair, audit_no)
);

-- Remember that a form was given to the other of a pair; the audit of the other, where they gave theirs in turn.
create function meet(the_audit bigint, giver int, taker int, pair_name text) returns bigint
language plpgsql set search_path = pg_catalog, qa, pg_temp set enable_seqscan = off set jit = off as $$
declare counterpart bigint;
begin
    insert into pair_seat(pair, audit_no, person_no, other_no) values (pair_name, the_audit, giver, taker)
    on conflict do nothing;
    select s.audit_no into counterpart from pair_seat s
        join access x on x.audit_no = s.audit_no and x.person_no = s.person_no and x.relation = 'owner'
            and x.revoked_at is null
        where s.pair = pair_name and s.person_no = taker and s.other_no = giver and s.audit_no <> the_audit
        order by s.audit_no limit 1;
    return counterpart;
end $$;

-- Let somebody read a form, and what it was revealed as.
create function open_to(the_audit bigint, reader int, giver int) returns void
language plpgsql set search_path = pg_catalog, qa, pg_temp as $$
begin
    perform 1 from audit where no = the_audit for update;
    insert into access(audit_no, person_no, relation, granted_by) values (the_audit, reader, 'reader', giver)
    on conflict (audit_no, person_no, relation) do update
        set revoked_at = null, revoked_by = null, granted_at = clock_timestamp(), granted_by = excluded.granted_by,
            changed = pg_current_xact_id()
        where access.revoked_at is not null;
    update audit set state = case state when 'draft' then 'revealed' else 'held_revealed' end
        where no = the_audit and state in ('draft', 'held_draft');
    perform announce(array[the_audit]);
end $$;

alter function change_part(bigint, text, text, text) rename to change_part_at_once;

create function change_part(the_audit bigint, giver text, kind text, part_facts text) returns void
language plpgsql set search_path = pg_catalog, qa, pg_temp as $$
declare
    said record := part_said(part_facts);
    pair_name text := part_facts::json ->> 'pair';
    giver_no int;
    other_no int;
    counterpart bigint;
begin
    if kind <> 'grant' or said.relation is distinct from 'reader' or pair_name is null then
        perform change_part_at_once(the_audit, giver, kind, part_facts);
        return;
    end if;
    select p.no into giver_no from person p where p.id = giver;
    select p.no into other_no from person p where p.id = said.person;
    if other_no is null or length(pair_name) not between 1 and 64 then
        return;
    end if;
    counterpart := meet(the_audit, giver_no, other_no, pair_name);
    if counterpart is not null then
        perform open_to(the_audit, other_no, giver_no);
        perform open_to(counterpart, giver_no, other_no);
    end if;
end $$;

alter function may(text, text, text, text, text, text) rename to may_before_reveal;

create function may(role text, kind text, state text, stream text, relation text, verb text) returns bool
language sql immutable as $$
select qa.may_before_reveal(role, kind, state, stream, relation, verb)
    or coalesce(relation = 'reader' and verb = 'read' and kind = 'any'
        and state = 'revealed' and stream in ('record', 'retention')
        and role in ('auditor', 'moderator', 'manager', 'qa_officer', 'head_of_service'), false) $$;

revoke all on function meet(bigint, int, int, text), open_to(bigint, int, int),
    change_part_at_once(bigint, text, text, text), change_part(bigint, text, text, text),
    may_before_reveal(text, text, text, text, text, text), may(text, text, text, text, text, text) from public;
