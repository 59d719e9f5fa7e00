-- A reader: somebody who reads a signed audit, and nothing before, and writes nothing in it. Lead and peer of a case read
-- so what a moderator settled about their audits.

alter table access drop constraint access_relation_check;
alter table access add constraint access_relation_check
    check (relation in ('owner', 'peer', 'moderator', 'practitioner', 'named', 'reader'));

create or replace function part_said(part_facts text, out person text, out relation text)
language plpgsql immutable set search_path = pg_catalog, qa, pg_temp as $$
begin
    person := part_facts::json ->> 'person';
    relation := part_facts::json ->> 'relation';
    if (length(person) between 1 and 64
            and relation in ('owner', 'peer', 'moderator', 'practitioner', 'reader')) is not true then
        person := null;
        relation := null;
    end if;
exception when data_exception then
    person := null;
    relation := null;
end $$;

alter function may(text, text, text, text, text, text) rename to may_before_readers;

create function may(role text, kind text, state text, stream text, relation text, verb text) returns bool
language sql immutable as $$
select qa.may_before_readers(role, kind, state, stream, relation, verb)
    or coalesce(relation = 'reader' and verb = 'read' and kind = 'any'
        and (state = 'signed' and stream in ('record', 'retention') or state = 'disposed' and stream = 'retention')
        and role in ('auditor', 'moderator', 'manager', 'qa_officer', 'head_of_service'), false) $$;

revoke all on function may_before_readers(text, text, text, text, text, text),
    may(text, text, text, text, text, text) from public;

-- Laptops offer again what this server did not know before.
update server_meta set protocol = 5;
