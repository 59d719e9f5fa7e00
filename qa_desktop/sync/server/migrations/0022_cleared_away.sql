-- What is pushed while its audit is being disposed of, or its words deleted, can be refused or put aside by a transaction
-- that does not see the deletion, nor the deletion it. The watchdog clears that away.

create index disposal_by_time on disposal(at);
create index erasure_by_time on erasure(at) where op_id is not null;
create index refused_by_audit on refused(split_part((sent).stream, '/', 1));
create index refused_by_op on refused(((sent).op_id));
create index quarantine_by_op on quarantine(((sent).op_id));

-- A day is long: a client's transaction lasts 30 seconds at most.
create function clear_away_lately_deleted() returns void
language plpgsql set search_path = pg_catalog, qa, pg_temp set enable_seqscan = off set jit = off as $$
declare
    a_day_ago timestamptz := clock_timestamp() - interval '1 day';
    one record;
begin
    for one in select a.id from disposal d join audit a on a.no = d.audit_no where d.at >= a_day_ago loop
        delete from refused f where split_part((f.sent).stream, '/', 1) = one.id;
        delete from quarantine q where q.audit = one.id and q.part <> 'retention';
    end loop;
    for one in select e.op_id, e.audit || '/' || e.stream name from erasure e
        where e.op_id is not null and e.at >= a_day_ago loop
        delete from refused f where (f.sent).op_id = one.op_id and (f.sent).stream = one.name;
        delete from quarantine q where (q.sent).op_id = one.op_id and (q.sent).stream = one.name;
    end loop;
end $$;

create or replace function settle_lately_aside() returns void
language plpgsql security definer set search_path = pg_catalog, qa, pg_temp set lock_timeout = '2s' as $$
begin
    perform clear_away_lately_deleted();
    perform settle_aside(null, (select min(q.no) from quarantine q
        where q.taken_at is null and q.at >= clock_timestamp() - interval '10 minutes'));
exception when sqlstate 'QA001' then
    -- Restored, or behind its list of deletions: everything waits for its administrator.
    null;
end $$;

revoke all on all functions in schema qa from public;
