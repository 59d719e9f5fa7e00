-- Two who lock their first grades in the same moment did not see each other, and neither form opened: they meet one by one.
create or replace function meet(the_audit bigint, giver int, taker int, pair_name text) returns bigint
language plpgsql set search_path = pg_catalog, qa, pg_temp set enable_seqscan = off set jit = off as $$
declare counterpart bigint;
begin
    -- In one order, and before the audit of the other is needed: who waits here holds nothing that the other waits for.
    perform 1 from person p where p.no in (giver, taker) order by p.no for no key update;
    insert into pair_seat(pair, audit_no, person_no, other_no) values (pair_name, the_audit, giver, taker)
    on conflict do nothing;
    select s.audit_no into counterpart from pair_seat s
        join access x on x.audit_no = s.audit_no and x.person_no = s.person_no and x.relation = 'owner'
            and x.revoked_at is null
        where s.pair = pair_name and s.person_no = taker and s.other_no = giver and s.audit_no <> the_audit
        order by s.audit_no limit 1;
    return counterpart;
end $$;

revoke all on function meet(bigint, int, int, text) from public;
