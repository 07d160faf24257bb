ALTER TABLE contact_fact RENAME TO contact_fact_before;

CREATE TABLE contact_fact (
	contact_id INTEGER NOT NULL, 
	display_name TEXT DEFAULT '' NOT NULL, 
	sort_key TEXT DEFAULT '' NOT NULL, 
	title TEXT DEFAULT '' NOT NULL, 
	organisation TEXT DEFAULT '' NOT NULL, 
	organisation_id INTEGER, 
	email TEXT DEFAULT '' NOT NULL, 
	phone TEXT DEFAULT '' NOT NULL, 
	sphere TEXT DEFAULT 'professional' NOT NULL, 
	origin TEXT DEFAULT 'unknown' NOT NULL, 
	introduced_by_id INTEGER, 
	first_met_on TEXT, 
	last_exchange_on TEXT, 
	last_inbound_on TEXT, 
	exchanges INTEGER DEFAULT 0 NOT NULL, 
	missions INTEGER DEFAULT 0 NOT NULL, 
	cadence_days INTEGER, 
	due_on TEXT, 
	hot_until TEXT, 
	warm_until TEXT, 
	cool_until TEXT, 
	recent_gaps TEXT DEFAULT '' NOT NULL, 
	birthday_md TEXT, 
	hidden INTEGER DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_contact_fact PRIMARY KEY (contact_id), 
	CONSTRAINT fk_contact_fact_contact_id FOREIGN KEY(contact_id) REFERENCES contact (id)
)
 STRICT;

INSERT INTO contact_fact (contact_id, display_name, sort_key, title, organisation, organisation_id, email, phone, sphere, origin, introduced_by_id, first_met_on, last_exchange_on, last_inbound_on, exchanges, missions, cadence_days, due_on, hot_until, warm_until, cool_until, birthday_md, hidden, recent_gaps)
WITH exchange AS (
	SELECT p.contact_id AS contact_id, substr(i.occurred_on || '-01-01', 1, 10) AS day, row_number() OVER (
		PARTITION BY p.contact_id ORDER BY substr(i.occurred_on || '-01-01', 1, 10) DESC
	) AS place
	FROM participation p JOIN interaction i ON i.id = p.interaction_id
	WHERE i.kind <> 'note' AND i.deleted_at IS NULL AND i.occurred_on >= '0'
), recent AS (
	SELECT e.contact_id, CAST(julianday(f.last_exchange_on) - julianday(e.day) AS INTEGER) AS gap
	FROM exchange e JOIN contact_fact_before f ON f.contact_id = e.contact_id
	WHERE e.place BETWEEN 2 AND (364 + coalesce(f.cadence_days, 90)) / coalesce(f.cadence_days, 90)
	ORDER BY e.contact_id, gap
), told AS (
	SELECT contact_id, group_concat(gap, ' ') AS gaps FROM recent WHERE gap <= 365 GROUP BY contact_id
)
SELECT f.contact_id, f.display_name, f.sort_key, f.title, f.organisation, f.organisation_id, f.email, f.phone, f.sphere, f.origin, f.introduced_by_id, f.first_met_on, f.last_exchange_on, f.last_inbound_on, f.exchanges, f.missions, f.cadence_days, f.due_on, f.hot_until, f.warm_until, f.cool_until, f.birthday_md, f.hidden, coalesce(told.gaps, '')
FROM contact_fact_before f LEFT JOIN told ON told.contact_id = f.contact_id;

DROP TABLE contact_fact_before;

CREATE INDEX ix_contact_fact_birthday_md ON contact_fact (birthday_md);

CREATE INDEX ix_contact_fact_cool_until ON contact_fact (cool_until);

CREATE INDEX ix_contact_fact_due_on ON contact_fact (hidden, due_on, contact_id, sphere, origin, hot_until, warm_until, cool_until);

CREATE INDEX ix_contact_fact_first_met_on ON contact_fact (hidden, first_met_on, sort_key, contact_id, sphere, origin, hot_until, warm_until, cool_until);

CREATE INDEX ix_contact_fact_hot_until ON contact_fact (hot_until);

CREATE INDEX ix_contact_fact_last_exchange_on ON contact_fact (hidden, last_exchange_on, contact_id, sphere, origin, hot_until, warm_until, cool_until);

CREATE INDEX ix_contact_fact_organisation_id ON contact_fact (organisation_id);

CREATE INDEX ix_contact_fact_origin ON contact_fact (hidden, origin, sphere);

CREATE INDEX ix_contact_fact_sort_key ON contact_fact (hidden, sort_key, contact_id, sphere, origin, hot_until, warm_until, cool_until);

CREATE INDEX ix_contact_fact_warm_until ON contact_fact (warm_until);

CREATE INDEX ix_contact_fact_warmth ON contact_fact (hidden, hot_until, warm_until, cool_until, sort_key, sphere, origin);

CREATE VIRTUAL TABLE known_word USING fts5vocab(words, instance);
