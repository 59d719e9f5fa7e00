-- Backups that were tried: what lies in none of them stays on the laptops that hold it, out of sight where it must be.

create table backup(
    no bigint generated always as identity primary key,
    -- Everything that was received before this moment is in it.
    covers timestamptz not null,
    said_by text not null default session_user,
    said_at timestamptz not null default clock_timestamp()
);
create trigger append_only before update or delete or truncate on backup
    for each statement execute function append_only();

create function backed_up() returns timestamptz
language plpgsql stable security definer set search_path = pg_catalog, qa, pg_temp as $$
begin
    perform me();
    return (select max(b.covers) from backup b);
end $$;

revoke all on table backup from public;
revoke all on function backed_up() from public;
grant execute on function backed_up() to qa_laptop;
