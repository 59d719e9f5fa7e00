-- A head of service writes beside a signed audit, as a team's manager does: that they were told, and their comment on it
-- (R-082). What is written past a signature never changes what was signed, and laptops take in only what may follow it.

alter function may(text, text, text, text, text, text) rename to may_before_comments;

create function may(role text, kind text, state text, stream text, relation text, verb text) returns bool
language sql immutable as $$
select qa.may_before_comments(role, kind, state, stream, relation, verb)
    or coalesce(role = 'head_of_service' and relation = 'service' and verb = 'write' and kind in ('set', 'resolve')
        and state in ('signed', 'held_signed') and stream = 'record', false) $$;

revoke all on function may_before_comments(text, text, text, text, text, text),
    may(text, text, text, text, text, text) from public;

-- Laptops offer again what this server did not know before.
update server_meta set protocol = 6;
