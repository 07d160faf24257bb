CREATE TABLE mission_document (
	id INTEGER NOT NULL, 
	uid TEXT NOT NULL, 
	mission_id INTEGER NOT NULL, 
	name TEXT DEFAULT '' NOT NULL, 
	address TEXT DEFAULT '' NOT NULL, 
	added_on TEXT NOT NULL, 
	CONSTRAINT pk_mission_document PRIMARY KEY (id), 
	CONSTRAINT uq_mission_document_uid UNIQUE (uid), 
	CONSTRAINT fk_mission_document_mission_id FOREIGN KEY(mission_id) REFERENCES mission (id)
)
 STRICT;

CREATE INDEX ix_mission_document_mission_id ON mission_document (mission_id);

CREATE TABLE board_place (
	id INTEGER NOT NULL, 
	mission_id INTEGER NOT NULL, 
	place INTEGER DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_board_place PRIMARY KEY (id), 
	CONSTRAINT uq_board_place_mission_id UNIQUE (mission_id), 
	CONSTRAINT fk_board_place_mission_id FOREIGN KEY(mission_id) REFERENCES mission (id)
)
 STRICT;
