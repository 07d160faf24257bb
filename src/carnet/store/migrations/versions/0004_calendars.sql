CREATE TABLE calendar (
	id INTEGER NOT NULL, 
	uid TEXT NOT NULL, 
	name TEXT DEFAULT '' NOT NULL, 
	url TEXT DEFAULT '' NOT NULL, 
	every_hours INTEGER DEFAULT 0 NOT NULL, 
	CONSTRAINT pk_calendar PRIMARY KEY (id), 
	CONSTRAINT uq_calendar_uid UNIQUE (uid)
)
 STRICT;

CREATE TABLE event_anew (
	id INTEGER NOT NULL, 
	uid TEXT NOT NULL, 
	title TEXT DEFAULT '' NOT NULL, 
	kind TEXT DEFAULT 'other' NOT NULL, 
	organiser_id INTEGER, 
	starts_at TEXT, 
	ends_at TEXT, 
	tz TEXT DEFAULT '' NOT NULL, 
	all_day INTEGER DEFAULT 0 NOT NULL, 
	series_id INTEGER, 
	recurrence_id TEXT, 
	rrule TEXT DEFAULT '' NOT NULL, 
	exdates TEXT DEFAULT '' NOT NULL, 
	rdates TEXT DEFAULT '' NOT NULL, 
	venue TEXT DEFAULT '' NOT NULL, 
	city TEXT DEFAULT '' NOT NULL, 
	url TEXT DEFAULT '' NOT NULL, 
	description TEXT DEFAULT '' NOT NULL, 
	status TEXT DEFAULT 'planned' NOT NULL, 
	cost_cents INTEGER DEFAULT 0 NOT NULL, 
	minutes_spent INTEGER, 
	travel_minutes INTEGER, 
	briefing TEXT DEFAULT '' NOT NULL, 
	prepared_on TEXT, 
	usefulness TEXT, 
	debrief TEXT DEFAULT '' NOT NULL, 
	debriefed_at TEXT, 
	debrief_later_on TEXT, 
	ics_uid TEXT DEFAULT '' NOT NULL, 
	sequence INTEGER DEFAULT 0 NOT NULL, 
	ics_digest TEXT DEFAULT '' NOT NULL, 
	calendar_id INTEGER, 
	deleted_at TEXT, 
	CONSTRAINT pk_event PRIMARY KEY (id), 
	CONSTRAINT uq_event_series_id_recurrence_id UNIQUE (series_id, recurrence_id), 
	CONSTRAINT uq_event_uid UNIQUE (uid), 
	CONSTRAINT fk_event_organiser_id FOREIGN KEY(organiser_id) REFERENCES organisation (id), 
	CONSTRAINT fk_event_series_id FOREIGN KEY(series_id) REFERENCES event (id), 
	CONSTRAINT fk_event_calendar_id FOREIGN KEY(calendar_id) REFERENCES calendar (id)
)
 STRICT;

INSERT INTO event_anew (id, uid, title, kind, organiser_id, starts_at, ends_at, tz, all_day, series_id, recurrence_id, rrule, exdates, venue, city, url, status, cost_cents, minutes_spent, travel_minutes, briefing, prepared_on, usefulness, debrief, debriefed_at, debrief_later_on, ics_uid, deleted_at) SELECT id, uid, title, kind, organiser_id, starts_at, ends_at, tz, all_day, series_id, recurrence_id, rrule, exdates, venue, city, url, status, cost_cents, minutes_spent, travel_minutes, briefing, prepared_on, usefulness, debrief, debriefed_at, debrief_later_on, ics_uid, deleted_at FROM event;

DROP TABLE event;

ALTER TABLE event_anew RENAME TO event;

CREATE INDEX ix_event_calendar_id ON event (calendar_id);

CREATE INDEX ix_event_debrief ON event (ends_at) WHERE debriefed_at IS NULL AND deleted_at IS NULL;

CREATE INDEX ix_event_ics_uid ON event (ics_uid) WHERE ics_uid <> '';

CREATE INDEX ix_event_organiser_id ON event (organiser_id);

CREATE INDEX ix_event_rrule ON event (starts_at) WHERE rrule <> '';

CREATE INDEX ix_event_series_id ON event (series_id);

CREATE INDEX ix_event_starts_at ON event (starts_at);
