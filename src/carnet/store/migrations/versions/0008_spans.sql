CREATE TABLE deed_span (
	id INTEGER NOT NULL, 
	deed_id INTEGER NOT NULL, 
	table_name TEXT DEFAULT '' NOT NULL, 
	first_id INTEGER DEFAULT 0 NOT NULL, 
	last_id INTEGER DEFAULT 0 NOT NULL, 
	names TEXT DEFAULT '' NOT NULL, 
	CONSTRAINT pk_deed_span PRIMARY KEY (id), 
	CONSTRAINT fk_deed_span_deed_id FOREIGN KEY(deed_id) REFERENCES deed (id)
)
 STRICT;

CREATE INDEX ix_deed_span_deed_id ON deed_span (deed_id);

CREATE INDEX ix_deed_span_target ON deed_span (table_name, first_id);
