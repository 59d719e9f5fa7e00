-- The tables. No laptop has a right on any of them; everything belongs to qa_owner, who cannot log in.

create table server_meta(
    single bool primary key default true check (single),
    protocol int not null,
    oldest_protocol int not null
);
insert into server_meta(protocol, oldest_protocol) values (1, 1);

-- A restore into another cluster, or of a dump, rewinds transaction ids: each life of the data is an epoch.
create table epoch(
    no int primary key,
    id text not null unique,
    cluster bigint not null,
    database oid not null,
    reason text not null,
    began timestamptz not null default clock_timestamp(),
    -- Laptops are turned away until a new epoch begins.
    shut_at timestamptz
);

create table alarm(
    no bigint generated always as identity primary key,
    person_no int not null,
    what text not null,
    at timestamptz not null default clock_timestamp(),
    settled_at timestamptz
);

create table team(
    id text primary key check (length(id) between 1 and 64),
    parent text references team,
    name text not null,
    service text not null check (length(service) between 1 and 64)
);

create table person(
    no int generated always as identity primary key,
    login name not null unique,
    id text unique check (length(id) between 1 and 64),
    name text not null,
    role text not null
        check (role in ('auditor', 'moderator', 'manager', 'qa_officer', 'head_of_service', 'practitioner', 'admin')),
    team text not null references team,
    active bool not null default true,
    certificate bytea,
    address text,
    code_hash bytea,
    code_until timestamptz,
    code_tries int not null default 0,
    joined_at timestamptz not null default clock_timestamp(),
    left_at timestamptz
);

create table device_key(
    person_no int not null references person,
    key bytea not null check (octet_length(key) = 32),
    proof bytea,
    certificate bytea,
    address text,
    asked_at timestamptz not null default clock_timestamp(),
    approved_at timestamptz,
    approved_by text,
    revoked_at timestamptz,
    primary key (person_no, key)
);

create table audit(
    no bigint generated always as identity primary key,
    id text not null unique check (length(id) between 1 and 64),
    state text not null check (state in ('draft', 'revealed', 'signed', 'held_draft', 'held_revealed', 'held_signed',
        'disposed', 'standing', 'personal')),
    team text references team,
    create_digest bytea,
    lead_revealed bool not null default false,
    peer_revealed bool not null default false,
    created_at timestamptz not null default clock_timestamp(),
    signed_at timestamptz,
    lease_holder int references person,
    lease_since timestamptz,
    lease_until timestamptz
);
create index audit_by_team on audit(team);
create index audit_under_way on audit(no) where state in ('draft', 'revealed', 'held_draft', 'held_revealed');

create table stream(
    no bigint generated always as identity primary key,
    audit_no bigint not null references audit,
    name text not null,
    rev bigint not null default 0,
    head bytea not null default '',
    bytes bigint not null default 0,
    unique (audit_no, name)
);

-- Who was given what part in an audit. Rows are ended, never deleted.
create table access(
    audit_no bigint not null references audit,
    person_no int not null references person,
    relation text not null check (relation in ('owner', 'peer', 'moderator', 'practitioner', 'named')),
    changed xid8 not null default pg_current_xact_id(),
    granted_at timestamptz not null default clock_timestamp(),
    granted_by int references person,
    revoked_at timestamptz,
    revoked_by int references person,
    primary key (audit_no, person_no, relation)
);
create index access_by_person on access(person_no);

-- No foreign keys here: checking them row by row would be a fifth of a push. Only `append_all` writes rows, under the
-- lock of their audit; and what they name is never deleted, which the triggers below see to.
create table op(
    stream_no bigint not null,
    rev bigint not null,
    op_id uuid not null unique,
    kind text not null,
    path text not null,
    base uuid,
    author text not null,
    incarnation text not null,
    seq bigint not null,
    schema int not null,
    client_ms bigint not null,
    facts text not null,
    body bytea,
    salt bytea,
    commit bytea not null,
    signature bytea not null,
    digest bytea not null,
    head bytea not null,
    relayer int not null,
    received_at timestamptz not null default clock_timestamp(),
    xid xid8 not null default pg_current_xact_id(),
    redacted_at timestamptz,
    -- Whether it may differ from the one before it in author, incarnation, schema, relayer or time of receipt.
    begins bool not null default true,
    primary key (stream_no, rev)
);
-- Bodies are compressed already.
alter table op alter body set storage external;

-- What each audience is told, in the order of the cursor (epoch, xid, seq): a range of a stream, or its end.
create table feed(
    audience text not null,
    epoch int not null references epoch,
    xid xid8 not null default pg_current_xact_id(),
    seq bigint generated always as identity,
    event text not null check (event in ('op', 'revoke')),
    stream_no bigint not null references stream,
    from_rev bigint,
    to_rev bigint,
    bytes bigint not null default 0,
    primary key (audience, epoch, xid, seq)
);
create unique index feed_by_seq on feed(seq);

