-- Going on with a newer version of the tool: whoever may sign an audit writes it, and it may be carried and taken in as
-- a signature may. It is kept in a signed audit too: after a restore it may come behind the signature, and what no
-- signature covers is a late entry on every laptop. The tool comes as a blob of the stream, as the first one does.

create or replace function may(role text, kind text, state text, stream text, relation text, verb text) returns bool
language sql immutable as $$
select coalesce(
    qa.may_without_hold(role, case kind when 'go_on' then 'sign' else kind end,
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

create or replace function knows(kind text) returns bool language sql immutable as $$
select coalesce(kind in ('create', 'set', 'resolve', 'sign', 'reveal', 'document', 'redact', 'dispose', 'grant',
    'withdraw', 'settle', 'hold', 'release', 'go_on'), false) $$;

create or replace function brings_own(who person, the_audit audit, part_name text, document bytea) returns bool
language sql stable set search_path = pg_catalog, qa, pg_temp set enable_seqscan = off set jit = off as $$
select exists (select from stream s join op o on o.stream_no = s.no
    where s.audit_no = the_audit.no and s.name = part_name and o.kind in ('document', 'create', 'go_on')
        and o.author = who.id
        and o.facts::json ->> case o.kind when 'document' then 'document' else 'tool_hash' end
            = encode(document, 'hex')) $$;

-- Laptops offer again what this server did not know before.
update server_meta set protocol = 2;
