-- A session that is locked answers nobody until its person has given their PIN; a few wrong ones end it.
alter table access.session add column if not exists locked_at timestamptz;
alter table access.session add column if not exists pin_tries integer not null default 0;
