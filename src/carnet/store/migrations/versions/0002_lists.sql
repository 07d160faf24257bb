CREATE TABLE organisation_alias (
	id INTEGER NOT NULL, 
	organisation_id INTEGER NOT NULL, 
	name TEXT DEFAULT '' NOT NULL, 
	folded TEXT DEFAULT '' NOT NULL, 
	CONSTRAINT pk_organisation_alias PRIMARY KEY (id), 
	CONSTRAINT fk_organisation_alias_organisation_id FOREIGN KEY(organisation_id) REFERENCES organisation (id)
)
 STRICT;

CREATE INDEX ix_contact_city ON contact (city) WHERE city <> '';

CREATE INDEX ix_contact_status ON contact (status) WHERE status <> 'active';

CREATE INDEX ix_organisation_alias_folded ON organisation_alias (folded);

CREATE INDEX ix_organisation_alias_organisation_id ON organisation_alias (organisation_id);

CREATE INDEX ix_contact_fact_first_met_on ON contact_fact (hidden, first_met_on, sort_key, contact_id);

CREATE INDEX ix_contact_fact_warmth ON contact_fact (hidden, hot_until, warm_until, cool_until, sort_key, sphere);

UPDATE contact_fact SET hidden = 1 WHERE contact_id IN (SELECT id FROM contact WHERE is_me = 1);

DELETE FROM name_token WHERE contact_id IN (SELECT id FROM contact WHERE is_me = 1);

DELETE FROM words WHERE rowid IN (SELECT id * 8 FROM contact WHERE is_me = 1);
