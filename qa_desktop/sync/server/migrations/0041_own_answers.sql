-- A person's place begins with the first line that a QA officer writes to it, or with that person's own first answer: who
-- was never allocated an audit still says that a regular check of theirs was done. Nobody else begins it.
create or replace function begin_allocations(elements judged[]) returns void
language plpgsql set search_path = pg_catalog, qa, pg_temp as $$
begin
    with begun as (
        insert into audit(id, state, team)
        select distinct 'allocations:' || p.id, 'personal', p.team
        from unnest(elements) j join person p on 'allocations:' || p.id = j.audit and p.active
            join person author on author.id = j.author and author.active
        where j.fault is null and not exists (select from audit a where a.id = j.audit)
            and (j.part = 'allocations' and author.role = 'qa_officer'
                or j.part = 'answers' and author.id = p.id and p.role <> 'admin')
        on conflict do nothing returning no, id
    )
    insert into access(audit_no, person_no, relation)
    select b.no, p.no, 'owner' from begun b join person p on 'allocations:' || p.id = b.id on conflict do nothing;
end $$;