-- How far each audience was told of each stream.
create table shown(
    stream_no bigint not null references stream,
    audience text not null,
    rev bigint not null,
    bytes bigint not null,
    primary key (stream_no, audience)
);
create index shown_by_audience on shown(audience, stream_no);

create type sent as (
    stream text,
    op_id uuid,
    kind text,
    path text,
    base uuid,
    author text,
    incarnation text,
    seq bigint,
    schema int,
    client_ms bigint,
    facts text,
    body bytea,
    salt bytea,
    commit bytea,
    signature bytea
);

create table quarantine(
    no bigint generated always as identity primary key,
    audit text not null,
    -- As in `sent`, which costs too much to be opened for each of thousands.
    author text not null,
    kind text not null,
    part text not null,
    pusher int not null references person,
    digest bytea not null,
    bytes bigint not null,
    sent sent not null,
    at timestamptz not null default clock_timestamp(),
    -- Taken in by somebody who may write the audit, although its author has no part in it any more.
    taken_at timestamptz,
    taken_by int references person,
    unique (pusher, digest)
);
create index quarantine_by_audit on quarantine(audit, author, pusher, kind, part, no) where taken_at is null;

-- How much waits, and of what: every hello judges it by groups, for it would be too slow to look at each of thousands.
create table aside_group(
    audit text not null,
    author text not null,
    pusher int not null,
    kind text not null,
    part text not null,
    waiting bigint not null,
    latest bigint not null,
    primary key (audit, author, pusher, kind, part)
);
create function count_aside() returns trigger language plpgsql set search_path = pg_catalog, qa, pg_temp
set enable_seqscan = off set jit = off as $$
begin
    -- Nothing else is ever changed in a row than that it is taken in.
    if tg_op = 'INSERT' then
        insert into aside_group as g select n.audit, n.author, n.pusher, n.kind, n.part, count(*), max(n.no) from fresh n
            where n.taken_at is null group by 1, 2, 3, 4, 5 order by 1, 2, 3, 4, 5
        on conflict (audit, author, pusher, kind, part) do update
            set waiting = g.waiting + excluded.waiting, latest = greatest(g.latest, excluded.latest);
    else
        insert into aside_group as g select n.audit, n.author, n.pusher, n.kind, n.part, -count(*), 0 from gone n
            where n.taken_at is null group by 1, 2, 3, 4, 5 order by 1, 2, 3, 4, 5
        on conflict (audit, author, pusher, kind, part) do update set waiting = g.waiting + excluded.waiting;
        delete from aside_group g using (select distinct n.audit, n.author from gone n) n
            where g.audit = n.audit and g.author = n.author and g.waiting = 0;
    end if;
    return null;
end $$;
create trigger count_fresh after insert on quarantine referencing new table as fresh
    for each statement execute function count_aside();
create trigger count_gone after delete on quarantine referencing old table as gone
    for each statement execute function count_aside();
create trigger count_taken after update on quarantine referencing old table as gone
    for each statement execute function count_aside();

create table refused(
    no bigint generated always as identity primary key,
    pusher int not null references person,
    key bytea not null,
    reason text not null,
    bytes bigint not null,
    sent sent not null,
    at timestamptz not null default clock_timestamp(),
    unique (pusher, key)
);

create table blob(
    stream_no bigint not null references stream,
    sha256 bytea not null check (octet_length(sha256) = 32),
    parts int not null,
    complete bool not null default false,
    put_by int not null references person,
    at timestamptz not null default clock_timestamp(),
    primary key (stream_no, sha256)
);
create table blob_part(
    stream_no bigint not null,
    sha256 bytea not null,
    part int not null,
    data bytea not null,
    primary key (stream_no, sha256, part),
    foreign key (stream_no, sha256) references blob on delete cascade
);
alter table blob_part alter data set storage external;

create table access_record(
    no bigint generated always as identity primary key,
    person_no int not null references person,
    id uuid not null,
    audit text not null,
    what text not null,
    client_ms bigint not null,
    self_reported bool not null default true,
    at timestamptz not null default clock_timestamp(),
    unique (person_no, id)
);
create index access_record_by_audit on access_record(audit, no);

create function append_only() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    raise exception 'this table is append-only' using errcode = '42501';
end $$;
create trigger append_only before update or delete or truncate on access_record
    for each statement execute function append_only();
create trigger append_only before delete or truncate on op for each statement execute function append_only();
create trigger append_only before delete or truncate on stream for each statement execute function append_only();
create trigger append_only before delete or truncate on person for each statement execute function append_only();

-- Of an operation only salt and body may ever change, and only to nothing.
create function only_redaction() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    if new.body is not null or new.salt is not null or new.redacted_at is null
        or (to_jsonb(new) - array['body', 'salt', 'redacted_at'])
            is distinct from (to_jsonb(old) - array['body', 'salt', 'redacted_at']) then
        raise exception 'operations are append-only' using errcode = '42501';
    end if;
    return new;
end $$;
create trigger only_redaction before update on op for each row execute function only_redaction();
